"""The real archive: everything is reached by links from the home page, and no link is broken."""

import csv
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from django.http import QueryDict
from lxml import html

from meetings.models import Meeting
from parties.models import Party
from statements.filters import StatementFilter
from statements.models import Statement, Topic

pytestmark = pytest.mark.usefixtures("archive")

DATA = Path(__file__).resolve().parent.parent / "data"
SITE = "http://testserver"


def links_in(page: bytes, address: str) -> set[str]:
    """Give the addresses on this site that a page links to, feeds and style sheets included."""
    found = html.fromstring(page).xpath("//a/@href | //link/@href | //img/@src | //script/@src")
    whole = {urldefrag(urljoin(SITE + address, link))[0] for link in found}
    return {link.removeprefix(SITE) for link in whole if urlsplit(link).netloc == "testserver"}


def is_understood(address: str) -> bool:
    """Tell whether the filter understands all of the query in an address of a list or feed."""
    statements = StatementFilter(QueryDict(urlsplit(address).query), Statement.objects.published())
    return statements.form.is_valid() and not statements.unknown_parameters


def test_all_records_are_reached_from_home_and_no_internal_link_is_broken(client):
    waiting, reached, broken = ["/"], set(), []
    while waiting:
        address = waiting.pop()
        if address in reached or address.startswith(("/static/", "/admin/")):
            continue
        reached.add(address)
        path, query = urlsplit(address).path, urlsplit(address).query
        if query and not query.startswith("page="):
            # The list and its feed give the same for every query that their filter understands.
            assert path in ("/statements/", "/statements.rss"), address
            broken += [] if is_understood(address) else [address]
            continue
        response = client.get(address)
        if response.status_code in (301, 302):
            waiting.append(response["Location"])
        elif response.status_code != 200:
            broken.append(address)
        elif "text/html" in response["Content-Type"]:
            waiting += links_in(response.content, address) - reached

    assert not broken
    for model, number in ((Statement, 285), (Party, 143), (Meeting, 64), (Topic, 40)):
        addresses = {record.get_absolute_url() for record in model.objects.all()}
        assert len(addresses) == number
        assert addresses <= reached, model


def rows(name: str) -> list[dict[str, str]]:
    """Read a data file as it stands."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def touches(date: str, after: str, before: str) -> bool:
    """Tell whether a reduced ISO date touches the months from `after` to `before`."""
    return bool(date) and date[:7] <= before and (date[:7] >= after or date == after[:4])


def test_topic_with_children_in_a_range_is_exactly_what_the_data_files_say(client):
    topics = {
        row["slug"]
        for row in rows("topics.csv")
        if "middle-east" in (row["slug"], row["parent_slug"])
    }
    records = {row["statement_id"]: (row["date"], row["topics"]) for row in rows("statements.csv")}
    merged = {row["joint_statement_id"]: row["statement_id"] for row in rows("statements.csv")}
    for row in rows("joint_statements.csv"):
        reference = merged.get(row["joint_statement_id"], row["joint_statement_id"])
        date, subjects = records.get(reference, ("", ""))
        records[reference] = (max(date, row["issued_date"]), f"{subjects};{row['topics']}")
    wanted = {
        reference
        for reference, (date, subjects) in records.items()
        if topics & set(subjects.split(";")) and touches(date, "2017-12", "2018-05")
    }
    query = "topic=middle-east&date_after=2017-12&date_before=2018-05"

    pages = client.get(f"/statements/?{query}").context["paginator"].num_pages
    listed = [
        statement.reference
        for number in range(1, pages + 1)
        for statement in client.get(f"/statements/?{query}&page={number}").context["object_list"]
    ]
    feed = feedparser.parse(client.get(f"/statements.rss?{query}").content)
    fed = [int(urlsplit(entry.link).path.split("/")[2]) for entry in feed.entries]

    assert wanted
    assert sorted(listed) == sorted(wanted)
    assert sorted(Statement.objects.in_bulk(fed)[n].reference for n in fed) == sorted(wanted)
