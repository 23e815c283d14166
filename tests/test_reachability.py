"""The real archive: everything can be reached by links from the home page, and no link is broken."""

from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from parties.models import Party
from statements.models import Statement, Topic

pytestmark = pytest.mark.usefixtures("archive")

SITE = "http://testserver"


def links_in(page: bytes, address: str) -> set[str]:
    """Give the addresses on this site that a page links to, feeds and style sheets included."""
    found = html.fromstring(page).xpath("//a/@href | //link/@href | //img/@src | //script/@src")
    whole = {urldefrag(urljoin(SITE + address, link))[0] for link in found}
    return {link.removeprefix(SITE) for link in whole if urlsplit(link).netloc == "testserver"}


@pytest.fixture(scope="module")
def crawled() -> dict[str, int]:
    """Addresses that were asked for, with the status of each answer."""
    return {}


def test_all_records_are_reached_from_home_and_no_internal_link_is_broken(client, crawled):
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in crawled or address.startswith(("/static/", "/admin/")):
            continue
        response = client.get(address)
        crawled[address] = response.status_code
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            # Each filter is a link away from each page: follow the lists, not their combinations.
            waiting += [
                link
                for link in links_in(response.content, address)
                if link not in crawled and "&" not in urlsplit(link).query
            ]
        elif response.status_code in (301, 302):
            waiting.append(response["Location"])

    broken = {address: status for address, status in crawled.items() if status >= 400}
    assert not broken
    for model, number in ((Statement, 285), (Party, 143), (Meeting, 64), (Topic, 40)):
        addresses = {record.get_absolute_url() for record in model.objects.all()}
        assert len(addresses) == number
        assert addresses <= crawled.keys(), model


def test_topic_with_children_in_a_range_is_exactly_what_the_data_files_say(client):
    wanted = {
        statement.pk
        for statement in Statement.objects.prefetch_related("topics__parent")
        if any(
            "middle-east" in (t.slug, t.parent and t.parent.slug) for t in statement.topics.all()
        )
        and statement.issued
        and statement.issued.last_day >= PartialDate(2017, 12).first_day
        and statement.issued.first_day <= PartialDate(2018, 5).last_day
    }
    query = "topic=middle-east&date_after=2017-12&date_before=2018-05"

    page = client.get(f"/statements/?{query}")
    listed = {statement.pk for statement in page.context["object_list"]}
    pages = page.context["paginator"].num_pages
    for number in range(2, pages + 1):
        more = client.get(f"/statements/?{query}&page={number}")
        listed |= {statement.pk for statement in more.context["object_list"]}
    feed = feedparser.parse(client.get(f"/statements.rss?{query}").content)

    assert wanted
    assert listed == wanted
    assert {int(urlsplit(entry.link).path.split("/")[2]) for entry in feed.entries} == wanted
