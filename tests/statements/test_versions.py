"""Versions are recorded when something changed, and say all of a statement."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imcwp_site.dates import PartialDate
from statements import versions
from statements.models import Attachment, SignatureList, Statement
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db


def test_the_first_record_is_version_one(editor):
    statement = make_statement()

    version = versions.record(statement, by=editor, note="Entered")

    assert (version.n, version.by, version.note) == (1, editor, "Entered")
    assert version.by_name == editor.get_username()


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("anna")


def test_nothing_is_recorded_when_nothing_changed():
    statement = make_statement()
    versions.record(statement)

    assert versions.record(statement) is None
    assert statement.versions.count() == 1


def test_a_change_is_the_next_version():
    statement = make_statement(title="Before")
    versions.record(statement)
    Statement.objects.filter(pk=statement.pk).update(title="After")

    version = versions.record(statement, is_minor=True)

    assert (version.n, version.is_minor, version.content["title"]) == (2, True, "After")


def test_a_change_back_is_a_version_too():
    statement = make_statement(title="Before")
    for title in ("Before", "After", "Before"):
        Statement.objects.filter(pk=statement.pk).update(title=title)
        versions.record(statement)

    assert statement.versions.count() == 3


def test_a_change_of_what_hangs_on_a_statement_is_a_version():
    statement = make_statement()
    versions.record(statement)

    for change in (
        lambda: make_text(statement, language="ar", body="<p>كلمات</p>"),
        lambda: statement.signatures.create(party=make_party(), role="signatory"),
        lambda: statement.topic_links.create(topic=make_topic()),
        lambda: SignatureList.objects.create(statement=statement, stated_count=3),
        lambda: Attachment.objects.create(statement=statement, file=ContentFile(b"x", "x.pdf")),
    ):
        change()
        assert versions.record(statement) is not None


def test_content_names_records_by_slug():
    party, meeting, topic = make_party(slug="xx-p"), make_meeting(slug="m-1"), make_topic(slug="t")
    statement = make_statement(
        parties=[party], topics=[topic], meeting=meeting, issued=PartialDate(2019, 10)
    )

    content = versions.content_of(statement)

    assert content["meeting"] == "m-1"
    assert content["topics"] == ["t"]
    assert [one["party"] for one in content["signatures"]] == ["xx-p"]
    assert content["issued"] == "2019-10"


def test_the_hash_does_not_depend_on_the_order_of_names():
    content = versions.content_of(make_statement())

    assert versions.content_hash(dict(reversed(content.items()))) == versions.content_hash(content)


def test_recording_many_takes_a_fixed_number_of_queries():
    def recorded(number: int) -> tuple[int, int]:
        statements = [make_statement() for _number in range(number)]
        contents = {one.pk: versions.content_of(one) for one in statements}
        with CaptureQueriesContext(connection) as queries:
            made = versions.record_contents(contents, by_name="import")
        return len(made), len(queries)

    (few, queries_for_few), (many, queries_for_many) = recorded(2), recorded(20)

    assert (few, many) == (2, 20)
    assert queries_for_many == queries_for_few


def test_versions_of_an_import_say_what_the_database_says(archive):
    differing = [
        statement.reference
        for statement in versions.with_content(Statement.objects.all()).prefetch_related("versions")
        if statement.versions.all()[0].content_hash
        != versions.content_hash(versions.content_of(statement))
    ]

    assert differing == []


def test_a_renaming_is_no_change_of_a_statement():
    party, topic, meeting = make_party(slug="m"), make_topic(slug="m"), make_meeting(slug="m")
    statement = make_statement(parties=[make_party(slug="n"), party], topics=[topic],
                               meeting=meeting)  # fmt: skip
    versions.record(statement)
    for record in (party, topic, meeting):
        record.slug = "a"
        record.save()

    assert versions.record(statement) is None
    assert statement.versions.get().content["meeting"] == "m"


def test_a_change_beside_a_renaming_is_a_version():
    party = make_party(slug="m")
    statement = make_statement(parties=[party])
    versions.record(statement)
    party.slug = "a"
    party.save()
    statement.signatures.update(position=7)

    version = versions.record(statement)

    before = versions.in_names_of_today(
        statement.versions.get(n=1).content, versions.former_names()
    )
    assert before["signatures"][0]["party"] == version.content["signatures"][0]["party"] == "a"
    assert before["signatures"] != version.content["signatures"]


def test_two_parties_that_are_one_today_signed_once():
    statement = make_statement(parties=[make_party(slug="m"), make_party(slug="n")])
    statement.signatures.create(printed_name="Unknown", position=3)
    statement.signatures.create(printed_name="Unknown", position=4)
    content = versions.content_of(statement)

    today = versions.in_names_of_today(content, {"party": {"m": "n"}, "topic": {}, "meeting": {}})

    assert [(one["party"], one["position"]) for one in today["signatures"]] == [
        ("n", 2),
        ("", 3),
        ("", 4),
    ]
