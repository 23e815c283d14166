"""The words of the index: what is found by them, where, and how they are kept."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from imcwp_site.text import plain_text, words_in
from statements.files import reading
from statements.index.collecting import Bulk
from statements.index.gathering import Gathered, GatheredElsewhere, Said
from statements.index.lines import Passage
from statements.index.reading import words
from statements.index.shape import Level, Standing
from statements.index.storing import lock
from statements.index.writing import note
from statements.models import IndexedStatement, Posting, Word
from statements.search.words import passage
from statements.versions import contents_of
from tests import samples
from tests.factories import make_party, make_statement, make_text


def found(term: str) -> dict[int, list[int]]:
    """Give the statements in which a term stands, by level."""
    return {level: list(numbers) for level, numbers in words([term]).get(term, {}).items()}


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <b>t</b>wo</p><p>three&nbsp;four</p>",
        '<p><a href="https://example.org/?a=1&amp;b=%22" title="a &gt; b > c">Link</a>ed</p>',
        "<table><tr><td>a</td><td>b</td></tr></table><ul><li>c</li><li>d</li></ul>e<br>f",
        '<p>So<sup><a href="#fn-1" id="fnref-1">1</a></sup></p><ol><li id="fn-1">Note</li></ol>',
        "",
    ],
)
def test_words_in_html_are_those_of_its_plain_text(html):
    assert words_in(html).split() == plain_text(html).split()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The communists' parties, 2019!", "en"),
        ("Партии — и партия", "ru"),
        ("社会主义必胜" * 30, "zh"),
        ("والمعاهدات", "ar"),
        ("KKE (ΚΚΕ)", ""),
    ],
)
def test_line_of_a_passage_holds_its_terms_in_order_between_blanks(text, language):
    passages = [Passage(Level.BODY, language, text)]

    line, awaited = Gathered().add(Said(1, "", passages, Standing.PUBLIC))

    assert awaited == ""
    assert line == f"3 {language} {' '.join(passage(text, language))} "


def test_passages_without_words_have_no_line():
    passages = [Passage(Level.TITLE, "en", "…"), Passage(Level.BODY, "en", "")]

    assert Gathered().add(Said(1, "", passages, Standing.AWAITED)) == ("", "")


@pytest.mark.django_db
def test_statement_is_found_by_title_summary_names_and_body_where_they_stand():
    statement = make_statement(title="Peace")
    statement.signatures.create(party=make_party(), printed_name="Ειρήνη", position=1)
    make_text(statement, language="es", title="Paces", summary="guerra", body="<p>treguas</p>")

    assert found("en:peac") == {Level.TITLE: [statement.pk]}
    assert found(passage("Paces", "es")[0]) == {Level.TITLE: [statement.pk]}
    assert found(passage("guerra", "es")[0]) == {Level.SUMMARY: [statement.pk]}
    assert found(passage("treguas", "es")[0]) == {Level.BODY: [statement.pk]}
    assert found(":ειρηνη") == {Level.SUMMARY: [statement.pk]}


@pytest.mark.django_db
def test_words_of_a_draft_are_indexed_and_no_facts():
    draft = make_statement(published=False, title="Peace")

    assert found("en:peac") == {Level.TITLE: [draft.pk]}
    assert draft.indexed.facts == ""


@pytest.mark.django_db
def test_words_in_a_file_are_indexed_once_it_is_read():
    first, second = (
        make_statement().attachments.create(
            file=ContentFile(samples.pdf("Peace"), "a.pdf"), language="en"
        )
        for _n in range(2)
    )

    reading.note(first)

    assert found("en:peac") == {Level.FILE: [first.statement_id, second.statement_id]}


@pytest.mark.django_db
def test_statement_is_found_by_what_it_says_now_and_empty_postings_go():
    statement = make_statement(title="Peace and war")
    statement.title = "War"
    statement.save()

    note(contents_of([statement.pk]))

    assert found("en:war") == {Level.TITLE: [statement.pk]}
    assert not Posting.objects.filter(term="en:peac").exists()
    assert Word.objects.filter(word="peace", term="en:peac").exists()  # words stay


@pytest.mark.django_db
def test_words_lead_to_their_terms():
    make_statement(title="Communists")
    make_text(language="zh", title="核不")

    assert Word.objects.filter(word="communists", term="en:communist").exists()
    assert Word.objects.filter(word="不", term=":核不").exists()


@pytest.mark.django_db
def test_what_says_nothing_new_writes_nothing_and_hundreds_ask_as_little_as_one():
    statements = [make_text().statement_id for _n in range(20)]

    def asked(numbers: list[int]) -> list[str]:
        contents = contents_of(numbers)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            note(contents)
        return [one["sql"].split()[0] for one in queries if "SAVEPOINT" not in one["sql"]]

    one, many = asked(statements[:1]), asked(statements)

    assert set(one) == {"SELECT"}
    assert len(one) == len(many) <= 6


@pytest.mark.django_db
def test_part_of_a_posting_that_stays_as_it_is_is_not_written_again():
    first, second = (make_statement(title="Peace") for _n in range(2))
    Posting.objects.create(
        term="en:peac",
        level=Level.TITLE,
        block=0,
        part=1234567,
        numbers=BitMap([9_999]).serialize(),
    )
    second.title = "War"
    second.save()

    with CaptureQueriesContext(connection) as queries:
        note(contents_of([second.pk]))

    assert found("en:peac") == {Level.TITLE: [first.pk, 9_999]}
    assert not any("1234567" in one["sql"] for one in queries)


@pytest.mark.django_db
def test_blocks_of_a_million_statements_are_locked_at_once():
    with transaction.atomic():
        blocks = lock(range(1_000_000))

    assert len(blocks) == 16


@pytest.mark.django_db
def test_bulk_notes_what_single_writing_notes():
    statements = [make_text(language=code).statement_id for code in ("en", "ar", "zh")]
    before = sorted(IndexedStatement.objects.values_list())
    postings = sorted(Posting.objects.exclude(level=0).values_list("term", "level", "part"))
    Posting.objects.all().delete()
    IndexedStatement.objects.all().delete()
    bulk = Bulk(contents_of)

    bulk.note(contents_of(statements))
    bulk.finish()

    assert sorted(IndexedStatement.objects.values_list()) == before
    assert sorted(Posting.objects.exclude(level=0).values_list("term", "level", "part")) == postings


def test_words_gathered_elsewhere_are_those_gathered_here():
    statements = [
        Said(n, "public kind:", [Passage(Level.BODY, "en", f"<p>Peace and number {n}")], standing)
        for n, standing in ((1, Standing.PUBLIC), (2, Standing.HIDDEN), (70_000, Standing.AWAITED))
    ]
    here, elsewhere = Gathered(), GatheredElsewhere()

    for gathered in (here, elsewhere):
        gathered.give(statements)

    assert elsewhere.receive() == here.receive()
    (words, postings), (words_here, postings_here) = elsewhere.take(), here.take()
    assert sorted(words) == sorted(words_here)
    assert list(postings) == list(postings_here)
    elsewhere.close()
    assert elsewhere.process.returncode is not None


def test_process_that_gathers_ends_when_nobody_asks_any_more():
    elsewhere = GatheredElsewhere()

    elsewhere.process.stdin.close()

    assert elsewhere.process.wait(timeout=30) == 0
    elsewhere.process.stdout.close()
