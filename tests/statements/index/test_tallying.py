"""Many sets counted at once, and many within one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from statements.index.reading import MOST_IN_A_LIST, Facts
from statements.index.shape import BLOCK_BITS
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


BLOCK = 2**BLOCK_BITS
ranges = st.lists(
    st.builds(
        lambda first, length, step: BitMap(range(first, min(first + length, 2 * BLOCK), step)),
        st.integers(0, 2 * BLOCK - 1),
        st.integers(1, 2 * BLOCK),
        st.sampled_from([1, 2, 7, 15, 300]),
    ),
    min_size=1,
    max_size=4,
)


@given(ranges, ranges)
def test_what_sets_have_in_common_is_counted_alike_in_lists_and_in_bits(parts, sets):
    facts, within = Facts(stamps={0: 1, 1: 1}), BitMap.union(*parts)

    count_of = facts.counting(within)

    assert [count_of(one) for one in sets] == [len(one & within) for one in sets]


def test_a_long_list_is_counted_by_what_it_leaves_out():
    facts = Facts(stamps={0: 1})
    within = BitMap(range(0, BLOCK, BLOCK // 5_000))

    count_of = facts.counting(within)

    assert MOST_IN_A_LIST < len(within) < BLOCK // 2
    assert count_of(BitMap([0, 1, 13, BLOCK - 1])) == 2
    assert count_of(within) == len(within)
    assert count_of(BitMap()) == 0
