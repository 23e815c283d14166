"""Pictures of the desk for `docs/editing.md`, of made-up records.

Not a test: `python -m pytest tests/pictures.py` takes them anew when a screen has changed.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from imcwp_site.pasting import from_clipboard
from imcwp_site.publishing import State
from statements import versions
from statements.models import Statement
from tests import images
from tests.desk import address_of
from tests.factories import make_editor, make_meeting, make_party, make_statement, make_text
from tests.factories import make_topic as topic
from tests.statements.uploads.conftest import _folders, processes  # noqa: F401
from tests.statements.uploads.test_journey import sent  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASTED = Path(__file__).parent / "pasted"
TITLE = "Joint statement on an example"
ARABIC = "بيان أحزاب المثال"
LIST = """1. Example Party of Somewhere
2. Former Example League
3. Партия Примеpа
4. EXP
5. Example Circle of Nowhere"""


@pytest.fixture
def records():
    """What a small archive holds."""
    make_meeting(city="Example Town")
    parties = [make_party(name="Example Party of Somewhere", abbreviation="EPS")]
    parties.append(make_party(name="Example Party of the North", abbreviation="EPN"))
    parties[1].names.create(kind="former", text="Former Example League")
    make_party(name="Example Party of the East").names.create(kind="native", text="Партия Примера")
    make_party(name="Example Union", abbreviation="EXP", slug="aa-exp")
    make_party(name="Example Alliance", abbreviation="EXP", slug="bb-exp")
    topics = [topic(name=f"Example {name}") for name in ("peace", "work", "archives")]
    for n in range(4):
        make_statement(title=f"Example of a speech, {n + 1}", parties=parties[:1], topics=topics)
    return parties, topics


@pytest.fixture
def joint(records):
    """A joint statement in English and Arabic, in review, with two versions."""
    parties, topics = records
    statement = make_statement(
        title=TITLE, kind="joint-statement", issued="2019-10-18", source="Papers of the meeting",
        state=State.IN_REVIEW, published_at=None, parties=parties, topics=topics,
    )  # fmt: skip
    for language, title, name, status in (
        ("en", "Statement of the Example Parties", "word", "original"),
        ("ar", ARABIC, "word-arabic-notes", "official"),
    ):
        body = from_clipboard((PASTED / f"{name}.html").read_text(), language)
        make_text(statement, language=language, title=title, body=body, status=status)
    versions.record(statement, by=make_editor(username="contributor"), note="Entered")
    text = statement.texts.get(language="en")
    text.body = text.body.replace("12&nbsp;%", "13&nbsp;%").replace("every word", "each word")
    text.save()
    by = make_editor(username="publisher")
    versions.record(Statement.objects.get(pk=statement.pk), by=by, note="Compared with the papers")
    return statement


@pytest.fixture
def desk(page, client, live_server):
    """A page as wide as the pictures, whose visitor has signed in."""
    client.force_login(make_editor(username="editor"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": images.WIDTH, "height": 800})
    return page


def keep(page, name: str, **options) -> None:
    """Keep a picture of the desk."""
    images.keep(page, f"desk-{name}", **options)


def test_front_page(desk, joint):
    desk.goto("/admin/")
    keep(desk, "front")


def test_statement(desk, joint):
    desk.goto(address_of(joint))
    expect(desk.locator(".writing-tools").first).to_be_visible()
    keep(desk, "statement")
    keep(desk, "text", top="#texts-1")


def test_remarks(desk, joint):
    desk.goto("/admin/statements/statement/add/")
    desk.locator("#id_title").fill("Joint statement on the example of peace")
    desk.locator("#id_issued").fill("2019-10-18")
    desk.locator("#id_texts-0-language").select_option("en")
    desk.locator("#id_texts-0-title").fill("Statement of the Example Parties")
    expect(desk.locator("#remarks-found")).to_contain_text("Perhaps entered already")
    keep(desk, "remarks", top="#remarks", height=560)


def test_signatories(desk, joint):
    desk.goto(address_of(joint, "signatories"))
    desk.locator("#id_text").fill(LIST)
    desk.get_by_role("button", name="Look for the parties").click()
    expect(desk.get_by_role("region", name="To decide")).to_be_visible()
    keep(desk, "signatories", height=1000)


def test_comparison(desk, joint):
    desk.goto(f"{address_of(joint, 'history')}compare/?from=1&to=2")
    keep(desk, "comparison", height=700)


def test_batch(desk, joint):
    make_statement(title="", published=False)
    desk.goto("/admin/statements/statement/")
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option(label="Publish …")
    desk.locator("button[name=index]").click()
    expect(desk.get_by_role("heading", name="What will happen")).to_be_visible()
    keep(desk, "many", height=760)


def test_conflict(desk, joint):
    desk.goto(address_of(joint))
    expect(desk.locator(".writing-tools").first).to_be_visible()
    Statement.objects.filter(pk=joint.pk).update(title="Joint statement on one example")
    versions.record(Statement.objects.get(pk=joint.pk), by=make_editor(username="colleague"))
    desk.locator("#id_title").fill("Joint statement on two examples")
    desk.keyboard.press("Control+s")
    expect(desk.get_by_role("button", name="Save")).to_be_visible()
    keep(desk, "conflict", height=640)


def test_import(desk, sent):  # noqa: F811
    desk.goto("/admin/statements/statement/")
    desk.get_by_role("link", name="Import", exact=True).click()
    desk.get_by_label("Files:").set_input_files(sent)
    desk.get_by_role("button", name="Send and rehearse").click()
    expect(desk.locator(".import-rows")).to_be_visible(timeout=60_000)
    keep(desk, "import", height=900)
