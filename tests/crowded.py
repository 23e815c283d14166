"""An archive as full as any page will ever have to bear: made up, in an archive that is empty."""

import datetime
from itertools import cycle, islice

from imcwp_site.countries import names_in
from imcwp_site.dates import PartialDate
from imcwp_site.languages import INTERFACE
from imcwp_site.publishing import State
from meetings.models import Hosting, Meeting, Participation
from parties.models import Party, PartyName
from statements.models import Signature, Statement, StatementTopic, Text, Topic
from tests.factories import FIRST_PUBLICATION, index

PARTIES, TOPICS, MEETINGS, SIGNATORIES = 250, 60, 66, 170
PARTICIPATIONS, DOCUMENTS, STATEMENTS = 200, 40, 3_000
LANGUAGES = (*INTERFACE, "de", "zh")
THEME = ("Example of a theme that is as long as any, and goes on to its end " * 6)[:400]
CITIES = (("Athens", "GR"), ("Moscow", "RU"), ("Brussels", "BE"), ("Istanbul", "TR"))
TITLE = ("Example of a title that is as long as any, and goes on to its end " * 4)[:200]


class Crowded:
    """Makes the archive, and knows where its fullest pages are."""

    def __init__(self) -> None:
        self.parties = make_parties()
        self.topics = make_topics()
        self.meetings = make_meetings(self.parties)
        self.full_meeting = self.meetings[-1]
        take_part(self.full_meeting, self.parties)
        self.statements = make_statements(self.parties, self.topics, self.meetings)
        self.joint = make_joint(self.parties, self.topics)

    def addresses(self) -> dict[str, str]:
        """Give the addresses of the pages that hold most, by what they are."""
        party, other, joint = self.parties[0], self.parties[1], self.joint
        busy_day = "2001/02/03"
        return {
            "home": "/",
            "pictures": "/pictures/",
            "map": "/map/",
            "languages": "/languages/",
            "languages of a meeting": f"{self.full_meeting.get_absolute_url()}languages/",
            "calendar": "/calendar/02-03/",
            "month in the calendar": "/calendar/2001/02/",
            "list": "/statements/",
            "list, filtered": f"/statements/?party={party.slug}&topic=topic-3&topic=-topic-7",
            "list with words": "/statements/?q=example",
            "all parties": "/statements/choose/party/",
            "all topics": "/statements/choose/topic/",
            "year": "/statements/2001/",
            "month": "/statements/2001/02/",
            "day": f"/statements/{busy_day}/",
            "joint statement": joint.get_absolute_url(),
            "text in Arabic": f"{joint.get_absolute_url()}ar/",
            "two texts side by side": f"{joint.get_absolute_url()}compare/",
            "parties": "/parties/",
            "party": party.get_absolute_url(),
            "meetings": "/meetings/",
            "meeting": self.full_meeting.get_absolute_url(),
            "parties of a meeting": f"{self.full_meeting.get_absolute_url()}parties/",
            "Working Group": "/working-group/",
            "who signs with whom": "/parties/cosigning/",
            "who signs with a party": f"/parties/cosigning/{party.slug}/",
            "two parties together": f"/parties/cosigning/{party.slug}/{other.slug}/",
            "parties at meetings": "/meetings/participation/",
            "topics": "/topics/",
            "topic": self.topics[0].get_absolute_url(),
            "what a search found": "/search/?q=example",
        }


def make_parties() -> list[Party]:
    """Keep parties with long names, each with one in another script."""
    parties = Party.objects.bulk_create(
        Party(
            slug=f"{code.lower()}-party-{n:03}",
            name=f"Example Party of the Workers of Land {n}",
            abbreviation=f"EPW{n}",
            country=code,
            source="Example book",
        )
        for n, code in islice(enumerate(cycle(sorted(names_in("en"))[::2])), PARTIES)
    )
    PartyName.objects.bulk_create(
        PartyName(
            party=one, kind="native", text=f"Κόμμα Παράδειγμα της Χώρας {one.pk}", language="el"
        )
        for one in parties
    )
    return parties


