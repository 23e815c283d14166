"""The public page of a statement."""

import pytest
from django.urls import reverse

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from statements.models import Signature, SignatureList
from tests.factories import (
    LATER,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


# A statement


def test_text_in_a_language_takes_as_many_queries_as_the_statement(
    client, django_assert_num_queries
):
    statement = make_statement(parties=[make_party()], topics=[make_topic()])
    for language in ("en", "ar", "es"):
        make_text(statement, language=language)
    address = reverse("statements:text", args=[statement.pk, statement.slug, "ar"])

    client.get(address)

    # The statement, signatures, texts, topics, files, dossiers, versions, relations; blocks, what
    # is scheduled; names of kinds.
    with django_assert_num_queries(11):
        assert client.get(address).status_code == 200


def test_statement_shows_facts_text_and_signatures(client):
    author, signatory = make_party(abbreviation="EPA"), make_party(name="Example Party of Sea")
    statement = make_statement(
        parties=[author],
        topics=[make_topic(name="Peace")],
        meeting=make_meeting(city="Town"),
        issued=PartialDate(2019, 10),
        source="https://example.org/a",
    )
    make_text(statement, language="en", title="The own title", body="<p>The own words.</p>")
    Signature.objects.create(
        statement=statement, party=signatory, role="signatory", printed_name="EP of Sea"
    )
    SignatureList.objects.create(statement=statement, stated_count=67, is_complete=False)

    page = text_of(client.get(statement.get_absolute_url()))

    for words in (
        "The own title", ">The own words.<", "October 2019", "EPA", "EP of Sea", "Peace",
        "Town", "https://example.org/a", "67",
    ):  # fmt: skip
        assert words in page, words


def test_statement_without_text_says_where_the_text_is(client):
    statement = make_statement(title="A record", source="https://example.org/there")
    make_text(statement, language="ar", title="", body="")

    response = client.get(statement.get_absolute_url())

    page = text_of(response)
    assert response.context["text"] is None
    assert "https://example.org/there" in page
    assert "Arabic" in page


def test_text_in_arabic_stands_right_to_left(client):
    statement = make_statement()
    make_text(statement, language="ar", title="عنوان", body="<p>نص عربي</p>")

    page = text_of(
        client.get(reverse("statements:text", args=[statement.pk, statement.slug, "ar"]))
    )

    assert 'lang="ar" dir="rtl"' in page
    assert "نص عربي" in page


def test_text_is_shown_in_english_then_as_original_when_none_is_asked_for(client):
    statement = make_statement()
    make_text(statement, language="fr", body="<p>copie</p>")
    original = make_text(statement, language="es", status="original", body="<p>original</p>")

    assert client.get(statement.get_absolute_url()).context["text"] == original

    english = make_text(statement, language="en", body="<p>english</p>")
    assert client.get(statement.get_absolute_url()).context["text"] == english


def test_text_in_a_language_that_the_statement_lacks_is_404(client):
    statement = make_text(language="en").statement

    address = reverse("statements:text", args=[statement.pk, statement.slug, "fr"])
    assert client.get(address).status_code == 404


def test_old_slug_leads_to_the_right_address_for_ever(client):
    statement = make_statement(title="New title")
    make_text(statement, language="ar")

    assert client.get(f"/statements/{statement.pk}/old-title/")["Location"] == (
        f"/statements/{statement.pk}/new-title/"
    )
    assert client.get(f"/statements/{statement.pk}/old-title/ar/")["Location"] == (
        f"/statements/{statement.pk}/new-title/ar/"
    )
    short = client.get(f"/s/{statement.pk}")
    assert (short.status_code, short["Location"]) == (301, statement.get_absolute_url())
    assert short["Cache-Control"] == "max-age=300"


def test_address_cut_after_the_number_leads_to_the_statement(client):
    statement = make_statement(pk=193, title="Example title", issued=PartialDate(2019))
    for number in (1848, 2019, 4711):
        make_statement(pk=number)

    cut, empty_year = client.get("/statements/193/"), client.get("/statements/1848/")

    assert (cut.status_code, cut["Location"]) == (301, statement.get_absolute_url())
    assert (empty_year.status_code, empty_year["Location"][:17]) == (302, "/statements/1848/")
    assert client.get("/statements/4711/").status_code == 301
    assert client.get("/statements/2019/").status_code == 200
    assert client.get("/statements/1849/").status_code == 200
    assert client.get("/statements/193")["Location"] == "/statements/193/"


def test_page_gives_the_short_address_to_copy(client):
    statement = make_statement()

    page = text_of(client.get(statement.get_absolute_url()))

    link = f'<a href="/s/{statement.pk}" dir="ltr">testserver/s/{statement.pk}</a>'
    assert f"<dd>{statement.pk}</dd><dd>{link} <small>short address, to copy</small></dd>" in page


@pytest.mark.parametrize(
    "address", ["/statements/9/x/", "/s/9", f"/s/{'9' * 60}", "/statements/9/"]
)
def test_unknown_statement_is_404(client, address):
    assert client.get(address).status_code == 404


def test_statement_not_yet_public_is_404_for_visitors_and_a_preview_for_editors(client):
    hidden = [
        make_statement(published=False),
        make_statement(state=State.IN_REVIEW),
        make_statement(published_at=LATER),
    ]

    for statement in hidden:
        assert client.get(statement.get_absolute_url()).status_code == 404
        assert client.get(f"/s/{statement.pk}").status_code == 404
    client.force_login(make_editor())
    for statement in hidden:
        response = client.get(statement.get_absolute_url())
        assert response.status_code == 200
        assert response.context["is_preview"]
        assert "no-store" in response["Cache-Control"]


def test_scheduled_statement_becomes_public_by_itself(client, monkeypatch):
    statement = make_statement(published_at=LATER)

    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)

    assert client.get(statement.get_absolute_url()).status_code == 200
    assert statement.title in text_of(client.get("/statements/"))


