"""What the public sees at one moment, as sets of numbers."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from pyroaring import BitMap

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from parties.models import Party
from parties.naming import Namesakes
from statements.index.reading import EMPTY, Facts, facts
from statements.models import Statement, Topic


@cache
def days_of(month: str) -> tuple[datetime.date, datetime.date]:
    """Give the first and the last day that a month or a year of the index can mean."""
    date = PartialDate.parse(month)
    return date.first_day, date.last_day


class Public:
    """The public statements by their facts: those of `Statement.objects.published()`, no others."""

    def __init__(self) -> None:
        self.facts: Facts = facts()
        scheduled = Statement.objects.scheduled().order_by().values_list("pk", flat=True)
        self.numbers: BitMap = self.facts.numbers("public") - BitMap(scheduled)

    @cached_property
    def parties(self) -> list[Party]:
        """All parties by their names, for names and countries."""
        return list(Party.objects.all())

    @cached_property
    def namesakes(self) -> Namesakes:
        """The parties that share abbreviations."""
        return Namesakes(self.parties)

    @cached_property
    def topics(self) -> list[Topic]:
        """All topics, each before those under it."""
        return Topic.objects.in_tree_order()

    @cached_property
    def meetings(self) -> list[Meeting]:
        """All meetings, the last first."""
        return list(Meeting.objects.newest_first())

    def records(self, facet: str) -> Sequence[Party | Topic | Meeting]:
        """Give all records that are values of a facet."""
        match facet:
            case "topic":
                return self.topics
            case "party":
                return self.parties
        return self.meetings

    def sets(self, facet: str) -> Mapping[str, BitMap]:
        """Give the sets of a facet by value; records by key. A topic has what is under it too."""
        if facet == "country":
            return self.countries
        return self.topic_sets if facet == "topic" else self.facts.of(facet)

    @cached_property
    def countries(self) -> Mapping[str, BitMap]:
        """The statements that a party of a country wrote or signed, by code."""
        by_country = defaultdict(list)
        for party in self.parties:
            by_country[party.country].append(party.pk)
        return {code: self.facts.any_of("party", keys) for code, keys in by_country.items() if code}

    @cached_property
    def topic_sets(self) -> Mapping[str, BitMap]:
        """The statements on a topic or on one under it, by key."""
        with_those_under: dict[str, list[int]] = defaultdict(list)
        for topic in self.topics:
            for key in {topic.pk, topic.parent_id or topic.pk}:
                with_those_under[str(key)].append(topic.pk)
        return {key: self.facts.any_of("topic", keys) for key, keys in with_those_under.items()}

    def issued(
        self, after: PartialDate | None, before: PartialDate | None, *, perhaps: bool = True
    ) -> BitMap:
        """Give the statements whose date of issue touches the range; see `dates.touches`.

        Without `perhaps`, only those whose date is known to lie within it.
        """
        first = after.first_day if after else datetime.date.min
        last = before.last_day if before else datetime.date.max
        lowest, highest = first.isoformat(), last.isoformat()
        found, days = [EMPTY], self.facts.of("issued-day")
        for text, of_month in self.facts.of("issued").items():
            if not text:
                continue
            begins, ends = days_of(text)
            if ends < first or begins > last:
                continue
            if first <= begins and ends <= last:
                found.append(of_month)
            else:
                found += [
                    of_month & of_day
                    for day, of_day in days.items()
                    if (lowest <= f"{text}-{day}" <= highest if day else perhaps)
                ]
        return BitMap.union(*found)

    def dated(self, date: PartialDate) -> BitMap:
        """Give the statements that are known to be issued within a date."""
        by_month = self.facts.of("issued").items()
        found = BitMap.union(
            EMPTY, *(own for text, own in by_month if text.startswith(str(date)[:7]))
        )
        return found & self.facts.numbers("issued-day", f"{date.day:02}") if date.day else found

    def next_date(
        self, date: PartialDate, within: BitMap, *, back: bool = False
    ) -> PartialDate | None:
        """Give the nearest later date as precise to which one `within` belongs, or earlier."""
        months, days = self.facts.of("issued"), self.facts.of("issued-day")
        now, length = str(date), len(str(date))
        for text, of_month in sorted(months.items(), reverse=back):
            own = within & of_month
            if len(text) < min(length, 7) or not own:
                continue
            for day, of_day in sorted(days.items(), reverse=back) if date.day else [("", own)]:
                found = f"{text}-{day}"[:length]
                is_beyond = found < now if back else found > now
                if is_beyond and len(found) == length and not own.isdisjoint(of_day):
                    return PartialDate.parse(found)
        return None

    def counted_topics(self) -> list[Topic]:
        """Give all topics, each with `statement_count`: how many statements its list holds."""
        for topic in self.topics:
            of_topic = self.topic_sets[str(topic.pk)]
            topic.statement_count = self.numbers.intersection_cardinality(of_topic)
        return self.topics

    def topic_tree(self) -> list[Topic]:
        """Give the upper level, counted, each topic with `branches`, those under it."""
        topics = self.counted_topics()
        tops = [topic for topic in topics if not topic.parent_id]
        for top in tops:
            top.branches = [topic for topic in topics if topic.parent_id == top.pk]
        return tops
