"""The pages that hold all values of one facet."""

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from tests.factories import make_meeting, make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties():
    """Three parties of two countries, each with a statement; the first two signed one together."""
    parties = [
        make_party(slug="a", abbreviation="EPA", name="Example Party of the North", country="GR"),
        make_party(slug="b", abbreviation="EPB", name="Éxample League", country="GR"),
        make_party(slug="c", abbreviation="EPC", name="Example Union", country="PT"),
    ]
    for party in parties:
        make_statement(parties=[party])
    make_statement(parties=parties[:2], kind="appeal")
    return parties


def boxes(response) -> list[tuple[str, str]]:
    """Give value and number of the boxes on the page."""
    rows = html.fromstring(response.content.decode()).xpath("//ul[@class='facet']/li")
    return [
        (row.xpath(".//input/@value")[0], "".join(row.xpath("./a/text() | ./b/text()")))
        for row in rows
    ]


def test_all_values_stand_by_their_groups_with_the_chosen_on_top(client, parties):
    response = client.get("/statements/choose/party/?party=c&kind=appeal")

    assert [group for group, _options in response.context["groups"]] == ["", "Greece"]
    assert boxes(response) == [("c", ""), ("a", "1"), ("b", "1")]


@pytest.mark.parametrize(
    ("words", "found"),
    [("example", "abc"), ("league", "b"), ("leag", "b"), ("greece nor", "a"), ("PORTUGAL", "c"),
     ("eague", ""), ("exa", "abc")],
)  # fmt: skip
def test_words_narrow_by_the_beginnings_of_words_of_name_and_country(client, parties, words, found):
    response = client.get("/statements/choose/party/", {"find": words})

    assert [value for value, _number in boxes(response)] == list(found)


def test_narrowing_keeps_what_is_chosen_and_what_else_is_asked_for(client, parties):
    response = client.get("/statements/choose/party/?find=union&party=a&kind=appeal&q=x")

    page = response.content.decode()
    assert [value for value, _number in boxes(response)] == ["a", "c"]
    assert '<input type="hidden" name="kind" value="appeal">' in page
    assert '<input type="hidden" name="q" value="x">' in page


def test_number_of_a_value_to_leave_out_is_that_of_the_list_without_it(client, parties):
    response = client.get("/statements/choose/party/?leave_out=1&party=a")

    assert boxes(response) == [("a", ""), ("-b", "1"), ("-c", "2")]
    assert "party=a&amp;party=-b" in response.content.decode()


def test_value_that_takes_nothing_from_the_list_is_not_offered_to_leave_out(client, parties):
    response = client.get("/statements/choose/party/?leave_out=1&kind=appeal")

    page = html.fromstring(response.content.decode())
    disabled = page.xpath("//ul[@class='facet']//input[@disabled]/@value")
    assert boxes(response) == [("-a", "0"), ("-b", "0"), ("-c", "1")]
    assert disabled == ["-a", "-b", "-c"]
    assert "Values that would change nothing" in page.text_content()


def test_narrowed_topic_stands_under_the_one_above_it(client):
    over = make_topic(slug="m", name="Example region")
    make_statement(topics=[make_topic(slug="m1", name="Example land", parent=over)])
    make_statement(topics=[make_topic(slug="z", name="Another")])

    response = client.get("/statements/choose/topic/?find=land")

    rows = html.fromstring(response.content.decode()).xpath("//ul[@class='facet']/li")
    assert [(row.get("class"), row.xpath(".//input/@value")[0]) for row in rows] == [
        (None, "m"),
        ("under", "m1"),
    ]


def test_button_leads_to_the_list_of_what_is_chosen(client, parties):
    response = client.get(
        "/statements/choose/party/?kind=appeal&find=x&leave_out=1&match=any&party=a&party=-b&show=1"
    )

    assert response.status_code == 302
    assert response["Location"] == "/statements/?kind=appeal&party=a&party=-b"


@pytest.mark.parametrize("facet", ["topic", "country", "meeting", "kind", "language"])
def test_every_facet_has_its_page_kept_from_search_engines(client, facet):
    make_statement(
        topics=[make_topic()],
        parties=[make_party(country="GR")],
        meeting=make_meeting(start=PartialDate(2019)),
    )

    response = client.get(f"/statements/choose/{facet}/")

    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_page_of_what_is_no_facet_is_not_found(client):
    assert client.get("/statements/choose/date/").status_code == 404


def test_too_many_values_are_refused(client):
    query = "&".join(f"party=p{n}" for n in range(41))

    assert client.get(f"/statements/choose/party/?{query}").status_code == 400


def test_wrong_value_of_the_filter_is_named_and_kept_with_the_others(client, parties):
    response = client.get("/statements/choose/party/?party=x&party=a&find=union")

    page = response.content.decode()
    assert response.status_code == 400
    assert "There is no party “x”." in page
    assert [value for value, _number in boxes(response)] == ["x", "a", "c"]
    assert len(html.fromstring(page).xpath("//ul[@class='facet']//input[@checked]")) == 2
    assert "3 of 4 shown" in page


def test_wrong_value_of_another_filter_is_named_and_carried_to_the_list(client, parties):
    response = client.get("/statements/choose/party/?date_after=13/2019&kind=x&topci=y&page=7")

    page = html.fromstring(response.content.decode())
    text = " ".join(page.text_content().split())
    hidden = {box.get("name"): box.get("value") for box in page.xpath("//input[@type='hidden']")}
    assert response.status_code == 400
    assert "Issued since: “13/2019” is not a date: there is no month 13." in text
    assert "Kind: “x” is not a kind of statement." in text
    assert "Not used, because this list has no such filter: topci." in text
    assert hidden == {"date_after": "13/2019", "kind": "x", "topci": "y"}


def test_page_of_the_list_is_not_carried_on(client, parties):
    response = client.get("/statements/choose/party/?party=a&page=7")

    content = response.text.partition("<main")[2]
    assert response.status_code == 200
    assert "page=7" not in content
    assert 'name="page"' not in content


def test_page_takes_a_fixed_number_of_queries(client, parties, django_assert_num_queries):
    client.get("/statements/choose/party/")

    # Blocks, what is scheduled, parties.
    with django_assert_num_queries(3):
        client.get("/statements/choose/party/")
