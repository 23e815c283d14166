"""What the pages of topics show of the index: years, first and latest, neighbours, parties."""

import pytest
from lxml import html

from statements.index.public import Public
from statements.over_time import courses, years_of
from tests.factories import make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db


def page_of(client, address):
    """Give a page as a tree."""
    return html.fromstring(client.get(address).content)


def test_topic_shows_its_statements_year_by_year_with_links_to_their_lists(client):
    topic = make_topic(slug="peace")
    make_statement(topics=[topic], issued="2017-03")
    make_statement(topics=[topic], issued="2019")
    make_statement(issued="2018")

    page = page_of(client, "/topics/peace/")

    bars = page.xpath("//figure[@class='histogram']//a[title]")
    assert [bar.findtext("title") for bar in bars] == ["2017: 1 statement", "2019: 1 statement"]
    assert bars[0].get("href") == "/statements/2017/?topic=peace"


def test_topic_names_its_first_and_latest_statement_and_no_undated_one(client):
    topic = make_topic(slug="peace")
    for title, issued in (("Early", "2001"), ("Late", "2019-10"), ("At some time", "")):
        make_statement(title=title, issued=issued, topics=[topic])

    response = client.get("/topics/peace/")

    assert [one.title for one in response.context["first"]] == ["Early"]
    assert [one.title for one in response.context["latest"]] == ["Late"]


def test_topic_of_undated_statements_has_no_first_and_no_latest(client):
    make_statement(topics=[make_topic(slug="peace")])

    response = client.get("/topics/peace/")

    assert not response.context["first"]
    assert not response.context["latest"]


def test_topic_without_statements_says_so_without_pictures(client):
    make_topic(slug="peace")

    page = page_of(client, "/topics/peace/")

    assert "No statement is published here yet." in page.text_content()
    assert not page.xpath("//main//svg | //dl")


def test_neighbours_are_the_topics_on_most_of_the_same_statements_but_its_own_family(client):
    above = make_topic(name="Above")
    topic = make_topic(slug="peace", parent=above)
    often, rarely, never = (make_topic(name=name) for name in ("Often", "Rarely", "Never"))
    make_statement(topics=[topic, often, above])
    make_statement(topics=[topic, often, rarely])
    make_statement(topics=[topic, often], published=False)
    make_statement(topics=[never])

    response = client.get("/topics/peace/")

    assert response.context["beside"] == [(often, 2), (rarely, 1)]


def test_neighbours_of_a_topic_are_those_of_its_own_level_too(client):
    above, other = make_topic(name="Above", slug="above"), make_topic(name="Other")
    topic, sibling = (make_topic(name=n, slug=n.lower(), parent=above) for n in ("One", "Two"))
    make_statement(topics=[topic, sibling, other])

    beside = {slug: client.get(f"/topics/{slug}/").context["beside"] for slug in ("one", "above")}

    assert set(beside["one"]) == {(other, 1), (sibling, 1)}
    assert beside["above"] == [(other, 1)]


def test_parties_are_those_that_wrote_or_signed_most_and_lead_to_these_statements(client):
    topic, most, other = make_topic(slug="peace"), make_party(slug="aa-most"), make_party()
    make_statement(topics=[topic], parties=[most])
    make_statement(topics=[topic], parties=[other, most])

    response = client.get("/topics/peace/")

    assert response.context["parties"] == [(most, 2), (other, 1)]
    (link,) = html.fromstring(response.content).xpath("//dd//a[contains(@href, 'aa-most')]")[1:]
    assert client.get(link.get("href")).context["count"] == 2


def test_list_of_topics_draws_each_over_the_years_and_leads_to_its_list(client):
    upper = make_topic(name="Upper", slug="upper")
    lower = make_topic(name="Lower", slug="lower", parent=upper)
    make_statement(topics=[lower], issued="2017-03")
    make_statement(topics=[upper], issued="2019")
    make_topic(name="Idle")

    page = page_of(client, "/topics/")

    links = page.xpath("//a[@class='course']")
    assert [link.get("href") for link in links] == [
        "/statements/?topic=upper",
        "/statements/?topic=lower",
    ]
    cells = [
        [cell.text_content().strip() for cell in row]
        for row in page.xpath("//table[@class='figures']//tr")
    ]
    assert cells == [
        ["Topic", "2017", "2018", "2019"],
        ["Idle", "", "", ""],
        ["Upper", "1", "", "1"],
        ["Lower", "1", "", ""],
    ]


def test_courses_are_drawn_to_the_scale_of_the_highest_bar():
    for _n in range(4):
        make_statement(issued="2001")
    make_statement(issued="2003-05-01")
    make_statement()
    public = Public()

    years = years_of(public)
    (course,) = courses(years, [public.numbers])

    assert list(years) == [2001, 2002, 2003]
    assert course.counts == [4, 0, 1]
    assert course.path == "M0 20V0h1V20h1V15h1V20"


def test_nothing_has_no_years():
    make_statement(issued="2001", published=False)

    assert years_of(Public()) == {}
    assert courses({}, [Public().numbers])[0].path == "M0 20V20"
