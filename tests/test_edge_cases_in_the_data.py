"""The edge cases that the archive's own data holds, after its import."""

import pytest

from imcwp_site.dates import PartialDate
from imcwp_site.text import slug_of
from meetings.models import Meeting
from parties.models import Party
from statements.models import Signature, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archive(archive):
    """Every test here is about the imported data."""


def test_damascus_stands_between_the_tenth_and_the_eleventh_meeting():
    series = list(Meeting.objects.of_series().values_list("slug", flat=True))

    at = series.index("ext-2009-damascus")
    assert series[at - 1 : at + 2] == ["imcwp-10", "ext-2009-damascus", "imcwp-11"]


def test_numbers_run_from_1_to_24_and_two_meetings_of_the_series_were_not_held():
    numbers = Meeting.objects.filter(number__isnull=False).values_list("number", flat=True)
    not_held = Meeting.objects.of_series().exclude(status=Meeting.Status.HELD)

    assert sorted(numbers) == list(range(1, 25))
    assert {meeting.slug: meeting.status for meeting in not_held} == {
        "imcwp-2020-planned": "cancelled",
        "imcwp-24": "postponed",
    }


def test_teleconference_has_two_hosts_and_no_place():
    meeting = Meeting.objects.get(slug="ext-2021-teleconference")

    assert meeting.place == ""
    assert [h.party.slug for h in meeting.hostings.all()] == ["gr-kke", "tr-tkp"]


def test_meeting_of_june_2003_is_known_by_its_month():
    assert Meeting.objects.get(number=5).dates_in_words == "June 2003"


@pytest.mark.parametrize(
    "slugs",
    [
        ("sy-scp", "sy-scp-unified"),
        ("az-cpa", "az-cpa-2"),
        ("ie-wp", "ie-wp-2"),
        ("in-cpi", "in-cpim"),
        ("dk-kpid", "dk-dkp"),
        ("br-pcb", "br-pcdob"),
        ("pe-pcp", "pe-pcp-pr"),
        ("es-pcpe", "es-pcte"),
    ],
)
def test_parties_alike_in_name_stay_two(slugs):
    assert Party.objects.filter(slug__in=slugs).count() == 2


def test_two_syrian_signatures_are_printed_alike():
    printed = Signature.objects.filter(
        statement__signature_list__reference="js-2002-01-med", printed_name="Syrian Communist Party"
    )

    assert {signature.party.slug for signature in printed} == {"sy-scp", "sy-scp-unified"}


def test_internationalised_domain_is_kept_as_written():
    party = Party.objects.get(slug="ru-rcwp")

    assert [website.url for website in party.websites.all()] == ["https://ркрп.рус/"]


def test_names_as_printed_are_kept_beside_present_ones():
    signature = Signature.objects.get(
        statement__signature_list__reference="js-2011-04-belarus", party__slug="it-pc"
    )

    assert str(signature) == "Communist Peoples' Left, Italy"
    assert signature.party.name == "Communist Party (Italy)"


def test_statement_by_initiators_of_four_countries_is_found_once():
    statement = Statement.objects.get(signature_list__reference="js-2023-02-ukraine")
    initiators = statement.signatures.filter(role=Signature.Role.INITIATOR)

    assert {signature.party.country for signature in initiators} == {"GR", "MX", "ES", "TR"}
    assert (
        Statement.objects.filter(pk=statement.pk).from_countries(["GR", "MX", "ES", "TR"]).count()
        == 1
    )


def test_may_day_statements_of_a_party_differ_in_address():
    statements = Statement.objects.filter(reference__in=["st-206", "st-207"])

    assert len({statement.get_absolute_url() for statement in statements}) == 2


def test_every_statement_of_a_month_touches_a_range_within_it():
    october = PartialDate(2019, 10)
    within = Statement.objects.issued_between(PartialDate(2019, 10, 5), PartialDate(2019, 10, 6))
    coarse = Statement.objects.filter(issued__in=["2019", "2019-10"])

    assert coarse.exists()
    assert set(coarse) <= set(within) <= set(Statement.objects.issued_between(october, october))


def test_every_record_has_a_source_and_every_title_a_slug_within_its_limit():
    for model in (Party, Meeting, Statement):
        assert not model.objects.filter(source="").exists()
    for statement in Statement.objects.all():
        assert 0 < len(slug_of(statement.title)) <= 80


def test_whole_archive_is_valid_by_its_own_rules():
    for model in (Party, Meeting, Statement, Signature):
        for record in model.objects.all():
            record.full_clean(validate_unique=False, validate_constraints=False)
