"""A statement before it is public, read by a secret link."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from imcwp_site.publishing import State
from statements.models import Attachment, PreviewLink
from tests.desk import PDF, queries
from tests.factories import make_editor, make_party, make_statement, make_text

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft():
    statement = make_statement(published=False, title="Not yet public", parties=[make_party()])
    make_text(statement, language="en", title="In English", body="<p>English words</p>")
    make_text(statement, language="ar", title="بالعربية", body="<p>كلمات</p>")
    statement.attachments.create(file=SimpleUploadedFile("scan.pdf", PDF))
    return statement


def make_link(statement, ends=A_DAY) -> PreviewLink:
    return statement.preview_links.create(made_by=make_editor(), expires_at=timezone.now() + ends)


def is_private(response) -> bool:
    return (
        "no-store" in response["Cache-Control"]
        and "noindex" in response["X-Robots-Tag"]
        and response["Referrer-Policy"] == "no-referrer"
        and not response.cookies
    )


def test_link_shows_the_page_with_languages_and_files_below_it(client, draft):
    address = make_link(draft).get_absolute_url()

    page = client.get(address)

    assert page.status_code == 200
    assert is_private(page)
    html = page.content.decode()
    assert "English words" in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'href="{address}ar/"' in html
    assert f'href="{address}files/{draft.attachments.get().pk}/scan.pdf"' in html
    assert f'href="/statements/{draft.pk}/' not in html


def test_link_leads_to_every_language(client, draft):
    response = client.get(f"{make_link(draft).get_absolute_url()}ar/")

    assert "كلمات" in response.content.decode()
    assert is_private(response)


def test_link_leads_to_the_files_and_to_no_others(client, draft):
    link = make_link(draft)
    other = make_statement(published=False)
    elsewhere = other.attachments.create(file=SimpleUploadedFile("other.pdf", PDF))
    address = f"{link.get_absolute_url()}files/"

    own = client.get(f"{address}{draft.attachments.get().pk}/scan.pdf")
    renamed = client.get(f"{address}{draft.attachments.get().pk}/old.pdf")
    foreign = client.get(f"{address}{elsewhere.pk}/other.pdf")

    assert b"".join(own.streaming_content) == PDF
    assert is_private(own)
    assert renamed.headers["Location"] == f"{address}{draft.attachments.get().pk}/scan.pdf"
    assert foreign.status_code == 404


def test_link_that_has_ended_says_so(client, draft):
    address = make_link(draft, ends=-A_DAY).get_absolute_url()

    responses = [
        client.get(address),
        client.get(f"{address}ar/"),
        client.get(f"{address}files/{Attachment.objects.get().pk}/scan.pdf"),
    ]

    assert [response.status_code for response in responses] == [410, 410, 410]
    assert all("has ended" in response.content.decode() for response in responses)
    assert all(is_private(response) for response in responses)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN])
def test_link_leads_to_the_page_once_there_is_one(client, draft, state):
    address = make_link(draft).get_absolute_url()
    draft.state, draft.withdrawal_reason = state, "A reason"
    draft.published_at = timezone.now() - A_DAY
    draft.save()

    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"] == draft.get_absolute_url()


@pytest.mark.parametrize("rest", ["", "ar/", "files/1/scan.pdf"])
def test_unknown_key_leads_nowhere(client, draft, rest):
    assert client.get(f"/preview/{'x' * 43}/{rest}").status_code == 404


def test_link_to_a_language_that_is_missing_leads_nowhere(client, draft):
    assert client.get(f"{make_link(draft).get_absolute_url()}fr/").status_code == 404


def test_link_takes_nothing(client, draft):
    assert client.post(make_link(draft).get_absolute_url()).status_code == 405


def test_link_opens_nothing_but_its_own_statement(client, draft):
    make_link(draft)

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_page_by_link_differs_from_the_public_one_in_notice_and_addresses_only(client, draft):
    link = make_link(draft)
    preview = client.get(link.get_absolute_url()).content.decode()

    draft.state, draft.published_at = State.PUBLISHED, timezone.now()
    draft.save()
    public = client.get(draft.get_absolute_url()).content.decode()
    cited = '<section class="record cite".*?</section>|<p class="colophon">.*?</p>'
    preview, public = (re.sub(cited, "", one, flags=re.DOTALL) for one in (preview, public))

    preview = preview.replace(f"{link.get_absolute_url()}files", f"/statements/{draft.pk}/files")
    preview = preview.replace(link.get_absolute_url(), draft.get_absolute_url())
    only_here = set(preview.splitlines()) - set(public.splitlines())
    only_there = set(public.splitlines()) - set(preview.splitlines())
    # The short address and citations lead to public statements only.
    preview_only = ("notice", "robots", "<dt>Number</dt>", "description")
    assert all(any(words in line for words in preview_only) for line in only_here)
    public_only = ("<link rel=", "<meta ", "ld+json", "<dt>Number</dt>", "/compare/")
    assert all(any(words in line for words in public_only) for line in only_there)


def test_page_by_link_asks_few_queries(client, draft):
    address = make_link(draft).get_absolute_url()

    few = queries(lambda: client.get(address))
    for language in ("fr", "de", "es"):
        make_text(draft, language=language)

    assert queries(lambda: client.get(address)) == few <= 12
