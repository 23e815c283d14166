"""A form of a word that stands only in drafts leads no visitor anywhere, till it is public."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.utils import timezone

from imcwp_site.publishing import State
from statements.filters import StatementFilter
from statements.finding import find
from statements.index.checking import drift
from statements.index.collecting import Bulk
from statements.index.rebuilding import rebuild, refresh
from statements.models import IndexedStatement, Posting, Statement, Word
from statements.versions import contents_of
from tests.factories import index
from tests.search.texts import Level, saying

pytestmark = pytest.mark.django_db

# "harboured" and the public "harbour" have one stem.
ASKED = "harboure*"
TO_COME = {"state": State.PUBLISHED, "published_at": timezone.now() + timedelta(days=1)}


def one_by_one(numbers):
    for number in numbers:
        refresh([number])


def in_bulk(numbers):
    with closing(Bulk(contents_of)) as bulk:
        bulk.note(contents_of(numbers))
        bulk.finish()


def in_bulk_elsewhere(numbers):
    with closing(Bulk(contents_of)) as bulk:
        for number in numbers:
            bulk.note(contents_of([number]))
        bulk.finish()


def all_anew(numbers):
    rebuild()


def complaints() -> list[str]:
    """Give what the check says of words; these tests move the dates of statements by hand."""
    return [one for one in drift() if "word" in one]


def found(q: str = ASKED) -> int:
    """Tell how many statements a visitor finds."""
    return StatementFilter({"q": q}).count


@pytest.fixture
def public():
    return saying("over the harbour")


@pytest.mark.parametrize("write", [one_by_one, in_bulk, in_bulk_elsewhere, all_anew])
def test_every_writer_tells_words_of_drafts_from_public_ones(write, public, monkeypatch):
    monkeypatch.setattr("statements.index.collecting.MANY", 1)
    draft = saying("harboured", published=False)
    scheduled = saying("harbouring", **TO_COME)
    saying("harboured harbouring zeppelins", published=False)
    for model in (IndexedStatement, Posting, Word):
        model.objects.all().delete()

    write(sorted(Statement.objects.values_list("pk", flat=True)))
    hidden = found(), found("harbouri*"), found("zep*")
    Statement.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())
    Statement.objects.filter(pk=draft.pk).update(**TO_COME | {"published_at": timezone.now()})
    write(sorted(Statement.objects.values_list("pk", flat=True)))

    assert hidden == (0, 0, 0)
    assert (found(), found("harbouri*"), found("zep*")) == (3, 3, 0)
    assert list(drift()) == []


def test_words_of_a_scheduled_statement_are_public_when_it_is_though_nobody_does_anything(public):
    scheduled = saying("harboured", **TO_COME)
    before = found()

    Statement.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())

    assert (before, found()) == (0, 2)
    assert complaints() == []


def test_words_that_have_become_public_are_settled_by_the_next_writer(public):
    scheduled = saying("harboured", **TO_COME)
    Statement.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())

    saying("another text")

    assert not IndexedStatement.objects.filter(awaited__gt="").exists()
    assert found() == 2
    assert complaints() == []


def test_words_taken_out_of_a_scheduled_statement_in_time_are_never_public(public):
    scheduled = saying("harboured", **TO_COME)
    scheduled.texts.update(body="<p>moored</p>")
    index(scheduled)

    Statement.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())

    assert (found(), found("moore*")) == (0, 1)


def test_words_of_a_statement_that_is_scheduled_no_more_are_never_public(public):
    scheduled = saying("harboured", **TO_COME)
    Statement.objects.filter(pk=scheduled.pk).update(state=State.DRAFT)

    index(scheduled)

    assert IndexedStatement.objects.get(pk=scheduled.pk).awaited == ""
    assert found() == 0


def test_words_that_were_public_stay_so_until_the_index_is_made_anew(public):
    withdrawn = saying("harboured")
    fields = {"state": State.WITHDRAWN, "withdrawal_reason": "A mistake"}
    Statement.objects.filter(pk=withdrawn.pk).update(**fields)
    index(withdrawn)
    before = found()

    rebuild()

    assert (before, found()) == (1, 0)


def test_desk_finds_words_of_drafts():
    draft = saying("harboured", level=Level.TITLE, published=False)

    assert find(Statement.objects.all(), ["harboure"], 10)[0] == [draft.pk]


def test_check_tells_of_a_public_word_that_is_hidden(public):
    Word.objects.filter(word="harbour").update(is_public=False)

    assert list(drift()) == ["the word “harbour” is in a public text, and hidden with en:harbour"]


def test_public_word_stays_public_when_a_draft_writes_it_too():
    saying("harboured")

    saying("harboured", published=False)

    assert Word.objects.get(word="harboured", term="en:harbour").is_public
