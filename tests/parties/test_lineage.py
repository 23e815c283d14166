"""The names of a party and its relations to others, drawn along the years."""

import pytest
from django.utils.timezone import localdate
from lxml import html

from imcwp_site.dates import PartialDate
from parties.lineage import Lineage
from parties.models import PartyName, PartyRelation
from tests.factories import make_party

pytestmark = pytest.mark.django_db


def relate(party, kind, other, date, until=None):
    """Enter a dated relation; a name stands for what has no page."""
    key = "other_name" if isinstance(other, str) else "other"
    return PartyRelation.objects.create(
        party=party,
        kind=kind,
        date=PartialDate.parse(date),
        until=PartialDate.parse(until) if until else None,
        **{key: other},
    )


def call(party, name, since=None, until=None):
    """Enter a former name with its years."""
    dates = {key: PartialDate(year) for key, year in (("since", since), ("until", until)) if year}
    return PartyName.objects.create(party=party, kind="former", text=name, **dates)


def drawn(lineage):
    """Give the rows with their spans, and the links, in whole years."""
    rows = [(row.name, [tuple(end and int(end) for end in span) for span in row.spans])
            for row in lineage.rows]  # fmt: skip
    return rows, [(int(link.year), link.rows) for link in lineage.links]


def test_party_without_dated_names_and_relations_has_no_picture(client):
    party = make_party(founded=PartialDate(1920))
    PartyRelation.objects.create(party=party, kind="split-from", other_name="Example League")
    call(party, "Example Union")

    assert not Lineage(party)
    assert b'id="lineage"' not in client.get(party.get_absolute_url()).content


def test_what_came_before_stands_above_and_what_came_of_it_below():
    party, parent, heir = (
        make_party(name=name, abbreviation="") for name in ("Own", "Parent", "Heir")
    )
    relate(party, "split-from", parent, "1964")
    relate(party, "succeeded", "Example League", "1964")
    relate(heir, "succeeded", party, "1991-05")

    rows, links = drawn(Lineage(party))

    assert rows == [
        ("Parent", [(None, None)]),
        ("Example League", [(None, 1964)]),
        ("Own", [(1964, 1991)]),
        ("Heir", [(1991, None)]),
    ]
    assert links == [(1964, (0, 2)), (1964, (1, 2)), (1991, (2, 3))]


def test_merger_that_was_undone_leaves_a_gap_and_founds_nothing():
    party = make_party(name="Own", abbreviation="", founded=PartialDate(1991))
    other = make_party(name="Other", abbreviation="", founded=PartialDate(2018))
    relate(party, "merged-into", other, "2018", until="2021")

    rows, links = drawn(Lineage(party))

    assert rows == [("Own", [(1991, 2018), (2021, None)]), ("Other", [(2018, None)])]
    assert links == [(2018, (0, 1)), (2021, (0, 1))]


def test_each_name_has_a_row_and_the_present_one_begins_where_the_last_ended():
    party = make_party(name="Example Party", abbreviation="EP", founded=PartialDate(1921))
    heir = make_party(name="Heir", abbreviation="")
    call(party, "Second", until=1996)
    call(party, "First", until=1943)
    relate(heir, "split-from", party, "1968")

    rows, links = drawn(Lineage(party))

    assert rows == [
        ("First", [(1921, 1943)]),
        ("Second", [(1943, 1996)]),
        ("EP", [(1996, None)]),
        ("Heir", [(1968, None)]),
    ]
    assert links == [(1968, (1, 3)), (1943, (0, 1)), (1996, (1, 2))]


def test_name_is_drawn_in_the_times_in_which_its_party_was_there():
    party = make_party(name="Own", abbreviation="", founded=PartialDate(1950))
    call(party, "First", until=1995)
    relate(party, "merged-into", "Example League", "1990", until="1993")

    rows, _links = drawn(Lineage(party))

    assert rows[:2] == [("First", [(1950, 1990), (1993, 1995)]), ("Own", [(1995, None)])]


@pytest.mark.parametrize("founded", [1848, 1990, localdate().year])
def test_few_years_are_named_and_none_at_the_edges(founded):
    party = make_party(founded=PartialDate(founded))
    call(party, "First", until=localdate().year)

    years = list(Lineage(party).years)

    assert len(years) <= 9
    assert all(7 <= place <= 93 for _year, place in years)
    assert years == sorted(years)


def test_date_to_come_lies_within_the_picture():
    party = make_party(founded=None)
    relate(party, "merged-into", "Example League", f"{localdate().year + 30}")

    lineage = Lineage(party)

    assert 0 < lineage.share(lineage.links[0].year) <= 100
    assert all(0 <= place <= 100 for _year, place in lineage.years)


def test_picture_leads_to_the_others_and_says_each_step(client):
    party = make_party(name="Own", abbreviation="")
    other = make_party(name="Example <Other>", abbreviation="", slug="other")
    relate(party, "split-from", other, "1964")
    relate(party, "merged-into", "Example League of a Name that is Longer than a Phone", "1991")

    page = html.fromstring(client.get(party.get_absolute_url()).content)

    (picture,) = page.xpath("//figure[figcaption/@id='lineage']//*[name()='svg']")
    (link,) = picture.xpath(".//*[name()='a']")
    assert (link.get("href"), link.text_content()) == ("/parties/other/", "Example <Other>")
    assert [title.text for title in picture.iter("title")] == [
        "Own split from Example <Other>",
        "Own merged into Example League of a Name that is Longer than a Phone",
    ]
    assert "Example League of a Name that is Lo…" in picture.text_content()
