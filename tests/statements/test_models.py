"""Statements and what belongs to them: what must be true of a row."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.utils import timezone

from imcwp_site.publishing import State
from statements.models import (
    Attachment,
    Batch,
    BatchRow,
    Concern,
    DossierEntry,
    IssueContributor,
    IssueEdition,
    Periodical,
    PeriodicalIssue,
    Signature,
    SignatureList,
    Statement,
    StatementTopic,
    Text,
    Topic,
    Version,
)
from tests.constraints import Breach, assert_refused, constraint_names, undated
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
    numbers,
)

pytestmark = pytest.mark.django_db


def make_draft():
    return make_statement(published=False)


def make_draft_dossier():
    return make_dossier(published=False)


def make_signature():
    return Signature.objects.create(statement=make_statement(), party=make_party())


def make_signature_list():
    return SignatureList.objects.create(statement=make_statement())


def make_topic_link():
    return StatementTopic.objects.create(statement=make_statement(), topic=make_topic())


def make_relation():
    return make_statement().relations.create(kind="answers", other=make_statement())


def make_entry():
    return DossierEntry.objects.create(dossier=make_dossier(), statement=make_statement())


def make_periodical():
    n = next(numbers)
    return Periodical.objects.create(slug=f"bulletin-{n}", title=f"Bulletin {n}")


def make_issue():
    return PeriodicalIssue.objects.create(periodical=make_periodical(), number=next(numbers))


def make_edition():
    return IssueEdition.objects.create(issue=make_issue(), language="en")


def make_contributor():
    return IssueContributor.objects.create(issue=make_issue(), party=make_party())


def make_original():
    return make_text(status=Text.Status.ORIGINAL)


def make_file(statement=None, content=b""):
    content = content or f"file {next(numbers)}".encode()
    return Attachment.objects.create(
        statement=statement or make_statement(), file=ContentFile(content, "scan.pdf")
    )


def make_version():
    return Version.objects.create(
        statement=make_statement(),
        n=next(numbers),
        at=timezone.now(),
        content={"title": "Statement"},
        content_hash="0" * 64,
    )


def make_concern():
    return Concern.objects.create(statement=make_statement(), kind=Concern.Kind.NO_TOPIC)


def make_batch_row():
    batch = Batch.objects.create(kind=Batch.Kind.PUBLISH, by=make_editor())
    return BatchRow.objects.create(batch=batch, number=next(numbers))


BREACHES = [
    Breach("topic_has_slug", make_topic, {"slug": ""}),
    Breach("topic_has_name", make_topic, {"name": ""}),
    Breach("topic_not_its_own_parent", make_topic, lambda row: {"parent": row}),
    Breach("statement_published_has_time", make_draft, {"state": State.PUBLISHED}),
    Breach("statement_withdrawn_has_reason", make_statement, {"state": State.WITHDRAWN}),
    Breach("statement_state_known", make_statement, {"state": "lost"}),
    Breach("statement_has_title", make_statement, {"title": ""}),
    Breach("statement_has_kind", make_statement, {"kind": ""}),
    Breach("statement_reference_not_empty", make_statement, {"reference": ""}, mended=True),
    undated("statement_issued_is_date", make_statement, "issued"),
    undated("statement_posted_is_date", make_statement, "posted"),
    Breach("statement_topic_once", make_topic_link, same=("topic", "statement")),
    Breach("dossier_published_has_time", make_draft_dossier, {"state": State.PUBLISHED}),
    Breach("dossier_withdrawn_has_reason", make_dossier, {"state": State.WITHDRAWN}),
    Breach("dossier_state_known", make_dossier, {"state": "lost"}),
    Breach("dossier_has_title", make_dossier, {"title": ""}),
    Breach("dossier_has_slug", make_dossier, {"slug": ""}),
    Breach(
        "statement_relation_not_to_itself",
        make_relation,
        lambda relation: {"other": relation.statement},
    ),
    Breach("statement_relation_once", make_relation, same=("statement", "other")),
    Breach("dossier_entry_once", make_entry, same=("dossier", "statement")),
    Breach("periodical_has_title", make_periodical, {"title": ""}),
    Breach("periodical_has_slug", make_periodical, {"slug": ""}),
    Breach("periodical_issue_number_once", make_issue, same=("periodical", "number")),
    undated("periodical_issue_date_is_date", make_issue, "date"),
    Breach("issue_edition_once", make_edition, same=("issue", "language")),
    Breach("issue_contributor_once", make_contributor, same=("issue", "party")),
    Breach(
        "signature_list_reference_not_empty", make_signature_list, {"reference": ""}, mended=True
    ),
    Breach("signature_names_someone", make_signature, {"party": None}),
    Breach("signature_once_per_role", make_signature, same=("statement", "party", "role")),
    undated("signature_added_is_date", make_signature, "added"),
    Breach("text_once_per_language", make_text, same=("statement", "language")),
    Breach("text_has_language", make_text, {"language": ""}),
    Breach(
        "text_not_translated_from_itself",
        make_text,
        {"language": "en", "translated_from": "en", "status": ""},
    ),
    Breach("text_original_not_translated", make_original, {"translated_from": "fr"}),
    Breach("attachment_once", make_file, same=("statement", "sha256")),
    Breach("attachment_has_hash", make_file, {"sha256": ""}),
    Breach("attachment_has_name", make_file, {"name": "a/b.pdf"}),
    Breach("version_number_once", make_version, same=("statement", "n")),
    Breach("version_from_one", make_version, {"n": 0}),
    Breach("concern_once", make_concern, same=("statement", "kind")),
    Breach("batch_row_once", make_batch_row, same=("batch", "number")),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_statement_constraint_refuses(breach):
    assert_refused(breach)


def test_every_constraint_of_statements_has_its_case():
    assert {breach.constraint for breach in BREACHES} == constraint_names("statements")


# Statements


def test_draft_may_lack_title_and_kind():
    draft = make_statement(published=False, title="", kind="")

    assert str(draft) == "Untitled draft"
    assert draft.slug == "statement"


def test_published_statement_keeps_its_row_when_deleted():
    statement = make_statement()

    with pytest.raises(ValidationError, match="withdraw it"):
        statement.delete()

    assert Statement.objects.filter(pk=statement.pk).exists()


def test_draft_that_was_never_public_can_be_deleted():
    draft = make_statement(published=False)

    draft.delete()

    assert not Statement.objects.filter(pk=draft.number).exists()


def test_empty_reference_is_none_so_that_two_statements_may_lack_one():
    first, second = make_statement(), make_statement()
    first.reference = second.reference = ""

    for statement in (first, second):
        statement.full_clean()
        statement.save()

    assert first.reference is second.reference is None


def test_date_of_issue_knows_its_first_day_without_reading_it_again():
    statement = make_statement(issued="2019-10")

    assert str(statement.issued_first_day) == "2019-10-01"


def test_language_of_a_text_must_be_known():
    text = make_text()
    text.language = "xx"

    with pytest.raises(ValidationError, match="xx"):
        text.full_clean()


def test_body_of_a_text_is_cleaned_when_validated():
    text = make_text(body="<p onclick=alert(1)>Words<script>alert(1)</script></p>")

    text.full_clean()

    assert text.body == "<p>Words</p>"


# Topics


def test_topic_under_a_lower_topic_is_refused():
    lower = make_topic(parent=make_topic())
    topic = Topic(slug="third", name="Third", parent=lower)

    with pytest.raises(ValidationError, match="two levels"):
        topic.full_clean()


def test_topic_that_has_topics_under_it_cannot_move_under_another():
    upper = make_topic()
    make_topic(parent=upper)
    upper.parent = make_topic()

    with pytest.raises(ValidationError, match="cannot stand under another"):
        upper.full_clean()


# Signatures and files


def test_unknown_names_may_repeat_under_a_statement():
    statement = make_statement()

    for _n in range(2):
        signature = Signature(statement=statement, printed_name="CPP")
        signature.full_clean()
        signature.save()

    assert statement.signatures.count() == 2


def test_party_may_sign_in_two_roles():
    signature = make_signature()
    second = Signature(
        statement=signature.statement, party=signature.party, role=Signature.Role.INITIATOR
    )

    second.full_clean()
    second.save()

    assert signature.statement.signatures.count() == 2


def test_file_is_kept_once_under_its_hash_and_keeps_its_names():
    content = b"the same bytes"

    first, second = make_file(content=content), make_file(content=content)

    assert first.sha256 == hashlib.sha256(content).hexdigest()
    assert first.size == len(content)
    assert first.file.name == second.file.name
    assert second.name == "scan.pdf"
    with second.file.open() as kept:
        assert kept.read() == content


# Meetings and parties that statements stand on


def test_party_that_signed_cannot_be_deleted():
    signature = make_signature()

    with pytest.raises(ProtectedError):
        signature.party.delete()


def test_meeting_with_statements_cannot_be_deleted():
    meeting = make_meeting()
    make_statement(meeting=meeting)

    with pytest.raises(ProtectedError):
        meeting.delete()
