"""Comparing two texts has a bound, and is what difflib says where texts are of ordinary length."""

from __future__ import annotations

from difflib import SequenceMatcher

from kb.text import matcher
from kb.text.alike import MOST_PAIRS

TEXT = "村民代表逐户评议，张榜公示七天，没有异议的核定额度。" * 20


def test_ordinary_texts_are_compared_as_difflib_does() -> None:
    other = TEXT.replace("七天", "五个工作日").replace("逐户", "逐一")
    whole = SequenceMatcher(None, TEXT, other, autojunk=False)
    assert matcher(TEXT, other).get_opcodes() == whole.get_opcodes()


def test_what_is_everywhere_is_left_out_of_long_ones() -> None:
    """Two texts of 20,000 digits have 400 million pairs of equal ones."""
    one, other = "1" * 20_000 + "甲", "1" * 20_000 + "甲乙"
    compared = matcher(one, other)
    looked_at: dict[str, list[int]] = vars(compared)["b2j"]
    assert sum(one.count(piece) * len(at) for piece, at in looked_at.items()) <= MOST_PAIRS
    assert ("".join(other[k:m] for _, _, _, k, m in compared.get_opcodes())) == other
