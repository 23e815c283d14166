"""Parties by meetings: the table, its filters and the same as lines of data."""

import csv
import io

import pytest
from django.http import QueryDict
from lxml import html

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from meetings.participation import Mark, Participations
from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db

PAGE, TABLE = "/meetings/participation/", "/meetings/participation.csv"
Kind = Meeting.Kind


def take_part(party, meeting, role="delegation", **fields):
    """Keep a participation."""
    return meeting.participations.create(party=party, role=role, **fields)


def lines(response) -> list[dict[str, str]]:
    """Read the lines of a table."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def names(table: Participations) -> list[str]:
    """Give the names of the parties row by row."""
    return [row.party.name for row in table.rows]


def asked(query: str = "") -> Participations:
    """Give the table for a query string."""
    return Participations(QueryDict(query))


# The table


def test_cell_gives_all_roles_the_one_that_says_most_first():
    party, meeting = make_party(), make_meeting()
    take_part(party, meeting, "contribution")
    take_part(party, meeting, "host")

    (row,) = asked().rows

    assert row.cells[0].mark == Mark.HOST
    assert row.cells[0].roles == "host, written contribution"
    assert row.number == 1


@pytest.mark.parametrize(
    ("role", "mark"),
    [
        ("host", "host"),
        ("delegation", "present"),
        ("observer", "present"),
        ("contribution", "written"),
        ("message", "sent"),
        ("apology", "sent"),
        ("announced", "sent"),
    ],
)
def test_each_role_has_its_mark(client, role, mark):
    take_part(make_party(slug="a"), make_meeting(slug="m"), role)

    page = html.fromstring(client.get(PAGE).content)

    (link,) = page.xpath("//table//td/a")
    assert link.get("class") == mark
    assert link.get("href") == "../m/#a"


def test_mark_leads_to_where_the_meeting_names_the_party(client):
    party, meeting = make_party(slug="a"), make_meeting(slug="m")
    for role in ("message", "delegation"):
        take_part(party, meeting, role)

    page = html.fromstring(client.get("/meetings/m/").content)

    (name,) = page.xpath("//dd[@id='a']")
    assert name.xpath("preceding::h3[1]/text()") == ["Delegation "]


def test_one_cell_stands_for_a_group_of_meetings_that_do_not_name_the_party(client):
    party, session = make_party(), make_meeting(kind=Kind.WORKING_GROUP)
    for _n in range(3):
        make_meeting(kind=Kind.ORDINARY)
    take_part(party, session)

    page = html.fromstring(client.get(PAGE).content)

    cells = page.xpath("//tbody//td")
    assert [cell.get("colspan") for cell in cells] == [None, "3", None]


def test_host_is_shown_whether_or_not_the_list_of_participants_names_it():
    party = make_party()
    listed, unlisted = make_meeting(), make_meeting(source="a leaflet", confidence="high")
    for meeting in (listed, unlisted):
        meeting.hostings.create(party=party)
    take_part(party, listed, "host")

    (row,) = asked().rows

    cells = [cell.participations for cell in row.cells]
    assert [[one.role for one in some] for some in cells] == [["host"], ["host"]]
    assert {one.source for some in cells for one in some} == {"", "a leaflet"}


def test_party_that_nobody_names_is_counted_and_not_shown(client):
    make_party(name="Example Party of Nowhere")
    take_part(make_party(), make_meeting())

    page = client.get(PAGE).content.decode()

    assert "Example Party of Nowhere" not in page
    assert "1 party without a mark is left out." in page


def test_columns_stand_by_kind_and_then_by_date():
    party = make_party()
    session = make_meeting(kind=Kind.WORKING_GROUP, start=PartialDate(1999))
    regional = make_meeting(kind=Kind.REGIONAL, start=PartialDate(2000))
    second = make_meeting(kind=Kind.EXTRAORDINARY, start=PartialDate(2002))
    first = make_meeting(kind=Kind.ORDINARY, number=1, start=PartialDate(2001))
    take_part(party, first)

    table = asked()

    assert table.meetings == [first, second, regional, session]
    assert [number for _name, number in table.column_groups] == [2, 1, 1]


def test_column_is_named_by_what_is_known():
    known = {"city": "", "start": PartialDate(2021), "mode": Meeting.Mode.TELECONFERENCE}
    make_meeting(kind=Kind.ORDINARY, number=21, city="Town", start=PartialDate(2019, 10))
    make_meeting(kind=Kind.REGIONAL, **known)
    make_meeting(kind=Kind.WORKING_GROUP, city="")

    labels = [column.label for column in asked().columns]

    assert labels == ["21 Town 2019", "teleconference 2021", "undated"]


def test_meeting_that_was_not_held_says_so(client):
    make_meeting(status=Meeting.Status.POSTPONED)
    take_part(make_party(), make_meeting())

    page = html.fromstring(client.get(PAGE).content)

    assert page.xpath("//thead//em/text()") == ["postponed"]


def test_foot_tells_the_parties_named_from_the_number_printed(client):
    meeting = make_meeting(parties_count=70)
    excerpt = "https://example.org (excerpt ends after the second name)"
    for _n in range(2):
        take_part(make_party(), meeting, source=excerpt)

    page = html.fromstring(client.get(PAGE).content)

    named, printed = page.xpath("//tfoot/tr")
    assert [cell.text_content().strip() for cell in named] == ["Parties named here", "2", "2+"]
    assert printed[-1].text_content().strip() == "70"


def test_uncertain_name_says_so(client):
    take_part(make_party(), make_meeting(), confidence="low")

    page = html.fromstring(client.get(PAGE).content)

    (link,) = page.xpath("//table//td/a")
    assert (link.text, link.get("class")) == ("delegation, uncertain", "present unsure")


def test_table_names_its_rows_and_columns_and_promises_no_absence(client):
    take_part(make_party(country="GR"), make_meeting())

    response = client.get(PAGE)

    page = html.fromstring(response.content)
    assert page.xpath("//tbody//th/@scope") == ["row"]
    assert set(page.xpath("//thead//th/@scope")) == {"col", "colgroup"}
    assert "An empty cell means not known, never absent" in response.content.decode()


# Order and filters


def test_rows_are_ordered_by_country_name_or_number():
    one, two, three = (
        make_party(name=f"Example Party {letter}", country=code)
        for letter, code in (("B", "GR"), ("C", "AL"), ("A", ""))
    )
    meetings = [make_meeting() for _n in range(3)]
    for party, number in ((one, 1), (two, 2), (three, 3)):
        for meeting in meetings[:number]:
            take_part(party, meeting)

    orders = {sort: asked(f"sort={sort}") for sort in ("country", "name", "meetings")}

    assert names(orders["country"]) == ["Example Party C", "Example Party B", "Example Party A"]
    assert names(orders["name"]) == ["Example Party A", "Example Party B", "Example Party C"]
    assert names(orders["meetings"]) == ["Example Party A", "Example Party C", "Example Party B"]


def test_parties_of_a_country_stand_together():
    meeting = make_meeting()
    for code in ("GR", "AL", "GR", "", ""):
        take_part(make_party(country=code), meeting)

    groups = asked().row_groups

    assert [[row.party.country for row in some] for some in groups] == [
        ["AL"],
        ["GR", "GR"],
        ["", ""],
    ]
    assert len(asked("sort=name").row_groups) == 5


def test_filters_narrow_rows_marks_and_columns():
    greek, cuban = make_party(country="GR"), make_party(country="CU")
    old = make_meeting(kind=Kind.REGIONAL, start=PartialDate(2003, 6))
    new = make_meeting(kind=Kind.OTHER, start=PartialDate(2019, 10, 18))
    undated = make_meeting(kind=Kind.OTHER)
    for party in (greek, cuban):
        take_part(party, old, "message")
        take_part(party, new)

    of_greece, sent = asked("country=GR"), asked("role=message")
    regional, since, until = asked("kind=regional"), asked("since=2019"), asked("until=2003-06-15")

    assert [row.party for row in of_greece.rows] == [greek]
    assert [bool(cell) for cell in sent.rows[0].cells] == [False, True, False]
    assert regional.meetings == [old]
    assert since.meetings == [new]
    assert until.meetings == [old]
    assert undated in asked().meetings


def test_filter_that_finds_nothing_says_so(client):
    take_part(make_party(), make_meeting(start=PartialDate(2001)))

    response = client.get(PAGE, {"since": "2010"})

    assert response.status_code == 200
    assert "No source at hand names a party there." in response.content.decode()


def test_table_of_an_empty_archive_says_so(client):
    assert "No source at hand names a party there." in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("country=XX", "No party of a country “XX” is recorded."),
        ("role=guest", "“guest” is not a role at meetings."),
        ("kind=party", "“party” is not a kind of meeting."),
        ("since=soon", "“soon” is not a date"),
        ("since=2019&until=2001", "The range ends before it starts"),
        ("role=host&role=message", "Give one value here, not several."),
        ("sort=size", "“size” is not an order of this table."),
    ],
)
def test_wrong_value_is_named_on_the_page_and_refused_as_data(client, query, sentence):
    take_part(make_party(), make_meeting())

    page, data = client.get(f"{PAGE}?{query}"), client.get(f"{TABLE}?{query}")

    assert (page.status_code, data.status_code) == (400, 400)
    assert sentence in page.content.decode()
    assert sentence in data.content.decode()
    assert b"<table" not in page.content


def test_wrong_date_is_kept_as_it_was_typed(client):
    page = client.get(PAGE, {"since": "soon"}).content.decode()

    assert 'value="soon"' in page


def test_unknown_filter_is_named_on_the_page_and_refused_as_data(client):
    page, data = client.get(f"{PAGE}?roel=host"), client.get(f"{TABLE}?roel=host")

    assert "this table has no such filter: roel" in " ".join(page.content.decode().split())
    assert data.status_code == 400
    assert data.content.decode() == "“roel” is not a filter of this table."


def test_links_to_other_orders_and_to_the_data_keep_the_filters(client):
    take_part(make_party(country="GR"), make_meeting(start=PartialDate(2019)))

    page = client.get(PAGE, {"country": "GR", "since": "2001", "role": ""}).content.decode()

    assert f'{PAGE}?country=GR&amp;since=2001&amp;sort=name"' in page
    assert f'{TABLE}?country=GR&amp;since=2001"' in page


# As data


def test_data_have_a_line_for_each_role_with_its_source(client):
    party = make_party(slug="gr-ep", name="Example Party", abbreviation="EP", country="GR")
    meeting = make_meeting(
        slug="imcwp-1", kind=Kind.ORDINARY, number=1, city="Town", start=PartialDate(2003, 6)
    )
    take_part(party, meeting, "contribution", source="a book")
    take_part(party, meeting, "message", printed_name="Old Party", confidence="low")

    first, second = lines(client.get(TABLE))

    assert first == {
        "meeting_id": "imcwp-1",
        "meeting_number": "1",
        "meeting": "Meeting 1, Town 2003",
        "start_date": "2003-06",
        "status": "held",
        "party_slug": "gr-ep",
        "party": "Example Party",
        "abbreviation": "EP",
        "country": "GR",
        "role": "contribution",
        "printed_name": "",
        "note": "",
        "source": "a book",
        "confidence": "",
    }
    assert (second["role"], second["printed_name"]) == ("message", "Old Party")


def test_data_follow_the_same_filters(client):
    greek, cuban = make_party(country="GR"), make_party(country="CU")
    for party in (greek, cuban):
        take_part(party, make_meeting())

    (line,) = lines(client.get(f"{TABLE}?country=CU"))

    assert line["party_slug"] == cuban.slug


def test_data_hold_no_formula(client):
    take_part(make_party(name='=HYPERLINK("x")'), make_meeting(), note="+1")

    (line,) = lines(client.get(TABLE))

    assert line["party"] == '\'=HYPERLINK("x")'
    assert line["note"] == "'+1"


# What it costs


@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_table_takes_a_fixed_number_of_queries(client, django_assert_num_queries, address):
    for _n in range(3):
        party, meeting = make_party(country="GR"), make_meeting()
        take_part(party, meeting)
        make_meeting().hostings.create(party=party)

    # Parties, meetings, participations, hosts; on the page, the meetings to choose from.
    with django_assert_num_queries(5 if address == PAGE else 4):
        response = client.get(address)
        assert b"".join(response)


def test_real_table_says_what_the_data_file_says(client, archive):
    table = asked()

    marks = [cell for row in table.rows for cell in row.cells if cell]
    assert len(table.columns) == 64
    assert sum(len(cell.participations) for cell in marks) >= 579
    assert len(client.get(PAGE).content) < 100_000
