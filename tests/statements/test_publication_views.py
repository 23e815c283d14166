"""The pages of the periodicals and of their issues, and what leads to them."""

import pytest

from imcwp_site.dates import PartialDate
from statements.models import Periodical, Statement
from tests.factories import make_hidden, make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


def make_periodical(**fields) -> Periodical:
    """Keep a periodical that does not exist."""
    return Periodical.objects.create(
        **{"slug": "example-bulletin", "title": "Example Bulletin"} | fields
    )


# All periodicals


def test_publications_give_years_languages_and_number_of_issues(client):
    periodical = make_periodical(note="A volume a year")
    for number, year, language in ((1, 2017, "ar"), (2, None, "en"), (3, 2019, "en")):
        date = PartialDate(year) if year else None
        issue = periodical.issues.create(number=number, date=date)
        issue.editions.create(language=language)

    page = client.get("/publications/").text

    for fact in ("2017 – 2019", "3 issues · Arabic, English", "A volume a year"):
        assert fact in page, fact
    assert (
        f'<a href="{periodical.get_absolute_url()}"><bdi lang="en">Example Bulletin</bdi></a>'
        in page
    )


def test_publications_without_any_say_so(client):
    page = client.get("/publications/").text

    assert "No periodical is recorded yet." in page


def test_publications_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    for n in range(3):
        periodical = make_periodical(slug=f"bulletin-{n}")
        for number in (1, 2):
            periodical.issues.create(number=number).editions.create(language="en")

    with django_assert_num_queries(3):  # periodicals, issues, editions
        assert client.get("/publications/").status_code == 200


# A periodical


def test_periodical_gives_each_issue_with_all_that_is_known_of_it(client):
    meeting, party = make_meeting(), make_party()
    record = make_statement(title="Example Bulletin 2, as catalogued")
    issue = make_periodical().issues.create(
        number=2,
        date=PartialDate(2019, 5),
        theme="An example theme",
        meeting=meeting,
        statement=record,
        source="https://example.org/bulletin",
        confidence="medium",
    )
    issue.contributions.create(party=party)
    issue.editions.create(language="es", url="https://example.org/es")
    issue.editions.create(language="tr")

    page = client.get("/publications/example-bulletin/").text

    for fact in (
        "No. 2",
        '<time datetime="2019-05">May 2019</time>',
        "An example theme",
        f'<a href="{meeting.get_absolute_url()}">',
        f'<a href="{party.get_absolute_url()}">',
        '<a href="https://example.org/es" hreflang="es">Spanish</a>, Turkish',
        f'<a href="{record.get_absolute_url()}">{record.title}</a>',
        '<a href="https://example.org/bulletin">example.org</a> · confidence: medium',
    ):
        assert fact in page, fact


def test_periodical_claims_nothing_of_an_issue_of_which_only_the_number_is_known(client):
    make_periodical().issues.create(number=7)

    page = client.get("/publications/example-bulletin/").text

    assert "undated" in page
    assert "not recorded yet" in page
    for word in ("Contributions to:", "Contributors:", "Languages:", "confidence", "Catalogue"):
        assert word not in page, word


def test_periodical_lists_the_last_issue_first_and_parts_many_into_pages(client):
    periodical = make_periodical()
    for number in range(30):
        periodical.issues.create(number=number)

    first = client.get("/publications/example-bulletin/")
    second = client.get("/publications/example-bulletin/?page=2")

    assert [issue.number for issue in first.context["issues"]] == list(range(29, 4, -1))
    assert [issue.number for issue in second.context["issues"]] == [4, 3, 2, 1, 0]
    assert 'rel="canonical" href="http://testserver/publications/example-bulletin/?page=2"' in (
        second.text
    )
    assert client.get("/publications/example-bulletin/?page=3").status_code == 404


def test_periodical_names_the_first_of_many_contributors_and_leads_to_all(client):
    issue = make_periodical().issues.create(number=1)
    parties = [make_party() for _n in range(8)]
    for position, party in enumerate(parties):
        issue.contributions.create(party=party, position=position)

    page = client.get("/publications/example-bulletin/").text

    assert parties[5].name in page
    assert parties[6].name not in page
    assert f'<a href="{issue.get_absolute_url()}#contributors">All 8 contributors</a>' in page


def test_periodical_without_issues_says_so(client):
    make_periodical()

    assert "No issue is recorded yet." in client.get("/publications/example-bulletin/").text


