"""The history of a statement at the desk: what changed, between any two, and the way back."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse

from editors.roles import CONTRIBUTOR
from imcwp_site.publishing import State
from statements import versions
from statements.models import Statement
from tests import samples
from tests.desk import address_of, fill_statement
from tests.factories import PASSWORD, make_editor, make_party, make_statement, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(editor):
    """A statement with three versions: entered, an Arabic text added, that text removed."""
    statement = make_statement(title="The first title", parties=[make_party()])
    make_text(statement, language="en", body="<p>Words that stay.</p><p>Words of the end.</p>")
    versions.record(statement, by=editor, note="Entered")
    arabic = make_text(statement, language="ar", title="عنوان", body="<p>كلمات</p>")
    Statement.objects.filter(pk=statement.pk).update(title="The second title")
    versions.record(statement, by=editor, note="Arabic added")
    arabic.delete()
    statement.texts.update(body="<p>Words that stay.</p><p>Other words of the end.</p>")
    versions.record(statement, by_name="import", note="Arabic removed", is_minor=True)
    statement.refresh_from_db()
    return statement


def page_of(statement, page: str, *args, **query) -> str:
    """Give the address of a page of the history of a statement."""
    return reverse(f"admin:statements_statement_{page}", args=[statement.pk, *args], query=query)


def test_history_lists_versions_with_what_changed_the_last_first(desk, editor, statement):
    response = desk.get(address_of(statement, "history"))

    assert [(version.n, said) for version, said in response.context["listed"]] == [
        (3, "Text in English, text in Arabic removed"),
        (2, "Title, new text in Arabic"),
        (1, "Entered"),
    ]
    page = response.content.decode()
    assert editor.get_username() in page
    assert "import" in page
    assert "Arabic removed" in page


def test_a_translation_that_fell_behind_is_told_and_is_no_changed_text(desk, statement):
    statement.texts.update(original_hash="0" * 64)
    versions.record(statement)

    listed = desk.get(address_of(statement, "history")).context["listed"]
    page = desk.get(page_of(statement, "compare", **{"from": 3})).content.decode()
    marked = desk.get(page_of(statement, "compare", **{"from": 3, "to": 4})).content.decode()

    assert listed[0][1] == "English is behind the original"
    assert "English is behind the original." in page
    assert "Text in English" not in marked


def test_history_without_a_version_says_so(desk):
    page = desk.get(address_of(make_statement(), "history")).content.decode()

    assert "No version is kept yet" in page


def test_long_history_comes_in_pages(desk, statement):
    for n in range(40):
        Statement.objects.filter(pk=statement.pk).update(title=f"Title {n}")
        versions.record(statement)

    first = desk.get(address_of(statement, "history")).context["listed"]
    second = desk.get(address_of(statement, "history") + "?page=2").context["listed"]

    assert [first[0][0].n, first[-1][0].n] == [43, 19]
    assert [second[0][0].n, second[-1][0].n] == [18, 1]
    assert first[-1][1] == "Title"


def test_queries_of_the_history_do_not_grow(desk, statement, django_assert_num_queries):
    def count():
        # Session, editor, statement; versions and their number; former names.
        with django_assert_num_queries(6):
            assert desk.get(address_of(statement, "history")).status_code == 200

    count()
    fill_statement(statement, 6)
    count()


def test_compare_shows_words_that_came_and_went(desk, statement):
    page = desk.get(page_of(statement, "compare"), {"from": 1, "to": 3}).content.decode()

    assert "The <del>first</del><ins>second</ins> title" in page
    assert "<del>Words</del><ins>Other words</ins> of the end." in page
    assert "كلمات" not in page


def test_compare_with_now_and_in_either_order(desk, statement):
    Statement.objects.filter(pk=statement.pk).update(title="A third title")

    with_now = desk.get(page_of(statement, "compare"), {"from": 2}).content.decode()
    turned = desk.get(page_of(statement, "compare"), {"from": 3, "to": 2})

    assert "<del>The second title</del><ins>A third title</ins>" in with_now
    assert "Removed: the text in Arabic" in with_now
    assert [turned.context["before"].key, turned.context["after"].key] == ["2", "3"]


def test_what_says_the_same_is_said_to(desk, statement):
    page = desk.get(page_of(statement, "compare"), {"from": 3, "to": "now"}).content.decode()

    assert "They say the same." in page


def test_queries_of_a_comparison_do_not_grow(desk, statement, django_assert_max_num_queries):
    fill_statement(statement, 10)

    # Session, editor, statement, version; what it says now; names of parties, topics, meetings.
    with django_assert_max_num_queries(18):
        assert desk.get(page_of(statement, "compare"), {"from": 1}).status_code == 200


@pytest.mark.parametrize("value", ["", "0", "4", "9" * 30, "x", "-1", "1.5", "٣"])
def test_versions_that_do_not_exist_are_not_found(desk, statement, value):
    response = desk.get(page_of(statement, "compare"), {"from": value, "to": 1})

    assert response.status_code == 404


def test_a_version_is_read_as_a_page(desk, statement):
    page = desk.get(page_of(statement, "version", 2)).content.decode()

    assert '<div class="text" lang="ar" dir="rtl">' in page
    assert "<p>كلمات</p>" in page
    assert "The second title" in page
    assert desk.get(page_of(statement, "version", 9)).status_code == 404


def test_markup_of_a_version_is_never_run(desk, statement):
    version = statement.versions.get(n=2)
    version.content["texts"][0]["body"] = "<script>alert(1)</script><p onclick=x()>كلمات</p>"
    version.content["title"] = "<script>alert(2)</script>"
    version.save()

    for address in (
        page_of(statement, "version", 2),
        page_of(statement, "compare") + "?from=1&to=2",
        page_of(statement, "bring_back", 2),
        address_of(statement, "history"),
    ):
        page = desk.get(address).content.decode()
        assert "<script>alert" not in page
        assert "onclick" not in page


def test_a_version_comes_back_after_the_difference_was_shown(desk, editor, statement):
    address = page_of(statement, "bring_back", 2)
    asked = desk.get(address)

    assert "New: the text in Arabic" in asked.content.decode()
    assert statement.texts.count() == 1

    form = asked.context["form"]
    response = desk.post(address, {"note": "It was right", "seen": form["seen"].value()})

    assert response.url == address_of(statement, "history")
    newest = statement.versions.order_by("-n").first()
    assert (newest.n, newest.by, newest.note, newest.is_minor) == (4, editor, "It was right", False)
    assert newest.content_hash == statement.versions.get(n=2).content_hash
    assert statement.texts.get(language="ar").body == "<p>كلمات</p>"


def test_a_file_that_comes_back_is_read(desk, django_capture_on_commit_callbacks):
    statement = make_statement()
    file = statement.attachments.create(file=ContentFile(samples.pdf("Unite"), "a.pdf"))
    versions.record(statement)
    file.delete()
    address = page_of(statement, "bring_back", 1)
    form = desk.get(address).context["form"]

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"note": "It was right", "seen": form["seen"].value()})

    back = statement.attachments.get()
    assert (back.pages, back.words, back.has_thumbnail) == (1, "Unite", True)


def test_one_text_comes_back_alone(desk, statement):
    address = page_of(statement, "bring_back", 2, text="ar")
    form = desk.get(address).context["form"]

    desk.post(address, {"note": form["note"].value(), "seen": form["seen"].value()})

    assert statement.texts.get(language="ar").title == "عنوان"
    assert "Other words" in statement.texts.get(language="en").body
    newest = statement.versions.order_by("-n").first()
    assert newest.note == "The Arabic text of version 2 brought back"


def test_a_text_that_the_version_does_not_have_is_not_found(desk, statement):
    assert desk.get(page_of(statement, "bring_back", 1, text="ar")).status_code == 404


def test_bringing_back_needs_a_reason(desk, statement):
    address = page_of(statement, "bring_back", 2)
    seen = desk.get(address).context["form"]["seen"].value()

    response = desk.post(address, {"note": " ", "seen": seen})

    assert response.context["form"].errors["note"]
    assert statement.versions.count() == 3


def test_who_was_asked_before_another_saved_is_asked_again(desk, statement):
    address = page_of(statement, "bring_back", 2)
    seen = desk.get(address).context["form"]["seen"].value()
    Statement.objects.filter(pk=statement.pk).update(title="Meanwhile")

    response = desk.post(address, {"note": "Back", "seen": seen})

    assert "It was changed meanwhile." in response.content.decode()
    assert Statement.objects.get(pk=statement.pk).title == "Meanwhile"
    again = desk.post(address, {"note": "Back", "seen": response.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert Statement.objects.get(pk=statement.pk).title == "The second title"


def test_bringing_back_a_draft_version_leaves_the_statement_public(desk):
    statement = make_statement(title="Draft title", published=False)
    versions.record(statement)
    Statement.objects.filter(pk=statement.pk).update(
        title="Public title", state=State.PUBLISHED, published_at="2020-01-01T00:00Z"
    )
    versions.record(statement)
    address = page_of(statement, "bring_back", 1)
    seen = desk.get(address).context["form"]["seen"].value()

    desk.post(address, {"note": "Back", "seen": seen})

    statement.refresh_from_db()
    assert (statement.title, statement.is_public) == ("Draft title", True)


def test_what_cannot_be_restored_is_said_before_and_after(desk):
    statement = make_statement()
    file = statement.attachments.create(file=ContentFile(b"%PDF-gone", "gone.pdf"))
    versions.record(statement)
    file.file.storage.delete(file.file.name)
    file.delete()
    Statement.objects.filter(pk=statement.pk).update(note="Said")
    versions.record(statement)
    address = page_of(statement, "bring_back", 1)

    asked = desk.get(address)
    form = {"note": "Back", "seen": asked.context["form"]["seen"].value()}
    after = desk.post(address, form, follow=True)

    assert "“gone.pdf” is not kept any more" in asked.content.decode()
    assert "“gone.pdf” is not kept any more" in after.content.decode()


def test_a_contributor_has_the_history_of_own_statements_only(client, statement):
    contributor = make_editor(is_superuser=False)
    contributor.groups.add(Group.objects.get(name="Contributor"))
    own = make_statement(published=False, entered_by=contributor)
    versions.record(own, by=contributor)
    client.force_login(contributor)

    for page, *args in (("history",), ("compare",), ("version", 1), ("bring_back", 1)):
        query = {"from": 1} if page == "compare" else {}
        assert client.get(page_of(own, page, *args), query).status_code == 200
        assert client.get(page_of(statement, page, *args), query).status_code == 403
    found = client.get(reverse("admin:statements_version_changelist")).context["cl"].result_list
    assert [version.statement for version in found] == [own]
    kept = statement.versions.get(n=1)
    assert client.get(address_of(kept)).url == reverse("admin:index")


def test_a_contributor_reads_what_became_of_an_own_statement_and_brings_nothing_back(client):
    contributor = make_editor(CONTRIBUTOR)
    own = make_statement(entered_by=contributor)
    versions.record(own, by=make_editor())
    client.force_login(contributor)

    front = client.get(reverse("admin:index"))
    version = client.get(page_of(own, "version", 1))

    assert page_of(own, "history") in front.content.decode()
    assert client.get(page_of(own, "history")).status_code == 200
    assert page_of(own, "bring_back", 1) not in version.content.decode()
    assert client.get(page_of(own, "bring_back", 1)).status_code == 403


def test_history_of_an_unknown_statement_leads_back(desk, db):
    response = desk.get("/admin/statements/statement/999999/history/")

    assert response.status_code == 302


def test_versions_are_found_by_their_statement_and_lead_to_their_page(desk, statement):
    other = make_statement(title="Another")
    versions.record(other)
    address = reverse("admin:statements_version_changelist")

    by_number = desk.get(address, {"q": str(statement.pk)})
    by_title = desk.get(address, {"q": "another"})
    version = statement.versions.get(n=2)

    assert {one.statement for one in by_number.context["cl"].result_list} == {statement}
    assert {one.statement for one in by_title.context["cl"].result_list} == {other}
    assert desk.get(address_of(version)).url == page_of(statement, "version", 2)


def test_versions_of_own_statements_are_found_however_many_of_others_there_are(client, monkeypatch):
    monkeypatch.setattr("statements.admin.searching.MOST_FOUND", 1)
    contributor = make_editor(CONTRIBUTOR)
    client.force_login(contributor)
    own = make_statement(title="Peace", published=False, entered_by=contributor)
    for one in (own, make_statement(title="Peace"), make_statement(title="Peace")):
        versions.record(one)

    response = client.get(reverse("admin:statements_version_changelist"), {"q": "peace"})

    assert [one.statement for one in response.context["cl"].result_list] == [own]
    assert not list(response.context["messages"])


@pytest.mark.browser
def test_two_versions_are_compared_by_keyboard(page, live_server, console_errors, transactional_db):
    editor = make_editor()
    statement = make_statement(title="The first title")
    versions.record(statement, by=editor)
    Statement.objects.filter(pk=statement.pk).update(title="The second title")
    versions.record(statement, by=editor)
    page.goto("/admin/")
    page.fill("#id_username", editor.get_username())
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Editors’ desk").wait_for()
    page.goto(address_of(statement, "history"))

    page.get_by_label("from version 1").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")

    page.locator("ins", has_text="second").wait_for()
    assert console_errors == []


def test_renaming_is_no_change_in_the_history(desk):
    party = make_party(slug="a")
    statement = make_statement(parties=[party], title="Before")
    versions.record(statement)
    party.slug = "b"
    party.save()
    Statement.objects.filter(pk=statement.pk).update(title="After")
    versions.record(statement)

    listed = desk.get(address_of(statement, "history")).context["listed"]
    compared = desk.get(page_of(statement, "compare", **{"from": "1", "to": "2"}))

    assert [summary for _version, summary in listed] == ["Title", "Entered"]
    assert compared.context["difference"].signatures == []
