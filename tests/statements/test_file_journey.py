"""Files in a real browser: sent by an editor, read by visitors, and nothing in them runs."""

import pytest
from playwright.sync_api import expect

from tests import samples
from tests.factories import PASSWORD, make_editor, make_statement, make_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCRIPT = b"<script>document.title = 'ran'; alert(1)</script>"
LONG = ["A page"] * 20  # longer than what is looked at for a page of HTML


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alerts(page) -> list[str]:
    """What a page that runs something foreign would show."""
    shown: list[str] = []
    page.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
    return shown


@pytest.fixture
def desk(page):
    """The desk, after signing in."""
    editor = make_editor()
    page.goto("/admin/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("heading", name="Editors’ desk")).to_be_visible()
    return page


def uploads(*files: tuple[str, bytes]) -> list[dict]:
    return [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]


def open_form(page, statement) -> None:
    page.goto(f"/admin/statements/statement/{statement.pk}/change/")


def save(page) -> None:
    page.locator("#id_change_note").press("Enter")


def test_several_files_survive_a_mistake_elsewhere_and_are_shown_to_readers(
    desk, page, console_errors
):
    statement = make_statement(title="With files")
    make_text(statement, language="en")

    open_form(page, statement)
    page.get_by_label("Several files at once").set_input_files(
        uploads(
            ("report.pdf", samples.pdf("Workers of all lands")),
            ("photo.png", samples.image("PNG", (600, 300))),
            ("speech.mp3", samples.mp3(200)),
        )
    )
    page.locator("#id_title").fill("")
    save(page)
    kept = page.locator(".kept-file")
    expect(kept).to_have_count(3)
    expect(kept.first).to_have_text("The file “report.pdf” is kept, no need to choose it again.")
    page.locator("#id_title").fill("With three files")
    page.locator("#id_attachments-0-language").select_option("en")
    page.locator("#id_attachments-1-alt").fill("A red surface")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    open_form(page, statement)
    expect(page.locator(".found-in-file img")).to_have_count(2)
    # By keyboard: the page moves while its editors take their places, and a click may miss.
    page.get_by_role("link", name="4 words").press("Enter")
    expect(page.get_by_text("Workers of all lands")).to_be_visible()

    statement.refresh_from_db()
    page.goto(statement.get_absolute_url())
    expect(page.get_by_role("heading", name="Files of this text (English)")).to_be_visible()
    picture = page.get_by_alt_text("A red surface")
    picture.scroll_into_view_if_needed()
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
    played = page.evaluate(
        """async () => {
            const player = document.querySelector("audio");
            player.muted = true;
            await player.play();
            player.currentTime = 3;
            await new Promise((done) => player.addEventListener("seeked", done, { once: true }));
            return [player.currentTime >= 3, player.error];
        }"""
    )
    assert played == [True, None]
    assert console_errors == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", SCRIPT),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.pdf", b"%PDF-1.7\n" + SCRIPT),
        ("script.gif", b"GIF89a=1;alert(1)//"),
    ],
)
def test_what_could_run_is_refused_and_its_name_does_not_run_either(
    desk, page, alerts, name, content
):
    statement = make_statement()

    open_form(page, statement)
    page.get_by_label("Several files at once").set_input_files(
        uploads((f"<img src=x onerror=alert(1)>{name}", content))
    )
    save(page)

    expect(page.locator(".inline-group .errorlist").first).to_be_visible()
    assert alerts == []
    assert not statement.attachments.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gif", samples.image("GIF") + b"\n" + SCRIPT),
        ("a.png", samples.image("PNG") + SCRIPT),
        ("a.pdf", samples.pdf(*LONG) + SCRIPT),
        ("a.pdf", samples.pdf("x", root="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")),
        ("a.mp3", samples.mp3() + SCRIPT),
        ("<svg onload=alert(1)>.pdf", samples.pdf(*LONG, "<script>alert(1)</script>")),
    ],
)
def test_what_is_hidden_in_a_kept_file_runs_nowhere(desk, page, alerts, name, content):
    statement = make_statement()
    open_form(page, statement)
    page.get_by_label("Several files at once").set_input_files(uploads((name, content)))
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    file = statement.attachments.get()

    page.goto(statement.get_absolute_url())
    answers = page.evaluate(
        """async (address) => {
            const frame = document.createElement("iframe");
            frame.src = address;
            document.body.append(frame);
            const script = document.createElement("script");
            script.src = address;
            document.body.append(script);
            await new Promise((done) => setTimeout(done, 300));
            return [document.title, (await fetch(address)).headers.get("x-content-type-options")];
        }""",
        file.get_absolute_url(),
    )
    open_form(page, statement)
    page.goto(f"/admin/statements/statement/{statement.pk}/files/{file.pk}/text/")

    assert answers[0] != "ran"
    assert answers[1] == "nosniff"
    assert alerts == []
