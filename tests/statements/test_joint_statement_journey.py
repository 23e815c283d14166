"""A joint statement from Word to the feed, with the keyboard alone, and with a plain form."""

import re
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import expect

from editors import roles
from imcwp_site.publishing import State
from statements.models import Signature, Statement
from tests import samples
from tests.factories import PASSWORD, make_editor, make_meeting, make_party, make_topic
from tests.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTED = Path(__file__).parents[1] / "pasted"
TITLE = "Joint statement on an example"
TOPICS = ("Example peace", "Example work", "Example archives")

BY_PRESENT_NAME = [f"Example Party of Land {letter}" for letter in "ABCDEFGHIJKL"]
BY_FORMER_NAME = ["Former Example League of Land M", "Former Example League of Land N"]
BY_NATIVE_NAME = ["Κόμμα Παράδειγμα", "حزب المثال"]
LOOK_ALIKE = "Партия Примеpа"  # with a Latin p
ABBREVIATED = "EXPN"
UNKNOWN = "Example Circle of Nowhere"
SHARED = "EXP"
PRINTED = [
    *BY_PRESENT_NAME, *BY_FORMER_NAME, *BY_NATIVE_NAME, LOOK_ALIKE, ABBREVIATED, UNKNOWN, SHARED
]  # fmt: skip


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def context_of(browser, live_server, console_errors):
    """A function that gives a new browser's context whose pages tell all they complain of."""
    contexts = []

    def listen(page) -> None:
        page.set_default_timeout(15_000)
        page.on("console", lambda m: console_errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        page.on("filechooser", lambda _chooser: None)  # from now on, and not when it has opened

    def open_context(**options):
        context = browser.new_context(base_url=live_server.url, **options)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (event) =>"
            " console.error('Policy:', event.violatedDirective, event.blockedURI))"
        )
        context.on("page", listen)
        contexts.append(context)
        return context

    yield open_context
    for context in contexts:
        context.close()


def sign_in(page, editor) -> Keyboard:
    page.goto("/admin/")
    keyboard = Keyboard(page)
    expect(page.locator("#id_username")).to_be_focused()
    keyboard.write(editor.username)
    keyboard.press("Tab")
    keyboard.write(PASSWORD)
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Editors’ desk")).to_be_visible()
    return keyboard


def copy_from_word(page, name: str) -> None:
    """Put on the clipboard what Word puts there; a browser's own copying would tidy it."""
    word = page.context.new_page()
    word.evaluate(
        """(html) => addEventListener("copy", (event) => {
            event.clipboardData.setData("text/html", html);
            event.preventDefault();
        })""",
        (PASTED / f"{name}.html").read_text(),
    )
    word.keyboard.press("Control+c")
    word.close()
    page.bring_to_front()