def test_periodical_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    periodical = make_periodical()
    for number in range(3):
        issue = periodical.issues.create(
            number=number, meeting=make_meeting(), statement=make_statement()
        )
        issue.editions.create(language="en")
        issue.contributions.create(party=make_party())

    # The periodical; the number of issues, a page of them, their texts, editions, contributions.
    with django_assert_num_queries(6):
        assert client.get("/es/publications/example-bulletin/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/publications/no-such/", "/publications/no-such/1/", "/publications/no-such/x/"]
)
def test_unknown_periodical_is_404(client, address):
    assert client.get(address).status_code == 404


# An issue


def test_issue_gives_all_contributors_by_country(client):
    issue = make_periodical().issues.create(number=1)
    greek, cuban = make_party(country="GR"), make_party(country="CU")
    for party in (greek, cuban):
        issue.contributions.create(party=party)

    response = client.get(issue.get_absolute_url())

    assert response.context["contributors"] == [("Cuba", [cuban]), ("Greece", [greek])]
    assert greek.get_absolute_url() in response.text


def test_issue_says_what_is_not_known(client):
    issue = make_periodical().issues.create(number=1, meeting=make_meeting())
    issue.editions.create(language="en")

    page = client.get(issue.get_absolute_url()).text

    assert "<dd>not known</dd>" in page  # the date
    assert "where it can be read is not known" in page
    assert "No contributor is recorded with this issue yet." in page


def test_issue_leads_to_the_one_before_and_after(client):
    periodical = make_periodical()
    before, issue, after = (periodical.issues.create(number=n) for n in (3, 9, 11))
    make_periodical(slug="another").issues.create(number=10)

    context = client.get(issue.get_absolute_url()).context

    assert (context["previous"], context["next"]) == (before, after)


@pytest.mark.parametrize("number", [2, 10**30])
def test_unknown_issue_is_404(client, number):
    make_periodical().issues.create(number=1)

    assert client.get(f"/publications/example-bulletin/{number}/").status_code == 404


@pytest.mark.parametrize("page", ["", "1/"])
def test_catalogue_record_that_is_not_public_is_not_named(client, page):
    periodical = make_periodical()
    hidden = make_hidden()
    for number, statement in enumerate(Statement.objects.filter(title__in=hidden), start=1):
        periodical.issues.create(number=number, statement=statement)

    text = client.get(f"/publications/example-bulletin/{page}").text

    assert not [title for title in hidden if title in text]


def test_issue_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    periodical = make_periodical()
    for number in (1, 2, 3):
        issue = periodical.issues.create(number=number, statement=make_statement())
        for language in ("en", "fr"):
            issue.editions.create(language=language)
            issue.contributions.create(party=make_party())

    # The issue, texts of its record, editions, contributions; before and after.
    with django_assert_num_queries(6):
        assert client.get("/fr/publications/example-bulletin/2/").status_code == 200


# What leads to them, and the languages


def test_meeting_party_and_catalogue_record_lead_to_their_issues(client):
    meeting, party, other, record = make_meeting(), make_party(), make_party(), make_statement()
    issue = make_periodical().issues.create(
        number=28, date=PartialDate(2019), meeting=meeting, statement=record
    )
    issue.contributions.create(party=party)
    name = '<bdi lang="en">Example Bulletin 28</bdi>'
    link = f'<a href="{issue.get_absolute_url()}">{name}</a> <small>2019</small>'

    assert link in client.get(meeting.get_absolute_url()).text
    assert link in client.get(party.get_absolute_url()).text
    assert f'<a href="{issue.get_absolute_url()}">{name}</a>' in (
        client.get(record.get_absolute_url()).text
    )
    assert "Contributor to" not in client.get(other.get_absolute_url()).text
    assert 'href="/publications/"' in client.get("/").text


def test_party_names_a_periodical_once_for_all_issues_that_it_contributes_to(client):
    periodical, party = make_periodical(), make_party()
    for number in (2, 1):
        periodical.issues.create(number=number).contributions.create(party=party)

    page = client.get(party.get_absolute_url()).text

    first, second = (f'<a href="{one.get_absolute_url()}">' for one in periodical.issues.all())
    assert f'{first}<bdi lang="en">Example Bulletin 1</bdi></a>, {second}2</a>' in page


def test_titles_and_themes_are_marked_as_english(client):
    issue = make_periodical().issues.create(number=1, theme="An example theme")

    page = client.get(f"/ar{issue.get_absolute_url()}").text

    assert '<h1><bdi lang="en">Example Bulletin 1</bdi></h1>' in page
    assert '<p class="lede"><bdi lang="en">An example theme</bdi></p>' in page
