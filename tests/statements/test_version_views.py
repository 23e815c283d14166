"""What the public reads of the versions of a statement, and what it never reads."""

import datetime

import pytest
from django.utils import timezone

from imcwp_site.publishing import State
from statements import versions
from statements.history import public_versions
from statements.models import Statement
from tests.factories import make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOW = timezone.now()


def change(statement, *, days_ago: float, note="", is_minor=False, **fields) -> None:
    """Change a statement and keep its version as if that had been some days ago."""
    Statement.objects.filter(pk=statement.pk).update(**fields)
    versions.record(statement, note=note, is_minor=is_minor)
    newest = statement.versions.order_by("-n").first()
    type(newest).objects.filter(pk=newest.pk).update(at=NOW - days_ago * DAY)
    statement.refresh_from_db()


def numbers(statement) -> list[int]:
    return [version.n for version in public_versions(statement)]


@pytest.fixture
def statement():
    """A draft, its publication, a major change, a minor one, a major one."""
    statement = make_statement(title="Draft words", published=False, parties=[make_party()])
    make_text(statement, title="", body="<p>Words that stay.</p>")
    change(statement, days_ago=9, note="Entered")
    change(
        statement, days_ago=8, note="Out", title="First words", state=State.PUBLISHED,
        published_at=NOW - 8 * DAY,
    )  # fmt: skip
    change(statement, days_ago=7, note="Corrected", title="Second words")
    change(statement, days_ago=6, note="Comma set", title="Second words.", is_minor=True)
    statement.texts.update(body="<p>Other words that stay.</p>")
    change(statement, days_ago=5, note="By the printed text")
    return statement


# What was public


def test_public_versions_are_the_publication_and_major_changes_since(statement):
    assert numbers(statement) == [2, 3, 5]


def test_a_version_replaced_before_its_publication_time_was_never_public():
    statement = make_statement(published=False)
    change(
        statement, days_ago=9, title="Scheduled", state=State.PUBLISHED, published_at=NOW - 5 * DAY
    )
    change(statement, days_ago=8, title="Scheduled, corrected")
    change(statement, days_ago=2, title="Corrected in public")

    public = public_versions(statement)

    assert [version.n for version in public] == [2, 3]
    assert public[0].since == NOW - 5 * DAY


def test_what_was_said_before_a_withdrawal_is_not_shown_again():
    statement = make_statement(published=False)
    change(statement, days_ago=9, title="A", state=State.PUBLISHED, published_at=NOW - 9 * DAY)
    change(statement, days_ago=8, state=State.WITHDRAWN, withdrawal_reason="A name too many.")
    change(statement, days_ago=7, title="B", state=State.PUBLISHED, withdrawal_reason="")
    change(statement, days_ago=6, title="C")

    assert numbers(statement) == [3, 4]


def test_a_publication_is_shown_even_if_it_was_called_minor():
    statement = make_statement(published=False)
    change(statement, days_ago=9)
    change(statement, days_ago=8, state=State.PUBLISHED, published_at=NOW - 8 * DAY, is_minor=True)
    change(statement, days_ago=7, title="Slip", is_minor=True)

    assert numbers(statement) == [2]


def test_a_translation_that_falls_behind_or_is_confirmed_is_no_public_change(statement):
    statement.texts.update(original_hash="0" * 64)
    change(statement, days_ago=4, note="Marked")
    statement.texts.update(original_hash="")
    change(statement, days_ago=3, note="Confirmed")
    statement.texts.update(body="<p>The last words.</p>")
    change(statement, days_ago=2, note="Changed")

    assert numbers(statement) == [2, 3, 5, 8]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT, "published_at": None},
        {"state": State.WITHDRAWN, "withdrawal_reason": "Not authentic."},
        {"published_at": NOW + DAY},
    ],
)
def test_nothing_is_public_of_what_is_not_public_now(client, statement, fields):
    address = statement.get_absolute_url()
    Statement.objects.filter(pk=statement.pk).update(**fields)
    statement.refresh_from_db()

    assert numbers(statement) == []
    for page in ("versions/", "versions/2/", "versions/3/", "versions/3/?against=2"):
        response = client.get(address + page)
        assert response.status_code in (404, 410)
        assert "First words" not in response.content.decode()
        assert "that stay" not in response.content.decode()


# The pages


def test_history_page_gives_major_changes_with_their_notes(client, statement):
    page = client.get(f"{statement.get_absolute_url()}versions/").content.decode()

    assert page.index("By the printed text") < page.index("Corrected") < page.index("Published")
    assert "text in English" in page
    for hidden in ("Comma set", "Entered", "Draft words", ">Out<"):
        assert hidden not in page


