"""What a model of this archive must survive: statements, their texts, signatures and dates.

Each test builds a situation that sources really report; titles and bodies are made up.
"""

import csv
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from parties.models import Party, PartyName, PartyNote, PartyWebsite
from statements.models import Dossier, Signature, SignatureList, Statement, Text
from tests.factories import (
    make_dossier,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[2] / "data"
Role = Signature.Role


def sign(statement, party=None, **fields):
    """Keep a signature, as a signatory unless `fields` say otherwise."""
    fields = {"role": Role.SIGNATORY} | fields
    return Signature.objects.create(statement=statement, party=party, **fields)


def make_joint_statement(**fields):
    return make_statement(kind=Statement.Kind.JOINT_STATEMENT, **fields)


def test_edge_case_22_title_in_another_script_and_internationalised_domain(client):
    website = PartyWebsite(party=make_party(), url="https://ркрп.рус/")
    website.full_clean()
    website.save()
    statement = make_statement(title="РКРП")

    assert PartyWebsite.objects.get().url == "https://ркрп.рус/"
    assert statement.slug == "ркрп"
    assert client.get(statement.get_absolute_url()).status_code == 200


def test_edge_case_23_right_to_left_text_with_latin_inside_and_two_native_names():
    party = make_party(abbreviation="Maki", country="IL")
    names = {"he": "המפלגה הקומוניסטית הישראלית", "ar": "الحزب الشيوعي الإسرائيلي"}
    for language, name in names.items():
        PartyName.objects.create(
            party=party, kind=PartyName.Kind.NATIVE, text=name, language=language
        )
    body = '<p>الحزب <span lang="en" dir="ltr">CPI(M)</span> 2019</p>'
    text = make_text(language="ar", title="بيان 2019", body=body)

    text.full_clean()

    native = party.names.filter(kind=PartyName.Kind.NATIVE)
    assert {name.language: name.text for name in native} == names
    assert text.dir == "rtl"
    assert text.body == body


def test_edge_case_24_one_document_in_many_languages_on_several_pages_or_only_translated():
    plan = make_statement(kind=Statement.Kind.PLAN_OF_ACTION)
    for language in ("ar", "en", "es", "ru", "tr"):
        make_text(plan, language=language)
    translated = make_statement()
    make_text(translated, language="fr", status=Text.Status.UNOFFICIAL, translated_from="pl")

    statements = Statement.objects
    assert statements.in_languages(["ar", "en", "es", "ru", "tr"]).count() == 1
    assert statements.in_languages(["fr"]).get() == translated
    assert not statements.in_languages(["pl"]).exists()
    assert not translated.texts.filter(status=Text.Status.ORIGINAL).exists()


def test_edge_case_25_text_in_one_language_with_signatories_in_another():
    resolution = make_statement(kind=Statement.Kind.RESOLUTION, issued="2011-04")
    make_text(resolution, language="it", title="Titolo", body="<p>Testo</p>")
    party = make_party(name="Communist Party (Italy)")

    signature = sign(resolution, party, printed_name="Communist Peoples' Left, Italy")

    assert [text.language for text in resolution.texts.all()] == ["it"]
    assert str(signature) == "Communist Peoples' Left, Italy"
    assert Statement.objects.by_any_party([party]).get() == resolution


@pytest.mark.parametrize("language", ["ss", "ka", "lo", "bn", "si"])
def test_edge_case_26_language_outside_the_usual_set(language):
    text = make_text(language=language)
    name = PartyName(party=make_party(), kind="native", text="Name", language=language)

    text.full_clean()
    name.full_clean()

    assert Statement.objects.in_languages([language]).get() == text.statement


def test_edge_case_27_joint_statement_that_keeps_growing():
    statement = make_joint_statement(issued="2014-07", posted="2014-07-23")
    signatures = SignatureList.objects.create(
        statement=statement, is_open=True, stated_count=67, note="67 reported, later 81."
    )
    late = sign(
        statement, make_party(), role=Role.LATER_SIGNATORY, position=1, added=PartialDate(2014, 11)
    )
    first, second = (sign(statement, make_party(), position=position) for position in (1, 2))

    signatures.stated_count = 81
    signatures.full_clean()
    signatures.save()

    assert list(statement.signatures.all()) == [first, second, late]
    assert str(statement.signatures.last().added) == "2014-11"
    assert "67" in statement.signature_list.note
    assert statement.signature_list.is_complete is None


def test_edge_case_28_joint_statements_alike_but_for_their_signatories():
    meeting, topic = make_meeting(start="2022-10"), make_topic(name="Ukraine")
    statements = [
        make_joint_statement(
            title="Joint statement on Ukraine", issued="2022-10", meeting=meeting, topics=[topic]
        )
        for _n in range(2)
    ]
    first, second = make_party(), make_party()
    sign(statements[0], first)
    sign(statements[1], second)

    addresses = {statement.get_absolute_url() for statement in statements}

    assert len(addresses) == 2
    assert Statement.objects.by_any_party([first]).get() == statements[0]
    assert Statement.objects.by_any_party([second]).get() == statements[1]
    assert meeting.statements.for_topics([topic]).count() == 2


def test_edge_case_29_resolution_of_a_meeting_signed_by_part_of_its_participants():
    meeting = make_meeting(kind="ordinary", number=19, parties_count=103)
    resolution = make_statement(kind=Statement.Kind.RESOLUTION, meeting=meeting)
    SignatureList.objects.create(statement=resolution, stated_count=67, is_complete=False)

    assert resolution.meeting.parties_count == 103
    assert resolution.signature_list.stated_count == 67
    assert resolution.signature_list.is_complete is False


def test_edge_case_30_group_is_a_property_of_the_signature_at_that_time():
    party, other = make_party(), make_party()
    earlier, later = make_joint_statement(), make_joint_statement()
    sign(earlier, party, group="Other Parties")
    sign(later, party, group="SolidNet Parties")
    sign(later, other, group="Other Parties")

    groups = {signature.party: signature.group for signature in later.signatures.all()}

    assert groups == {party: "SolidNet Parties", other: "Other Parties"}
    assert earlier.signatures.get().group == "Other Parties"


def test_edge_case_31_several_initiators_from_several_countries():
    statement = make_joint_statement(issued="2023")
    countries = ["GR", "MX", "ES", "TR"]
    for position, country in enumerate(countries, start=1):
        sign(statement, make_party(country=country), role=Role.INITIATOR, position=position)

    initiators = statement.signatures.filter(role=Role.INITIATOR)

    assert [signature.party.country for signature in initiators] == countries
    assert Statement.objects.from_countries(countries).count() == 1
    assert all(Statement.objects.from_countries([code]).exists() for code in countries)


def test_edge_case_32_statement_of_two_parties_together():
    parties = [make_party(country="IR"), make_party(country="SD")]
    statement = make_statement(issued="2009", parties=parties)

    assert statement.kind == Statement.Kind.STATEMENT
    assert list(statement.signatures.values_list("role", flat=True)) == [Role.AUTHOR] * 2
    assert all(Statement.objects.by_any_party([one]).get() == statement for one in parties)


def test_edge_case_33_dossier_without_author_that_is_updated_for_ever():
    statement = make_statement(kind=Statement.Kind.DOSSIER, parties=[])
    dossier = make_dossier(is_open=True)
    address, before = dossier.get_absolute_url(), dossier.updated_at

    dossier.entries.create(statement=statement, position=1)
    dossier.save()
    dossier.refresh_from_db()

    assert not statement.signatures.exists()
    assert dossier.updated_at > before
    assert dossier.get_absolute_url() == address
    assert list(Dossier.objects.published()) == [dossier]


@pytest.mark.parametrize("abbreviation", ["CPP", "CPA", "ICP", "CPS"])
def test_edge_case_34_abbreviation_that_cannot_be_resolved_stays_as_printed(abbreviation):
    make_party(abbreviation=abbreviation)
    make_party(abbreviation=abbreviation)
    statement = make_joint_statement()
    signature = Signature(statement=statement, role=Role.SIGNATORY, printed_name=abbreviation)

    signature.full_clean()
    signature.save()

    assert str(statement.signatures.get()) == abbreviation
    assert not Statement.objects.by_any_party(Party.objects.all()).exists()


def test_edge_case_35_document_without_date_or_with_two():
    undated = make_statement(kind=Statement.Kind.RESOLUTION)
    signed = make_statement(issued="2011-04-19", note="The text says 29 April.")
    undated.full_clean()
    april = PartialDate(2011, 4)

    assert list(Statement.objects.newest_first()) == [signed, undated]
    assert list(Statement.objects.issued_between(april, april)) == [signed]
    assert set(Statement.objects.issued_between(None, None)) == {signed, undated}
    assert Statement.objects.get(pk=undated.pk).issued_first_day is None
    assert "29 April" in Statement.objects.get(pk=signed.pk).note


def test_edge_case_36_same_title_by_the_same_party_every_year():
    party = make_party(slug="za-sacp")
    first, second = (
        make_statement(title="May Day statement", parties=[party], issued=issued)
        for issued in ("2002-04-29", "2023-05-01")
    )

    assert first.slug == second.slug
    assert first.get_absolute_url() != second.get_absolute_url()
    assert list(Statement.objects.by_any_party([party]).newest_first()) == [second, first]


def test_edge_case_37_same_document_on_many_sites_on_many_days():
    statement = make_joint_statement(
        issued="2023",
        posted="2023-03-27",
        source="https://one.example/a (27 March 2023); https://two.example/b (8 May 2023)",
    )

    assert [source.url for source in statement.sources] == [
        "https://one.example/a",
        "https://two.example/b",
    ]
    assert "8 May 2023" in statement.sources[1].text
    assert Statement.objects.get(posted="2023-03-27") == statement


def test_edge_case_38_editorial_typo_is_kept_beside_the_normal_name():
    party = make_party(name="Communist Party of Azerbaijan")
    printed = "Communist Party of Azerbaidjan"
    PartyName.objects.create(party=party, kind=PartyName.Kind.VARIANT, text=printed)

    signature = sign(make_joint_statement(), party, printed_name=printed)

    assert str(signature) == printed
    assert signature.party.name == "Communist Party of Azerbaijan"
    assert Party.objects.get(names__text=printed) == party


def test_edge_case_39_founding_year_in_dispute():
    party = make_party(founded="2011")
    for year in (1994, 2011):
        PartyNote.objects.create(
            party=party, date=PartialDate(year), text="Founded.", source=f"A source of {year}"
        )

    claims = [(str(note.date), note.source) for note in party.notes.all()]

    assert str(Party.objects.get().founded) == "2011"
    assert claims == [("1994", "A source of 1994"), ("2011", "A source of 2011")]


def test_edge_case_40_very_long_themes_and_titles(client):
    meeting = make_meeting(theme="The tasks of the parties in the present situation. " * 12)
    title = "Statement of the Example Party on the anniversary of its founding " * 4
    statement = make_statement(title=title.strip(), meeting=meeting)
    for record in (meeting, statement):
        record.full_clean()

    assert len(meeting.theme) > 400
    assert len(statement.title) > 200
    assert len(statement.slug) <= 80
    assert client.get(meeting.get_absolute_url()).status_code == 200
    assert statement.title in client.get(statement.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError):
        Statement(title="x" * 501, kind="statement").full_clean()


def test_edge_case_41_contact_data_of_private_persons_has_no_place():
    private = {"phone", "telephone", "mobile", "fax", "email", "mail", "contact", "person"}
    fields = {field.name for field in Party._meta.get_fields()}
    with (DATA / "parties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert not private & fields
    assert not private & set(rows[0])
    assert not any("@" in value for row in rows for value in row)


def test_edge_case_42_withdrawn_document_and_disputed_leadership(client):
    party = make_party(country="VE")
    for source in ("One leadership", "The other leadership"):
        PartyNote.objects.create(
            party=party, date=PartialDate(2023), text=f"Claim of {source}.", source=source
        )
    statement = make_statement(title="Disputed statement", parties=[party])
    make_text(statement, body="<p>Words of the document.</p>")
    address = statement.get_absolute_url()

    statement.state, statement.withdrawal_reason = State.WITHDRAWN, "Its authors disown it."
    statement.full_clean()
    statement.save()
    response = client.get(address)

    assert not Statement.objects.published().exists()
    assert statement.published_at <= timezone.now()
    assert "Its authors disown it." in response.content.decode()
    assert "Words of the document." not in response.content.decode()
    assert [note.source for note in party.notes.all()] == ["One leadership", "The other leadership"]
