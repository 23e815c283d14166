"""The calendar: a month as a table, on this day, and all months."""

import pytest
from django.utils import timezone
from lxml import html

from imcwp_site.dates import PartialDate
from statements.days import MOST_SHOWN, Days
from tests.factories import make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


def page_of(response):
    """Give a page as a tree."""
    return html.fromstring(response.content)


def cells(page) -> dict[str, str]:
    """Give what the table of a month says of the days that are links, by where these lead."""
    links = page.xpath("//table[@class='month']//td/a")
    return {link.get("href"): " ".join(link.getparent().text_content().split()) for link in links}


def test_month_has_statements_and_meetings_on_their_days(client):
    make_statement(title="Of a day", issued="2019-10-18", parties=[make_party(abbreviation="EPN")])
    make_statement(title="A draft", issued="2019-10-18", published=False)
    make_meeting(city="Town", start="2019-10-17", end="2019-10-20", kind="regional")

    page = page_of(client.get("/calendar/2019/10/"))

    assert cells(page) == {
        "#day-17": "17 Regional meeting, Town 2019",
        "#day-18": "18 1 statement",
    }
    assert page.xpath("count(//td[@class='met'])") == 4
    assert "EPN Of a day" in " ".join(
        page.xpath("//section[@id='day-18']")[0].text_content().split()
    )
    assert "A draft" not in page.text_content()


def test_table_of_a_month_has_all_its_days_in_weeks_from_monday_on(client):
    page = page_of(client.get("/calendar/2019/10/"))

    rows = [
        [cell.text_content() for cell in row] for row in page.xpath("//table[@class='month']//tr")
    ]
    assert rows[0] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert rows[1] == ["", "1", "2", "3", "4", "5", "6"]
    assert rows[5] == ["28", "29", "30", "31", "", "", ""]


def test_what_is_known_by_month_only_stands_apart(client):
    make_statement(title="Of the month", issued="2003-06")
    make_statement(title="Of the year", issued="2003")
    make_meeting(slug="vague", start="2003-06")

    page = page_of(client.get("/calendar/2003/06/"))

    assert not cells(page)
    (apart,) = page.xpath("//section[@aria-labelledby='whole']")
    assert "Of the month" in apart.text_content()
    assert "/meetings/vague/" in apart.xpath(".//a/@href")
    assert "Of the year" not in page.text_content()


def test_month_leads_to_the_nearest_months_with_anything(client):
    make_statement(issued="2018-02-01")
    make_statement(issued="2021")
    make_meeting(start="2020-05-01")

    page = page_of(client.get("/calendar/2019/10/"))

    assert page.xpath("//a[@rel='prev']/@href") == ["/calendar/2018/02/"]
    assert page.xpath("//a[@rel='next']/@href") == ["/calendar/2020/05/"]
    assert "Nothing in the archive is dated with this month." in page.text_content()


def test_meeting_that_lasts_into_the_next_month_stands_in_both(client):
    make_meeting(city="Town", kind="regional", start="2019-10-30", end="2019-11-02")

    october, november = (page_of(client.get(f"/calendar/2019/{n}/")) for n in (10, 11))

    assert list(cells(october)) == ["#day-30"]
    assert list(cells(november)) == ["#day-1"]
    assert november.xpath("count(//td[@class='met'])") == 2


def test_month_of_very_many_shows_some_of_each_day_and_leads_to_all():
    for day in ("01", "02"):
        for _n in range(MOST_SHOWN // 2 + 1):
            make_statement(issued=f"2019-10-{day}")

    whole, days = Days().in_month(PartialDate(2019, 10))

    assert [(one.number, len(one.statements), one.rest) for one in days[:2]] == [(31, 30, 1)] * 2
    assert (whole.number, whole.has_any) == (0, False)


def test_on_this_day_gives_the_day_of_every_year_the_last_first(client):
    make_statement(title="First", issued="2009-11-22")
    make_statement(title="Second", issued="2015-11-22")
    make_statement(title="Another day", issued="2015-11-23")
    make_statement(title="A month", issued="2015-11")
    make_meeting(city="Town", start="2012-11-22", end="2012-11-25")

    page = page_of(client.get("/calendar/11-22/"))

    assert page.xpath("//h3/text()") == ["2015", "2012", "2009"]
    text = page.text_content()
    assert text.index("Second") < text.index("Town") < text.index("First")
    assert "Another day" not in text
    assert "A month" not in text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])  # 25 hours apart
def test_calendar_opens_with_today_where_the_site_is(client, zone):
    with timezone.override(zone):
        make_statement(title="Of this very day", issued=str(timezone.localdate()))

        page = page_of(client.get("/calendar/"))

    assert "Of this very day" in page.text_content()


def test_calendar_counts_each_month(client):
    make_statement(issued="2019-10-18")
    make_statement(issued="2019-10")
    make_statement(issued="2019")
    make_meeting(start="2019-10-17", end="2019-10-20")

    page = page_of(client.get("/calendar/"))

    (link,) = page.xpath("//table[@class='figures']//a")
    assert (link.text, link.get("href")) == ("3", "/calendar/2019/10/")


@pytest.mark.parametrize("address", ["2019/13", "2019/0", "1500/01", "02-30", "13-01", "2019"])
def test_time_that_does_not_exist_has_no_page(client, address):
    assert client.get(f"/calendar/{address}/").status_code == 404


def test_leap_day_has_neighbours(client):
    page = page_of(client.get("/calendar/02-29/"))

    links = page.xpath("//nav[@class='archive']//a/@href")
    assert links == ["/calendar/02-28/", "/calendar/03-01/"]


def test_year_ends_where_it_begins(client):
    page = page_of(client.get("/calendar/12-31/"))

    assert page.xpath("//nav[@class='archive']//a/@href")[1] == "/calendar/01-01/"


def test_calendar_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for day in range(10, 14):
        make_statement(issued=f"2019-10-{day}", parties=[make_party()])
        make_meeting(start=f"2019-10-{day}")
    client.get("/calendar/")  # the index is read once

    with django_assert_num_queries(8):
        client.get("/calendar/2019/10/")
    with django_assert_num_queries(8):
        client.get("/calendar/10-10/")
