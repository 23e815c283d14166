"""Where a query leads straight: by a number, a date or a name."""

import pytest

from imcwp_site.dates import PartialDate
from parties.models import PartyName
from tests.factories import make_meeting, make_party, make_statement, make_topic
from tests.search.asking import page_of

pytestmark = pytest.mark.django_db


def leads_of(client, q: str) -> list[tuple[str, str]]:
    found = page_of(client, q).xpath(".//ul[@class='leads']/li")
    return [(one.find("a").get("href"), one.find("small").text) for one in found]


def test_number_reference_and_address_of_a_statement_lead_to_it(client):
    statement = make_statement(reference="st-7")

    lead = (statement.get_absolute_url(), f"statement {statement.pk}")
    numbers = [f"{said}{statement.pk}" for said in ("", "#", "/s/", "no. ", "№ ", "statement nº ")]
    for q in (*numbers, "st-7"):
        assert leads_of(client, str(q)) == [lead]
    url = f"http://localhost{statement.get_absolute_url()}"
    assert leads_of(client, url) == [lead]


def test_number_of_a_draft_leads_nowhere(client):
    assert leads_of(client, str(make_statement(published=False).pk)) == []


def test_date_leads_to_its_archive_where_something_was_issued(client):
    make_statement(issued=PartialDate(2019, 10, 18))

    assert leads_of(client, "18 October 2019") == [("/statements/2019/10/18/", "date")]
    assert leads_of(client, "18 October 2018") == []


@pytest.mark.parametrize(
    "q", ["1 May", "May 1st", "the 1st of May", "1 de mayo", "1 мая", "١ مايو", "1er mai"]
)
def test_day_without_a_year_leads_to_the_calendar(client, q):
    assert leads_of(client, q) == [("/calendar/05-01/", "date")]


@pytest.mark.parametrize("q", ["May 68", "31 April", "mayo", "1", "1 Monday", "1 May 2 June"])
def test_what_is_no_day_of_any_year_leads_to_none(client, q):
    assert "/calendar/" not in str(leads_of(client, q))


@pytest.mark.parametrize(
    "q",
    ["21 IMCWP", "imcwp 21", "21. IMCWP", "IMCWP21", "21st meeting", "Izmir 2019", "imcwp-21",
     "21st International Meeting of Communist and Workers’ Parties", "XXI IMCWP",
     "21 meeting Izmir", "the 21st IMCWP in Izmir, 2019", "21", "21. Treffen", "21ª reunión",
     "21º Encuentro",
     "XXI Encuentro Internacional de Partidos Comunistas y Obreros", "EIPCO 21", "21.º EIPCO",
     "21ème rencontre", "21e réunion internationale", "Rencontre internationale n° 21",
     "21ª reunião", "21º Encontro Internacional de Partidos Comunistas e Operários",
     "21-я встреча", "21 МВКРП", "21-я Международная встреча коммунистических и рабочих партий",
     "اللقاء ٢١", "اللقاء الأممي 21 للأحزاب الشيوعية والعمالية", "الاجتماع الـ21",
     "21η Συνάντηση", "21η Διεθνής Συνάντηση Κομμουνιστικών και Εργατικών Κομμάτων",
     "twenty-first meeting", "vigésimo primer encuentro", "la vigesimoprimera reunión",
     "vingt et unième rencontre", "vigésima primeira reunião", "двадцать первая встреча",
     "اللقاء الحادي والعشرون", "εικοστή πρώτη συνάντηση", "yirmi birinci toplantı",
     "21. toplantı", "21. Uluslararası Komünist ve İşçi Partileri Toplantısı", "21'inci buluşma"],
)  # fmt: skip
def test_what_people_call_a_meeting_leads_to_it(client, q):
    make_meeting(kind="ordinary", number=21, slug="imcwp-21", city="Izmir", start=PartialDate(2019))

    assert leads_of(client, q) == [("/meetings/imcwp-21/", "meeting")]


@pytest.mark.parametrize(
    "q", ["21 parties", "21st", "21 22 meeting", "meeting", "21 meeting Lisbon", "121st meeting"]
)
def test_what_is_no_name_of_a_meeting_does_not_lead_to_it(client, q):
    make_meeting(kind="ordinary", number=21, slug="imcwp-21", city="Izmir", start=PartialDate(2019))

    assert leads_of(client, q) == []


def test_lone_number_leads_to_the_meeting_and_to_the_statement(client):
    statement = make_statement()
    make_meeting(kind="ordinary", number=statement.pk, slug="imcwp")

    assert leads_of(client, str(statement.pk)) == [
        ("/meetings/imcwp/", "meeting"),
        (statement.get_absolute_url(), f"statement {statement.pk}"),
    ]
    assert leads_of(client, f"#{statement.pk}") == [
        (statement.get_absolute_url(), f"statement {statement.pk}")
    ]


def test_what_is_longer_than_a_search_leads_nowhere(client):
    statement = make_statement()

    assert leads_of(client, f"{'x' * 200}/s/{statement.pk}") == []


def test_name_that_parties_share_leads_to_all_of_them(client):
    first = make_party(name="A", abbreviation="EPL", slug="a")
    PartyName.objects.create(
        party=make_party(name="B", slug="b"),
        kind="former",
        text="Example League",
        abbreviation="EPL",
    )

    assert leads_of(client, "epl") == [("/parties/a/", "party"), ("/parties/b/", "party")]
    assert leads_of(client, "example league") == [("/parties/b/", "party")]
    assert leads_of(client, "example") == []
    assert leads_of(client, first.slug) == [("/parties/a/", "party")]


def test_way_to_a_party_says_its_country(client):
    make_party(abbreviation="EPL", slug="a", country="GR")
    make_party(abbreviation="EPL", slug="b")

    ways = [("/parties/a/", "party, Greece"), ("/parties/b/", "party")]

    assert sorted(leads_of(client, "epl")) == ways


def test_part_of_the_name_of_one_party_leads_to_it(client):
    make_party(name="Example Party of Freedonia", slug="a")
    make_party(name="Example Party of the Blue Steppe", slug="b")
    make_topic(name="Blue whales and green parties")

    assert leads_of(client, "blue steppe") == [("/parties/b/", "party")]
    assert leads_of(client, "parties of the blue steppes") == [("/parties/b/", "party")]
    for q in ("steppe", "of the blue", "example party", "steppe blue", "green parties"):
        assert leads_of(client, q) == [], q


def test_name_leads_to_a_record_in_letters_that_look_the_same(client):
    make_party(name="Example Party", abbreviation="EKK", slug="a")

    assert leads_of(client, "ΕΚΚ") == leads_of(client, "ЕКК") == [("/parties/a/", "party")]
