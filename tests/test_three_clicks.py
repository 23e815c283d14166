"""Five questions that visitors bring, each answered within three clicks from the home page.

Every link that is followed counts as a click. Asked of the archive's own data, on a wide page and
on a phone, with scripts and without.
"""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from parties.models import Party
from statements.models import Statement, Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_CLICKS = 3
WIDTHS = (1280, 360)


class Visitor:
    """Someone who begins at the home page and follows links."""

    def __init__(self, page: Page):
        self.page = page
        self.clicks = 0
        page.goto("/")

    def follow(self, name: str, *, of: str = "main", exact: bool = True) -> None:
        """Follow the first link that is called so, in the part of the page that is meant."""
        self.page.locator(of).get_by_role("link", name=name, exact=exact).first.click()
        self.clicks += 1

    def follow_number(self, row: str, place: int) -> None:
        """Follow the number in a row of a table, counted from the name of the row on."""
        rows = self.page.get_by_role("row").filter(has=self.page.get_by_role("rowheader", name=row))
        rows.first.get_by_role("cell").nth(place).get_by_role("link").click()
        self.clicks += 1


# How each is answered


def host_of_the_9th_meeting(visitor: Visitor) -> None:
    visitor.follow("Meetings", of="header")
    visitor.follow("Meeting 9, Minsk 2007")


def parties_at_two_meetings(visitor: Visitor) -> None:
    visitor.follow("Meetings", of="header")
    visitor.follow("Meeting 13, Athens 2011")
    visitor.follow("21 Izmir 2019")


def one_party_on_one_topic_in_one_year(visitor: Visitor) -> None:
    visitor.follow("Parties", of="header")
    visitor.follow("Communist Party of Greece")
    years = visitor.page.locator(".whole thead th").all_inner_texts()
    visitor.follow_number("War and peace", years.index("2017") - 1)


def who_signed_the_pandemic_statement(visitor: Visitor) -> None:
    visitor.follow("2020")
    visitor.follow("Joint statement on immediate health measures")


def texts_in_arabic(visitor: Visitor) -> None:
    visitor.follow("Texts in", exact=False)
    visitor.follow_number("العربية", 0)


ANSWERS: dict[str, Callable[[Visitor], None]] = {
    "host": host_of_the_9th_meeting,
    "two-meetings": parties_at_two_meetings,
    "party-topic-year": one_party_on_one_topic_in_one_year,
    "signatories": who_signed_the_pandemic_statement,
    "arabic": texts_in_arabic,
}


# What the archive knows


@pytest.fixture
def answers(browser, live_server, live_archive):
    """A function that answers a question in every way and gives the page of each answer."""

    def in_every_way(question: str) -> Iterator[Page]:
        for width, has_scripts in product(WIDTHS, (True, False)):
            context = browser.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                java_script_enabled=has_scripts,
            )
            visitor = Visitor(context.new_page())
            ANSWERS[question](visitor)
            assert visitor.clicks <= MOST_CLICKS
            yield visitor.page
            context.close()

    return in_every_way


def test_who_hosted_the_9th_meeting(answers):
    hosts = list(Meeting.objects.get(number=9).hosts.all())
    assert hosts

    for page in answers("host"):
        for host in hosts:
            expect(page.locator("dl.facts").get_by_role("link", name=host.name)).to_be_visible()


def test_which_parties_are_named_at_two_meetings(answers):
    at = [Party.objects.filter(participations__meeting__slug=f"imcwp-{n}") for n in (13, 21)]
    both = set(at[0]) & set(at[1])

    for page in answers("two-meetings"):
        expect(page.locator("tbody th a")).to_have_count(len(both))
        expect(page.locator("main")).to_contain_text(f"{len(both)} parties are named at each")


def test_what_one_party_said_on_one_topic_in_one_year(answers):
    topic = Topic.objects.get(slug="war-and-peace")
    statements = Statement.objects.published().filter(
        issued__startswith="2017",
        signatures__party__slug="gr-kke",
        topics__in=[topic, *topic.children.all()],
    )
    titles = set(statements.values_list("title", flat=True))
    assert len(titles) > 1

    for page in answers("party-topic-year"):
        expect(page.locator("#list .rows > li")).to_have_count(len(titles))
        assert set(page.locator("#list .title").all_inner_texts()) == titles


def test_who_signed_the_pandemic_statement_and_how_many(answers):
    for page in answers("signatories"):
        signatories = page.get_by_role("region", name="Signatories")
        expect(signatories).to_contain_text("1 initiator · no signatory is recorded here")
        expect(signatories.get_by_role("link", name="Communist Party of Greece")).to_be_visible()
        expect(signatories).to_contain_text("Not all names of the list are recorded here")
        expect(signatories).to_contain_text("One report counts 67 parties, a later one 81")


def test_which_texts_exist_in_arabic(answers):
    in_arabic = Statement.objects.published().filter(texts__language="ar").distinct().count()
    assert in_arabic

    for page in answers("arabic"):
        expect(page.locator("h1")).to_contain_text(f"{in_arabic} statements")
        expect(page.locator("#list .rows > li")).to_have_count(min(in_arabic, 25))
