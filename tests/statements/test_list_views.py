"""The list of statements as a page."""

import re

import pytest
from django.test import Client
from lxml import html

from imcwp_site.dates import PartialDate
from tests.factories import (
    make_editor,
    make_hidden,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editors_browser():
    """An editor's browser that, unlike the test client by itself, needs the token of the form."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_editor())
    return browser


def text_of(response) -> str:
    return response.content.decode()


def test_list_shows_public_statements_only(client):
    shown = make_statement(title="Open to all")
    hidden = make_hidden()

    response = client.get("/statements/")

    assert response.status_code == 200
    assert shown.get_absolute_url() in text_of(response)
    assert not [title for title in hidden if title in text_of(response)]
    assert "1 statement" in text_of(response)


def test_list_narrowed_by_query_says_so_and_links_its_feed(client):
    make_topic(slug="cuba", name="Cuba")
    response = client.get("/statements/?topic=cuba&date_after=2018-03")

    page = text_of(response)
    assert "0 statements about Cuba, since March 2018" in page
    assert "/statements.rss?topic=cuba&amp;date_after=2018-03" in page


def test_wrong_value_is_400_beside_its_field_with_what_was_typed(client):
    make_statement(title="Not to be listed")

    response = client.get("/statements/?date_after=last+year&topic=nothing")

    page = text_of(response)
    assert response.status_code == 400
    assert "“last year” is not a date" in page
    assert 'value="last year"' in page
    assert "There is no topic “nothing”." in page
    assert "Not to be listed" not in page


def test_wrong_choice_about_the_parties_is_named_beside_it(client):
    page = text_of(client.get("/statements/?match=foo"))

    assert page.count("“foo” is neither “any” nor “all”.") == 1
    assert 'aria-describedby="id_match-error"' in page
    assert 'id="id_match-error"' in page


def test_form_that_came_from_another_sign_in_is_met_with_words(editors_browser):
    response = editors_browser.post("/admin/parties/party/add/", {"name": "What was entered"})

    assert response.status_code == 403
    assert "Nothing was saved" in text_of(response)


def test_unknown_parameter_is_said(client):
    response = client.get("/statements/?topci=cuba")

    assert response.status_code == 200
    assert "topci" in text_of(response)


def test_query_with_too_many_values_is_refused_before_anything_is_asked(
    client, django_assert_num_queries
):
    query = "&".join(f"party=p{n}" for n in range(41))

    with django_assert_num_queries(0):
        page = client.get(f"/statements/?{query}")
        feed = client.get(f"/statements.rss?{query}")

    assert page.status_code == feed.status_code == 400
    assert "at most 40 values at once; this address has 41" in text_of(page)
    assert text_of(feed).startswith("A list can be narrowed by at most 40 values")


def test_boxes_left_empty_and_what_goes_without_saying_leave_the_address(client):
    make_topic(slug="t")

    response = client.get("/statements/?date_after=&topic=t&topic=&match=any&sort=")

    assert (response.status_code, response["Location"]) == (302, "/statements/?topic=t")


@pytest.mark.parametrize(
    ("query", "is_indexed"),
    [("", True), ("topic=t", True), ("topic=t&kind=appeal", False), ("topic=t&page=2", False)],
)
def test_search_engines_are_kept_from_combinations_and_later_pages(client, query, is_indexed):
    topic = make_topic(slug="t")
    for _n in range(26):
        make_statement(topics=[topic], kind="appeal")

    page = text_of(client.get(f"/statements/?{query}"))

    assert ('<meta name="robots" content="noindex">' not in page) is is_indexed


def may_fetch(address, rules):
    """Tell whether robots.txt lets a robot in: of the rules that fit, the longest decides.

    As RFC 9309, section 2.2.2 has it.
    """
    fitting = [
        (len(path), verb == "Allow")
        for verb, path in rules
        if re.match(re.escape(path).replace(r"\*", ".*"), address)
    ]
    return max(fitting, default=(0, True))[1]


@pytest.mark.parametrize("prefix", ["", "/el"])
@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/", True),
        ("/statements/", True),
        ("/statements/?topic=t", True),
        ("/statements/?page=2", True),
        ("/statements/2019/", True),
        ("/statements/2019/?page=2", True),
        ("/statements/12/a-title/", True),
        ("/statements/12/a-title/?from=newsletter", True),
        ("/statements.rss", True),
        ("/statements/?topic=t&kind=appeal", False),
        ("/statements/2019/?topic=t", False),
        ("/statements/2019/?topic=t&page=2", False),
        ("/statements/2019/?page=2&topic=t", False),
        ("/statements/2019/10/?kind=appeal", False),
        ("/statements/choose/topic/", False),
        ("/search/?q=peace", False),
        ("/statements/?topic=t&q=peace", False),
    ],
)
def test_robots_are_kept_from_combinations_of_filters_and_let_in_elsewhere(
    client, prefix, address, may
):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", text_of(response), re.MULTILINE)
    assert may_fetch(prefix + address, rules) is may


def test_numbers_and_bars_link_from_the_list_and_from_archives_unless_the_query_is_long(client):
    for year in (2018, 2019):
        make_statement(title="Peace", issued=PartialDate(year), kind="appeal")
        make_statement(title="Peace", issued=PartialDate(year), kind="article")

    def links(address):
        page = html.fromstring(client.get(address).content)
        number = page.xpath("//li[label/input[@value='appeal']]/a/@href")
        return number + page.xpath("//figure[@class='histogram']//a[title]/@href")

    assert links("/statements/?q=peace") == [
        "./?q=peace&kind=appeal",
        "/statements/2018/?q=peace",
        "/statements/2019/?q=peace",
    ]
    assert links("/el/statements/?q=peace")[:2] == [
        "./?q=peace&kind=appeal",
        "/el/statements/2018/?q=peace",
    ]
    assert links("/statements/2019/?q=peace")[0].startswith("/statements/?q=peace&kind=appeal&date")
    assert links("/el/statements/choose/kind/?q=peace") == ["/el/statements/?q=peace&kind=appeal"]
    left_out = [make_topic(slug=letter * 40).slug for letter in "abc"]
    assert len(links(f"/statements/?topic=-{left_out[0]}")) == 3
    long = "/statements/?" + "&".join(f"topic=-{slug}" for slug in left_out)
    assert links(long) == []
    bars = html.fromstring(client.get(f"{long}&date_after=2019").content)
    assert bars.xpath("//figure//g[title][@aria-current]/title/text()") == ["2019: 2 statements"]


def test_chosen_filters_are_removed_one_by_one_or_all_but_the_order(client):
    make_topic(slug="t", name="Example topic")
    make_statement(kind="appeal")

    page = text_of(client.get("/statements/?topic=-t&kind=appeal&sort=oldest"))

    assert (
        '<a href="/statements/?kind=appeal&amp;sort=oldest">'
        '<span class="unseen">Remove filter: </span>not Example topic</a>'
    ) in page
    assert '<a class="all" href="/statements/?sort=oldest">Remove all</a>' in page


def test_words_are_removed_like_every_other_filter(client):
    make_statement(title="Peace", kind="appeal")

    page = text_of(client.get("/statements/?q=peace+-war&kind=appeal&sort=oldest"))

    assert (
        '<a href="/statements/?kind=appeal&amp;sort=oldest"><span class="unseen">Remove filter: '
        "</span>Words: peace -war</a>"
    ) in page
    assert '<a class="all" href="/statements/?sort=oldest">Remove all</a>' in page


def test_words_from_right_to_left_keep_their_places_in_title_chip_feed_and_faults(client):
    make_statement(title="Peace سلام عمل")

    page = text_of(client.get("/statements/?q=سلام+عمل"))
    feed = text_of(client.get("/statements.rss?q=سلام+عمل"))
    wrong = text_of(client.get("/statements/?kind=سلام&سلام=1"))

    said = "with “\u2068سلام\u2069” and “\u2068عمل\u2069”"
    assert f"<title>1 statement {said} · " in page
    assert f"<h1>1 statement {said}</h1>" in page
    assert "Remove filter: </span>Words: \u2068سلام عمل\u2069</a>" in page
    assert f"<title>Statements {said} – " in feed
    assert "“\u2068سلام\u2069” is not a kind of statement." in wrong
    assert "Kind: “\u2068سلام\u2069”</a>" in wrong
    assert "no such filter: \u2068سلام\u2069." in wrong


def test_boxes_for_words_take_the_direction_of_what_is_typed(client):
    boxes = [
        html.fromstring(text_of(client.get(address))).xpath("//input[@type='search']/@dir")
        for address in ("/statements/", "/search/", "/statements/choose/party/")
    ]

    assert boxes == [["auto", "auto"], ["auto"], ["auto", "auto"]]


def test_wrong_order_is_removed_with_the_other_filters(client):
    page = text_of(client.get("/statements/?q=-&sort=best"))

    assert '<span class="unseen">Remove filter: </span>Words: “-”</a>' in page
    assert '<span class="unseen">Remove filter: </span>Order: “best”</a>' in page
    assert '<a class="all" href="/statements/">Remove all</a>' in page


def test_list_of_one_date_is_one_choice(client):
    make_statement(issued=PartialDate(2019, 10), kind="appeal")

    response = client.get("/statements/2019/?kind=appeal")

    dates = [one for one in response.context["chosen"] if one.field == "date"]
    assert [(one.label, one.query_without) for one in dates] == [("Issued 2019", "kind=appeal")]


def test_empty_list_says_what_each_filter_less_would_give(client):
    topic = make_topic(slug="t", name="Example topic")
    make_statement(topics=[topic])
    make_statement(kind="appeal")

    page = text_of(client.get("/statements/?topic=t&kind=appeal"))

    assert "There would be:" in page
    assert '<a href="/statements/?topic=t" rel="nofollow">1 statement</a> without “appeal”' in page


def test_list_pages_keep_the_query(client):
    topic = make_topic(slug="t")
    for _n in range(26):
        make_statement(topics=[topic])

    first = text_of(client.get("/statements/?topic=t"))
    second = text_of(client.get("/statements/?topic=t&page=2"))

    assert "topic=t&amp;page=2" in first
    assert first.count("/statement-") >= 25
    assert "26 statements" in second


@pytest.mark.parametrize("page", ["0", "-1", "3", "x", "9" * 40, "1.5"])
def test_page_that_does_not_exist_is_404(client, page):
    make_statement()

    assert client.get(f"/statements/?page={page}").status_code == 404


def test_list_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _n in range(4):
        statement = make_statement(
            parties=[make_party(), make_party()],
            topics=[make_topic(), make_topic()],
            meeting=make_meeting(),
        )
        make_text(statement)
        make_text(statement, language="ar")

    client.get("/statements/")

    # Blocks, what is scheduled, three kinds of records; statements, signatures, texts, topics;
    # names of kinds.
    with django_assert_num_queries(10):
        assert client.get("/statements/").status_code == 200


def test_pages_set_no_cookie_and_do_not_vary_by_it(client):
    statement = make_statement()

    for address in ("/statements/", statement.get_absolute_url(), "/topics/", "/dossiers/"):
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_results_are_reached_past_the_form_by_a_link(client):
    page = html.fromstring(client.get("/statements/?kind=nothing").content.decode())

    first, second = page.xpath("//a[@class='skip']")
    assert (first.get("href"), second.get("href")) == ("#content", "#list")
    assert page.get_element_by_id("list").get("tabindex") == "-1"
