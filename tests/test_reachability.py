"""The real archive: everything is reached by links from the home page, and no link is broken."""

import csv
import re
from functools import cache
from pathlib import Path
from shutil import copytree
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from django.conf import settings
from django.http import QueryDict
from lxml import html

from imcwp_site.merging_records import Merger
from meetings.forms import ParticipationForm
from meetings.models import Meeting
from parties.models import Party
from statements.filters import StatementFilter
from statements.models import Statement, Topic
from tests.statements.archives import run_import

pytestmark = pytest.mark.usefixtures("archive")

DATA = Path(__file__).resolve().parent.parent / "data"
SITE = "http://testserver"
# The desk is not for visitors, and in other languages the site has the same pages and links.
ELSEWHERE = ("/static/", "/admin/", *(f"/{code}/" for code, _name in settings.LANGUAGES))

# Two parties that sign together: there are thousands of pages, of which those of one party do.
# Likewise the days of a year, of which those of November do.
ONE_OF_MANY = re.compile(
    "/parties/cosigning/(?!gr-kke)[^/]+/(?!gr-kke)[^/]+/|/calendar/(?!11)[0-9]{2}-[0-9]{2}/"
)
OF_THE_LIST = re.compile(r"/statements/(\d{4}/|choose/.*)?|/statements\.rss")


def links_in(page: bytes, address: str) -> set[str]:
    """Give the addresses on this site that a page links to, feeds and style sheets included."""
    found = html.fromstring(page).xpath("//a/@href | //link/@href | //img/@src | //script/@src")
    whole = {urldefrag(urljoin(SITE + address, link))[0] for link in found}
    return {link.removeprefix(SITE) for link in whole if urlsplit(link).netloc == "testserver"}


@cache
def is_understood(pair: str) -> bool:
    """Tell whether the filter understands a name and value of a query."""
    statements = StatementFilter(QueryDict(pair))
    return statements.form.is_valid() and not statements.unknown_parameters


def test_all_records_are_reached_from_home_and_no_internal_link_is_broken(client):
    waiting, reached, broken = ["/"], set(), []
    while waiting:
        address = waiting.pop()
        if address in reached or address.startswith(ELSEWHERE) or ONE_OF_MANY.match(address):
            continue
        reached.add(address)
        path, query = urlsplit(address).path, urlsplit(address).query
        if query and not query.startswith(("page=", "meetings=", "sort=")):
            # The table of parties, the list, its feed and the pages of all values give the same for
            # every query that their filters understand.
            if path == "/meetings/participation/":
                broken += [] if ParticipationForm(QueryDict(query), ()).is_valid() else [address]
                continue
            assert OF_THE_LIST.fullmatch(path), address
            pairs = set(query.split("&")) - {"leave_out=1"}
            broken += [] if all(map(is_understood, pairs)) else [address]
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


# After renaming and merging, every address of before leads to the right record


def statements_of(client, query: str) -> list[int]:
    """Give the numbers on every page of the list that a query leads to."""
    first = client.get(f"/statements/?{query}", follow=True)
    assert first.status_code == 200, query
    separator = "&" if query else ""
    pages = range(1, first.context["paginator"].num_pages + 1)
    answers = [
        client.get(f"/statements/?{query}{separator}page={number}", follow=True) for number in pages
    ]
    return sorted(one.number for answer in answers for one in answer.context["object_list"])


def fed(client, query: str) -> set[str]:
    """Give the identities of the entries in the feed of a query."""
    response = client.get(f"/statements.rss?{query}")
    assert response.status_code == 200, query
    return {entry.id for entry in feedparser.parse(response.content).entries}


def test_after_renaming_and_merging_every_old_address_leads_to_the_right_record(client):
    into = {"ru-rcwp": "ru-kprf", "lebanon": "syria"}
    names = ["gr-kke", "ru-rcwp", "ru-kprf", "imcwp-21", "middle-east", "lebanon", "syria"]
    kinds = {"party": Party, "meeting": Meeting, "topic": Topic}
    filters = [
        (kind, record)
        for kind, model in kinds.items()
        for record in model.objects.filter(slug__in=names)
    ]
    before = {
        f"{kind}={record.slug}": (
            record.get_absolute_url(),
            statements_of(client, f"{kind}={record.slug}"),
            fed(client, f"{kind}={record.slug}"),
        )
        for kind, record in filters
    }
    assert len(before) == len(names)

    for old, new in into.items():
        model = Party if old.startswith("ru") else Topic
        gone, stays = model.objects.get(slug=old), model.objects.get(slug=new)
        Merger(gone, stays).run(values={}, note="Merged")
    for _kind, record in filters:
        if record.slug not in into:
            record.slug = f"{record.slug}-renamed"
            record.save()

    for query, (page, numbers, entries) in before.items():
        kind, _is, slug = query.partition("=")
        today = f"{into.get(slug, slug)}-renamed"
        expected = set(numbers)
        for old, new in into.items():
            if slug in (old, new):
                expected |= set(before[f"{kind}={old}"][1]) | set(before[f"{kind}={new}"][1])
        response = client.get(page)
        assert (response.status_code, response.url.split("/")[2]) == (301, today), page
        assert client.get(response.url).status_code == 200
        assert statements_of(client, query) == sorted(expected)
        assert fed(client, query) == fed(client, f"{kind}={today}")
        assert len(expected) > 50 or entries <= fed(client, query)
        year = client.get(f"/statements/2019/?{query}")
        assert (year.status_code, year.url) == (301, f"/statements/2019/?{kind}={today}")


def test_archive_that_was_renamed_and_merged_takes_its_old_folder_without_a_refusal(tmp_path):
    for model, old, new in ((Party, "ru-rcwp", "ru-kprf"), (Topic, "lebanon", "syria")):
        gone, stays = model.objects.get(slug=old), model.objects.get(slug=new)
        Merger(gone, stays).run(values={}, note="Merged")
    for record in (Party.objects.get(slug="gr-kke"), Meeting.objects.get(slug="imcwp-21")):
        record.slug = f"{record.slug}-renamed"
        record.save()
    counted = [model.objects.count() for model in (Party, Topic, Meeting, Statement)]

    outcome = run_import(copytree(DATA, tmp_path / "data"))

    assert outcome.refusals == []
    assert outcome.total("created") == outcome.total("changed") == 0
    assert [model.objects.count() for model in (Party, Topic, Meeting, Statement)] == counted
    assert Party.objects.filter(slug="gr-kke-renamed").exists()
