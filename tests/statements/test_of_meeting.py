"""The documents of a meeting on its page: by kind, contributions by party."""

import pytest

from statements.index.public import Public
from statements.models import Signature
from statements.of_meeting import CONTRIBUTIONS, ROWS, Documents
from tests.factories import make_hidden, make_meeting, make_party, make_statement, make_text

pytestmark = pytest.mark.django_db


def test_public_documents_stand_by_kind(client):
    meeting = make_meeting()
    appeal = make_statement(meeting=meeting, kind="appeal")
    speech = make_statement(meeting=meeting, kind="speech")
    make_statement(kind="speech")
    hidden = make_hidden(meeting=meeting)

    documents = Documents(meeting, Public())
    page = client.get(meeting.get_absolute_url()).text

    assert documents.number == 2
    assert [(one.kind, one.number, one.statements) for one in documents.kinds] == [
        ("appeal", 1, [appeal]),
        ("speech", 1, [speech]),
    ]
    assert not [title for title in hidden if title in page]
    assert f"/statements/?meeting={meeting.slug}" in page


def test_contributions_stand_by_party_with_title_and_languages(client):
    meeting = make_meeting()
    last, first = make_party(name="Example Party of Z"), make_party(name="Éxample Party of A")
    for party in (last, first):
        contribution = make_statement(meeting=meeting, kind="contribution", parties=[party])
        make_text(contribution, language="el")
    unresolved = make_statement(meeting=meeting, kind="contribution")
    Signature.objects.create(statement=unresolved, printed_name="A printed name", position=1)

    page = client.get(meeting.get_absolute_url()).text

    places = [page.index(name) for name in ("A printed name", first.name, last.name)]
    assert places == sorted(places)
    assert '<td class="words">Greek' in page


def test_page_of_many_documents_shows_the_newest_of_each_kind_and_leads_to_all(client):
    meeting = make_meeting(slug="example-meeting")
    parties = [make_party() for _n in range(3)]
    for n in range(CONTRIBUTIONS + 1):
        make_statement(meeting=meeting, kind="contribution", parties=[parties[n % 3]])
    for _n in range(ROWS):
        make_statement(meeting=meeting, kind="speech", parties=parties)

    page = client.get(meeting.get_absolute_url()).text

    documents = Documents(meeting, Public())
    assert [len(one.statements) for one in documents.kinds] == [CONTRIBUTIONS, ROWS // 2]
    for kind, number in (("contribution", CONTRIBUTIONS + 1), ("speech", ROWS)):
        address = f"/statements/?meeting=example-meeting&amp;kind={kind}"
        assert f'<a href="{address}">All {number} documents</a>' in page
    assert len(page.encode()) < 50_000