def test_history_of_several_changes_leads_to_all_of_them_at_once(client, statement):
    page = client.get(f"{statement.get_absolute_url()}versions/").content.decode()

    assert f'href="{statement.get_absolute_url()}versions/5/?against=2">All that changed' in page


def test_history_page_names_no_editor(client, statement, editor):
    Statement.objects.filter(pk=statement.pk).update(title="By somebody")
    versions.record(statement, by=editor, note="Known")

    statement.refresh_from_db()
    page = client.get(f"{statement.get_absolute_url()}versions/").content.decode()

    assert "Known" in page
    assert editor.get_username() not in page


def test_long_history_comes_in_pages(client, statement):
    for n in range(30):
        change(statement, days_ago=4 - n / 10, title=f"Words {n}", note=f"Change {n}.")
    address = f"{statement.get_absolute_url()}versions/"

    first, last = (client.get(address + query).content.decode() for query in ("", "?page=2"))

    assert "Change 29." in first
    assert "Change 10." in first
    assert "Published" not in first
    assert "Change 9." in last
    assert "Published" in last


def test_version_page_shows_the_statement_as_it_stood(client, statement):
    response = client.get(f"{statement.get_absolute_url()}versions/3/")

    page = response.content.decode()
    assert "Second words" in page
    assert "Words that stay." in page
    assert "Other words" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="{statement.get_absolute_url()}">' in page
    assert not response.cookies


def test_version_page_gives_each_language_of_that_time(client, statement):
    arabic = make_text(statement, language="ar", body="<p>كلمات</p>")
    change(statement, days_ago=4, note="Arabic")
    arabic.delete()
    change(statement, days_ago=3, note="Arabic removed")
    address = f"{statement.get_absolute_url()}versions/"

    then = client.get(f"{address}6/?language=ar").content.decode()

    assert '<div class="text" lang="ar" dir="rtl">' in then
    assert client.get(f"{address}7/?language=ar").status_code == 404


def test_comparison_shows_words_that_came_and_went(client, statement):
    page = client.get(f"{statement.get_absolute_url()}versions/5/?against=2").content.decode()

    assert "from version 2 · to version 5" in page
    assert "<del>First</del><ins>Second</ins> words" in page
    assert "<del>Words</del><ins>Other words</ins> that stay." in page


@pytest.mark.parametrize("n", ["1", "4", "6", "9" * 18])
def test_minor_and_unpublished_versions_have_no_page(client, statement, n):
    address = f"{statement.get_absolute_url()}versions/"

    assert client.get(f"{address}{n}/").status_code == 404
    assert client.get(f"{address}3/", {"against": n}).status_code == 404


@pytest.mark.parametrize("value", ["", "0", "x", "02", "٢", "-1", "2.0"])
def test_versions_that_do_not_exist_are_not_compared(client, statement, value):
    address = f"{statement.get_absolute_url()}versions/3/"

    assert client.get(address, {"against": value}).status_code == 404


def test_pages_lead_from_an_old_title_to_the_present_one(client, statement):
    response = client.get(f"/statements/{statement.pk}/old/versions/3/?against=2")

    assert response.status_code == 301
    assert response["Location"] == f"{statement.get_absolute_url()}versions/3/?against=2"


def test_statement_page_names_its_history_once_something_changed(client, statement):
    page = client.get(statement.get_absolute_url()).content.decode()
    unchanged = make_statement()
    versions.record(unchanged)

    assert "History of this page: 2 changes" in page
    assert f'href="{statement.get_absolute_url()}versions/"' in page
    assert "History of this page" not in client.get(unchanged.get_absolute_url()).content.decode()


def test_queries_of_the_pages_do_not_grow(client, statement, django_assert_max_num_queries):
    for n in range(12):
        statement.signatures.create(party=make_party(), role="signatory")
        statement.topic_links.create(topic=make_topic())
        change(statement, days_ago=4 - n / 10, title=f"Words {n}")
    address = f"{statement.get_absolute_url()}versions/"

    # The statement, its versions, their contents; former names; files, parties, topics
    # of the version, names of kinds.
    for page, queries in (("", 4), ("17/", 8), ("17/?against=2", 6)):
        with django_assert_max_num_queries(queries):
            assert client.get(address + page).status_code == 200


def test_what_a_version_holds_is_never_run(client, statement):
    version = statement.versions.get(n=3)
    version.content["texts"][0]["body"] = "<script>alert(1)</script><p onclick=x()>Words</p>"
    version.content["title"] = "<script>alert(2)</script>"
    version.save()
    address = f"{statement.get_absolute_url()}versions/"

    for page in ("", "3/", "5/?against=3"):
        html = client.get(address + page).content.decode()
        assert "<script>alert" not in html
        assert "onclick" not in html
