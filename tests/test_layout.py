"""Where things stand on a page, at the widths where they can get into each other's way."""

import pytest
from django.urls import reverse

from statements.models import Signature
from tests.crowded import LANGUAGES, TITLE
from tests.factories import make_meeting, make_party, make_statement, make_text

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
PHONE, TABLET, DESKTOP, PAPER = 360, 768, 1440, 658  # pixels; the last is A4 within its margins

RIGHT_EDGES_OF_FIRST_LINES = """names => names.map(name => {
    const range = document.createRange();
    range.selectNodeContents(name);
    return Math.round(range.getClientRects()[0].right);
})"""

EDGES_OF_TEXT = """link => {
    const range = document.createRange();
    range.selectNode(link.lastChild);
    return [link, range].map(one => one.getBoundingClientRect());
}"""


@pytest.fixture
def at(page):
    """A function that opens a page of the site in a window of a width."""

    def open_page(width: int, address: str):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        return page

    return open_page


@pytest.fixture
def in_ten_languages():
    """The address of the languages of a meeting with a statement in ten."""
    meeting = make_meeting()
    statement = make_statement(title=TITLE, meeting=meeting)
    for language in LANGUAGES:
        make_text(statement, language=language, title=TITLE)
    return f"{meeting.get_absolute_url()}languages/"


def box(page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("width", [PHONE, TABLET])
def test_title_beside_ten_languages_stays_readable(width, at, in_ten_languages):
    page = at(width, in_ten_languages)

    assert box(page, "tbody th")["width"] >= 144


def test_cells_beside_a_long_title_stand_on_its_first_line(at, in_ten_languages):
    page = at(PHONE, in_ten_languages)

    assert abs(box(page, "tbody td a")["y"] - box(page, "tbody th a")["y"]) < 4


def test_ten_languages_fit_on_paper(at, in_ten_languages):
    page = at(PAPER, in_ten_languages)

    page.emulate_media(media="print")

    assert page.evaluate("e => e.scrollWidth - e.clientWidth", page.query_selector(".scroll")) <= 0


def test_two_texts_stand_side_by_side_on_a_tablet(at):
    statement = make_statement()
    for language in ("en", "ar"):
        make_text(statement, language=language)

    page = at(TABLET, f"{statement.get_absolute_url()}compare/")

    first, second = (one.bounding_box() for one in page.locator(".pair").last.locator("> *").all())
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]


def test_parties_of_a_country_stand_in_one_column(at):
    for _ in range(2):
        make_party(country="GR")

    page = at(TABLET, reverse("parties:list"))

    first, second = (one.bounding_box() for one in page.locator(".index li").all())
    assert first["x"] == second["x"]


def test_long_name_in_its_own_language_begins_at_the_edge_of_the_page_where_others_begin(at):
    for text in (
        "Partido de Ejemplo",
        "Partido de Ejemplo de los Trabajadores del País de Ejemplo",
    ):
        make_party(country="ES").names.create(kind="native", language="es", text=text)

    page = at(PHONE, f"/ar{reverse('parties:list')}")

    right_edges = page.locator(".native").evaluate_all(RIGHT_EDGES_OF_FIRST_LINES)
    assert right_edges[0] == right_edges[1]


def test_in_arabic_crosses_and_numbers_of_filters_stand_at_their_left_edge(at):
    party = make_party(name="Example Party of Greece", country="GR")
    make_statement(parties=[party], kind="appeal")
    for _ in range(10):
        make_statement(parties=[party])

    page = at(DESKTOP, f"/ar{reverse('statements:list')}?party={party.slug}")

    chip, name = page.evaluate(EDGES_OF_TEXT, page.query_selector(".chosen a"))
    assert name["left"] - chip["left"] > chip["right"] - name["right"] + 4
    numbers = [page.evaluate(EDGES_OF_TEXT, one) for one in page.query_selector_all(".facet a")]
    assert len({round(text["left"] - link["left"]) for link, text in numbers}) == 1
    assert len({round(text["right"] - text["left"]) for _link, text in numbers}) > 1


def test_what_is_wrong_with_the_table_is_said_above_its_form(at):
    page = at(DESKTOP, f"{reverse('meetings:participation')}?since=soon")

    notice = box(page, ".notice")
    assert notice["y"] + notice["height"] <= box(page, ".narrowing > *")["y"]


def test_numbers_of_many_signatories_keep_off_the_names_before_them(at):
    statement = make_statement(kind="joint-statement")
    Signature.objects.bulk_create(
        Signature(statement=statement, party=make_party(), position=n, role="signatory")
        for n in range(1, 131)
    )

    page = at(DESKTOP, statement.get_absolute_url())

    columns = sorted({one.bounding_box()["x"] for one in page.locator("ol.columns > li").all()})
    width = box(page, "ol.columns > li")["width"]
    widest_number = 42
    assert len(columns) == 3
    assert columns[1] - columns[0] - width > widest_number
