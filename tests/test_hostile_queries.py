"""Hostile query strings get 200, 400 or 404 with a sentence from every public address."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from statements import versions
from tests.factories import (
    make_dossier,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db

FILTERS = [
    "q", "topic", "party", "match", "country", "meeting", "kind", "language", "date_after",
    "date_before", "sort", "page", "against", "find", "leave_out", "show",
]  # fmt: skip
VALUES = [
    "%00", "a%00b", "%ff%fe", "%ED%A0%80", "%C0%AF", "%EF%BF%BE", "%1b[31m", "-1", "0", "9" * 30,
    "1e9", "٢", "null", "'; DROP TABLE statements_statement; --", "%27%20OR%201=1",
    "<script>alert(1)</script>", "../../etc/passwd", "%s%s%s%n", "{{7*7}}", "💣", "%F0%9F%92%A3",
    "2019-02-30", "2019-13", "2019-1", "0000", "20191018", "2019-10-18T00:00", "١٩٩٩",
    "last week", " ", "%09", "%0a%0d", "a" * 3000, "\u202e", "a,b;c|d", "[]", "..",
]  # fmt: skip


def queries() -> list[str]:
    """Give at least a hundred query strings, each bad in its own way."""
    one_value = [f"{name}={value}" for name in FILTERS for value in VALUES]
    shapes = [
        "", "&", "=", "==", "&&&&", "?", "%", "%%", "%zz", "=&=", "topic", "topic=&topic=",
        "x" * 100_000, "topic=" + "a" * 100_000, "&".join(["topic=a"] * 900),
        "&".join(["topic=a"] * 2_000), "&".join(f"topic={n}" for n in range(900)),
        "&".join(f"p{n}=1" for n in range(900)), "topic[]=a", "topic[0]=a", "topic.a=b", "q=cuba",
        "utm_source=a&fbclid=b", "page=1&page=2", "page=&page=", "sort=newest&sort=oldest",
        "match=all&match=any&party=", "date_after=2019&date_after=2020", "format=json",
        "__proto__=1", "date_after=2020&date_before=2019", "page=last", "page=Infinity", "page=NaN",
        "page=+1", "topic=%25", "topic=_", "party=*", "callback=alert", "date_after=%2D%2D",
    ]  # fmt: skip
    # Every filter with every value would take minutes; a walk through them meets each of both.
    return shapes + one_value[::6] + [f"kind={value}" for value in VALUES]


@pytest.fixture
def addresses(db):
    statement = make_statement(
        parties=[make_party(slug="a-b", country="GR")],
        topics=[make_topic(slug="t")],
        meeting=make_meeting(slug="m"),
    )
    make_text(statement)
    versions.record(statement)
    statement.texts.update(title="Changed")
    versions.record(statement)
    dossier = make_dossier(statements=[statement])
    history = f"{statement.get_absolute_url()}versions/"
    return [
        "/", "/statements/", "/statements/2019/", "/statements/2019/10/18/", "/statements.rss",
        "/feed/", "/statements/choose/party/", "/search/", "/opensearch.xml", "/robots.txt",
        statement.get_absolute_url(), f"{statement.get_absolute_url()}en/",
        history, f"{history}2/",
        f"/s/{statement.pk}", f"/statements/{statement.pk}/files/1/a.pdf",
        "/parties/", "/parties/a-b/", "/meetings/", "/meetings/m/",
        "/search/", "/opensearch.xml", "/topics/", "/topics/t/", "/dossiers/",
        dossier.get_absolute_url(),
        "/working-group/", "/about/", "/about/data/", "/nothing/here/",
    ]  # fmt: skip


def complaint(client, address, query) -> str:
    """Ask for the address with the raw query, and say what is wrong with the answer, or ""."""
    response = client.get(address, QUERY_STRING=query)
    where = f"{address}?{query[:80]}"
    if response.status_code in (301, 302):
        return "" if response["Location"].startswith("/") else f"{where}: {response['Location']}"
    if response.status_code not in (200, 400, 404):
        return f"{where}: {response.status_code}"
    body = response.content.decode()
    if response.status_code == 200:
        return ""
    words = (
        body if "text/plain" in response["Content-Type"] else html.fromstring(body).text_content()
    )
    if len(words.split()) < 4 or "." not in words:
        return f"{where}: {response.status_code} without a sentence: {words[:100]!r}"
    return ""


def test_there_are_a_hundred_hostile_queries():
    assert len(set(queries())) >= 100


def test_every_public_address_answers_hostile_queries_with_a_sentence(client, addresses):
    complaints = [complaint(client, a, query) for a in addresses for query in queries()]

    assert not [words for words in complaints if words]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from([*FILTERS, "x"]), st.binary(max_size=20)), max_size=6))
def test_generated_queries_never_break_list_and_feed(client, addresses, pairs):
    query = "&".join(
        f"{name}=" + "".join(f"%{byte:02x}" for byte in value) for name, value in pairs
    )

    for address in ("/statements/", "/statements.rss", "/statements/2019/"):
        assert not complaint(client, address, query)


@pytest.mark.parametrize(
    "path",
    ["/statements/%00/", "/parties/%ff/", "/meetings/%ED%A0%80/", "/topics/" + "a" * 9_000 + "/",
     f"/statements/{'9' * 40}/x/", f"/statements/{'9' * 18}/files/{'9' * 18}/x", f"/s/{'9' * 18}",
     f"/statements/1/files/{'9' * 40}/x", "/statements/1/files/1/..%2f..%2fetc%2fpasswd",
     "/statements/1/x/%00/", "/statements/0/x/",
     "/statements/1/x/versions/0/", f"/statements/1/x/versions/{'9' * 40}/",
     f"/statements/{'9' * 18}/x/versions/", f"/statements/1/x/versions/{'9' * 18}/?against=0",
     "/statements/٣/x/", "/statements/1/%00/", "/s/-1",
     "/statements/%F0%9F%92%A3/", "/../", "/statements//"],
)  # fmt: skip
def test_hostile_paths_get_a_sentence(client, path):
    response = client.get(path)

    assert response.status_code in (400, 404)
    assert len(html.fromstring(response.content.decode()).text_content().split()) >= 4
