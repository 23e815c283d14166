"""What a model of this archive must survive: meetings and parties.

Each test builds a situation that sources really report. Statements have a module of their own.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from imcwp_site.countries import country_name
from imcwp_site.dates import PartialDate, touches
from imcwp_site.text import slug_of
from meetings.models import Hosting, Meeting, Participation, PrintedCount, PrintedDates
from parties.models import Party, PartyName, PartyRelation
from tests.factories import make_meeting, make_party
from tests.statements import test_edge_cases

pytestmark = pytest.mark.django_db

Role = Participation.Role
EDGE_CASE = re.compile(r"test_edge_case_(\d\d)_")


def make_numbered(number, **fields):
    """Keep an ordinary meeting of the series."""
    fields = {"slug": f"imcwp-{number:02}", "number": number} | fields
    return make_meeting(kind=Meeting.Kind.ORDINARY, **fields)


def take_part(meeting, role, *names):
    """Keep a participation for each name, as printed."""
    for name in names:
        Participation.objects.create(
            meeting=meeting, party=make_party(name=name), role=role, printed_name=name
        )


def parties_named(name):
    """Give the parties that bear or bore `name`, or are printed so."""
    return Party.objects.filter(Q(name=name) | Q(names__text=name)).distinct()


def test_each_of_the_42_edge_cases_has_a_test():
    names = [*globals(), *vars(test_edge_cases)]
    numbers = {int(match.group(1)) for name in names if (match := EDGE_CASE.match(name))}

    assert numbers == set(range(1, 43))


def test_edge_case_01_meeting_without_number_between_numbered_ones():
    tenth = make_numbered(10, start="2008-11-21", end="2008-11-23")
    eleventh = make_numbered(11, start="2009-11-20", end="2009-11-22")
    damascus = make_meeting(
        kind=Meeting.Kind.EXTRAORDINARY, city="Damascus", start="2009-09-28", end="2009-09-30"
    )
    damascus.refresh_from_db()

    assert list(Meeting.objects.all()) == [tenth, damascus, eleventh]
    assert damascus.number is None
    assert damascus.title == "Extraordinary meeting, Damascus 2009"


def test_edge_case_02_founding_conference_before_number_one():
    first = make_numbered(1, start="1999-05-21", end="1999-05-23")
    founding = make_meeting(
        city="Athens", start="1998-05-22", end="1998-05-24", note="Some count the series from here."
    )

    assert Meeting.objects.first() == founding
    assert list(Meeting.objects.filter(number__isnull=False)) == [first]
    assert founding.number is None
    assert founding.kind == Meeting.Kind.OTHER


def test_edge_case_03_announced_meeting_not_held_and_its_number_used_later():
    pyongyang = make_meeting(
        kind=Meeting.Kind.ORDINARY, start="2020", country="KP", status=Meeting.Status.CANCELLED
    )
    havana = make_numbered(22, start="2022-10-27", end="2022-10-29", country="CU")

    assert list(Meeting.objects.held()) == [havana]
    assert set(Meeting.objects.of_series()) == {pyongyang, havana}
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=pyongyang.pk).update(number=22)


def test_edge_case_04_meeting_postponed_with_no_new_date():
    make_numbered(
        24, start="2024-10-25", end="2024-10-27", city="Beirut", status=Meeting.Status.POSTPONED
    )
    postponed = Meeting.objects.get(number=24)

    assert postponed.get_status_display() == "postponed"
    assert postponed.dates_in_words == "25–27 October 2024"
    assert not Meeting.objects.held().exists()
    postponed.start = postponed.end = None
    postponed.full_clean()


def test_edge_case_05_teleconference_without_place_by_two_hosts():
    meeting = make_meeting(
        kind=Meeting.Kind.EXTRAORDINARY,
        mode=Meeting.Mode.TELECONFERENCE,
        city="",
        start=PartialDate(2021, 12, 10),
        end=PartialDate(2021, 12, 11),
    )
    hosts = [make_party(abbreviation="KKE"), make_party(abbreviation="TKP")]
    for position, party in enumerate(hosts, start=1):
        Hosting.objects.create(meeting=meeting, party=party, position=position)

    meeting.full_clean()

    assert meeting.place == ""
    assert meeting.title == "Extraordinary meeting, 2021"
    assert [hosting.party for hosting in meeting.hostings.all()] == hosts


def test_edge_case_06_meeting_with_closing_events_in_another_country():
    meeting = make_numbered(
        9, city="Minsk", country="BY", further_places="Moscow, 6–7 November 2007"
    )

    assert meeting.place == "Minsk, Belarus"
    assert "Moscow" in meeting.further_places


def test_edge_case_07_meeting_of_which_only_the_month_is_known():
    make_numbered(5, start="2003-06")
    before = make_meeting(start="2003-05-31")
    after = make_meeting(start="2003-06-01")
    meeting = Meeting.objects.get(number=5)
    tenth_of_june = PartialDate(2003, 6, 10)

    found = Meeting.objects.filter(touches("start", tenth_of_june, tenth_of_june))

    assert meeting.dates_in_words == "June 2003"
    assert list(Meeting.objects.all()) == [before, meeting, after]
    assert list(found) == [meeting]


def test_edge_case_08_contradictory_dates_in_equally_good_sources():
    make_numbered(14, start="2012-11-22", end="2012-11-25", source="Final statement")
    meeting = Meeting.objects.get(number=14)
    for first, last, source in [(22, 24, "One report"), (23, 25, "Another report")]:
        PrintedDates.objects.create(
            meeting=meeting,
            start=PartialDate(2012, 11, first),
            end=PartialDate(2012, 11, last),
            source=source,
        )

    claims = [(str(dates), dates.source) for dates in meeting.printed_dates.all()]

    assert (meeting.dates_in_words, meeting.source) == ("22–25 November 2012", "Final statement")
    assert claims == [
        ("22–24 November 2012", "One report"),
        ("23–25 November 2012", "Another report"),
    ]


def test_edge_case_09_contradictory_counts():
    meeting = make_numbered(14, countries_count=44)
    for number, source in [(54, "Another report"), (48, "One report")]:
        PrintedCount.objects.create(
            meeting=meeting, counted=PrintedCount.Counted.COUNTRIES, number=number, source=source
        )

    printed = [(count.number, count.source) for count in meeting.printed_counts.all()]

    assert meeting.countries_count == 44
    assert meeting.parties_count is meeting.delegates_count is None
    assert printed == [(48, "One report"), (54, "Another report")]


def test_edge_case_10_announced_and_actual_participation_differ():
    meeting = make_numbered(22, parties_count=78)
    stages = PrintedCount.Stage
    for stage, number in [(stages.ANNOUNCED, 82), (stages.COUNTED, 73)]:
        PrintedCount.objects.create(meeting=meeting, counted="parties", stage=stage, number=number)
    take_part(meeting, Role.ANNOUNCED, "Example Party")

    assert meeting.printed_counts.get(stage=stages.ANNOUNCED).number == 82
    assert meeting.printed_counts.get(stage=stages.COUNTED).number == 73
    assert not meeting.participations.filter(role=Role.DELEGATION).exists()


def test_edge_case_11_absent_parties_counted_for_their_written_texts():
    meeting = make_numbered(11, parties_count=57, note="Three took part by written text only.")
    take_part(meeting, Role.CONTRIBUTION, "First Party", "Second Party", "Third Party")
    take_part(meeting, Role.DELEGATION, "Fourth Party")

    present = meeting.participations.filter(role=Role.DELEGATION)

    assert meeting.participations.count() == 4
    assert [participation.party.name for participation in present] == ["Fourth Party"]


def test_edge_case_12_parties_that_only_sent_a_message():
    meeting = make_numbered(8, parties_count=63)
    PrintedCount.objects.create(meeting=meeting, counted=PrintedCount.Counted.MESSAGES, number=17)
    take_part(meeting, Role.MESSAGE, "Example Party")

    assert str(meeting.printed_counts.get()) == "17 messages"
    assert meeting.participations.get().get_role_display() == "message"
    assert meeting.parties_count == 63


def test_edge_case_13_two_parties_of_a_country_printed_with_one_name():
    meeting = make_meeting(start="2002-01")
    names = ["Syrian Communist Party", "Syrian Communist Party (Unified)"]
    for slug, name in zip(["sy-scp", "sy-scp-unified"], names, strict=True):
        party = make_party(slug=slug, name=name, country="SY")
        Participation.objects.create(
            meeting=meeting, party=party, role=Role.DELEGATION, printed_name=names[0]
        )

    printed = meeting.participations.filter(printed_name="Syrian Communist Party")

    assert {participation.party.slug for participation in printed} == {"sy-scp", "sy-scp-unified"}


def test_edge_case_14_two_entries_that_no_word_distinguishes():
    entries = [
        make_party(slug=slug, name="Workers' Party of Ireland", abbreviation="WPI", country="IE")
        for slug in ("ie-wp", "ie-wp-2")
    ]

    for party in entries:
        party.full_clean()

    assert list(parties_named("Workers' Party of Ireland")) == entries
    assert len({party.slug for party in entries}) == 2


def test_edge_case_15_one_party_under_two_names_within_three_years():
    party = make_party(name="Communist Party of Turkey", abbreviation="TKP")
    PartyName.objects.create(
        party=party,
        kind=PartyName.Kind.FORMER,
        text="Communist Party, Turkey",
        abbreviation="KP",
        since=PartialDate(2014),
        until=PartialDate(2017),
    )
    hosting = Hosting.objects.create(
        meeting=make_numbered(17, start="2015-10-30"), party=party, printed_name="KP"
    )

    assert party.name_on(PartialDate(2013)) == "Communist Party of Turkey"
    assert party.name_on(PartialDate(2015, 10, 30)) == "Communist Party, Turkey"
    assert party.name_on(PartialDate(2018)) == "Communist Party of Turkey"
    assert hosting.printed_name == "KP"
    assert parties_named("Communist Party, Turkey").get() == party


def test_edge_case_16_party_that_splits_while_both_halves_use_the_old_name():
    pcpe = make_party(slug="es-pcpe", abbreviation="PCPE")
    pcte = make_party(slug="es-pcte", abbreviation="PCTE")
    PartyRelation.objects.create(
        party=pcte,
        kind=PartyRelation.Kind.SPLIT_FROM,
        other=pcpe,
        date=PartialDate(2019),
        source="The bulletin",
    )
    meeting = make_numbered(20, start="2018-11-23")
    for party in (pcpe, pcte):
        Participation.objects.create(
            meeting=meeting, party=party, role=Role.CONTRIBUTION, printed_name="PCPE"
        )

    assert meeting.participations.filter(printed_name="PCPE").count() == 2
    assert pcpe.relations_of_others.get().party == pcte
    assert str(pcte.relations.get().date) == "2019"


def test_edge_case_17_name_with_a_state_that_was_renamed_or_is_no_more():
    swaziland = make_party(name="Communist Party of Swaziland", country="SZ")
    yugoslavia = make_party(name="New Communist Party of Yugoslavia", country="RS")
    soviet_union = make_party(name="Communist Party of Soviet Union", country="RU")

    for party in (swaziland, yugoslavia, soviet_union):
        party.full_clean()

    assert swaziland.name == "Communist Party of Swaziland"
    assert swaziland.country_name == "Eswatini"
    assert yugoslavia.country_name == "Serbia"


def test_edge_case_18_parties_that_are_not_national():
    kinds = Party.Kind
    union = make_party(name="UCP-CPSU", kind=kinds.FEDERATION, country="")
    guadeloupe, reunion = make_party(country="GP"), make_party(country="RE")
    styria = make_party(name="Communist Party of Styria", kind=kinds.REGIONAL, country="AT")

    for party in (union, guadeloupe, reunion, styria):
        party.full_clean()

    assert union.country_name == ""
    assert [guadeloupe.country_name, reunion.country_name] == ["Guadeloupe", "Réunion"]
    assert styria.get_kind_display() == "regional organisation"


def test_edge_case_19_participant_that_is_not_a_party():
    front = make_party(abbreviation="PFLP", kind=Party.Kind.MOVEMENT)
    youth = make_party(name="Example Youth Movement", abbreviation="", kind=Party.Kind.OTHER)
    meeting = make_meeting()
    for participant in (front, youth):
        participant.full_clean()
        Participation.objects.create(meeting=meeting, party=participant, role=Role.DELEGATION)

    assert front.get_kind_display() == "movement or front"
    assert meeting.participations.filter(party__kind=Party.Kind.PARTY).count() == 0


def test_edge_case_20_punctuation_and_prepositions_are_identity():
    titles = [
        *("CPI", "CPI(M)", "PKP", "PKP-1930", "KSČM", "KSCM"),
        *("Communist Party (Italy)", "Communist Party, Turkey", "Communist Party"),
        *("SCP", "SCP (Unified)", "CP in Denmark", "CP of Denmark"),
    ]

    slugs = [slug_of(title) for title in titles]

    assert len(set(slugs)) == len(titles)
    make_party(slug="in-cpi", name="Communist Party of India", abbreviation="CPI")
    make_party(slug="in-cpim", name="Communist Party of India (Marxist)", abbreviation="CPI(M)")
    assert parties_named("Communist Party of India").get().slug == "in-cpi"
    with pytest.raises(ValidationError):
        Party(slug="in-cpi(m)", name="Communist Party of India (Marxist)").full_clean()


def test_edge_case_21_names_that_differ_by_word_order_only():
    pcb = make_party(slug="br-pcb", name="Brazilian Communist Party", abbreviation="PCB")
    pcdob = make_party(slug="br-pcdob", name="Communist Party of Brazil", abbreviation="PCdoB")
    PartyName.objects.create(
        party=pcdob, kind=PartyName.Kind.VARIANT, text="KP Brazylii", language="pl"
    )

    assert parties_named("Brazilian Communist Party").get() == pcb
    assert parties_named("Communist Party of Brazil").get() == pcdob
    assert parties_named("KP Brazylii").get() == pcdob
    assert set(Party.objects.filter(name__icontains="brazil")) == {pcb, pcdob}
    assert country_name("BR") == "Brazil"
