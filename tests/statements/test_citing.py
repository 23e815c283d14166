"""Citations to copy, and what the page of a statement tells machines."""

import datetime
import json
import re

import pytest
from django.core.files.base import ContentFile
from django.utils.translation import override

from imcwp_site.dates import PartialDate
from statements import versions
from statements.citing import Citing
from statements.metadata import Metadata
from statements.models import Attachment, Signature
from statements.related import Related
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic

SITE = "https://archive.example"


def citations_of(statement, text=None, changed=None) -> list[str]:
    return [str(one) for one in Citing(statement, text, SITE, changed).citations()]


@pytest.mark.django_db
def test_citations_name_author_title_date_and_lasting_address():
    party = make_party(name="Example Party of Land", abbreviation="EPL")
    statement = make_statement(pk=193, parties=[party], issued=PartialDate(2019, 10, 18))
    text = make_text(statement, title="On Peace")

    assert citations_of(statement, text) == [
        "Example Party of Land (2019). “On Peace.” Statement, 18 October 2019. "
        "IMCWP Archive, Statement 193. https://archive.example/s/193",
        "Example Party of Land, “On Peace,” Statement, 18 October 2019, "
        "IMCWP Archive, Statement 193, https://archive.example/s/193.",
        "Example Party of Land. “On Peace.” 18 October 2019. "
        "IMCWP Archive, Statement 193, https://archive.example/s/193.",
        "EXAMPLE PARTY OF LAND. On Peace [online]. Statement. 18 October 2019. "
        "IMCWP Archive, Statement 193. Available from: https://archive.example/s/193",
    ]


@pytest.mark.django_db
def test_title_of_the_archive_s_own_stands_in_brackets_and_an_unknown_date_is_said():
    statement = make_statement(pk=5, title="Speech at a congress")

    by_date, in_a_note, _mla, iso = citations_of(statement)

    assert by_date.startswith("[Speech at a congress] (date not known). Statement. IMCWP")
    assert in_a_note.startswith("[Speech at a congress], Statement, date not known, IMCWP")
    assert iso.startswith("[Speech at a congress] [online]. ")


@pytest.mark.django_db
def test_of_many_authors_the_first_is_named_and_a_change_is_dated():
    statement = make_statement(parties=[make_party(name=f"Example Party {n}") for n in range(4)])

    by_date, _in_a_note, mla, iso = citations_of(statement, changed=datetime.date(2024, 5, 3))

    assert by_date.startswith("Example Party 0 et al. (")
    assert ", version of 3 May 2024. " in by_date
    assert mla.startswith("Example Party 0 et al. [")
    assert iso.startswith("EXAMPLE PARTY 0 et al. [")


@pytest.mark.django_db
def test_date_that_ends_in_a_full_stop_has_no_other():
    statement = make_statement(parties=[make_party()], issued=PartialDate(2020, 3))

    with override("ru"):
        found = citations_of(statement, changed=datetime.date(2024, 5, 3))

    assert "март 2020\u202fг. IMCWP" in found[0]
    assert [one for one in found if ".." in one] == []


@pytest.mark.django_db
def test_metadata_name_authors_date_language_meeting_and_pdf():
    statement = make_statement(
        parties=[make_party(name="Example Party One"), make_party(name="Example Party Two")],
        meeting=make_meeting(city="Town"),
        issued=PartialDate(2019, 10),
    )
    Signature.objects.create(statement=statement, party=make_party(), role="signatory")
    text = make_text(statement, language="es", title="Título")
    for language in ("fr", "es"):
        file = ContentFile(b"%PDF-1.7 " + language.encode(), name=f"{language}.pdf")
        Attachment.objects.create(statement=statement, file=file, language=language)

    said = list(Metadata(statement, text, SITE, Related(statement)).for_references())

    assert ("citation_title", "Título") in said
    assert [value for name, value in said if name == "citation_author"] == [
        "Example Party One", "Example Party Two"
    ]  # fmt: skip
    assert ("citation_publication_date", "2019/10") in said
    assert ("citation_language", "es") in said
    assert [value[-7:] for name, value in said if name == "citation_pdf_url"] == ["/es.pdf"]
    assert ("citation_public_url", f"{SITE}/s/{statement.pk}") in said


