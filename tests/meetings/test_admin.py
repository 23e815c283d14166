"""The desk of meetings."""

import pytest

from meetings.models import Hosting, Participation, WorkingGroupTerm
from tests.desk import (
    address_of,
    errors_of,
    form_data,
    queries_of_filled_forms,
    queries_of_list,
    send,
    send_row,
)
from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db
MEETINGS = "/admin/meetings/meeting/"
TERMS = "/admin/meetings/workinggroupterm/"


def host(meeting, *parties) -> None:
    for position, party in enumerate(parties, start=1):
        meeting.hostings.create(party=party, position=position)


def fill(meeting, rows: int) -> None:
    """Give the meeting `rows` records of each kind that its form shows."""
    for n in range(rows):
        host_of_many = make_party()
        meeting.hostings.create(party=host_of_many, position=n + 1)
        meeting.participations.create(party=host_of_many, role="delegation")
        meeting.themes.create(language="fr", text=f"Thème {n}")
        meeting.printed_counts.create(counted="parties", number=n)
        meeting.printed_dates.create(start=str(1950 + n))


@pytest.mark.parametrize("typed", ["town-3", "Ville", "21", "IMPÉRIALISME", "peace", "1999"])
def test_meeting_list_finds_a_meeting_by_number_place_year_and_theme(desk, typed):
    meeting = make_meeting(
        slug="town-3", city="Ville", number=21, theme="On peace", start="1999-05", kind="ordinary"
    )
    meeting.themes.create(language="fr", text="Contre l’impérialisme")
    make_meeting(slug="elsewhere", city="Elsewhere", start="2005")

    response = desk.get(MEETINGS, {"q": typed})

    assert list(response.context["cl"].result_list) == [meeting]


@pytest.mark.parametrize("typed", ["21 IMCWP", "21st IMCWP", "izmir", "İZMİR 2019", "Ιzmir"])
def test_meeting_list_finds_a_meeting_however_it_is_typed(desk, typed):
    meeting = make_meeting(
        slug="imcwp-21", city="İzmir", number=21, start="2019-10", kind="ordinary"
    )
    make_meeting(slug="imcwp-20", city="Elsewhere", start="2018")

    response = desk.get(MEETINGS, {"q": typed})

    assert list(response.context["cl"].result_list) == [meeting]


def test_meeting_list_shows_hosts_in_order(desk):
    host(make_meeting(), make_party(abbreviation="ZZP"), make_party(abbreviation="AAP"))

    response = desk.get(MEETINGS)

    assert "ZZP, AAP" in response.content.decode()


def test_meeting_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(
        lambda: desk.get(MEETINGS, {"q": "town"}), lambda: fill(make_meeting(), 1)
    )

    assert many == few


def test_meeting_form_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_filled_forms(desk, make_meeting, fill)

    assert many == few


def test_meeting_form_names_chosen_parties_without_a_list_of_all(desk):
    meeting = make_meeting()
    host(meeting, make_party(name="Host Party"))
    make_party(name="Other Party")

    page = desk.get(address_of(meeting)).content.decode()

    assert "Host Party" in page
    assert "Other Party" not in page


def test_meeting_form_with_a_fault_keeps_and_names_what_was_chosen(desk):
    meeting, party = make_meeting(), make_party(name="Chosen Party")
    row = {"participations-0-party": str(party.pk), "participations-0-role": "delegation"}
    data = form_data(
        desk.get(address_of(meeting)), **{"participations-TOTAL_FORMS": "1", "start": "20"}
    )

    response = desk.post(address_of(meeting), data | row)

    assert list(response.context["adminform"].form.errors) == ["start"]
    assert f'<option value="{party.pk}" selected>Chosen Party' in response.content.decode()


def test_meeting_form_exchanges_two_hosts(desk):
    meeting, first, second = make_meeting(), make_party(), make_party()
    host(meeting, first, second)

    send(desk, meeting, **{"hostings-0-position": "2", "hostings-1-position": "1"})

    assert list(meeting.hosts.order_by("hostings__position")) == [second, first]
    assert list(meeting.hostings.values_list("position", flat=True)) == [1, 2]


def test_meeting_form_puts_a_host_without_a_number_last(desk):
    meeting, first, last = make_meeting(), make_party(), make_party()
    host(meeting, first)

    response = send_row(desk, meeting, "hostings", party=str(last.pk))

    assert response.status_code == 302
    assert Hosting.objects.get(party=last).position == 2


def test_meeting_form_closes_the_gap_of_a_removed_host(desk):
    meeting, first, second = make_meeting(), make_party(), make_party()
    host(meeting, first, second)

    send(desk, meeting, **{"hostings-0-DELETE": "on"})

    assert list(meeting.hostings.values_list("party", "position")) == [(second.pk, 1)]


def test_meeting_form_refuses_the_same_host_twice(desk):
    meeting, party = make_meeting(), make_party()
    host(meeting, party)

    response = send_row(desk, meeting, "hostings", party=str(party.pk))

    assert errors_of(response, "hostings")[1]
    assert meeting.hostings.count() == 1


def test_meeting_form_refuses_a_participation_that_an_untouched_row_has(desk):
    meeting, party = make_meeting(), make_party()
    meeting.participations.create(party=party, role="delegation")

    response = send_row(desk, meeting, "participations", party=str(party.pk), role="delegation")

    assert response.status_code == 200
    assert Participation.objects.count() == 1


def test_meeting_form_says_that_it_ends_before_it_starts(desk):
    meeting = make_meeting()

    response = send(desk, meeting, start="2001", end="2000")

    assert list(errors_of(response)) == ["end"]


def test_meeting_form_takes_as_many_rows_as_a_large_meeting_has(desk):
    meeting = make_meeting()
    for _n in range(143):
        meeting.participations.create(party=make_party(), role="delegation")

    response = send(desk, meeting, city="Elsewhere")

    assert response.status_code == 302


def test_term_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(
        lambda: desk.get(TERMS, {"q": "example"}),
        lambda: WorkingGroupTerm.objects.create(party=make_party(), start="2019"),
    )

    assert many == few
