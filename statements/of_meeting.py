"""The public documents of a meeting by kind, and the contributions to it by party."""

from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from pyroaring import BitMap

from imcwp_site.addresses import with_query
from imcwp_site.filing import filing_key
from meetings.models import Meeting
from statements.index.public import Public
from statements.lists import Listed, Order
from statements.models import Statement
from statements.models.kinds import Kind

ROWS = 20  # on a page, of all kinds together; of each kind at least two
CONTRIBUTIONS = 25


@dataclass(frozen=True)
class OfKind:
    """The documents of a kind: how many there are, the newest of them, where all are listed."""

    kind: Kind
    number: int
    statements: list[Statement]
    list_url: str

    @property
    def is_by_party(self) -> bool:
        """Whether they are named party by party, as contributions are."""
        return self.kind == Statement.Kind.CONTRIBUTION

    @property
    def by_party(self) -> list[Statement]:
        """The statements in the order of the names of those whose they are."""
        return sorted(self.statements, key=speakers_filed)


def speakers_filed(statement: Statement) -> list[str]:
    speakers = statement.speakers
    return [filing_key(one.party.name if one.party else one.printed_name) for one in speakers]


class Documents:
    """The public documents of one meeting, counted by the index and fetched together."""

    def __init__(self, meeting: Meeting, public: Public) -> None:
        own = public.numbers & public.facts.numbers("meeting", meeting.pk)
        by_kind = {kind: own & public.facts.numbers("kind", kind) for kind in Statement.Kind}
        found = {kind: numbers for kind, numbers in by_kind.items() if numbers}
        most = dict.fromkeys(found, max(2, ROWS // max(1, len(found))))
        most |= {Statement.Kind.CONTRIBUTION: CONTRIBUTIONS}
        shown = BitMap()
        for kind, numbers in found.items():
            newest = Listed(public.facts, numbers, Order.NEWEST).numbers_from(0)
            shown.update(islice(newest, most[kind]))
        rows = Listed(public.facts, shown, Order.NEWEST)[: len(shown)]
        self.number = len(own)
        self.kinds = [
            OfKind(
                kind,
                len(numbers),
                [row for row in rows if row.kind == kind],
                address(meeting, kind),
            )
            for kind, numbers in found.items()
        ]


def address(meeting: Meeting, kind: str) -> str:
    """Give the address of the list of a meeting's documents of a kind."""
    query = urlencode({"meeting": meeting.slug, "kind": kind})
    return with_query(reverse("statements:list"), query)
