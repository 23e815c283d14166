"""The editor of texts in a real browser, and the view that cleans what is pasted."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from imcwp_site.pasting import from_clipboard
from statements.admin.writing import LARGEST_CLIPBOARD
from statements.models import Text
from tests.desk import address_of
from tests.factories import make_editor, make_statement, make_text

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"
PASTE = "/admin/statements/statement/paste/"
PASTED = Path(__file__).parents[2] / "pasted"
NOTE = (
    '<p>Words<sup><a href="#fn-1" id="fnref-1">1</a></sup> end.</p>'
    '<ol><li id="fn-1">Note. <a href="#fnref-1">↩</a></li></ol>'
)


# The view


def test_paste_view_answers_with_the_markup_of_the_archive(desk):
    html = "<p class=MsoNormal lang=AR-SA dir=RTL>كلمات</p><p lang=EN-GB dir=LTR>Words</p>"

    response = desk.post(PASTE, {"html": html, "language": "ar"})

    assert response.content.decode() == '<p>كلمات</p>\n<p lang="en" dir="ltr">Words</p>'


def test_paste_view_takes_clipboards_as_libreoffice_leaves_them(desk):
    html = (PASTED / "libreoffice.html").read_text()

    response = desk.post(PASTE, {"html": html, "language": "en"})

    assert html.endswith("\0")
    assert response.content.decode() == from_clipboard(html, "en")


@pytest.mark.parametrize(
    "data",
    [{}, {"html": "x", "language": "xx"}, {"html": "x" * (LARGEST_CLIPBOARD + 1)}],
    ids=["nothing", "no language", "too long"],
)
def test_paste_view_refuses_with_a_sentence(desk, data):
    response = desk.post(PASTE, data)

    assert response.status_code == 400
    assert response.content


def test_paste_view_is_for_those_who_may_write(client):
    reader = make_editor(is_superuser=False)
    client.force_login(reader)

    assert client.post(PASTE, {"html": "x"}).status_code == 403


def test_paste_view_answers_no_other_method_and_no_stranger(client, desk):
    assert desk.get(PASTE).status_code == 405
    client.logout()

    assert client.post(PASTE, {"html": "x"}).status_code == 302


# The editor


@pytest.fixture
def form(page, desk, live_server):
    """Give a function that opens a form of the desk, signed in."""
    session = desk.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def open_form(address: str = ADD):
        page.goto(address)
        expect(page.locator(".writing-tools").first).to_be_visible()
        return page

    return open_form


def area(page, n: int = 0):
    """Give the place in which the text number `n` is written."""
    return page.locator(f"#texts-{n} .ProseMirror")


def paste(page, html: str, plain: str = "", n: int = 0) -> None:
    """Paste into the text number `n` as a browser does."""
    area(page, n).evaluate(
        """(element, [html, plain]) => {
            element.focus();
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", plain);
            const paste = new ClipboardEvent(
                "paste", { clipboardData: data, bubbles: true, cancelable: true },
            );
            element.dispatchEvent(paste);
        }""",
        [html, plain],
    )


def save(page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_head_of_a_new_text_names_the_language_chosen_in_it(form):
    page = form()

    page.locator("#id_texts-0-language").select_option("en")
    page.get_by_role("button", name="Add another Text").click()
    page.locator("#id_texts-1-language").select_option("ar")

    heads = page.locator(".texts .inline-related:not(.empty-form) h3")
    expect(heads).to_have_text(["New text: English", "New text: Arabic"])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_writes_arabic_and_pastes_from_word(form, console_errors):
    page = form()

    page.locator("#id_title").fill("On an example")
    page.locator("#id_texts-0-language").select_option("ar")
    area(page).click()
    page.keyboard.type("كلمات")
    page.keyboard.press("Enter")
    expect(area(page)).to_have_attribute("dir", "rtl")
    expect(area(page)).to_have_attribute("lang", "ar")
    html = (PASTED / "word-arabic.html").read_text()
    paste(page, html)
    expect(area(page).locator("ol li")).to_have_count(2)
    save(page)

    pasted = from_clipboard(html, "ar").replace("\n", "")
    assert Text.objects.get().body == f"<p>كلمات</p>{pasted}"
    assert console_errors == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_adds_a_second_text_with_a_footnote_by_keyboard(form, console_errors):
    text = make_text(language="en")
    page = form(address_of(text.statement))

    page.get_by_text("Add another Text", exact=True).click()
    page.locator("#id_texts-1-language").select_option("fr")
    area(page, 1).click()
    page.keyboard.type("Words end.")
    for _letter in " end.":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Note.")
    save(page)

    assert Text.objects.get(language="fr").body == NOTE
    assert Text.objects.get(language="en").body == text.body
    assert console_errors == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_takes_words_that_are_composed_of_several_keys(form, console_errors):
    text = make_text(language="zh-hans", body="<p>One</p>")
    page = form(address_of(text.statement))
    keyboard = page.context.new_cdp_session(page)

    area(page).click()
    page.keyboard.press("Control+End")
    for composed in ("g", "gong", "工"):
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "windowsVirtualKeyCode": 229})
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
    keyboard.send("Input.insertText", {"text": "工人"})
    page.keyboard.type(".")
    save(page)

    assert Text.objects.get().body == "<p>One工人.</p>"
    assert console_errors == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_formats_by_its_toolbar(form, console_errors):
    page = form()
    page.locator("#id_title").fill("On an example")
    page.locator("#id_texts-0-language").select_option("en")
    tools = page.locator("#texts-0 .writing-tools")

    area(page).click()
    page.keyboard.type("Title")
    tools.get_by_label("Kind of paragraph").select_option("2")
    page.keyboard.press("Enter")
    page.keyboard.type("Plain ")
    tools.get_by_label("Bold").click()
    page.keyboard.type("bold")
    expect(tools.get_by_label("Bold")).to_have_attribute("aria-pressed", "true")
    tools.get_by_label("Bold").click()
    page.keyboard.press("Enter")
    page.keyboard.type("example")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_label("Address").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("An address begins with")
    page.get_by_role("dialog").get_by_label("Address").fill("example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    tools.get_by_label("Numbered list").click()
    page.keyboard.type("One")
    page.keyboard.press("Enter")
    tools.get_by_label("One level deeper").click()
    page.keyboard.type("Below")
    save(page)

    assert Text.objects.get().body == (
        "<h2>Title</h2><p>Plain <strong>bold</strong></p>"
        '<p><a href="https://example.org" rel="nofollow noopener">example</a></p>'
        "<ol><li>One<ol><li>Below</li></ol></li></ol>"
    )
    assert console_errors == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_is_left_by_the_tab_key(form):
    text = make_text(body="<ul><li>One</li><li>Two</li></ul><table><tr><td>Cell</td></tr></table>")
    page = form(address_of(text.statement))

    for words in ("Two", "Cell"):
        area(page).get_by_text(words).click()
        page.keyboard.press("Tab")

        expect(area(page)).not_to_be_focused()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_form_opened_and_saved_without_a_change_keeps_every_text_as_it_was(form):
    bodies = {
        "en": NOTE,
        "fr": '<dl><dt>Mot</dt><dd>Sens</dd></dl><p lang="ar" dir="rtl">كلمة</p>',
        "de": "<table><caption>Titel</caption><tbody><tr><td>1</td></tr></tbody></table>",
    }
    statement = make_statement()
    for language, body in bodies.items():
        make_text(statement, language=language, body=body)
    page = form(address_of(statement))

    save(page)

    assert {text.language: text.body for text in Text.objects.all()} == bodies


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_text_that_the_editor_would_spoil_is_edited_as_html(form):
    text = make_text(
        body="<table><caption>Votes</caption><tbody><tr><td>1</td></tr></tbody></table>"
    )
    page = form(address_of(text.statement))

    expect(page.locator("#id_texts-0-body")).to_be_visible()
    expect(page.locator(".writing-notice")).to_contain_text("It is edited as HTML.")
    expect(area(page)).to_be_hidden()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_shows_html_and_takes_it_back(form):
    text = make_text(body="<p>Words</p>")
    page = form(address_of(text.statement))
    box = page.locator("#id_texts-0-body")
    button = page.locator("#texts-0").get_by_role("button", name="HTML")

    button.click()
    expect(box).to_have_value("<p>Words</p>")
    box.fill("<h3>Title</h3>")
    button.click()
    expect(area(page).locator("h3")).to_have_text("Title")
    save(page)

    assert Text.objects.get().body == "<h3>Title</h3>"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_editor_reads_the_clipboard_by_itself_where_the_server_does_not_answer(form):
    page = form(address_of(make_text(body="").statement))
    page.route("**/paste/", lambda route: route.abort())

    paste(page, "<p class=MsoNormal>Pasted <b>words</b></p>")

    expect(area(page).locator("strong")).to_have_text("words")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("plain", "paragraphs"),
    [("One\nTwo", ["One", "Two"]), ("One\nline\n\nTwo", ["One\nline", "Two"])],
)
def test_editor_keeps_paragraphs_of_plain_text(form, plain, paragraphs):
    page = form(address_of(make_text(body="").statement))

    paste(page, "", plain)

    expect(area(page).locator("p")).to_have_count(len(paragraphs))
    assert (
        json.loads(
            area(page).evaluate(
                "e => JSON.stringify([...e.querySelectorAll('p')].map(p => p.innerText))"
            )
        )
        == paragraphs
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pasted_footnotes_follow_those_of_the_text(form):
    page = form(address_of(make_text(body=NOTE).statement))
    area(page).locator("p").first.click()
    page.keyboard.press("Control+Home")

    paste(page, (PASTED / "libreoffice-arabic.html").read_text())
    expect(area(page).locator("sup")).to_have_count(2)
    save(page)

    body = Text.objects.get().body
    assert body.count('<li id="fn-') == 2
    assert body.index('id="fnref-1"') < body.index('id="fnref-2"')
    assert body.endswith('<li id="fn-2">Note. <a href="#fnref-2">↩</a></li></ol>')


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_mark_copied_without_its_note_into_another_text_leads_to_no_note_there(form):
    statement = make_statement()
    make_text(statement, language="en", body=NOTE)
    make_text(statement, language="fr", body=NOTE)
    page = form(address_of(statement))

    area(page, 0).locator("p").first.click(click_count=3)
    page.keyboard.press("Control+c")
    area(page, 1).locator("p").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+v")
    expect(area(page, 1).locator("sup")).to_have_count(2)
    save(page)

    body = Text.objects.get(language="fr").body
    assert body.startswith("<p>Words<sup>1</sup> end.Words<sup><a ")
    assert body.count("<a ") == 2
