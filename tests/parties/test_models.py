"""Parties, their names, standings, relations and notes: what must be true of a row."""

import pytest
from django.core.exceptions import ValidationError

from imcwp_site.dates import PartialDate
from parties.models import PartyName, PartyNote, PartyRelation, PartyStanding, PartyWebsite
from tests.constraints import Breach, assert_refused, constraint_names, disordered, undated
from tests.factories import make_party, numbers

pytestmark = pytest.mark.django_db


def make_name(**fields):
    fields = {"party": make_party(), "kind": "former", "text": f"Name {next(numbers)}"} | fields
    return PartyName.objects.create(**fields)


def make_dated_name():
    return make_name(since=PartialDate(2001))


def make_website():
    return PartyWebsite.objects.create(
        party=make_party(), url=f"https://party-{next(numbers)}.example/"
    )


def make_standing():
    return PartyStanding.objects.create(
        party=make_party(),
        standing=PartyStanding.Standing.PARLIAMENT,
        as_of=PartialDate(2022),
        since=PartialDate(2001),
    )


def make_note():
    return PartyNote.objects.create(party=make_party(), text="Joined the list.")


def make_relation():
    return PartyRelation.objects.create(
        party=make_party(), kind=PartyRelation.Kind.SPLIT_FROM, other=make_party()
    )


def make_relation_to_name():
    return PartyRelation.objects.create(
        party=make_party(), kind=PartyRelation.Kind.SPLIT_FROM, other_name="Example Party"
    )


BREACHES = [
    Breach("party_has_name", make_party, {"name": ""}),
    Breach("party_has_slug", make_party, {"slug": ""}),
    undated("party_founded_is_date", make_party, "founded"),
    Breach("party_name_once", make_dated_name, same=("party", "kind", "text", "since")),
    Breach("party_name_has_text", make_name, {"text": ""}),
    undated("party_name_since_is_date", make_name, "since"),
    undated("party_name_until_is_date", make_name, "until"),
    disordered("party_name_period_in_order", make_name, "since", "until"),
    Breach("party_website_once", make_website, same=("party", "url")),
    Breach("party_standing_is_dated", make_standing, {"as_of": None, "since": None, "until": None}),
    Breach("party_standing_once", make_standing, same=("party", "standing", "as_of", "since")),
    undated("party_standing_as_of_is_date", make_standing, "as_of"),
    undated("party_standing_since_is_date", make_standing, "since"),
    undated("party_standing_until_is_date", make_standing, "until"),
    disordered("party_standing_period_in_order", make_standing, "since", "until"),
    Breach("party_note_has_text", make_note, {"text": ""}),
    undated("party_note_date_is_date", make_note, "date"),
    Breach("party_note_once", make_note, same=("party",)),
    Breach("party_relation_names_other", make_relation, {"other_name": "Another Party"}),
    Breach("party_relation_not_to_itself", make_relation, lambda row: {"other": row.party}),
    Breach("party_relation_once", make_relation, same=("party", "other")),
    Breach("party_relation_to_name_once", make_relation_to_name, same=("party",)),
    undated("party_relation_date_is_date", make_relation, "date"),
    undated("party_relation_until_is_date", make_relation, "until"),
    disordered("party_relation_period_in_order", make_relation, "date", "until"),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_party_constraint_refuses(breach):
    assert_refused(breach)


def test_every_constraint_of_parties_has_its_case():
    assert {breach.constraint for breach in BREACHES} == constraint_names("parties")


def test_relation_without_any_other_is_refused():
    relation = PartyRelation(party=make_party(), kind=PartyRelation.Kind.SPLIT_FROM)

    with pytest.raises(ValidationError, match="not both"):
        relation.full_clean()


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2019", "2019-05"),
        ("2019-05", "2019"),
        ("2019-05", "2019-05-01"),
        ("2019-05-31", "2019-05"),
        ("2019-05-31", "2019-05-31"),
        ("", "2019"),
        ("2019", ""),
    ],
)
def test_period_may_end_when_it_starts_as_far_as_known(since, until):
    name = make_name(since=since, until=until)

    name.full_clean()

    assert PartyName.objects.get(pk=name.pk).until == (PartialDate.parse(until) if until else None)


def test_same_name_twice_is_refused_by_validation_where_no_date_is_known():
    name = make_name(kind="variant", text="Example Party")

    with pytest.raises(ValidationError):
        PartyName(party=name.party, kind="variant", text="Example Party").full_clean()


def test_slug_serves_one_party_only():
    party = make_party(slug="xx-ep")
    party.full_clean()
    party.pk = None

    with pytest.raises(ValidationError, match="has this name already"):
        party.full_clean()


def test_country_must_be_known():
    party = make_party(country="GP")
    party.full_clean()
    party.country = "ZZ"

    with pytest.raises(ValidationError, match="ZZ"):
        party.full_clean()


def test_party_reads_as_name_with_abbreviation():
    assert str(make_party(name="Example Party", abbreviation="EP")) == "Example Party (EP)"
    assert str(make_party(name="Example Party", abbreviation="")) == "Example Party"
    assert make_party(name="Example Party", abbreviation="").short_name == "Example Party"


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2013", "Example Party"),
        ("2014", "Old Party"),
        ("2015-06-01", "Old Party"),
        ("2017", "Old Party"),
        ("2017-02", "Example Party"),
        (None, "Example Party"),
    ],
)
def test_party_bears_its_former_name_while_that_lasted(date, name):
    party = make_party(name="Example Party")
    make_name(party=party, text="Old Party", since=PartialDate(2014), until=PartialDate(2017, 1))
    make_name(party=party, text="Undated Old Party")

    assert party.name_on(PartialDate.parse(date) if date else None) == name
