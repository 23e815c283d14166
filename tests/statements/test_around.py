"""What is around a statement, worked out of the index."""

import pytest

from imcwp_site.dates import PartialDate
from statements.around import SHOWN, Around
from statements.index.public import Public
from statements.models import Statement
from tests.factories import make_meeting, make_party, make_statement, make_topic

pytestmark = pytest.mark.django_db

MAY = PartialDate(2018, 5)


def around(statement) -> dict[str, list]:
    """Give the rows of each group by its title."""
    fresh = Statement.objects.get(pk=statement.pk)
    return {one.title: one for one in Around(fresh, Public()).groups()}


def shown(near) -> list[Statement]:
    return [statement for statement, _note in near.rows]


def test_others_of_the_meeting_come_first_and_none_comes_twice():
    meeting, topic, party = make_meeting(city="Town"), make_topic(), make_party()
    same = {"meeting": meeting, "topics": [topic], "parties": [party], "issued": MAY}
    statement, other = make_statement(**same), make_statement(**same)

    found = around(statement)

    assert [shown(near) for near in found.values()] == [[other]]
    assert next(iter(found)).startswith("Others of ")


def test_list_of_all_holds_what_is_counted(client):
    topic, other_topic, party = make_topic(), make_topic(), make_party()
    under = make_topic(parent=topic)
    statement = make_statement(topics=[topic], parties=[party], issued=PartialDate(2018, 5, 9))
    for n in range(SHOWN + 2):
        make_statement(topics=[under if n % 2 else topic], issued=MAY)
    make_statement(topics=[topic], issued=PartialDate(2018))
    make_statement(topics=[other_topic], issued=MAY)
    make_statement(topics=[topic], issued=PartialDate(2018, 6))
    for _n in range(SHOWN + 1):
        make_statement(parties=[party])

    found = around(statement)

    then, same_party = (found[title] for title in found)
    assert then.title == "Also of May 2018, on the same topics"
    assert (then.count, len(then.rows)) == (SHOWN + 4, SHOWN)
    assert (same_party.count, len(same_party.rows)) == (SHOWN + 2, SHOWN)
    for near in (then, same_party):
        assert client.get(near.list_url).context["count"] == near.count


def test_year_without_topics_has_nothing_around_it():
    make_statement(issued=PartialDate(2018))

    assert around(make_statement(issued=PartialDate(2018))) == {}


def test_both_parties_together_are_found_and_listed(client):
    first, second, third = make_party(), make_party(), make_party()
    statement = make_statement(parties=[first, second])
    together = make_statement(parties=[second, first, third])
    make_statement(parties=[first])

    near = around(statement)["Also by both parties together"]

    assert shown(near) == [together]
    assert client.get(near.list_url).context["count"] == near.count == 2


def test_what_most_of_the_parties_signed_comes_with_how_many_of_them():
    parties = [make_party() for _n in range(5)]
    statement = make_statement(parties=parties)
    some = make_statement(parties=parties[:3])
    most = make_statement(parties=[*parties[1:], make_party()])
    few = make_statement(parties=parties[:2])
    make_statement(parties=parties, published=False)

    near = around(statement)["Also signed by most of these parties"]

    assert near.rows == [(most, "4 of these 5 parties"), (some, "3 of these 5 parties")]
    assert few not in shown(near)


@pytest.mark.parametrize(("number", "said"), [(1, "party"), (2, "parties")])
def test_others_by_the_speakers_say_whether_these_are_one_or_several(number, said):
    parties = [make_party() for _n in range(number)]
    statement = make_statement(parties=parties)
    make_statement(parties=parties[:1])

    assert f"Others by the same {said}" in around(statement)
