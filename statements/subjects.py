"""What a party speaks of when: its most frequent topics by year, from the sets of the index."""

from dataclasses import dataclass

from pyroaring import BitMap

from parties.models import Party
from statements.index.public import Public
from statements.models import Topic
from statements.over_time import years_of

MOST_SHOWN = 6  # topics: what is taken in at a glance, and kept small with every year


@dataclass(frozen=True)
class Subject:
    """A topic, how many statements are on it or on one under it, and how many each year."""

    topic: Topic
    number: int
    by_year: list[tuple[int, int]]


class Subjects:
    """The topics of the public statements of a party that has more of them than its page lists."""

    def __init__(self, party: Party, public: Public, listed: int) -> None:
        self.party = party
        self.public = public
        self.own = public.numbers & public.facts.numbers("party", party.pk)
        self.is_wanted = len(self.own) > listed

    @property
    def years(self) -> dict[int, BitMap]:
        """What the party said in each year, from its first to its last."""
        of_years = {year: self.own & issued for year, issued in years_of(self.public).items()}
        spoken = [year for year, own in of_years.items() if own]
        return {year: of_years[year] for year in spoken and range(spoken[0], spoken[-1] + 1)}

    @property
    def rows(self) -> list[Subject]:
        """The most frequent topics, each with its years; none where a list says it all."""
        if not self.is_wanted or len(years := self.years) < 2:
            return []
        sets = self.public.topic_sets
        counted = [
            (topic, self.own.intersection_cardinality(sets[str(topic.pk)]))
            for topic in self.public.topics
        ]
        most = sorted(counted, key=lambda one: -one[1])[:MOST_SHOWN]
        return [
            Subject(
                topic,
                number,
                [
                    (year, own.intersection_cardinality(sets[str(topic.pk)]))
                    for year, own in years.items()
                ],
            )
            for topic, number in most
            if number
        ]
