"""An import from the export to the report, in a real browser, with and without scripts."""

import csv
import io

import pytest
from playwright.sync_api import expect

from statements.exporting.zipped import ZippedExport
from statements.models import Statement
from tests.factories import PASSWORD, make_editor, make_party, make_statement
from tests.statements.uploads.sending import zip_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY = 120
SLOWLY = 30_000


@pytest.fixture
def sent(processes, tmp_path):
    """A zip made by an export, with three changed rows and a bad one."""
    party = make_party()
    for n in range(MANY):
        make_statement(title=f"Statement {n}", parties=[party])
    export = ZippedExport(Statement.objects.all())
    exported = (export.folder / "statements.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(exported)))
    export.close()
    rows[0]["title"], rows[1]["date"], rows[1]["date_precision"] = "New title", "2019-10", "month"
    rows[2]["title"] = "عنوان"
    rows[3]["kind"] = "song"
    table = io.StringIO()
    writer = csv.DictWriter(table, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "corrected.zip"
    path.write_bytes(zip_with(("export/statements.csv", table.getvalue())))
    return path


def sign_in(page) -> None:
    editor = make_editor()
    page.goto("/admin/login/?next=/admin/statements/statement/")
    page.get_by_label("Username:").fill(editor.username)
    page.get_by_label("Password:").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Import", exact=True).click()


def test_an_editor_rehearses_looks_and_takes_over(page, sent, console_errors):
    sign_in(page)
    page.get_by_label("Files:").set_input_files(sent)
    page.get_by_role("button", name="Send and rehearse").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible(timeout=SLOWLY)
    rows = page.locator(".import-rows tbody tr")
    expect(rows.nth(0)).to_contain_text("statements.csv 5")
    expect(rows.nth(0)).to_contain_text("kind song: it is none of statement")
    expect(rows.nth(1).locator("ins")).to_have_text("New title")
    expect(rows.nth(3).locator("ins")).to_have_attribute("dir", "auto")
    page.get_by_role("link", name="next").click()
    expect(page.get_by_text("page 2 of 3")).to_be_visible()
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="changed", exact=True).click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Take over all but 1 refused row").click()

    expect(page.get_by_text("Taken over.", exact=True)).to_be_visible(timeout=SLOWLY)
    assert Statement.objects.filter(title__in=["New title", "عنوان"]).count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").last.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("statements.csv,5,refused")
    assert len(lines) == 1 + MANY
    assert console_errors == []


def test_the_way_without_scripts(browser, live_server, sent):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()

    sign_in(page)
    page.get_by_label("Files:").set_input_files(sent)
    page.get_by_role("button", name="Send and rehearse").click()
    look_again_until(page, "Nothing has been changed yet.")
    page.get_by_role("button", name="Take over all but 1 refused row").click()
    look_again_until(page, "Taken over.")

    expect(page.locator(".import-rows tbody tr").first).to_contain_text("song")
    context.close()


def look_again_until(page, sentence: str) -> None:
    for _n in range(60):
        if page.get_by_text(sentence, exact=True).count():
            return
        page.wait_for_timeout(300)
        if link := page.get_by_role("link", name="Look again").all():
            link[0].click()
    raise AssertionError(f"The page never said: {sentence}")


def test_a_refused_file_is_named_beside_the_form(page, processes, console_errors, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"x")
    sign_in(page)

    page.get_by_label("Files:").set_input_files(tmp_path / "picture.png")
    page.get_by_role("button", name="Send and rehearse").click()

    expect(page.get_by_role("alert")).to_contain_text("picture.png is neither a zip nor a table")
    assert console_errors == []