def choose(keyboard, box: str, typed: str, offered: str) -> None:
    """Go to a search box, type, and take what is offered."""
    page = keyboard.page
    keyboard.tab_to(box)
    keyboard.press("Enter")
    keyboard.write(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(offered)
    keyboard.press("Enter")
    assert offered in keyboard.focused()[1]


def pick(keyboard, box: str, letters: str) -> None:
    """Go to a list of choices, and choose by the first letters."""
    keyboard.tab_to(box)
    keyboard.write(letters)


def write_text(keyboard, language: str, status: str, title: str, word: str, original="") -> None:
    """Fill in the next text, with what Word has on the clipboard."""
    page = keyboard.page
    copy_from_word(page, word)
    pick(keyboard, "Language:", language)
    pick(keyboard, "Status:", status)
    if original:
        pick(keyboard, "Translated from:", original)
    keyboard.fill("Title:", title)
    keyboard.tab_to("Text:")
    keyboard.press("Control+v")
    expect(page.locator(".ProseMirror-focused table")).to_be_visible()


def make_parties() -> None:
    for n, name in enumerate(BY_PRESENT_NAME):
        make_party(name=name, abbreviation=f"EPL{n}")
    for name in BY_FORMER_NAME:
        make_party(name=name.removeprefix("Former ")).names.create(kind="former", text=name)
    for name, language in zip(BY_NATIVE_NAME, ("el", "ar"), strict=True):
        make_party().names.create(kind="native", text=name, language=language)
    make_party().names.create(kind="native", text="Партия Примера", language="ru")
    make_party(name="Example Party of the North", abbreviation=ABBREVIATED)
    make_party(name="Example Union", abbreviation=SHARED, slug="aa-exp")
    make_party(name="Example Alliance", abbreviation=SHARED, slug="bb-exp")


def enter(page, contributor, pdf: Path) -> None:
    """Enter the statement as a contributor does, up to the review."""
    keyboard = sign_in(page, contributor)
    keyboard.push("Enter a statement")
    expect(page.locator(".writing-tools").first).to_be_visible()
    assert keyboard.focused() == ("textbox", "Title:")
    keyboard.write(TITLE)
    pick(keyboard, "Kind:", "joint")
    keyboard.fill("Issued:", "2019-10-18")
    choose(keyboard, "Meeting:", "example t", "Meeting in Example Town")
    keyboard.fill("Source:", "Papers of the meeting")
    title = "Statement of the Example Parties"
    write_text(keyboard, "English", "original", title, "word")
    keyboard.push("Add another Text")
    assert keyboard.focused() == ("combobox", "Language:")
    keyboard.press("Shift+Tab")
    title = "بيان أحزاب المثال"
    write_text(keyboard, "Arabic", "official", title, "word-arabic-notes", "English")
    for n, topic in enumerate(TOPICS):
        if n:
            keyboard.push("Add another Topic")
            keyboard.press("Shift+Tab")
        choose(keyboard, "Topic", topic, topic)
    keyboard.tab_to("Several files at once")
    with page.expect_file_chooser() as chooser:
        keyboard.press("Enter")
    chooser.value.set_files(pdf)
    keyboard.fill("Why this change:", "Entered from the papers of the meeting")
    keyboard.tab_to("Save and paste a list of signatories", back=True)
    keyboard.press("Enter")
    page.wait_for_url("**/signatories/")
    sign(keyboard)
    keyboard.tab_to("Why this change:", back=True)
    keyboard.write("For review")
    keyboard.push("Save and send to review")
    expect(page.locator(".messagelist .success")).to_be_visible()


def sign(keyboard) -> None:
    """Paste the list of signatories, decide what is asked, and write the signatures."""
    page = keyboard.page
    keyboard.tab_to("The list:")
    page.keyboard.insert_text("\n".join(f"{n}. {name}" for n, name in enumerate(PRINTED, 1)))
    keyboard.push("Look for the parties")
    expect(page.get_by_role("region", name="To decide")).to_be_visible()
    keyboard.tab_to(r"Example Union.*|Example Alliance.*")
    keyboard.press("Space")
    if "bb-exp" not in keyboard.focused()[1]:
        keyboard.press("ArrowDown")
    assert "bb-exp" in keyboard.focused()[1]
    keyboard.push("Write the signatures")
    page.wait_for_url("**/change/")
    expect(page.locator(".messagelist .success")).to_contain_text("20 signatures from a list.")


def review(page, editor) -> None:
    """Find, preview and publish the statement as an editor does."""
    keyboard = sign_in(page, editor)
    keyboard.push("1 .*review")
    expect(page.locator("#result_list")).to_be_visible()
    keyboard.push(re.escape(TITLE))
    expect(page.locator(".writing-tools").first).to_be_visible()
    keyboard.tab_to("Preview", back=True)  # the buttons stand at the end of the page
    with page.expect_popup() as popup:
        keyboard.press("Enter")
    preview = popup.value
    expect(preview.get_by_role("heading", level=1)).to_contain_text("Example Parties")
    preview.close()
    page.bring_to_front()
    keyboard.tab_to("Why this change:", back=True)
    keyboard.write("Compared with the papers")
    keyboard.push("Save and publish")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_joint_statement_goes_from_word_to_the_feed_by_keyboard(
    context_of, console_errors, tmp_path
):
    contributor = make_editor(roles.CONTRIBUTOR, username="contributor")
    editor = make_editor(roles.EDITOR, username="publisher")
    make_parties()
    make_meeting(city="Example Town")
    for name in TOPICS:
        make_topic(name=name)
    pdf = tmp_path / "joint-statement.pdf"
    pdf.write_bytes(samples.pdf("Joint statement"))

    enter(context_of().new_page(), contributor, pdf)
    assert Statement.objects.get().state == State.IN_REVIEW
    page = context_of().new_page()
    review(page, editor)

    assert_readers_find_it(context_of().new_page())
    assert_history_tells(page)
    assert console_errors == []


def assert_readers_find_it(page) -> None:
    """Look at the page in both languages, and at the feed, as someone who has not signed in."""
    statement = Statement.objects.get()
    assert [sign.printed_name or sign.party.name for sign in statement.signatures.all()] == PRINTED
    assert statement.signatures.get(position=20).party.slug == "bb-exp"
    assert statement.signatures.get(party=None).printed_name == UNKNOWN
    assert set(statement.signatures.values_list("role", flat=True)) == {Signature.Role.SIGNATORY}

    page.goto(statement.get_absolute_url())
    keyboard = Keyboard(page)
    text = page.locator("div.text")
    expect(text).to_have_attribute("dir", "ltr")
    expect(text.get_by_role("heading", name="What the archive keeps")).to_be_visible()
    expect(text.get_by_role("columnheader", name="Year")).to_be_visible()
    expect(text.get_by_text("1998 was the first year.")).to_be_visible()
    expect(page.get_by_role("link", name="joint-statement.pdf")).to_be_visible()
    for name in PRINTED:
        expect(page.locator("main")).to_contain_text(name)
    keyboard.push("العربية")
    expect(text).to_have_attribute("dir", "rtl")
    expect(text.get_by_role("heading", name="ما يحفظه الأرشيف")).to_be_visible()
    expect(text.get_by_role("columnheader", name="السنة")).to_be_visible()
    expect(text.get_by_text("كانت ١٩٩٨ السنة الأولى.")).to_be_visible()

    feed = feedparser.parse(page.request.get("/statements.rss").body())
    assert not feed.bozo
    (entry,) = feed.entries
    assert statement.get_absolute_url() in entry.link
    assert {tag.term for tag in entry.tags} >= set(TOPICS)


def assert_history_tells(page) -> None:
    """Look at the history at the desk: who changed the statement, and why."""
    page.goto(f"/admin/statements/statement/{Statement.objects.get().pk}/history/")
    for words in ("contributor", "publisher", "Entered from the papers of the meeting"):
        expect(page.locator("main").get_by_text(words).first).to_be_visible()
    for words in ("20 signatures from a list", "For review", "Compared with the papers"):
        expect(page.locator("main").get_by_text(words).first).to_be_visible()


def test_statement_is_entered_and_published_without_scripts(context_of, console_errors):
    """A text as HTML source, sent to review and published by one who may do both."""
    page = context_of(java_script_enabled=False).new_page()
    editor = make_editor(roles.EDITOR)
    page.goto("/admin/login/?next=/admin/statements/statement/add/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")

    page.locator("#id_title").fill(TITLE)
    page.locator("#id_kind").select_option("joint-statement")
    page.locator("#id_texts-0-language").select_option("ar")
    page.locator("#id_texts-0-body").fill((PASTED / "word-arabic-notes.html").read_text())
    page.get_by_role("button", name="Save and send to review").click()
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Save and publish").click()

    statement = Statement.objects.get()
    expected = (PASTED / "word-arabic-notes.expected.html").read_text()
    assert statement.state == State.PUBLISHED
    assert statement.texts.get().body.replace("\n", "") == expected.replace("\n", "")
    page.goto(statement.get_absolute_url())
    expect(page.locator("div.text")).to_have_attribute("dir", "rtl")
    assert console_errors == []
