"""What the desks of all sections share."""

import pytest
from django.contrib import admin
from django.urls import reverse

from meetings.models import Meeting
from statements import versions
from statements.models import Periodical
from tests.desk import address_of, errors_of, form_data, send
from tests.factories import make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


def make_periodical(**fields) -> Periodical:
    return Periodical.objects.create(**{"slug": "bulletin", "title": "Bulletin"} | fields)


# Lists

LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
)
YEARS = ["issued_first_day", "at", "date_joined", "updated_at"]
HOSTILE = [
    *(f"{name}__year={year}" for name in YEARS for year in ("99999999999", "9999", "0", "-1", "x")),
    *(f"{name}__year=9999&{name}__month=12&{name}__day=31" for name in YEARS),
    *(f"{name}__year=2019&{name}__month=99&{name}__day=99" for name in YEARS),
    *(f"{name}__month=99" for name in YEARS),
    *(f"{name}__day=99999999999999999999" for name in YEARS),
    "id__exact=99999999999999999999999",
    "number__exact=99999999999999999999999",
    "id__in=99999999999999999999999",
    "id__exact=x",
    "title__regex=(",
    "name__iregex=(",
    "source__regex=(",
    "is_active__exact=x",
    "parent__isempty=x",
    "periodical__id__exact=x",
    "groups__id__exact=99999999999999999999999",
    "state__exact=%00",
    "q=%00",
    "q=%22",
    "q=(%5B",
    "o=99999999999999999999",
    "o=x.y.-",
    "p=99999999999999999999",
    "p=x",
    "all=x",
    "_to_field=x",
    "_popup=x",
    "e=1",
    "e=1&issued_first_day__year=99999999999",
    "country=%F0%9F%98%80&language=x&topic=x",
    "no_such_field__exact=1",
]


@pytest.mark.parametrize("address", LISTS)
def test_list_answers_to_whatever_an_address_asks(desk, address):
    make_statement(issued="2019-10-18")
    versions.record(make_statement())

    statuses = {query: desk.get(f"{address}?{query}").status_code for query in HOSTILE}

    assert {q: status for q, status in statuses.items() if status not in (200, 302, 400)} == {}


def test_list_asked_for_a_year_that_does_not_exist_is_shown_whole(desk):
    make_statement(title="This")

    response = desk.get("/admin/statements/statement/?issued_first_day__year=99999999999")

    assert response.url.endswith("?e=1")
    assert "This" in desk.get(response.url).content.decode()


# Address names


def test_address_name_of_a_periodical_is_chosen_once(desk):
    periodical = make_periodical(slug="chosen")
    add = reverse("admin:statements_periodical_add")

    new = desk.get(add)
    response = send(desk, periodical, slug="another")

    assert "cannot be changed once it is saved" in new.content.decode()
    assert response.status_code == 302
    assert 'name="slug"' not in desk.get(address_of(periodical)).content.decode()
    periodical.refresh_from_db()
    assert periodical.slug == "chosen"


def test_address_name_is_needed_for_a_new_record(desk):
    add = reverse("admin:statements_topic_add")

    response = desk.post(add, form_data(desk.get(add), name="Example topic"))

    assert list(errors_of(response)) == ["slug"]


# Deleting


@pytest.mark.parametrize("belonging", ["participations", "hostings", "statements"])
def test_meeting_with_anything_known_of_it_is_not_deleted(desk, belonging):
    meeting = make_meeting()
    if belonging == "statements":
        make_statement(meeting=meeting)
    else:
        getattr(meeting, belonging).create(party=make_party())

    page = desk.get(address_of(meeting)).content.decode()
    response = desk.post(address_of(meeting, "delete"), {"post": "yes"})

    assert "with participations, hosts or statements is not deleted" in page
    assert response.status_code == 403
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_meeting_entered_by_mistake_is_deleted(desk):
    meeting = make_meeting()

    desk.post(address_of(meeting, "delete"), {"post": "yes"})

    assert not Meeting.objects.exists()


def test_deleting_selected_meetings_keeps_those_that_are_known_and_says_so(desk):
    known, mistaken = make_meeting(), make_meeting()
    known.hostings.create(party=make_party())
    meetings = reverse("admin:meetings_meeting_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [known.pk, mistaken.pk]}

    question = desk.post(meetings, chosen)
    desk.post(meetings, chosen | {"post": "yes"})

    assert "1 of the chosen stays. A meeting with" in question.content.decode()
    assert list(Meeting.objects.all()) == [known]


def test_page_after_signing_out_leads_to_signing_in_and_to_the_archive(desk):
    page = desk.post(reverse("admin:logout")).content.decode()

    assert "<h1>You are logged out</h1>" in page
    assert f'<a href="{reverse("admin:index")}">Log in again</a>' in page
    assert f'<a href="{reverse("home")}">Read the archive</a>' in page
