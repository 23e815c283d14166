"""Rounds of asking: what is gathered, what is noted, what editors see."""

import csv
import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from parties.models import PartyWebsite
from statements.models import Concern, IssueEdition, Periodical, Signature, SourceCheck
from statements.sources import checking, naming
from statements.sources.asking import Answer
from tests.factories import make_editor, make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db

A_DAY = datetime.timedelta(days=1)


def run(*options: str) -> str:
    out = StringIO()
    call_command("check_sources", "--pause", "0", *options, stdout=out, stderr=out)
    return out.getvalue()


def a_day_later() -> None:
    """Let all that happened have happened a day before."""
    for check in SourceCheck.objects.exclude(checked_at=None):
        check.checked_at -= A_DAY
        check.save()


def dead_sources() -> set[tuple[int, str]]:
    concerns = Concern.objects.filter(kind=Concern.Kind.DEAD_SOURCE)
    return set(concerns.values_list("statement", "detail"))


# What is gathered


def test_every_address_that_a_record_names_is_gathered_once():
    make_statement(source="https://example.org/a (list); http://example.org/b, a book")
    make_meeting(source="https://example.org/a")
    PartyWebsite.objects.create(party=make_party(source=""), url="https://example.org/c")
    issue = Periodical.objects.create(slug="p", title="P").issues.create(number="1")
    IssueEdition.objects.create(issue=issue, language="en", url="https://example.org/d")

    naming.gather()

    assert list(SourceCheck.objects.values_list("url", flat=True)) == [
        "http://example.org/b",
        "https://example.org/a",
        "https://example.org/c",
        "https://example.org/d",
    ]


def test_address_that_no_record_names_any_more_is_let_go_and_others_keep_what_they_said():
    SourceCheck.objects.create(url="https://example.org/old", status=200)
    SourceCheck.objects.create(url="https://example.org/a", status=404, failures=1)
    make_statement(source="https://example.org/a")

    counts = naming.gather()

    assert counts == (0, 1)
    assert SourceCheck.objects.get().status == 404


# What is asked


def test_address_never_asked_comes_first_then_the_longest_unasked_and_none_of_today():
    now = timezone.now()
    for name, days in (("b", 3), ("c", 9), ("d", 0)):
        SourceCheck.objects.create(url=f"https://example.org/{name}", checked_at=now - days * A_DAY)
    SourceCheck.objects.create(url="https://example.org/a")

    urls = checking.due(older_than=A_DAY)

    assert [url[-1] for url in urls] == ["a", "c", "b"]
    assert checking.due(older_than=A_DAY, limit=1) == ["https://example.org/a"]


def test_one_host_is_asked_one_at_a_time_with_a_pause(site):
    urls = [site.url(f"/200/{n}") for n in range(4)]

    checking.ask_all(urls, pause=0.2, told=lambda url, answer: None)

    gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert len(site.asked) == 4
    assert min(gaps) > 0.19


def test_busy_host_is_left_alone_and_asked_again_another_day(site):
    told = []

    checking.ask_all(
        [site.url("/busy"), site.url("/200")], pause=0, told=lambda *answer: told.append(answer)
    )

    assert [answer.is_busy for _url, answer in told] == [True]
    assert [path for _method, path, _agent in site.asked] == ["/busy"]


def test_busy_host_that_asks_for_a_moment_is_asked_after_it(site):
    told = []

    checking.ask_all([site.url("/tired")], pause=0, told=lambda url, answer: told.append(answer))

    assert told == [Answer(200)]
    assert site.times[1] - site.times[0] > 0.9


# What is noted


def test_page_that_is_gone_is_noted_with_every_statement_that_names_it_at_once(site):
    gone = site.url("/404/a")
    named, signed, other = (make_statement(source=text) for text in (f"{gone} (x)", "", "A book"))
    Signature.objects.create(statement=signed, party=make_party(), source=gone)
    make_statement(source=site.url("/404/a/longer").replace("404", "200"))

    out = run()

    assert dead_sources() == {(named.pk, gone), (signed.pk, gone)}
    assert other.pk not in {number for number, _url in dead_sources()}
    assert "Sources that do not answer: 1 of 2." in out


