"""Many sets counted at once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from statements.index.tallying import Tally

sets = st.lists(st.frozensets(st.integers(0, 30)), max_size=20)


@given(sets, st.frozensets(st.integers(0, 30)))
def test_numbers_come_by_how_many_sets_hold_them(sets, within):
    counted = Counter(number for one in sets for number in one)

    found = list(Tally(map(BitMap, sets)).highest(BitMap(within)))

    assert {n: count for count, numbers in found for n in numbers} == {
        n: counted[n] for n in within
    }
    counts = [count for count, _numbers in found]
    assert counts == sorted(set(counts), reverse=True)
