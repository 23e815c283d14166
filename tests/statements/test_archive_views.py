"""The archive by date."""

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from tests.factories import (
    make_party,
    make_statement,
)

pytestmark = pytest.mark.django_db


def test_archive_lists_what_touches_the_year_month_or_day(client):
    for title, date in {"Day": "2019-10-18", "Month": "2019-10", "Year": "2019"}.items():
        make_statement(title=title, issued=PartialDate.parse(date))

    counts = {
        address: client.get(f"/statements/{address}/").context["paginator"].count
        for address in ("2019", "2019/10", "2019/10/18", "2019/10/17", "2019/09", "2018")
    }

    assert counts == {
        "2019": 3,
        "2019/10": 3,
        "2019/10/18": 3,
        "2019/10/17": 2,
        "2019/09": 1,
        "2018": 0,
    }


@pytest.mark.parametrize(
    "address", ["2019/10/18/?", "?date_after=2019-10-18&date_before=2019-10-18"]
)
@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_what_may_be_of_a_day_is_counted_and_set_apart_from_what_is(client, address, sort):
    for title, date in {"Day": "2019-10-18", "Month": "2019-10", "Year": "2019"}.items():
        make_statement(title=title, issued=PartialDate.parse(date))
    perhaps = "Perhaps of this day: only the month or the year is known"

    page = html.fromstring(client.get(f"/statements/{address}&sort={sort}").content.decode())

    parts = [" ".join(one.text_content().split()) for one in page.xpath("//p[@class='parts']/*")]
    apart = [
        (heading.text_content(), [row.text_content() for row in heading.getnext().xpath(".//p/a")])
        for heading in page.xpath("//div[@id='list']/h2")
    ]
    assert parts == ["Dated 18 October 2019 1", f"{perhaps} 2"]
    in_order = [("Dated 18 October 2019", ["Day"]), (perhaps, ["Month", "Year"])]
    oldest_first = [(perhaps, ["Year", "Month"]), ("Dated 18 October 2019", ["Day"])]
    assert apart == (in_order if sort == "newest" else oldest_first)


@pytest.mark.parametrize("address", ["2019/", "2019/10/?sort=published", "?date_after=2019-10", ""])
def test_nothing_is_set_apart_of_a_year_of_a_range_and_in_an_order_by_other_things(client, address):
    for date in ("2019-10-18", "2019"):
        make_statement(issued=PartialDate.parse(date))

    response = client.get(f"/statements/{address}")

    assert [(part, len(rows)) for part, rows in response.context["groups"]] == [("", 2)]


def test_month_names_what_is_known_by_its_year_only(client):
    make_statement(issued=PartialDate(2019))

    response = client.get("/statements/2019/10/")

    assert response.context["dated"] == [
        ("Dated October 2019", 0),
        ("Perhaps of this month: only the year is known", 1),
    ]


def test_archive_counts_are_those_of_the_pages_they_lead_to(client):
    for date in ("2019-10-18", "2019-10", "2019", "2019-11-02", "2017-01"):
        make_statement(issued=PartialDate.parse(date))

    bars = [
        bar
        for address in ("/statements/", "/statements/2019/", "/statements/2019/10/")
        for bar in client.get(address).context["histogram"].bars
    ]

    assert [str(bar.date) for bar in bars if bar.count > bar.vague] == [
        "2017", "2019", "2019-10", "2019-11", "2019-10-18",
    ]  # fmt: skip
    for bar in bars:
        assert client.get(bar.url).context["paginator"].count == bar.count, bar


def test_dates_asked_for_in_the_archive_lead_to_the_list(client):
    response = client.get("/statements/2019/?date_after=2015&topic=cuba")

    assert response.status_code == 302
    assert response["Location"] == "/statements/?date_after=2015&topic=cuba"


@pytest.mark.parametrize("date", ["2019", "2019/10", "2019/10/18"])
def test_archive_takes_a_fixed_number_of_queries(client, django_assert_num_queries, date):
    for day in range(10, 19):
        make_statement(issued=PartialDate(2019, 10, day), parties=[make_party()])

    client.get(f"/statements/{date}/")

    # What the list takes: the dates before and after are in the index.
    with django_assert_num_queries(10):
        assert client.get(f"/statements/{date}/").status_code == 200


@pytest.mark.parametrize(
    ("date", "before", "after"),
    [
        ("2019", "2012", "2023"),
        ("2019/10", "2012-05", "2023-01"),
        ("2019/10/18", "2019-10-02", "2019-10-30"),
        ("2019/10/01", "2012-05-07", "2019-10-02"),
        ("2012", "None", "2019"),
        ("2023/01", "2019-10", "None"),
        ("2015/02/03", "2012-05-07", "2019-10-02"),
    ],
)
def test_archive_leads_to_the_nearest_dates_with_statements(client, date, before, after):
    for text in (
        "2012-05-07",
        "2019",
        "2019-10",
        "2019-10-02",
        "2019-10-18",
        "2019-10-30",
        "2023-01",
    ):
        make_statement(issued=PartialDate.parse(text))
    make_statement(issued=PartialDate(2020), published=False)
    make_statement(issued=None)

    archive = client.get(f"/statements/{date}/").context["archive"]

    assert (str(archive["previous"]), str(archive["next"])) == (before, after)


def test_archive_of_a_day_leads_up_to_its_month_and_its_year(client):
    make_statement(issued=PartialDate(2019, 10, 18))

    links = {
        date: html.fromstring(client.get(f"/statements/{date}/").content).xpath(
            '//nav[@class="archive"]//a/@href'
        )
        for date in ("2019/10/18", "2019/10", "2019")
    }

    month, year = "/statements/2019/10/", "/statements/2019/"
    assert links == {"2019/10/18": [month, year], "2019/10": [year], "2019": []}


def test_filtered_archive_leads_to_the_nearest_dates_of_the_same_filter(client):
    for text, kind in (("2012", "appeal"), ("2018", "article"), ("2019-10", "appeal")):
        make_statement(issued=PartialDate.parse(text), kind=kind)

    response = client.get("/statements/2019/10/?kind=appeal&sort=oldest")
    of_year = client.get("/statements/2019/?kind=appeal&sort=oldest")

    page, whole = (html.fromstring(one.content) for one in (response, of_year))
    query = "?kind=appeal&sort=oldest"
    assert page.xpath('//nav[@class="archive"]//a/@href') == [f"/statements/2019/{query}"]
    assert whole.xpath('//nav[@class="archive"]//a/@href') == [f"/statements/2012/{query}"]
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]


@pytest.mark.parametrize("date", ["2019/13", "2019/02/30", "0000", "1066", "2019/1", "99999"])
def test_archive_of_an_impossible_date_is_404(client, date):
    assert client.get(f"/statements/{date}/").status_code == 404
