"""The list of statements at the desk."""

import datetime

import pytest
from django.urls import reverse

from imcwp_site.dates import PartialDate
from statements import versions
from statements.models import Statement
from tests.desk import fill_statement, found, queries, queries_of_list
from tests.factories import make_editor, make_party, make_statement, make_text, make_topic
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"


def test_desk_is_closed_to_visitors(client):
    response = client.get(STATEMENTS)

    assert response.status_code == 302
    assert reverse("admin:login") in response.url


@pytest.mark.parametrize(
    "typed",
    [
        "On peace",
        "МИРЕ",
        "ref-1",
        "EPX",
        "former",
        "printed name",
        "peace EPX",
        "ΡΕΑCE",
        '"on pea"',
    ],
)
def test_statement_list_finds_by_titles_reference_and_every_name_of_a_party(desk, typed):
    party = make_party(abbreviation="EPX")
    party.names.create(kind="former", text="Former Party")
    statement = make_statement(title="On peace", reference="ref-1", parties=[party])
    make_text(statement, language="ru", title="О мире")
    statement.signatures.create(printed_name="A Printed Name")
    other = make_statement(title="Other")
    for one in (statement, other):
        versions.record(one)

    response = desk.get(STATEMENTS, {"q": typed})

    assert found(response) == ["On peace"]


def test_statement_list_finds_drafts_by_beginnings_of_words_and_by_parties(desk):
    make_statement(title="Solidarity", published=False, parties=[make_party(abbreviation="EPX")])
    make_statement(title="Peace", published=False)

    assert found(desk.get(STATEMENTS, {"q": "solid"})) == ["Solidarity"]
    assert found(desk.get(STATEMENTS, {"q": "EPX"})) == ["Solidarity"]
    assert found(desk.get(STATEMENTS, {"q": "arity"})) == []


def test_statement_list_finds_what_a_later_version_says_and_not_what_a_former_said(desk):
    statement = make_statement(title="Before")
    versions.record(statement)
    Statement.objects.update(title="After")
    versions.record(statement)

    assert found(desk.get(STATEMENTS, {"q": "after"})) == ["After"]
    assert found(desk.get(STATEMENTS, {"q": "before"})) == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", '"', "a" * 2000, "((", "*", "-"])
def test_statement_list_takes_signs_for_signs(desk, typed):
    versions.record(make_statement(title="On peace"))

    assert found(desk.get(STATEMENTS, {"q": typed})) == []


def test_statement_list_begins_with_what_was_entered_last_and_names_what_is_scheduled(desk):
    make_statement(title="Known day", issued=PartialDate(2024, 1, 1))
    make_statement(
        title="For later", published_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
    )
    make_statement(title="Just begun", published=False)

    response = desk.get(STATEMENTS)

    listed = [statement.title for statement in response.context["cl"].result_list]
    assert listed == ["Just begun", "For later", "Known day"]
    assert b'<td class="field-shown_state">scheduled</td>' in response.content


def test_statement_list_finds_by_number(desk):
    statement = make_statement(title="This")
    make_statement(title="Other")

    response = desk.get(STATEMENTS, {"q": str(statement.number)})

    assert "This" in found(response)


@pytest.mark.parametrize(
    "chosen",
    [
        {"state": "published"},
        {"kind__exact": "appeal"},
        {"language": "el"},
        {"topic": "upper"},
        {"country": "GR"},
        {"confidence__exact": "high"},
        {"issued": "2019"},
        {"issued": "2019-10"},
    ],
    ids=str,
)
def test_statement_list_filters(desk, chosen):
    topic = make_topic(slug="lower", parent=make_topic(slug="upper"))
    party = make_party(country="GR")
    fields = {"kind": "appeal", "issued": "2019-10", "confidence": "high"}
    statement = make_statement(title="This", parties=[party], topics=[topic], **fields)
    make_text(statement, language="el")
    other = make_statement(title="Other", published=False, issued="2018-10")
    make_text(other, language="fr")

    response = desk.get(STATEMENTS, chosen)

    assert found(response) == ["This"]


def test_statement_list_offers_all_years_between_the_first_and_the_last_then_months(desk):
    for date in ("2017-03", "2019-10-18", ""):
        make_statement(issued=date)

    def offered(**chosen) -> list[str]:
        (spec,) = [
            spec
            for spec in desk.get(STATEMENTS, chosen).context["cl"].filter_specs
            if getattr(spec, "parameter_name", "") == "issued"
        ]
        return [value for value, _label in spec.lookup_choices]

    assert offered() == ["2019", "2018", "2017"]
    assert offered(issued="2018")[:3] == ["2019", "2018", "2018-01"]
    assert offered(issued="2018-05").count("2018-12") == 1


@pytest.mark.parametrize("typed", ["2019-13", "yesterday", "١٩", "9" * 50])
def test_statement_list_leads_from_a_date_that_is_none_to_the_whole_list(desk, typed):
    make_statement(issued="2019")

    response = desk.get(STATEMENTS, {"issued": typed})

    assert (response.status_code, response.url) == (302, f"{STATEMENTS}?e=1")


def test_statement_list_shortens_a_long_list_of_parties(desk):
    make_statement(parties=[make_party(abbreviation=f"P{n}") for n in range(5)])

    response = desk.get(STATEMENTS)

    assert "P0, P1, P2 and 2 others" in response.content.decode()


def test_statement_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(
        lambda: desk.get(STATEMENTS),
        lambda: fill_statement(make_statement(issued="2019-10-18"), 2),
    )

    assert many == few


def test_statement_list_shows_the_last_of_very_many_found_and_says_so(desk, monkeypatch):
    monkeypatch.setattr("statements.admin.searching.MOST_FOUND", 2)
    made = [make_statement(title=f"Much alike {n}") for n in range(3)]
    for statement in made:
        versions.record(statement)

    response = desk.get(STATEMENTS, {"q": "alike"})
    narrower = desk.get(STATEMENTS, {"q": "alike 1"})

    assert found(response) == ["Much alike 1", "Much alike 2"]
    assert "More than 2 statements are found" in response.content.decode()
    assert "More than" not in narrower.content.decode()


def test_statement_list_searches_within_what_is_filtered(desk):
    for year in (2018, 2019):
        versions.record(make_statement(title=f"On {year}", issued=f"{year}-05"))

    assert found(desk.get(STATEMENTS, {"q": "on", "issued": "2018"})) == ["On 2018"]


def test_statement_list_asks_as_many_queries_for_ten_words_as_for_one(desk):
    versions.record(make_statement(title="a b c d e f g h i j"))

    one, ten = (queries(lambda q=q: desk.get(STATEMENTS, {"q": q})) for q in ("a", "a b c d e f g"))

    assert one == ten


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_statements_fit_on_a_phone_with_title_and_facts_on_lines_of_their_own(page):
    parties = [make_party(abbreviation=f"EXAMPLE-{n}") for n in range(4)]
    title = "A long title of an example " * 4
    make_text(make_statement(title=title, parties=parties, issued="2019-10"), language="en")
    sign_in(page, make_editor())
    page.set_viewport_size({"width": 360, "height": 800})

    page.goto(STATEMENTS)

    results = page.locator(".results")
    assert results.evaluate("element => element.scrollWidth <= element.clientWidth")
    link = page.get_by_role("link", name=title.strip()).bounding_box()
    facts = page.locator("td.field-kind").bounding_box()
    assert facts["y"] >= link["y"] + link["height"] - 4
    assert page.get_by_role("link", name="Issued").is_visible()
