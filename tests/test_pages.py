"""The pages that compose the archive: home, about, and the pages that say what went wrong."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template import Context, Template
from django.test import override_settings
from django.urls import path
from django.utils.html import strip_tags

from imcwp_site.dates import PartialDate
from imcwp_site.urls import urlpatterns as site_urls
from meetings.models import Meeting
from statements.models import Signature
from tests.factories import (
    make_dossier,
    make_hidden,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db


def refuse(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def fail(request):
    raise RuntimeError


urlpatterns = [
    *site_urls,
    path("refused", refuse),
    path("suspicious", suspect),
    path("broken", fail),
]


# Home


def test_home_shows_newest_public_statements_and_where_to_begin(client):
    topic = make_topic(name="Topic of the tests")
    statement = make_statement(
        title="Open to all", issued=PartialDate.parse("2019-10"), topics=[topic]
    )
    hidden = make_hidden()
    dossier = make_dossier(title="Dossier of the tests", statements=[statement])
    make_dossier(title="Hidden dossier", published=False)

    page = client.get("/").content.decode()

    assert statement.get_absolute_url() in page
    assert not [title for title in hidden if title in page]
    assert "All 1 statements" not in page
    assert ">1 statement<" in page
    assert 'href="/statements/2019/"' in page
    assert topic.get_absolute_url() in page
    assert dossier.get_absolute_url() in page
    assert "Hidden dossier" not in page
    assert 'href="/statements.rss"' in page


def test_home_shows_latest_meeting_of_the_series_and_those_to_come(client):
    kind = Meeting.Kind.ORDINARY
    make_meeting(kind=kind, city="Past Town", start=PartialDate(2001))
    make_meeting(kind=kind, city="Last Town", start=PartialDate(2002))
    make_meeting(city="Other Town", start=PartialDate(2003))
    make_meeting(
        kind=kind, city="Coming Town", start=PartialDate(2004), status=Meeting.Status.POSTPONED
    )

    page = client.get("/").content.decode()

    assert "Last Town" in page
    assert "Coming Town" in page
    assert "postponed" in page
    assert "Past Town" not in page
    assert "Other Town" not in page


def test_home_of_an_empty_archive_says_so(client):
    page = client.get("/").content.decode()

    assert "No statement is published yet." in page


def test_home_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for year in (2001, 2002, 2003):
        meeting = make_meeting(kind=Meeting.Kind.ORDINARY, start=PartialDate(year))
        meeting.hostings.create(party=make_party())
        statement = make_statement(
            parties=[make_party(), make_party()], topics=[make_topic()], meeting=meeting
        )
        make_text(statement)
        make_dossier(statements=[statement])

    client.get("/")  # the index is read once

    # Statements with signatures, texts, topics; the index and what is scheduled; the latest meeting
    # with its hosts, those to come; the numbers of meetings and parties; topics; dossiers;
    # names of kinds.
    with django_assert_num_queries(14):
        assert client.get("/").status_code == 200


# Rows of a list


def row(statement) -> str:
    """Draw one row of a list."""
    listed = type(statement).objects.for_list().get(pk=statement.pk)
    template = Template('{% include "statements/_row.html" %}')
    return template.render(Context({"statement": listed}))


def test_row_names_speakers_before_the_number_of_signatories():
    statement = make_statement()
    for role, number in (("signatory", 3), ("initiator", 1), ("later-signatory", 1)):
        for _n in range(number):
            Signature.objects.create(statement=statement, party=make_party(), role=role)
    initiator = statement.signatures.get(role="initiator").party

    html = row(statement)

    assert f'<abbr title="{initiator.name}">{initiator.abbreviation}</abbr>' in html
    assert "and 4 signatories" in html


def test_row_says_the_country_of_a_party_where_others_share_its_abbreviation():
    shared = {"abbreviation": "EPX"}
    parties = [
        make_party(country="PT", **shared),
        make_party(country="PE", name="Example Party of the Coast", **shared),
        make_party(country="PE", name="Example Party of the Hills", **shared),
        make_party(country="GR", abbreviation="EPG"),
        make_party(country="", abbreviation="", name="Example Union"),
        make_party(country="", abbreviation="", name="Another Union"),
    ]

    shown = strip_tags(row(make_statement(parties=parties)))

    assert (
        "EPX (Portugal), Example Party of the Coast, Example Party of the Hills, EPG, "
        "Example Union, Another Union\n"
    ) in shown


def test_row_shows_what_is_known_of_the_date():
    assert "October 2019" in row(make_statement(issued=PartialDate(2019, 10)))
    assert "undated" in row(make_statement())


def test_row_needs_no_query_of_its_own(django_assert_num_queries):
    statement = make_statement(parties=[make_party()], topics=[make_topic()])
    make_text(statement, language="ar")
    listed = type(statement).objects.for_list().get(pk=statement.pk)
    template = Template('{% include "statements/_row.html" %}')

    with django_assert_num_queries(1):  # names of kinds, for which a request asks once
        html = template.render(Context({"statement": listed}))

    assert "Arabic" in html


def test_row_escapes_what_editors_write():
    html = row(make_statement(title="<b>Bold</b>"))

    assert "<b>" not in html


# When something goes wrong


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspicious", 400, "This request is not understood"),
        ("/refused", 403, "You may not open this page"),
        ("/nowhere/", 404, "There is no such page"),
        ("/broken", 500, "Something went wrong here"),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_error_page_says_what_to_do(client, address, status, heading, caplog):
    client.raise_request_exception = False

    response = client.get(address)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.content.decode()
    assert 'href="/statements/"' in response.content.decode()


def test_pages_set_no_cookie(client):
    addresses = ["/", "/about/", "/about/data/", "/parties/", "/meetings/", "/working-group/"]

    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


@override_settings(SITE_NAME="Another Archive")
def test_every_page_bears_the_name_of_the_archive(client):
    page = client.get("/about/").content.decode()

    assert "<title>About the archive · Another Archive</title>" in page
    assert settings.SITE_NAME in page


def test_home_names_a_planned_meeting_before_any_was_held(client):
    planned = make_meeting(kind=Meeting.Kind.ORDINARY, number=1, status=Meeting.Status.PLANNED)

    response = client.get("/")

    assert list(response.context["coming_meetings"]) == [planned]
    assert '<h2 id="meeting">Meetings</h2>' in response.text
