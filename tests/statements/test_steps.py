"""Buttons in place of links that would repeat a long query: each leads where a link would."""

from urllib.parse import unquote

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from lxml import html

from statements.facets import facet_of
from statements.filters import FACETS, StatementFilter
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
    assert to_leave_out.xpath("//form[@class]//input[@name='leave_out']/@value") == ["1"]


@pytest.mark.parametrize(
    "address",
    [
        "/statements/?{}&page=2",
        "/statements/?{}&foo=bar&sort=x",
        "/statements/2019/?{}",
        "/statements/choose/topic/?{}&leave_out=1&find=x",
        "/search/?q={}",
    ],
)
def test_languages_of_the_site_are_buttons_that_lead_to_the_same_page(page_of, long_query, address):
    address = address.format(long_query)
    page = page_of(address)

    (greek,) = page.xpath("//div[@class='tongue']//button[@lang='el']")

    assert unquote(sent(page, greek)) == f"/el{unquote(address)}"
    assert page_of(sent(page, greek)).get("lang") == "el"


def test_short_query_has_links(page_of, long_query):
    page = page_of(f"/statements/?topic={SLUGS[0]}")

    assert page.xpath("//button[@form='ask']") == []
    assert page.xpath("//ul[@class='facet']//a[@rel='nofollow']")


@pytest.mark.parametrize("leaving_out", [False, True])
@pytest.mark.parametrize("match", ["any", "all"])
def test_step_to_a_number_is_its_query(match, leaving_out):
    parties = [make_party() for _ in range(4)]
    make_statement(parties=parties, topics=[make_topic()], kind="appeal")
    one, other, unwanted, _other = (party.slug for party in parties)
    asked = QueryDict(f"party={one}&party={other}&party=-{unwanted}&match={match}&kind=-article")
    statements = StatementFilter(asked)
    sign = "-" if leaving_out else ""

    for name in FACETS:
        for option in facet_of(statements, name, leaving_out=leaving_out).options:
            data = asked.copy()
            data["to"] = f"{name}:{sign}{option.value}"
            assert step_in(data) == option.query
    assert [party.slug for party in statements.asked["party"].wanted] == [one, other]


@pytest.mark.parametrize(
    "steps",
    [
        "to=topic:%20",
        "to=topic:t&foo=bar",
        "to=x:y",
        "to=topic",
        "to=topic:",
        "to=",
        "without=topic:t",
        "to=kind:a&to=kind:b",
    ],
)
def test_step_that_cannot_be_taken_is_a_parameter_that_is_not_known(client, steps):
    response = client.get(f"/statements/?{steps}&kind=appeal", follow=True)

    assert response.status_code == 200
    assert ("Not used, because" in response.content.decode()) is (steps != "to=")


def test_step_to_an_unknown_value_leads_to_the_list_that_says_so(client):
    response = client.get("/statements/?to=topic:nowhere", follow=True)

    assert response.status_code == 400
    assert "There is no topic “nowhere”." in response.content.decode()


def test_number_that_would_ask_for_too_much_leads_nowhere(client, page_of):
    party, other = make_party(slug="p"), make_party(slug="q")
    make_statement(parties=[party, other])
    slugs = [make_topic().slug for _ in range(39)]
    query = urlencode([("topic", f"-{slug}") for slug in slugs])

    def steps(query: str) -> list[str]:
        return page_of(f"/statements/?{query}").xpath("//button[@name='to']/@value")

    assert "party:p" in steps(query)
    assert client.get(f"/statements/?{query}&to=party:p", follow=True).status_code == 200
    assert steps(f"{query}&party=p") == ["party:q"], "in place of the other"
    assert steps(f"{query}&country=-GR") == []


def test_all_values_are_offered_however_many_are_chosen(page_of):
    for _n in range(60):
        make_statement(topics=[make_topic()])
    slugs = Topic.objects.values_list("slug", flat=True)[:40]
    page = page_of(f"/statements/?{urlencode([('topic', slug) for slug in slugs])}")

    for button in page.xpath("//details[@data-live='topic']//button[@data-way]"):
        assert page_of(sent(page, button)).xpath("//form[contains(@class, 'choose')]")
