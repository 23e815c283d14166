"""What is not public yet, or no more, changes no answer to a search."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from imcwp_site.publishing import State
from tests.factories import make_party
from tests.search.texts import saying

pytestmark = pytest.mark.django_db

QUERIES = (
    "zeppelin",
    "lighthuose",  # as a draft has it, and like a word that is public
    "lighthuoses harbour",
    '"seven zeppelins"',
    "zep*",
    "title:zeppelins",
    "harbour -zeppelins",
    "zeppelins OR harbour",
    "harbor",
    "harboure*",  # as only a draft has it, of the same stem as a word that is public
    "harbourred",
    "harbourpole",  # of which a draft has the second half
    "poleharbour",
)
NOT_PUBLIC = (
    {"published": False},
    {"state": State.PUBLISHED, "published_at": timezone.now() + timedelta(days=1)},
    {"state": State.WITHDRAWN, "withdrawal_reason": "A mistake"},
)


@pytest.mark.parametrize("page", ["/search/", "/statements/"])
def test_words_of_what_is_not_public_change_no_answer(client, page):
    party = make_party()
    saying("two lighthouses over the harbour", parties=[party])
    before = {q: client.get(f"{page}?q={quote(q)}").content for q in QUERIES}

    for fields in NOT_PUBLIC:
        saying("seven zeppelins, a lighthuose, a harbor, poles", parties=[party], **fields)
        saying("a zeppelin harboured at a pole", parties=[party], **fields)
        saying("a text", title="Seven zeppelins and a lighthuose", parties=[party], **fields)

    for q in QUERIES:
        assert client.get(f"{page}?q={quote(q)}").content == before[q], q