def test_withdrawn_statement_keeps_its_page_with_the_reason_and_nothing_more(client):
    statement = make_statement(
        title="Taken back", state=State.WITHDRAWN, withdrawal_reason="The party disowned it."
    )
    make_text(statement, body="<p>Words no longer to be read</p>")

    for slug in (statement.slug, "any-old-slug"):
        response = client.get(reverse("statements:statement", args=[statement.pk, slug]))
        assert response.status_code == 410
        assert "The party disowned it." in text_of(response)
        assert "no longer to be read" not in text_of(response)


def test_statement_withdrawn_before_it_was_public_has_no_page(client):
    statement = make_statement(
        state=State.WITHDRAWN, published_at=LATER, withdrawal_reason="Never shown."
    )

    assert client.get(statement.get_absolute_url()).status_code == 404
    assert client.get(f"/s/{statement.pk}").status_code == 404


def test_statement_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    meeting = make_meeting()
    topics, then = [make_topic() for _n in range(4)], PartialDate(2019, 10)
    statement = make_statement(meeting=meeting, topics=topics, issued=then)
    for language in ("en", "ar", "es"):
        make_text(statement, language=language)
    for _n in range(20):
        Signature.objects.create(statement=statement, party=make_party(), role="signatory")
    for _n in range(4):
        make_statement(meeting=meeting, parties=[make_party()], topics=[make_topic()])
        make_statement(topics=topics, issued=then)

    client.get(statement.get_absolute_url())

    # The statement, signatures, texts, topics, files, dossiers, versions, relations; blocks, what
    # is scheduled, all topics; what is around it, with signatures, texts and
    # topics; names of kinds.
    with django_assert_num_queries(16):
        assert client.get(statement.get_absolute_url()).status_code == 200


def test_text_page_leads_the_names_of_its_footnotes_by_the_language(client):
    note = '<ol><li id="fn-1">Note <a href="#fnref-1">↩</a></li></ol>'
    text = make_text(body=f'<p>A<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>{note}')

    page = client.get(text.get_absolute_url()).content.decode()

    assert 'href="#fn-en-1" id="fnref-en-1"' in page
    assert '<li id="fn-en-1">' in page


