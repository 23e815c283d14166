"""Buttons in place of links that would repeat a long query: each leads where a link would."""

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from lxml import html

from statements.facets import facets_of
from statements.filters import StatementFilter
from statements.models import Topic
from statements.steps import step_in
from tests.factories import make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db

SLUGS = [f"{letter}{'x' * 20}" for letter in "abcd"]


@pytest.fixture
def page_of(client):
    """A function that gives a page of the site as a tree."""

    def read(address: str):
        return html.fromstring(client.get(address, follow=True).content)

    return read


@pytest.fixture
def long_query() -> str:
    """The query of a list of four topics and a kind, too long for links that repeat it."""
    party = make_party(slug="p")
    for slug in SLUGS:
        make_statement(kind="appeal", topics=[make_topic(slug=slug)], parties=[party])
    make_statement(kind="article", topics=[make_topic(slug="other")])
    return urlencode([*(("topic", slug) for slug in SLUGS), ("kind", "appeal")])


def sent(page, button) -> str:
    """Give the address that a browser visits when a button of the form is pressed."""
    (form,) = page.xpath(f"//form[@id='{button.get('form')}']")
    pairs = [(one.get("name"), one.get("value")) for one in form.iter("input")]
    own = [(button.get("name"), button.get("value"))] if button.get("name") else []
    return f"{button.get('formaction') or form.get('action')}?{urlencode(pairs + own)}"


def test_number_under_a_long_query_leads_to_the_list_that_it_counts(client, page_of, long_query):
    page = page_of(f"/statements/?{long_query}")

    (button,) = page.xpath("//button[@name='to'][@value='party:p']")
    (link,) = page.xpath("//li[label/input[@value=$slug]]/a/@href", slug=SLUGS[0])
    response = client.get(sent(page, button))

    assert button.text == "4"
    assert response["Location"].replace("&party=p", "") == f"/statements/?{long_query}"
    assert client.get(response["Location"]).context["count"] == 4
    assert link == f"./?topic={SLUGS[0]}&kind=appeal"


def test_choice_under_a_long_query_is_removed_by_its_button(client, page_of, long_query):
    page = page_of(f"/statements/?{long_query}&sort=oldest")

    buttons = page.xpath("//section[@class='chosen']//button")
    response = client.get(sent(page, buttons[-1]))

    assert buttons[-1].text_content() == "Remove filter: appeal"
    assert response["Location"] == f"/statements/?{long_query[: -len('&kind=appeal')]}&sort=oldest"


def test_what_cannot_be_taken_is_removed_by_its_button_too(client, page_of, long_query):
    page = page_of(f"/statements/?{long_query}&country=xx:y")

    (button,) = page.xpath("//section[@class='chosen']//button[@value='country:xx:y']")

    assert client.get(sent(page, button))["Location"] == f"/statements/?{long_query}"


def test_page_of_all_values_is_a_button_away_and_has_buttons_itself(client, page_of, long_query):
    for _n in range(30):
        make_statement(parties=[make_party()], topics=[Topic.objects.get(slug=SLUGS[0])])
    page = page_of(f"/statements/?{long_query[: -len('&kind=appeal')]}")
    ask, leave_out = page.xpath("//details[@data-live='party']//button[@data-way]")

    to_ask, to_leave_out = (page_of(sent(page, button)) for button in (ask, leave_out))

    for values in (to_ask, to_leave_out):
        steps = values.xpath("//button[@name='to']")
        assert len(steps) == 31
        step = client.get(sent(values, steps[0]), follow=True)
        assert step.context["count"] == int(steps[0].text)
    assert to_leave_out.xpath("//input[@name='leave_out']/@value") == ["1"]


def test_languages_of_the_site_are_buttons_under_a_long_query(page_of, long_query):
    page = page_of(f"/statements/?{long_query}")

    (greek,) = page.xpath("//div[@class='tongue']//button[@lang='el']")

    assert sent(page, greek) == f"/el/statements/?{long_query}"
    assert page_of(sent(page, greek)).get("lang") == "el"


def test_short_query_has_links(page_of, long_query):
    page = page_of(f"/statements/?topic={SLUGS[0]}")

    assert page.xpath("//button[@form='asked']") == []
    assert page.xpath("//ul[@class='facet']//a[@rel='nofollow']")


@pytest.mark.parametrize("match", ["any", "all"])
def test_step_to_a_number_is_its_query(match):
    first, second, third = (make_party() for _ in range(3))
    make_statement(parties=[first, second, third], topics=[make_topic()], kind="appeal")
    asked = QueryDict(f"party={first.slug}&party={second.slug}&party=-x&match={match}&kind=-other")
    statements = StatementFilter(asked)

    for facet in facets_of(statements):
        for option in facet.options:
            data = asked.copy()
            data["to"] = f"{facet.name}:{option.value}"
            assert step_in(data) == option.query


@pytest.mark.parametrize(
    "steps", ["to=x:y", "to=topic", "to=topic:", "to=", "without=topic:t", "to=kind:a&to=kind:b"]
)
def test_step_that_cannot_be_taken_is_a_parameter_that_is_not_known(client, steps):
    response = client.get(f"/statements/?{steps}&kind=appeal", follow=True)

    assert response.status_code == 200
    assert ("Not used, because" in response.content.decode()) is (steps != "to=")


def test_step_to_an_unknown_value_leads_to_the_list_that_says_so(client):
    response = client.get("/statements/?to=topic:nowhere", follow=True)

    assert response.status_code == 400
    assert "There is no topic “nowhere”." in response.content.decode()


def test_step_from_as_many_values_as_a_query_may_hold_is_taken(client, db):
    slugs = [make_topic().slug for _ in range(40)]
    query = urlencode([("topic", slug) for slug in slugs])

    assert client.get(f"/statements/?{query}&to=topic:{slugs[0]}").status_code == 302
    assert client.get(f"/statements/?{query}&topic=x&to=topic:{slugs[0]}").status_code == 400