def make_topics() -> list[Topic]:
    """Keep topics: a third of them above the others."""
    above = [make_topic(n, None) for n in range(TOPICS // 3)]
    return above + [make_topic(n, above[n % len(above)]) for n in range(len(above), TOPICS)]


def make_topic(n: int, parent: Topic | None) -> Topic:
    return Topic.objects.create(
        slug=f"topic-{n}", name=f"Example of a topic with a name, {n}", parent=parent
    )


def make_meetings(parties: list[Party]) -> list[Meeting]:
    """Keep meetings of all kinds, each with a long theme, every fourth with two hosts."""
    kinds = cycle(("ordinary", "regional", "working-group"))
    meetings = Meeting.objects.bulk_create(
        Meeting(
            slug=f"example-meeting-{n:02}",
            kind=kind,
            number=n if kind == "ordinary" else None,
            start=PartialDate(1999 + n // 3, 2, 3),
            city=CITIES[n % len(CITIES)][0],
            country=CITIES[n % len(CITIES)][1],
            theme=THEME,
            parties_count=70,
            countries_count=60,
            source="Example book",
        )
        for n, kind in islice(enumerate(kinds, start=1), MEETINGS)
    )
    Hosting.objects.bulk_create(
        Hosting(meeting=meeting, party=parties[n + more], position=more)
        for n, meeting in enumerate(meetings)
        for more in ((1,) if n % 4 else (1, 2))
    )
    return meetings


def take_part(meeting: Meeting, parties: list[Party]) -> None:
    """Name parties at a meeting in several roles, under other names than their own."""
    roles = cycle(("delegation", "delegation", "contribution"))
    Participation.objects.bulk_create(
        Participation(
            meeting=meeting,
            party=party,
            role=role,
            printed_name="" if party.pk % 4 else f"Example Workers of {party.country}",
            source="Example book",
        )
        for party, role in zip(parties[:PARTICIPATIONS], roles, strict=False)
    )


def make_statements(
    parties: list[Party], topics: list[Topic], meetings: list[Meeting]
) -> list[Statement]:
    """Keep statements of the first two parties on all topics, the first of them at one meeting."""
    statements = Statement.objects.bulk_create(
        Statement(
            kind="contribution" if n % 2 else "speech",
            title=TITLE[: 60 if n % 8 else 200],
            issued=PartialDate(1998 + n % 27, 2, 3),
            state=State.PUBLISHED,
            published_at=FIRST_PUBLICATION + datetime.timedelta(hours=n),
            meeting=meetings[-1] if n < DOCUMENTS else None,
        )
        for n in range(STATEMENTS)
    )
    Signature.objects.bulk_create(
        Signature(statement=one, party=party, position=position)
        for n, one in enumerate(statements)
        for position, party in enumerate((parties[0], parties[1 + n % 40]), start=1)
    )
    StatementTopic.objects.bulk_create(
        StatementTopic(statement=one, topic=topics[(n + more) % TOPICS], position=more)
        for n, one in enumerate(statements)
        for more in (0, 1)
    )
    Text.objects.bulk_create(
        Text(statement=one, language=language, title=one.title, body="<p>An example of a text.</p>")
        for n, one in enumerate(statements[:DOCUMENTS])
        for language in (LANGUAGES[n % 8 :][:2] if n % 4 else LANGUAGES)
    )
    index(*statements)
    return statements


def make_joint(parties: list[Party], topics: list[Topic]) -> Statement:
    """Keep a statement that very many parties signed, in ten languages."""
    joint = Statement.objects.create(
        kind="joint-statement",
        title=TITLE,
        issued=PartialDate(2021, 2, 3),
        state=State.PUBLISHED,
        published_at=FIRST_PUBLICATION,
    )
    Signature.objects.bulk_create(
        Signature(
            statement=joint,
            party=party,
            position=position,
            role="signatory",
            printed_name="" if party.pk % 4 else f"Example Workers of {party.country}",
        )
        for position, party in enumerate(parties[:SIGNATORIES], start=1)
    )
    StatementTopic.objects.bulk_create(
        StatementTopic(statement=joint, topic=topic, position=n)
        for n, topic in enumerate(topics[:10])
    )
    Text.objects.bulk_create(
        Text(statement=joint, language=language, title=TITLE, body="<p>An example of a text.</p>")
        for language in LANGUAGES
    )
    index(joint)
    return joint