def test_server_that_fails_is_dead_only_after_three_days_and_alive_with_one_answer(site):
    failing = site.url("/500")
    statement = make_statement(source=failing)

    seen = []
    for _day in range(3):
        run()
        run("--older-than", "0")  # a second failure of the day
        seen.append(dead_sources())
        a_day_later()
    checking.record(failing, Answer(200))
    naming.refresh_concerns()

    assert seen == [set(), set(), {(statement.pk, failing)}]
    assert dead_sources() == set()


def test_busy_server_neither_buries_nor_revives(site):
    url = site.url("/busy")
    make_statement(source=url)
    check = SourceCheck.objects.create(url=url, status=404, failures=1)

    run()

    check.refresh_from_db()
    assert (check.status, check.failures) == (404, 1)
    assert check.checked_at
    assert len(dead_sources()) == 1


def test_concern_goes_when_no_record_names_the_address_any_more(site):
    statement = make_statement(source=site.url("/410"))
    run()
    before = dead_sources()
    statement.source = "A book"
    statement.save()

    run()

    assert len(before) == 1
    assert dead_sources() == set()
    assert not SourceCheck.objects.exists()


def test_report_lists_every_answer(site, tmp_path):
    make_statement(source=f"{site.url('/200')}; {site.url('/404')}; {site.url('/moved/1')}")

    run("--report", str(tmp_path / "report.csv"))

    with (tmp_path / "report.csv").open(newline="", encoding="utf-8") as stream:
        rows = {row["address"]: row for row in csv.DictReader(stream)}
    assert rows[site.url("/404")]["is dead"] == "y"
    assert rows[site.url("/moved/1")]["answer"] == site.url("/200")
    assert len(rows) == 3


def test_limit_is_kept_and_the_next_round_goes_on(site):
    make_statement(source="; ".join(site.url(f"/200/{n}") for n in range(5)))

    first, second, third = (run("--limit", "3") for _n in range(3))

    assert ["Asked: 3;" in first, "Asked: 2;" in second, "Asked: 0;" in third] == [True] * 3
    assert len(site.asked) == 5


@pytest.mark.parametrize("options", [("--limit", "0"), ("--pause", "-1"), ("--older-than", "-1")])
def test_number_that_makes_no_sense_is_refused(options):
    with pytest.raises(CommandError, match="Numbers are from 0"):
        run(*options)


# What editors see


def test_editor_sees_failing_addresses_first_and_who_names_them(client):
    url = "https://example.org/gone"
    SourceCheck.objects.create(
        url="https://example.org/sound", status=200, checked_at=timezone.now()
    )
    check = SourceCheck.objects.create(url=url, status=404, failures=1, checked_at=timezone.now())
    statement = make_statement(title="A statement that names it", source=url)
    website = PartyWebsite.objects.create(party=make_party(), url=url)
    make_statement(title="Another", source=f"{url}/longer")
    client.force_login(make_editor("Editor"))

    listed = client.get(reverse("admin:statements_sourcecheck_changelist"))
    dead = client.get(reverse("admin:statements_sourcecheck_changelist"), {"answer": "dead"})
    page = client.get(reverse("admin:statements_sourcecheck_change", args=[check.pk]))

    assert listed.context["cl"].result_list[0] == check
    assert [row.url for row in dead.context["cl"].result_list] == [url]
    html = page.content.decode()
    assert reverse("admin:statements_statement_change", args=[statement.pk]) in html
    assert reverse("admin:parties_party_change", args=[website.party_id]) in html
    assert "Another" not in html
    assert 'name="_save"' not in html


def test_contributor_does_not_see_addresses(client):
    client.force_login(make_editor("Contributor"))

    assert client.get(reverse("admin:statements_sourcecheck_changelist")).status_code == 403