@pytest.mark.django_db
def test_linked_data_say_what_is_known_and_cannot_end_their_element():
    statement = make_statement(
        title="</script><b>", topics=[make_topic(name="Peace")], source="https://example.org/a"
    )
    text = make_text(statement, language="en", title="</script><b>")
    other = make_text(statement, language="ar")

    script = Metadata(statement, text, SITE, Related(statement)).script()

    assert script.startswith('<script type="application/ld+json">')
    assert script.count("</script>") == 1
    data = json.loads(re.sub(r"^<script[^>]*>|</script>$", "", script))
    assert data["name"] == "</script><b>"
    assert (data["@type"], data["inLanguage"]) == ("Article", "en")
    assert data["about"][0]["name"] == "Peace"
    assert data["isBasedOn"] == ["https://example.org/a"]
    assert [one["url"] for one in data["workTranslation"]] == [SITE + other.get_absolute_url()]
    assert "datePublished" not in data


@pytest.mark.django_db
def test_translation_names_its_original_and_an_original_its_translations():
    statement = make_statement()
    original = make_text(statement, language="el", status="original")
    english = make_text(statement, language="en", status="official", translated_from="el")
    arabic = make_text(statement, language="ar", status="unofficial", translated_from="el")
    related = Related(statement)

    of_original, of_arabic = (
        Metadata(statement, text, SITE, related).data() for text in (original, arabic)
    )

    address = SITE + statement.get_absolute_url()
    assert [one["url"] for one in of_original["workTranslation"]] == [address, f"{address}ar/"]
    assert "translationOfWork" not in of_original
    assert [one["url"] for one in of_arabic["translationOfWork"]] == [f"{address}el/"]
    assert "workTranslation" not in of_arabic
    assert english.get_absolute_url() == f"{statement.get_absolute_url()}en/"


# The page


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "en/"])
def test_text_that_the_page_of_its_statement_shows_has_the_address_of_the_statement(client, asked):
    statement = make_statement()
    make_text(statement, language="en")
    make_text(statement, language="ar")
    address = f"http://testserver{statement.get_absolute_url()}"

    page = client.get(f"{statement.get_absolute_url()}{asked}").content.decode()

    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'"url": "{address}"' in page
    assert f'hreflang="ar" href="{address.replace("/statements", "/ar/statements")}"' in page


@pytest.mark.django_db
def test_text_that_the_page_of_its_statement_does_not_show_has_an_address_of_its_own(client):
    statement = make_statement()
    make_text(statement, language="en")
    arabic = make_text(statement, language="ar")
    address = f"http://testserver{arabic.get_absolute_url()}"

    page = client.get(arabic.get_absolute_url()).content.decode()

    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'hreflang="es" href="{address.replace("/statements", "/es/statements")}"' in page
    assert 'rel="alternate" hreflang="ar"' not in page  # the statement's page in Arabic shows it


@pytest.mark.django_db
def test_page_gives_citations_a_way_to_share_and_one_description(client):
    statement = make_statement(parties=[make_party()], title="On war & peace")
    versions.record(statement, note="Entered")

    page = client.get(statement.get_absolute_url()).content.decode()

    assert page.count('<meta name="description"') == 1
    assert page.count('<bdi lang="en">[On war &amp; peace]</bdi>') == 5  # and on paper
    assert "mailto:?subject=On%20war%20%26%20peace&amp;body=http%3A%2F%2Ftestserver%2Fs%2F" in page


@pytest.mark.django_db
def test_preview_has_nothing_to_cite(admin_client):
    statement = make_statement(published=False)

    page = admin_client.get(statement.get_absolute_url()).content.decode()

    assert "Cite and share" not in page
    assert "ld+json" not in page
