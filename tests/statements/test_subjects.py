"""Topics of a party by year: on its page, and as the lists that the numbers lead to."""

import pytest
from django.http import QueryDict
from lxml import html

from imcwp_site.dates import PartialDate
from parties.models import Party
from statements.filters import StatementFilter
from statements.index.public import Public
from statements.subjects import MOST_SHOWN, Subjects
from tests.factories import make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db
LISTED = 10  # statements on the page of a party


@pytest.fixture
def party():
    """A party that says more than its page lists, on one topic and on another under it."""
    party, peace = make_party(slug="ep"), make_topic(name="Peace", slug="peace")
    treaties = make_topic(name="Treaties", slug="treaties", parent=peace)
    for n in range(LISTED + 1):
        make_statement(
            parties=[party],
            topics=[treaties if n == 0 else peace],
            issued=PartialDate(2001) if n == 0 else PartialDate(2003, 5),
        )
    return party


def test_page_counts_topics_by_year_and_leads_to_the_lists(client, party):
    page = html.fromstring(client.get(party.get_absolute_url()).content)

    (table,) = page.xpath('//*[@class="matrix whole"]/table')
    assert table.xpath("./thead//b/text()") == ["All years", "2001", "2002", "2003"]
    rows = table.xpath("./tbody/tr")
    assert [row.xpath(".//a/text()") for row in rows] == [
        ["Peace", "11", "1", "10"],
        ["Treaties", "1", "1"],
    ]
    assert rows[0].xpath("./td/a/@href") == [
        "/statements/?party=ep&topic=peace",
        "/statements/2001/?party=ep&topic=peace",
        "/statements/2003/?party=ep&topic=peace",
    ]


def test_page_that_lists_all_statements_has_no_table(client):
    party, topic = make_party(), make_topic()
    for year in range(2001, 2001 + LISTED):
        make_statement(parties=[party], topics=[topic], issued=PartialDate(year))

    assert "Statements by topic and year" not in client.get(party.get_absolute_url()).text


def test_party_that_spoke_in_one_year_has_no_table():
    party, topic = make_party(), make_topic()
    for _n in range(2):
        make_statement(parties=[party], topics=[topic], issued=PartialDate(2001))

    assert Subjects(party, Public(), 1).rows == []


def test_undated_statements_and_hidden_ones_stand_in_no_year():
    party, topic = make_party(), make_topic()
    for issued in (PartialDate(2001), PartialDate(2002), None):
        make_statement(parties=[party], topics=[topic], issued=issued)
    make_statement(parties=[party], topics=[topic], issued=PartialDate(2001), published=False)

    (subject,) = Subjects(party, Public(), 1).rows

    assert (subject.number, subject.by_year) == (3, [(2001, 1), (2002, 1)])


def test_table_costs_one_query_more(client, party, django_assert_num_queries):
    client.get(party.get_absolute_url())

    # As the page of a party that no meeting names, and the topics.
    with django_assert_num_queries(20):
        assert client.get(party.get_absolute_url()).status_code == 200


def test_numbers_are_those_of_the_lists_they_lead_to(archive):
    party, public = Party.objects.get(slug="gr-kke"), Public()

    subjects = Subjects(party, public, LISTED).rows

    assert len(subjects) == MOST_SHOWN
    for subject in subjects:
        asked = f"party=gr-kke&topic={subject.topic.slug}"
        assert StatementFilter(QueryDict(asked), public).count == subject.number
        for year, number in subject.by_year:
            dated = QueryDict(f"{asked}&date_after={year}&date_before={year}")
            assert StatementFilter(dated, public).count == number
