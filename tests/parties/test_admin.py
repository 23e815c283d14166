"""The desk of parties."""

import pytest
from django.urls import reverse

from parties.models import Party
from tests.desk import (
    address_of,
    errors_of,
    found,
    queries_of_filled_forms,
    queries_of_list,
    send_row,
)
from tests.factories import make_party

pytestmark = pytest.mark.django_db
PARTIES = "/admin/parties/party/"


def fill(party, rows: int) -> None:
    """Give the party `rows` records of each kind that its form shows."""
    for n in range(rows):
        party.names.create(kind="former", text=f"Name {n}", language="fr", since="1950")
        party.standings.create(standing="parliament", as_of=str(1950 + n))
        party.relations.create(kind="split-from", other=make_party())
        party.notes.create(date="1950", text=f"Note {n}")
        party.websites.create(url=f"https://{n}.example.org/")


@pytest.mark.parametrize(
    "typed",
    ["Present", "EPP", "xy-epp", "Former", "EFP", "прежняя", "ПАРТИЯ прежняя", '"Former name"'],
)
def test_party_list_finds_a_party_by_every_name_it_ever_had(desk, typed):
    party = make_party(slug="xy-epp", name="Present Party", abbreviation="EPP")
    party.names.create(kind="former", text="Former name of it", abbreviation="EFP")
    party.names.create(kind="native", text="Прежняя партия", language="ru")
    make_party()

    response = desk.get(PARTIES, {"q": typed})

    assert found(response) == ["Present Party (EPP)"]


@pytest.mark.parametrize(
    "typed", ["türkiye", "turkiye", "TÜRKİYE", "o’zbek", "oʻzbek", "ozbek", "ΚΚΕ", "kke", "حزب"]
)
def test_party_list_finds_names_however_they_are_typed(desk, typed):
    party = make_party(name="Türkiye Example Party", abbreviation="KKE")
    party.names.create(kind="native", text="O‘zbek misol partiyasi")
    party.names.create(kind="native", text="حِزْبُ المثال")
    make_party()

    response = desk.get(PARTIES, {"q": typed})

    assert found(response) == ["Türkiye Example Party (KKE)"]


def test_party_list_names_a_party_once_when_several_names_match(desk):
    party = make_party(name="Same Party", abbreviation="")
    for n in range(3):
        party.names.create(kind="variant", text=f"Same name {n}")

    response = desk.get(PARTIES, {"q": "same"})

    assert found(response) == ["Same Party"]


def test_party_list_takes_signs_of_search_patterns_literally(desk):
    make_party(name="Example Party (Left)", abbreviation="")
    make_party(name="Example Party")

    response = desk.get(PARTIES, {"q": "(left)"})

    assert found(response) == ["Example Party (Left)"]


def test_party_list_shows_the_last_standing_that_lasts(desk):
    party = make_party()
    party.standings.create(standing="governing", as_of="1990", until="1995")
    party.standings.create(standing="parliament", as_of="1980")

    response = desk.get(PARTIES)

    assert "in parliament" in response.content.decode()


def test_party_list_filters_by_the_countries_that_occur(desk):
    make_party(country="GR", name="Greek Example Party", abbreviation="")
    make_party(country="")

    response = desk.get(PARTIES, {"country": "GR"})

    choices = response.context["cl"].filter_specs[-1].lookup_choices
    assert [code for code, _name in choices] == ["GR"]
    assert found(response) == ["Greek Example Party"]


def test_party_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(
        lambda: desk.get(PARTIES, {"q": "example"}), lambda: fill(make_party(), 1)
    )

    assert many == few


def test_party_form_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_filled_forms(desk, make_party, fill)

    assert many == few


def test_party_form_adds_a_name_and_keeps_a_partial_date(desk):
    party = make_party()
    row = {"kind": "former", "text": "Former Example Party", "since": "1951-03"}

    response = send_row(desk, party, "names", **row)

    assert response.status_code == 302
    assert str(party.names.get().since) == "1951-03"


@pytest.mark.parametrize(
    ("prefix", "row", "field"),
    [
        ("names", {"kind": "former", "text": "X", "since": "2001", "until": "2000"}, "until"),
        ("names", {"kind": "former", "text": "X", "since": "19 May"}, "since"),
        ("names", {"kind": "former", "text": "X\x07"}, "text"),
        ("standings", {"standing": "governing"}, "as_of"),
        ("relations", {"kind": "split-from"}, "other"),
        ("notes", {"date": "2001"}, "text"),
    ],
)
def test_party_form_says_what_is_wrong_beside_the_field(desk, prefix, row, field):
    party = make_party()

    response = send_row(desk, party, prefix, **row)

    assert list(errors_of(response, prefix)[0]) == [field]
    assert not getattr(party, prefix).exists()


def test_party_form_refuses_a_relation_to_itself(desk):
    party = make_party()

    response = send_row(desk, party, "relations", kind="split-from", other=str(party.pk))

    assert list(errors_of(response, "relations")[0]) == ["other"]


def test_party_that_another_is_related_to_is_not_deleted(desk):
    party = make_party()
    other = make_party()
    other.relations.create(kind="split-from", other=party)

    desk.post(address_of(party, "delete"), {"post": "yes"})

    assert Party.objects.filter(pk=party.pk).exists()


def test_party_box_finds_a_party_by_a_former_name(desk):
    party = make_party()
    party.names.create(kind="former", text="Former name")
    box = {"app_label": "statements", "model_name": "signature", "field_name": "party"}

    response = desk.get(reverse("admin:autocomplete"), {"term": "former"} | box)

    assert [result["id"] for result in response.json()["results"]] == [str(party.pk)]


def test_party_box_tells_parties_of_one_name_apart(desk):
    for slug in ("gr-ep", "gr-ep-2"):
        make_party(name="Example Party", abbreviation="EP", country="GR", slug=slug)
    make_party(name="Example Party", abbreviation="EP", slug="ep")
    box = {"app_label": "statements", "model_name": "signature", "field_name": "party"}

    response = desk.get(reverse("admin:autocomplete"), {"term": "example"} | box)

    assert [result["text"] for result in response.json()["results"]] == [
        "Example Party (EP), Greece · gr-ep",
        "Example Party (EP), Greece · gr-ep-2",
        "Example Party (EP) · ep",
    ]