def test_facts_lead_to_filtered_lists_with_their_counts(client):
    party, meeting, topic = make_party(slug="xx-ep"), make_meeting(slug="m-1"), make_topic(slug="t")
    statement = make_statement(
        parties=[party], meeting=meeting, topics=[topic], issued=PartialDate(2019, 10)
    )
    make_text(statement, language="el", status="original")
    make_statement(parties=[party])

    page = text_of(client.get(statement.get_absolute_url()))

    for link in (
        '<a href="/statements/?party=xx-ep">2 statements</a>',
        '<a href="/statements/?meeting=m-1">1 statement</a>',
        '<a href="/statements/?topic=t">',
        '<a href="/statements/?kind=statement">',
        '<a href="/statements/2019/10/">',
        '<a href="/statements/?language=el">Greek</a> '
        '<small><span lang="el" dir="ltr">Ελληνικά</span>, original</small>',
    ):
        assert link in page, link


def test_signatories_are_counted_by_role_and_country(client):
    statement = make_statement(kind="joint-statement")
    roles = ["initiator", "signatory", "signatory", "later-signatory"]
    for n, (role, country) in enumerate(zip(roles, ["GR", "GR", "TR", ""], strict=True), start=1):
        Signature.objects.create(
            statement=statement,
            party=make_party(country=country),
            role=role,
            position=n,
            added=PartialDate(2020, 4) if role == "later-signatory" else None,
        )
    Signature.objects.create(statement=statement, printed_name="Union of Example", role="signatory")

    page = text_of(client.get(statement.get_absolute_url()))

    assert "1 initiator · 3 signatories · 1 signed later · 2 countries" in page
    assert '<li><a href="/statements/?country=GR">Greece</a> 2' in page
    assert page.index("<h3>Initiators</h3>") < page.index("Signed later")
    assert "<small>April 2020</small>" in page


def test_text_in_another_language_than_the_reader_s_says_so_plainly(client):
    statement = make_statement()
    text = make_text(statement, language="es", status="original")

    said = "There is no text in English here. This one is in Spanish."
    assert said in text_of(client.get(statement.get_absolute_url()))
    assert said not in text_of(client.get(text.get_absolute_url()))


def test_missing_translation_offers_those_that_there_are(client):
    text = make_text(language="el", title="Τίτλος")

    response = client.get(text.get_absolute_url().replace("/el/", "/fr/"))

    page = text_of(response)
    assert response.status_code == 404
    assert "<h1>No text in French</h1>" in page
    assert f'href="{text.get_absolute_url()}" hreflang="el"' in page
    assert client.get(text.get_absolute_url().replace("/el/", "/nothing/")).status_code == 404


def test_known_text_without_words_offers_the_languages_that_can_be_read(client):
    statement = make_statement()
    make_text(statement, language="el")
    empty = make_text(statement, language="fr", title="", body="")

    page = text_of(client.get(empty.get_absolute_url()))

    assert "The French text is not in the archive" in page
    assert 'hreflang="el" lang="el" dir="ltr">Ελληνικά</a></li>' in page


def test_translation_that_is_behind_its_original_says_so(client):
    statement = make_statement()
    make_text(statement, language="el", status="original")
    behind = make_text(
        statement, language="fr", status="official", translated_from="el", original_hash="0" * 64
    )

    said = "The original was changed after this translation was made."
    assert said in text_of(client.get(behind.get_absolute_url()))
    assert said not in text_of(client.get(statement.get_absolute_url()))


def test_withdrawn_statement_shows_what_its_reason_names(client):
    other = make_statement(title="The right record")
    statement = make_statement(
        state=State.WITHDRAWN, withdrawal_reason=f"Entered twice: see /s/{other.pk}."
    )

    page = text_of(client.get(statement.get_absolute_url()))

    assert f'see <a href="/s/{other.pk}">/s/{other.pk}</a>.' in page
    assert "The right record" in page
