"""The index made anew, and every way in which it can be wrong."""

from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pyroaring import BitMap

from statements.index.checking import drift
from statements.index.reading import NotIndexedError, facts, is_current
from statements.models import Block, IndexedStatement, Posting, Statement, Word
from tests.factories import index, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    """A statement with a text, which is indexed."""
    return make_text(make_statement(title="Peace", topics=[make_topic()]), title="Treaty").statement


def change(posting: Posting, numbers: BitMap) -> None:
    Posting.objects.filter(pk=posting.pk).update(numbers=numbers.serialize())


def lose_row(statement):
    IndexedStatement.objects.filter(pk=statement.pk)._raw_delete("default")


def note_otherwise(statement):
    IndexedStatement.objects.filter(pk=statement.pk).update(words="1 en en:other ")


def lose_posting(statement):
    Posting.objects.filter(term="en:peac").delete()


def add_number(statement):
    change(Posting.objects.get(term="en:treati"), BitMap([statement.pk, statement.pk + 7]))


def lose_fact(statement):
    change(Posting.objects.get(term="public"), BitMap())


def add_posting(statement):
    number = BitMap([statement.pk]).serialize()
    Posting.objects.create(term="en:stray", level=3, block=0, numbers=number)


def add_block(statement):
    number = BitMap([1]).serialize()
    Posting.objects.create(term="en:stray", level=3, block=9, numbers=number)


def lose_word(statement):
    Word.objects.filter(word="peace").delete()


def age(statement):
    Block.objects.update(format=0)


@pytest.mark.parametrize(
    ("break_it", "complaint"),
    [
        (lose_row, "not in the index: {number}"),
        (note_otherwise, "noted otherwise than they say: {number}"),
        (lose_posting, "en:peac (title) lacks {number}"),
        (add_number, "en:treati (title) has too many: {extra}"),
        (lose_fact, "public (fact) lacks {number}"),
        (add_posting, "en:stray (body) has too many: {number}"),
        (add_block, "postings of blocks that are not there: 9"),
        (lose_word, "the word “peace” does not lead to en:peac"),
        (age, "block 0: its format is 0, not 2"),
    ],
)
def test_check_tells_what_is_wrong_and_rebuilding_puts_it_right(statement, break_it, complaint):
    break_it(statement)
    told = StringIO()

    with pytest.raises(CommandError, match="differs from the statements in 1 place"):
        call_command("refresh_index", "--check", stderr=told)
    call_command("refresh_index", stdout=StringIO())

    assert told.getvalue().strip() == complaint.format(number=statement.pk, extra=statement.pk + 7)
    assert list(drift()) == []


def test_check_of_many_statements_in_several_blocks_tells_the_same(statement, monkeypatch):
    monkeypatch.setattr("statements.index.checking.MANY", 0)
    monkeypatch.setattr("statements.index.rebuilding.CHUNK", 2)
    far = [make_statement(pk=pk, title="Peace") for pk in (*range(70_000, 70_005), 140_000)]
    lose_row(far[3])
    note_otherwise(far[5])
    Posting.objects.filter(term="en:peac", block=0).delete()

    assert list(drift()) == [
        f"en:peac (title) lacks {statement.pk}",
        "not in the index: 70003",
        "noted otherwise than they say: 140000",
    ]


def test_check_of_a_right_index_says_so_and_writes_nothing(statement):
    stamps, told = list(Block.objects.values()), StringIO()

    call_command("refresh_index", "--check", stdout=told)

    assert told.getvalue() == "The index is right.\n"
    assert list(Block.objects.values()) == stamps


def test_rebuilding_shows_how_far_it_is(statement, monkeypatch):
    monkeypatch.setattr("statements.management.commands.refresh_index.SECONDS_BETWEEN_SIGNS", -1)
    told = StringIO()

    call_command("refresh_index", stdout=told)

    assert told.getvalue().startswith("1 statements, ")
    assert told.getvalue().endswith("Statements in the index: 1\n")


@pytest.mark.parametrize(
    "address", ["/", "/statements/", "/statements/2019/", "/search/?q=peace", "/statements.rss"]
)
def test_archive_without_index_says_so_instead_of_showing_no_statements(
    client, statement, address, caplog
):
    for model in (Posting, Block, Word):
        model.objects.all().delete()

    response = client.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "300"
    is_data = address.endswith(".rss")
    assert response["Content-Type"] == f"text/{'plain' if is_data else 'html'}; charset=utf-8"
    sentence = "The lists and the search of the archive are being prepared. Try again later."
    assert sentence in response.text if not is_data else response.text == sentence
    assert "run `manage.py refresh_index`" in caplog.text
    assert not is_current()


def test_pages_are_back_once_the_index_is_made(client, statement):
    Block.objects.update(format=0)
    before = client.get("/statements/").status_code

    call_command("refresh_index", verbosity=0)

    assert (before, client.get("/statements/").status_code) == (503, 200)


def test_first_statement_saved_in_an_archive_without_index_does_not_hide_the_others():
    make_statement()
    for model in (Posting, Block, Word):
        model.objects.all().delete()
    IndexedStatement.objects.all()._raw_delete("default")
    late = Statement.objects.create(kind=Statement.Kind.STATEMENT, title="Late", state="draft")

    index(late)

    with pytest.raises(NotIndexedError):
        facts()


def test_statement_of_another_block_does_not_hide_those_that_an_upgrade_found():
    make_statement()
    for model in (Posting, Block, Word):
        model.objects.all().delete()
    IndexedStatement.objects.all()._raw_delete("default")
    migration = import_module("statements.migrations.0005_index_format")

    migration.note_blocks_without_postings(apps, None)
    make_statement(pk=70_000)

    assert not is_current()
    call_command("refresh_index", verbosity=0)
    assert is_current()


def test_empty_archive_is_indexed():
    assert is_current()
    assert list(drift()) == []
