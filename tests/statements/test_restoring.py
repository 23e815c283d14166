"""A statement brought back to what a version said, whatever became of it since."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imcwp_site.publishing import State
from parties.models import PartyFormerSlug
from statements import versions
from statements.models import Attachment, SignatureList, Statement, Text
from statements.restoring import write_content
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic
from tests.statements.contents import contents

pytestmark = pytest.mark.django_db

EMPTY = {
    "meeting": "", "topics": [], "signature_list": None, "signatures": [], "texts": [],
    "attachments": [],
}  # fmt: skip


def said(statement) -> dict:
    """Give what the statement says now."""
    return versions.content_of(versions.with_content(Statement.objects).get(pk=statement.pk))


@pytest.fixture
def kept_files() -> dict[str, int]:
    """Files that are kept though no statement has them any more: their sizes by hash."""
    statement = make_statement(published=False)
    files = [
        statement.attachments.create(file=ContentFile(b"%PDF-" + word, "x.pdf"))
        for word in (b"one", b"two words", b"three")
    ]
    kept = {file.sha256: file.size for file in files}
    statement.delete()
    return kept


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_content_can_be_written_over_any_other(kept_files, data):
    with transaction.atomic():
        generated = contents(
            [make_party().slug for _n in range(3)],
            [make_topic().slug for _n in range(3)],
            [make_meeting().slug for _n in range(2)],
            kept_files,
            [make_statement().pk for _n in range(2)],
        )
        first, second = data.draw(generated), data.draw(generated)
        statement = make_statement(published=False)

        for content in (first, second, first):
            faults = write_content(statement, content, with_publication=True)

            assert (faults, said(statement)) == ([], content)
        transaction.set_rollback(True)


def test_every_statement_of_the_archive_comes_back_from_nothing(archive):
    for statement in versions.with_content(Statement.objects.all()):
        content = versions.content_of(statement)
        SignatureList.objects.filter(statement=statement).update(reference=None)
        write_content(statement, content | EMPTY | {"source": "", "issued": "", "note": "x"})

        assert write_content(statement, content) == []
        assert said(statement) == content


def test_what_says_the_same_already_is_not_written(django_assert_num_queries):
    statement = make_statement(
        parties=[make_party(), make_party()], topics=[make_topic()], meeting=make_meeting()
    )
    make_text(statement)
    statement.signatures.create(printed_name="Example Party of Old Land", role="signatory")
    statement.attachments.create(file=ContentFile(b"%PDF-", "a.pdf"))
    content = said(statement)

    # The statement with its signatures, topics, texts, files and relations; meeting; parties.
    with django_assert_num_queries(8):
        write_content(statement, content)


def test_rows_that_stay_keep_their_keys():
    statement = make_statement(parties=[make_party(), make_party()], topics=[make_topic()])
    text = make_text(statement, language="en", title="Before")
    content = said(statement)
    rows = {row.pk for row in statement.signatures.all()}
    statement.signatures.update(group="Later heading")
    statement.signatures.create(party=make_party(), role="signatory")
    Text.objects.filter(pk=text.pk).update(title="After", body="<p>Other.</p>")

    write_content(statement, content)

    assert {row.pk for row in statement.signatures.all()} == rows
    assert statement.texts.get().pk == text.pk
    assert said(statement) == content


def test_publication_stays_unless_it_is_asked_for():
    statement = make_statement(title="Before", published=False)
    draft = said(statement)
    Statement.objects.filter(pk=statement.pk).update(
        title="After", state=State.PUBLISHED, published_at="2020-01-01T00:00Z"
    )

    write_content(statement, draft)

    statement.refresh_from_db()
    assert (statement.title, statement.state) == ("Before", State.PUBLISHED)
    assert statement.published_at

    write_content(statement, draft, with_publication=True)

    statement.refresh_from_db()
    assert (statement.state, statement.published_at) == (State.DRAFT, None)


def test_a_published_statement_is_not_left_without_title_and_kind():
    statement = make_statement(title="A title")

    faults = write_content(statement, said(statement) | {"title": "", "kind": ""})

    statement.refresh_from_db()
    assert (statement.title, statement.kind) == ("A title", "statement")
    assert len(faults) == 2
    assert "title" in faults[0]


def test_a_party_that_is_gone_stays_as_its_printed_name():
    party, printed = make_party(slug="xx-gone"), make_party(slug="xx-printed")
    statement = make_statement(parties=[party])
    statement.signatures.create(
        party=printed, printed_name="Party of the Example", role="signatory"
    )
    content = said(statement)
    statement.signatures.all().delete()
    party.delete()
    printed.delete()

    faults = write_content(statement, content)

    names = statement.signatures.values_list("party", "printed_name")
    assert sorted(names, key=str) == [(None, "Party of the Example"), (None, "xx-gone")]
    assert len(faults) == 2
    assert "xx-gone" in faults[0]


def test_a_renamed_party_is_found_by_its_former_address_name():
    party = make_party(slug="xx-new")
    PartyFormerSlug.objects.create(record=party, slug="xx-old")
    statement = make_statement(parties=[party])
    key = statement.signatures.get().pk
    content = said(statement)
    content["signatures"][0]["party"] = "xx-old"

    faults = write_content(statement, content)

    assert faults == []
    assert (statement.signatures.get().pk, statement.signatures.get().party) == (key, party)


def test_two_parties_that_are_one_now_sign_once():
    party = make_party(slug="xx-new")
    PartyFormerSlug.objects.create(record=party, slug="xx-old")
    statement = make_statement(parties=[party])
    content = said(statement)
    content["signatures"].append(content["signatures"][0] | {"party": "xx-old"})

    faults = write_content(statement, content)

    assert statement.signatures.get().party == party
    assert "xx-old" in faults[0]


def test_topics_and_meetings_that_are_gone_are_named():
    topic, meeting = make_topic(slug="gone"), make_meeting(slug="never-held")
    stays = make_topic(slug="stays")
    statement = make_statement(topics=[topic, stays], meeting=meeting)
    content = said(statement)
    statement.topic_links.filter(topic=topic).delete()
    Statement.objects.filter(pk=statement.pk).update(meeting=None)
    topic.delete()
    meeting.delete()

    faults = write_content(statement, content)

    assert [link.topic for link in statement.topic_links.all()] == [stays]
    assert sorted(word in " ".join(faults) for word in ("gone", "never-held")) == [True, True]


def test_a_removed_file_comes_back_if_it_is_still_kept():
    statement = make_statement()
    file = statement.attachments.create(file=ContentFile(b"%PDF-here", "a.pdf"), name="b.odt")
    lost = statement.attachments.create(file=ContentFile(b"%PDF-lost", "lost.pdf"))
    content = said(statement)
    statement.attachments.all().delete()
    lost.file.storage.delete(lost.file.name)

    faults = write_content(statement, content)

    back = statement.attachments.get()
    assert (back.name, back.file.name, back.file.read()) == ("b.odt", file.file.name, b"%PDF-here")
    assert len(faults) == 1
    assert "lost.pdf" in faults[0]
    back.file.close()


def test_a_signature_list_that_the_data_files_know_is_not_lost():
    statement = make_statement()
    content = said(statement)
    SignatureList.objects.create(statement=statement, reference="js-x", stated_count=3)

    faults = write_content(statement, content)

    assert statement.signature_list.stated_count == 3
    assert "js-x" in faults[0]


def test_a_content_without_a_word_for_something_leaves_it_as_it_is():
    statement = make_statement(topics=[make_topic()], note="Kept")
    make_text(statement)
    before = said(statement)

    write_content(statement, {"title": "Of an older format"})

    assert said(statement) == before | {"title": "Of an older format"}


def test_a_body_is_cleaned_by_the_rules_of_today():
    statement = make_statement()
    make_text(statement)
    content = said(statement)
    content["texts"][0]["body"] = "<p onclick=x()>Words</p><script>alert(1)</script>"

    write_content(statement, content)

    assert statement.texts.get().body == "<p>Words</p>"


def test_a_restored_statement_was_changed_now_and_keeps_its_file_rows():
    statement = make_statement(title="Before")
    attachment = Attachment.objects.create(
        statement=statement, file=ContentFile(b"%PDF-1", "a.pdf")
    )
    content = said(statement)
    changed_at = statement.updated_at
    attachment.description = "A scan"
    attachment.save()

    write_content(statement, content)

    statement.refresh_from_db()
    assert statement.updated_at > changed_at
    assert statement.attachments.get().pk == attachment.pk
    assert said(statement) == content
