"""The language of the interface, which the address says."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.urls import path, reverse

from imcwp_site.urls import urlpatterns as urls_of_site
from tests.factories import make_statement, make_topic

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def alternates(page: str) -> dict[str, str]:
    return dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page))


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]+)">', page)


def switch(page: str) -> dict[str, str]:
    return dict(
        re.findall(r'<li><a href="([^"]+)" lang="[^"]+" dir="\w+" hreflang="([^"]+)"', page)
    )


# Which language a page speaks


def test_address_without_a_language_is_in_english_whatever_the_browser_asks_for(client, db):
    response = client.get("/statements/", headers={"accept-language": "ru"})

    assert '<html lang="en" dir="ltr">' in response.text
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("code", OTHERS)
def test_page_under_a_prefix_speaks_its_language(code, client, db):
    page = client.get(f"/{code}/statements/", headers={"accept-language": "en"}).text

    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page
    assert f'href="/{code}/parties/"' in page
    assert "Skip to the content" not in page


def test_document_keeps_its_language_in_another_interface(client, db):
    statement = make_statement(title="Example title")
    statement.texts.create(language="fr", title="Titre d’exemple", body="<p>Exemple.</p>")

    page = client.get(f"/ru{statement.get_absolute_url()}").text

    assert '<html lang="ru"' in page
    assert re.search(r'<h1[^>]*lang="fr"', page)


@pytest.mark.parametrize("address", ["/es/nothing/", "/es/statements/9/", "/es/s/9"])
def test_missing_page_says_so_in_the_language_of_its_address(address, client, db):
    response = client.get(address)

    assert response.status_code == 404
    assert '<html lang="es" dir="ltr">' in response.text
    assert "There is no such page" not in response.text


def test_refused_address_and_fault_of_a_feed_speak_the_language_of_the_address(client, db):
    refused = client.get("/es/statements/?q=%ff")
    feed = client.get("/es/statements.rss?kind=nonsense")

    assert refused.status_code == feed.status_code == 400
    assert '<html lang="es" dir="ltr">' in refused.text
    assert feed.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "is not a kind of statement" not in feed.text


def fail(request):
    raise RuntimeError("on purpose")


def suspect(request):
    raise SuspiciousOperation("on purpose")


urlpatterns = [path("es/fails/", fail), path("es/suspicious/", suspect), *urls_of_site]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/es/fails/", 500), ("/es/suspicious/", 400)])
def test_failing_page_speaks_the_language_of_its_address(address, status, client, db):
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert '<html lang="es" dir="ltr">' in response.text
    assert 'content="noindex"' in response.text


def test_desk_speaks_the_language_of_the_browser(desk):
    response = desk.get("/admin/", headers={"accept-language": "ru,en;q=0.5"})

    assert '<html lang="ru" dir="ltr">' in response.text
    assert "Accept-Language" in response.headers["Vary"]


# The same page in other languages


def test_pages_name_each_other_in_all_languages_and_themselves_as_the_right_address(client, db):
    pages = {
        code: client.get(f"{prefix}/topics/?from=mail").text
        for code, prefix in (("en", ""), ("es", "/es"), ("ar", "/ar"))
    }

    assert alternates(pages["en"]) == alternates(pages["es"]) == alternates(pages["ar"])
    assert alternates(pages["en"])["es"] == "http://testserver/es/topics/"
    assert alternates(pages["en"])["en"] == "http://testserver/topics/"
    assert alternates(pages["en"])["x-default"] == "http://testserver/topics/"
    assert set(alternates(pages["en"])) == {*OTHERS, "en", "x-default"}
    assert canonical(pages["ar"]) == ["http://testserver/ar/topics/"]


def test_list_of_one_filter_is_named_with_it_in_all_languages(client, db):
    topic = make_topic()

    page = client.get(f"/es/statements/?topic={topic.slug}").text

    assert canonical(page) == [f"http://testserver/es/statements/?topic={topic.slug}"]
    assert alternates(page)["ru"] == f"http://testserver/ru/statements/?topic={topic.slug}"


@pytest.mark.parametrize("address", ["/search/", "/nothing/", "/statements/?q=peace"])
def test_page_that_is_not_to_be_indexed_has_no_alternates(address, client, db):
    page = client.get(address).text

    assert 'content="noindex"' in page
    assert not alternates(page)
    assert not canonical(page)


def test_switch_stays_on_the_page_with_its_query(client, db):
    page = client.get("/es/statements/?kind=speech&date_after=2019").text

    query = "?kind=speech&amp;date_after=2019"
    assert {code: url for url, code in switch(page).items()} == {"en": f"/statements/{query}"} | {
        code: f"/{code}/statements/{query}" for code in OTHERS
    }


@pytest.mark.parametrize(
    ("address", "english", "spanish"),
    [
        ("/enough/", "/enough/", "/es/enough/"),
        ("/es//elsewhere.example/", "/%2Felsewhere.example/", "/es//elsewhere.example/"),
        ("/a%3Fb%23c%25/", "/a%3Fb%23c%25/", "/es/a%3Fb%23c%25/"),
        ("/α/", "/%CE%B1/", "/es/%CE%B1/"),
    ],
)
def test_switch_leads_to_the_same_path_and_never_off_the_site(
    address, english, spanish, client, db
):
    page = client.get(address).text

    assert {"en", "es"} <= set(switch(page).values())
    by_code = {code: url for url, code in switch(page).items()}
    assert (by_code["en"], by_code["es"]) == (english, spanish)


# Addresses of one language, and of none


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/en/", "/"),
        ("/en/statements/?kind=speech", "/statements/?kind=speech"),
        ("/en//elsewhere.example/", "/%2Felsewhere.example/"),
    ],
)
def test_english_has_no_prefix_and_an_address_with_one_leads_there(address, leads_to, client, db):
    response = client.get(address)

    assert response.status_code == 301
    assert response.headers["Location"] == leads_to


def test_feed_of_a_prefix_speaks_its_language_and_leads_there(client, db):
    make_statement(title="Example title")

    feed = client.get("/es/statements.rss").text

    assert "<language>es</language>" in feed
    assert "<link>http://testserver/es/statements/</link>" in feed


def test_short_addresses_and_files_are_the_same_in_every_language(client, db):
    statement = make_statement()
    attachment = statement.attachments.create(file=ContentFile(b"%PDF-1.4", name="a.pdf"))

    page = client.get(f"/es{statement.get_absolute_url()}").text

    assert f'href="{reverse("lasting:short", args=[statement.pk])}"' in page
    assert f'href="/statements/{statement.pk}/files/{attachment.pk}/' in page
