"""Two records made one: nothing that hung on either is lost, and every old address leads there."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from imcwp_site.merging_records import Merger, lost, relations_to, unique_with
from meetings.models import Participation, WorkingGroupTerm
from parties.models import Party, PartyRelation
from statements import versions
from statements.models import Periodical, Topic
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_topic,
)
from tests.test_renaming import former, rename

pytestmark = pytest.mark.django_db


def merge(gone, stays, **values):
    """Merge as the desk does, without its form."""
    return Merger(gone, stays).run(values=values, note="Merged")


def contribution(party):
    periodical = Periodical.objects.create(slug=f"of-{party.slug}", title="Example bulletin")
    return periodical.issues.create(number=1).contributions.create(party=party)


# A row of each relation; who adds a relation adds a line.
HANGING = {
    "editors.editor.party": lambda party: make_editor(party=party),
    "parties.partyname.party": lambda party: party.names.create(kind="former", text="A name"),
    "parties.partywebsite.party": lambda p: p.websites.create(url="https://example.org/"),
    "parties.partystanding.party": lambda p: p.standings.create(standing="banned", as_of="1950"),
    "parties.partynote.party": lambda party: party.notes.create(text="A note"),
    "parties.partyrelation.party": lambda p: p.relations.create(kind="renamed", other_name="X"),
    "parties.partyrelation.other": lambda p: make_party().relations.create(kind="renamed", other=p),
    "parties.partyformerslug.record": lambda party: party.former_slugs.create(slug="of-old"),
    "meetings.hosting.party": lambda party: make_meeting().hostings.create(party=party),
    "meetings.participation.party": lambda p: make_meeting().participations.create(party=p),
    "meetings.workinggroupterm.party": lambda p: p.working_group_terms.create(start="2016"),
    "statements.signature.party": lambda party: make_statement().signatures.create(party=party),
    "statements.issuecontributor.party": contribution,
    "statements.topic.parent": lambda topic: make_topic(parent=topic),
    "statements.topicformerslug.record": lambda topic: topic.former_slugs.create(slug="of-old"),
    "statements.statementtopic.topic": lambda t: make_statement().topic_links.create(topic=t),
}


def label(foreign_key) -> str:
    return f"{foreign_key.model._meta.label_lower}.{foreign_key.name}"


def keys_to(model) -> list[models.ForeignKey]:
    """Find the foreign keys to a model from the other side: field by field of every model."""
    return [
        field
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is model
    ]


RELATIONS = [(model, key) for model in (Party, Topic) for key in keys_to(model)]


# The rows


@pytest.mark.parametrize("model", [Party, Topic])
def test_no_relation_is_forgotten(model):
    assert {label(key) for key in relations_to(model)} == {label(key) for key in keys_to(model)}


@pytest.mark.parametrize(("model", "key"), RELATIONS, ids=lambda value: getattr(value, "name", ""))
def test_every_row_moves(model, key):
    make = make_party if model is Party else make_topic
    gone, stays = make(), make()
    row = HANGING[label(key)](gone)

    outcome = merge(gone, stays)

    row.refresh_from_db()
    assert getattr(row, key.name) == stays
    assert outcome.moved == 1
    assert not model.objects.filter(slug=gone.slug).exists()


@pytest.mark.parametrize(("model", "key"), RELATIONS, ids=lambda value: getattr(value, "name", ""))
def test_constraints_that_tell_rows_apart_are_understood(model, key):
    constraints = [
        constraint
        for constraint in key.model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]

    assert not [one for one in constraints if one.expressions or one.nulls_distinct is False]
    assert len(list(unique_with(key))) >= sum(key.name in one.fields for one in constraints)


def both(make_row) -> tuple[Party, Party]:
    """Give two parties that have the same row."""
    gone, stays = make_party(), make_party()
    make_row(gone), make_row(stays)
    return gone, stays


@pytest.mark.parametrize(
    "name",
    ["partyname", "partywebsite", "partystanding", "partynote", "partyrelation"],
)
def test_row_of_both_becomes_one(name):
    make_row = HANGING[f"parties.{name}.party"]
    gone, stays = both(make_row)

    outcome = merge(gone, stays)

    model = apps.get_model("parties", name)
    assert model.objects.filter(party=stays).count() == 1
    assert outcome.joined == 1


def test_signature_of_both_is_one_with_what_only_one_of_them_says():
    gone, stays = make_party(), make_party()
    statement = make_statement()
    statement.signatures.create(
        party=gone, printed_name="E.P.", position=7, added="2020", source="a; b"
    )
    statement.signatures.create(party=stays, position=9, source="b; c")
    statement.signatures.create(party=gone, role="signatory")

    outcome = merge(gone, stays)

    author = statement.signatures.get(role="author")
    assert (author.party, author.printed_name, str(author.added)) == (stays, "E.P.", "2020")
    assert (author.position, author.source) == (9, "b; c; a")
    assert statement.signatures.get(role="signatory").party == stays
    assert (outcome.moved, outcome.joined) == (1, 1)


def test_what_is_not_kept_of_a_row_of_both_is_told():
    gone, stays = make_party(), make_party()
    statement = make_statement()
    going = statement.signatures.create(party=gone, printed_name="E.P.", position=7)
    staying = statement.signatures.create(party=stays, printed_name="Example", position=7)

    assert [(fact.name, value) for fact, value in lost(going, staying)] == [
        ("printed_name", "E.P.")
    ]


def test_hosts_and_participants_of_both_are_one():
    gone, stays = make_party(), make_party()
    meeting = make_meeting()
    for position, party in enumerate((gone, stays), start=1):
        meeting.hostings.create(party=party, position=position)
        meeting.participations.create(party=party, role="host")
        WorkingGroupTerm.objects.create(party=party, start="2016-11")
    meeting.participations.create(party=gone, role="message")

    merge(gone, stays)

    assert meeting.hostings.get().party == stays
    roles_at_meeting = Participation.objects.values_list("party", "role")
    assert sorted(roles_at_meeting) == [(stays.pk, "host"), (stays.pk, "message")]
    assert stays.working_group_terms.count() == 1


def test_relations_between_the_two_disappear():
    gone, stays, third = make_party(), make_party(), make_party()
    gone.relations.create(kind="renamed", other=stays)
    stays.relations.create(kind="succeeded", other=gone)
    third.relations.create(kind="split-from", other=gone)
    third.relations.create(kind="split-from", other=stays)
    gone.relations.create(kind="split-from", other=third)
    gone.relations.create(kind="merged-into", other_name="Example Union")
    stays.relations.create(kind="merged-into", other_name="Example League")

    outcome = merge(gone, stays)

    rows = PartyRelation.objects.order_by("pk").values_list("party", "kind", "other", "other_name")
    assert list(rows) == [
        (third.pk, "split-from", stays.pk, ""),
        (stays.pk, "split-from", third.pk, ""),
        (stays.pk, "merged-into", None, "Example Union"),
        (stays.pk, "merged-into", None, "Example League"),
    ]
    assert (outcome.ended, outcome.joined, outcome.moved) == (2, 1, 2)


def test_topics_of_a_statement_are_one():
    gone, stays = make_topic(), make_topic()
    statement = make_statement(topics=[gone, make_topic(), stays])
    child = make_topic(parent=gone)

    merge(gone, stays)

    assert statement.topics.filter(pk=stays.pk).count() == 1
    assert statement.topics.count() == 2
    child.refresh_from_db()
    assert child.parent == stays


# Names, history, all or nothing


def test_old_names_of_both_lead_to_the_one_that_stays():
    gone = rename(make_party(slug="a"), "b")
    stays = rename(make_party(slug="x"), "y")

    merge(gone, stays)
    merge(stays, last := make_party(slug="z"))

    assert former(last) == ["a", "b", "x", "y"]


def test_merger_is_a_minor_version_of_every_statement_it_touched(editor):
    gone, stays = rename(make_party(slug="a"), "b"), make_party(slug="c")
    touched = make_statement(parties=[gone], title="Touched")
    other = make_statement(parties=[stays])
    for statement in (touched, other):
        versions.record(statement)
    before = touched.updated_at

    Merger(gone, stays).run(values={}, note="“A” merged into “C”", by=editor)

    version = touched.versions.first()
    touched.refresh_from_db()
    assert (version.n, version.note, version.is_minor, version.by) == (
        2,
        "“A” merged into “C”",
        True,
        editor,
    )
    assert version.content["signatures"][0]["party"] == "c"
    assert touched.updated_at > before
    assert other.versions.count() == 1


def test_merger_is_done_as_a_whole_or_not_at_all():
    gone, stays = make_party(), make_party()
    for make_row in (HANGING["parties.partynote.party"], HANGING["statements.signature.party"]):
        make_row(gone)

    with pytest.raises(Party.DoesNotExist):
        merge(gone, Party(pk=0))
    with pytest.raises(ValidationError, match="choice"):
        merge(gone, stays, kind="nothing")

    assert gone.notes.count() == gone.signatures.count() == 1
    assert former(stays) == []
    assert Party.objects.count() == 2


def test_merger_of_many_rows_asks_few_queries():
    counts = []
    for number in (5, 60):
        gone, stays = make_party(), make_party()
        for n in range(number):
            make_statement(parties=[gone, stays] if n % 2 else [gone])
        with CaptureQueriesContext(connection) as captured:
            merge(gone, stays)
        counts.append(len(captured))

    assert counts[1] == counts[0]
