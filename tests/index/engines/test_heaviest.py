"""A list of the heaviest documents gives what the tally of all of them gives, or says that it is too
short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.bitmaps import bitmap
from kb.index.engines.heaviest import Heaviest, ListTooShort
from kb.index.engines.tally import Tally

SIZE = 40


@given(
    weights=st.lists(st.integers(0, 6), min_size=SIZE, max_size=SIZE),
    within=st.integers(0, (1 << SIZE) - 1),
    minimum=st.integers(1, 6),
    length=st.integers(1, 30),
    enough=st.integers(1, 10),
)
def test_like_a_tally(
    weights: list[int], within: int, minimum: int, length: int, enough: int
) -> None:
    tally = Tally()
    for number, weight in enumerate(weights):
        tally.add(1 << number, weight)
    heavy = [(n, w) for n, w in sorted(enumerate(weights), key=lambda both: -both[1]) if w]
    listed = Heaviest(heavy[:length], length, SIZE, enough)
    try:
        found = listed.at_least(minimum, within)
        greatest = listed.greatest(within)
    except ListTooShort:
        assert length <= len(heavy)
        return
    assert greatest == tally.greatest(within)
    everything = tally.at_least(minimum, within)
    assert found == everything or found.bit_count() >= enough
    assert _told(listed.heaviest(found, enough), enough) == _told(
        tally.heaviest(everything, enough), enough
    )


def _told(both: tuple[int, int], size: int) -> tuple[int, int]:
    """The second set counts only where the first leaves room."""
    chosen, tied = both
    if chosen.bit_count() + tied.bit_count() <= size:
        return chosen | tied, 0
    return chosen, tied if chosen.bit_count() < size else 0


def test_a_list_that_is_full_may_lack_documents_of_its_last_weight() -> None:
    listed = Heaviest([(3, 9), (1, 5)], 2, SIZE, 1)
    assert listed.at_least(5, bitmap([1, 3], SIZE)) == bitmap([3], SIZE)
