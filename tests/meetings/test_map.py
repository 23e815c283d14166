"""The map of meetings and parties."""

import pytest
from lxml import html

from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db


def points(response) -> dict[str, str]:
    """Give the titles of the points of a map with the addresses that they lead to."""
    links = html.fromstring(response.content).xpath("//figure//a[circle and not(rect)]")
    return {link.findtext("title"): link.get("href") for link in links}


def test_country_with_one_party_leads_to_it_and_one_with_several_to_their_list(client):
    make_party(slug="vn-ep", name="Example Party of Somewhere", country="VN")
    make_party(country="MX")
    make_party(country="MX")

    response = client.get("/map/")

    assert points(response) == {
        "Vietnam: Example Party of Somewhere": "/parties/vn-ep/",
        "Mexico: 2 parties": "/parties/#country-MX",
    }
    assert b'id="country-MX"' in client.get("/parties/").content


def test_city_with_one_meeting_leads_to_it_and_one_with_several_to_their_row(client):
    make_meeting(slug="hanoi", city="Hanoi", country="VN", kind="ordinary", number=3, start="2016")
    make_meeting(slug="first", city="Havana", country="CU")
    make_meeting(slug="second", city="Havana", country="CU")

    response = client.get("/map/")

    assert points(response) == {
        "Havana: 2 meetings": "#place-1",
        "Meeting 3, Hanoi 2016": "/meetings/hanoi/",
    }
    (row,) = html.fromstring(response.content).xpath("//tr[@id='place-1']")
    assert [cell.text_content() for cell in row][:2] == ["Havana, Cuba", "2"]
    assert [link.get("href") for link in row.iter("a")] == ["/meetings/first/", "/meetings/second/"]


def test_near_places_are_enlarged_and_the_world_leads_there(client):
    make_meeting(slug="athens", city="Athens", country="GR")

    page = html.fromstring(client.get("/map/").content)

    assert page.xpath("//a[rect]/@href") == ["#meetings-near"]
    assert page.xpath("//figure[@id='meetings-near']//a/@href") == ["/meetings/athens/"]


def test_what_is_in_no_table_is_named_beside_the_map(client):
    make_meeting(slug="remote", city="", mode="teleconference")
    make_meeting(slug="unknown", city="Exampleton", country="GR")
    make_party(slug="of-many", country="")

    page = html.fromstring(client.get("/map/").content)

    links = page.xpath("//p[@class='hint']/a/@href")
    assert sorted(links) == ["/meetings/remote/", "/meetings/unknown/", "/parties/of-many/"]


@pytest.mark.parametrize(
    ("group", "slug"), [("series", "one"), ("sessions", "two"), ("others", "three")]
)
def test_map_of_a_group_shows_its_meetings_only(client, group, slug):
    make_meeting(slug="one", city="Hanoi", country="VN", kind="extraordinary")
    make_meeting(slug="two", city="Havana", country="CU", kind="working-group")
    make_meeting(slug="three", city="Tshwane", country="ZA", kind="regional")

    response = client.get("/map/", {"meetings": group})

    assert list(points(response).values()) == [f"/meetings/{slug}/"]


def test_unknown_group_is_named_with_status_400(client):
    response = client.get("/map/", {"meetings": "<b>all"})

    assert response.status_code == 400
    assert "&lt;b&gt;all" in response.content.decode()


def test_empty_archive_has_a_map_without_points(client):
    page = client.get("/map/").content.decode()

    assert "No meeting is recorded yet." in page
    assert "No party is recorded yet." in page
    assert "<circle" not in page


def test_labels_stand_on_no_other_mark(client):
    for city in ("Nicosia", "Larnaca"):
        make_meeting(city=city, country="CY")

    page = html.fromstring(client.get("/map/").content)

    labels = page.xpath("//figure[@id='meetings-near']//text")
    sides = {label.text: label.get("class") for label in labels}
    assert sides == {"Larnaca": None, "Nicosia": "end"}


def test_map_takes_two_queries_and_less_than_50_kb(client, archive, django_assert_num_queries):
    with django_assert_num_queries(2):
        response = client.get("/map/")

    assert len(response.content) < 50 * 1024
    assert len(points(response)) == 20 + 93


@pytest.mark.browser
def test_map_is_drawn_by_the_browser_and_used_by_keyboard(page, console_errors, live_server):
    make_meeting(slug="hanoi", city="Hanoi", country="VN")
    make_meeting(slug="athens", city="Athens", country="GR")

    page.goto("/map/")
    land = page.locator(".map use").first
    page.wait_for_function("document.querySelector('.map use').getBBox().width > 1000")
    page.locator("a[href='#meetings-near']").focus()
    page.keyboard.press("Tab")

    assert land.evaluate("use => getComputedStyle(use).fill") != "rgb(0, 0, 0)"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/meetings/hanoi/"
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/hanoi/")
    assert console_errors == []


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/map/", "/calendar/", "/topics/", "/languages/"])
def test_pictures_need_no_scrolling_sideways_on_a_narrow_page(page, live_archive, address):
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") == 320
