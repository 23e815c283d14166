"""The range of dates in the filter: written as people write, shown as understood, ISO in links."""

import re
from urllib.parse import parse_qsl, urlencode

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from tests.factories import make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def statements():
    return {
        text: make_statement(issued=PartialDate.parse(text))
        for text in ("2018", "2019-09-30", "2019-10", "2019-10-18", "2020-01")
    }


def listed(response) -> list[str]:
    return [str(statement.issued) for statement in response.context["page_obj"]]


def boxes(response) -> dict:
    """Give the text boxes of the page's form of filters by name."""
    page = html.fromstring(response.content.decode())
    return {box.name: box for box in page.xpath("//form[@class='filters']//input[@type='text']")}


@pytest.mark.parametrize(
    ("after", "before", "query", "found"),
    [
        ("October 2019", "", "date_after=2019-10", ["2020-01", "2019-10-18", "2019-10"]),
        ("", "10/2019", "date_before=2019-10", ["2019-10-18", "2019-10", "2019-09-30", "2018"]),
        (
            "18.10.2019",
            "18 октября 2019 г.",
            "date_after=2019-10-18&date_before=2019-10-18",
            ["2019-10-18", "2019-10"],
        ),
        ("١/٢٠٢٠", "", "date_after=2020-01", ["2020-01"]),
    ],
)
def test_written_dates_narrow_the_list_and_links_carry_iso(
    client, statements, after, before, query, found
):
    response = client.get("/statements/", {"date_after": after, "date_before": before}, follow=True)

    assert response.status_code == 200
    assert listed(response) == found
    assert response.context["query"] == query
    assert response.context["feed_url"].endswith(f"?{query}")


@pytest.mark.parametrize("typed", ["2019-10", "10/2019", "Oct 2019", "03/04/2019", "2018"])
def test_pressing_the_button_again_gives_the_same_list(client, statements, typed):
    first = client.get("/statements/", {"date_after": typed})

    sent = {name: box.value or "" for name, box in boxes(first).items()}
    again = client.get("/statements/", sent, follow=True)

    assert listed(again) == listed(first)
    assert again.context["query"] == first.context["query"]
    assert boxes(again)["date_after"].value == boxes(first)["date_after"].value


def test_form_shows_how_an_ambiguous_date_was_understood(client):
    response = client.get("/statements/?date_after=03/04/2019")

    assert boxes(response)["date_after"].value == "3 April 2019"


def test_mistake_stands_beside_its_box_and_keeps_what_was_typed(client, statements):
    response = client.get("/statements/?date_after=30.2.2019&date_before=Oct+2019")

    box = boxes(response)["date_after"]
    errors = html.fromstring(response.content.decode()).get_element_by_id("id_date_after-error")
    assert response.status_code == 400
    assert box.value == "30.2.2019"
    assert box.get("aria-invalid") == "true"
    assert box.get("aria-describedby") == "id_date_after-error dates-hint"
    assert errors.text_content() == "“30.2.2019” is not a date: February 2019 has no day 30."
    assert boxes(response)["date_before"].value == "October 2019"
    assert re.search(r'<details class="toggle" open', response.content.decode())
    assert listed(response) == []


@pytest.mark.parametrize(
    ("after", "before", "wrong"),
    [
        ("30.2.2019", "soon", ["date_after", "date_before"]),
        ("October 2019", "9/2019", ["date_before"]),
        ("now", "9/2019", ["date_after"]),
    ],
)
def test_both_ends_are_kept_where_one_cannot_be_taken_and_each_is_removed_by_itself(
    client, statements, after, before, wrong
):
    typed = {"date_after": after, "date_before": before}

    response = client.get("/statements/", typed | {"kind": "appeal"})

    chips = response.context["chosen"]
    kind, *dates = sorted(chips, key=lambda chip: chip.field != "kind")
    left = {chip.field: dict(parse_qsl(chip.query_without)) for chip in dates}
    boxes_now = boxes(response)
    assert response.status_code == 400
    assert sorted(response.context["filter"].form.errors) == wrong
    assert {name for name, box in boxes_now.items() if box.get("aria-invalid")} == set(wrong)
    labels = {"date_after": "Issued since", "date_before": "Issued until"}
    assert {chip.label for chip in chips if chip.field in wrong} == {
        f"{labels[name]}: “{typed[name]}”" for name in wrong
    }
    assert set(left) == {"date_after", "date_before"}
    assert set(left["date_after"]) == {"kind", "date_before"}
    assert set(left["date_before"]) == {"kind", "date_after"}
    assert set(dict(parse_qsl(kind.query_without))) == {"date_after", "date_before"}


def test_mistake_in_a_date_keeps_what_else_was_chosen(client):
    topic = make_topic(slug="syria")
    make_statement(topics=[topic], issued=PartialDate(2019))
    make_statement(issued=PartialDate(2019))

    response = client.get("/statements/?date_after=last+year&topic=syria")

    page = html.fromstring(response.content.decode())
    (box,) = page.xpath("//input[@type='checkbox' and @value='syria']")
    assert box.checked
    assert response.context["query"] == "topic=syria"
    assert listed(response) == []


def test_hint_and_placeholder_are_examples_that_boxes_are_described_by(client):
    response = client.get("/statements/")

    box = boxes(response)["date_before"]
    hint = html.fromstring(response.content.decode()).get_element_by_id("dates-hint")
    assert box.get("aria-describedby") == "dates-hint"
    assert box.get("placeholder") == "October 2019"
    assert hint.text_content() == "As much as you know: 2019, October 2019 or 18 October 2019"


def test_exchanged_ends_are_named_however_they_are_written(client, statements):
    response = client.get("/statements/?date_after=October+2019&date_before=9/2019")

    assert response.status_code == 400
    assert response.context["filter"].form.errors == {
        "date_before": ["The range ends before it starts: exchange the two dates."]
    }


def test_feed_reads_written_dates_and_answers_a_mistake_with_a_sentence(client, statements):
    good = client.get("/statements.rss?" + urlencode({"date_after": "1 January 2020"}))
    bad = client.get("/statements.rss?date_after=13/2019")

    assert good.status_code == 200
    assert good.content.decode().count("<item>") == 1
    assert bad.status_code == 400
    assert bad.content.decode() == ("Issued since: “13/2019” is not a date: there is no month 13.")


def test_archive_by_date_keeps_to_iso_and_shows_its_date_in_words(client, statements):
    month = client.get("/statements/2019/10/")

    assert boxes(month)["date_after"].value == "October 2019"
    assert client.get("/statements/October 2019/").status_code == 404
