"""The feed of the real archive keeps the rules of RSS 2.0, as its specification words them."""

import re
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from imcwp_site.languages import codes

pytestmark = pytest.mark.usefixtures("archive")

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CHANNEL_ONCE = {"title", "link", "description", "language", "lastBuildDate", "ttl"}
ITEM_ONCE = {"title", "link", "description", "guid", "pubDate"}
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)


def faults_of_address(address: str) -> list[str]:
    parts = urlsplit(address)
    whole = parts.scheme in ("http", "https") and parts.netloc and not re.search(r"\s", address)
    return [] if whole else [f"not a whole address: {address}"]


def faults_of_date(text: str) -> list[str]:
    return [] if RFC_822.fullmatch(text) and parsedate_to_datetime(text) else [f"no date: {text}"]


def faults_of_item(item) -> list[str]:
    """Give what is wrong with an item by the specification."""
    faults = [f"{name} stands {len(item.findall(name))} times" for name in ITEM_ONCE
              if len(item.findall(name)) != 1]  # fmt: skip
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false" or not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", guid.text):
        faults.append(f"guid: {guid.text}")
    faults += faults_of_address(item.findtext("link")) + faults_of_date(item.findtext("pubDate"))
    faults += [f"empty {child.tag}" for child in item if not (child.text or "").strip()]
    for category in item.findall("category"):
        faults += faults_of_address(category.get("domain"))
    languages = {language.text for language in item.findall(f"{DC}language")}
    return faults + [f"no language: {code}" for code in languages - set(codes())]


@pytest.mark.parametrize(
    "query",
    ["", "page=2", "page=6", "topic=middle-east&date_after=2017-12&date_before=2018-05",
     "language=ar", "party=gr-kke&party=tr-tkp&match=all", "kind=dossier", "topic=women"],
)  # fmt: skip
def test_feed_keeps_the_rules_of_rss(client, query):
    response = client.get(f"/statements.rss?{query}")

    root = etree.fromstring(response.content)
    channel = root.find("channel")
    items = channel.findall("item")
    faults = [fault for item in items for fault in faults_of_item(item)]
    faults += [name for name in CHANNEL_ONCE if len(channel.findall(name)) != 1]
    faults += faults_of_date(channel.findtext("lastBuildDate"))
    faults += faults_of_address(channel.findtext("link"))
    assert faults == []
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    assert channel.findtext("ttl").isdigit()
    links = channel.findall(f"{ATOM}link")
    assert [link.get("href") for link in links if link.get("rel") == "self"] == [
        f"http://testserver/statements.rss{f'?{query}' if query else ''}"
    ]
    guids = [item.findtext("guid") for item in items]
    assert len(guids) == len(set(guids))
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo
    assert len(parsed.entries) == len(items)


def test_pages_of_the_feed_hold_every_statement_once(client):
    guids = []
    for page in range(1, 7):
        feed = etree.fromstring(client.get(f"/statements.rss?page={page}").content)
        guids += [guid.text for guid in feed.iter("guid")]

    assert len(guids) == len(set(guids)) == 285
