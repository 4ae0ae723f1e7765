"""Postings as they are written: what goes in comes out, in whichever form is shorter."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.bitmaps import members
from kb.index.engines.posting_sets import decode, encode, frequency, numbers
from kb.index.engines.whoosh_codec import Postings

BEYOND_16_BITS = 1 << 17


@given(st.sets(st.integers(0, 300) | st.integers(0, BEYOND_16_BITS), min_size=1))
def test_a_record_tells_its_documents(documents: set[int]) -> None:
    record = encode(array("I", sorted(documents)))
    assert frequency(record) == len(documents)
    assert list(numbers(record)) == sorted(documents)
    assert list(members(decode(record, BEYOND_16_BITS + 1))) == sorted(documents)


@pytest.mark.parametrize(
    ("documents", "longest"),
    [
        ([70], 7),
        ([70_000], 9),
        (range(8000), 1005),
        (range(0, 8000, 100), 165),
        (range(0, 8000, 40), 150),
    ],
)
def test_a_record_is_short(documents: Iterable[int], longest: int) -> None:
    assert len(encode(array("I", documents))) <= longest


@pytest.mark.parametrize("held", [1, 3, 1000])
def test_postings_come_out_sorted_whether_or_not_they_went_to_disk(
    tmp_path: Path, held: int
) -> None:
    postings = Postings(tmp_path, held)
    postings.add(0, {"text": ["信", "授信"], "bank": ["甲"]})
    postings.add(1, {"text": ["授信", "a"], "bank": []})
    postings.extend("text", "授信", [2, 5])
    postings.extend("text", "没有", [])
    postings.add(6, {"text": ["授信"]})
    assert [(field, token, list(found)) for field, token, found in postings.iter_postings()] == [
        ("bank", "甲", [0]),
        ("text", "a", [1]),
        ("text", "信", [0]),
        ("text", "授信", [0, 1, 2, 5, 6]),
    ]
    assert bool(list(tmp_path.iterdir())) == (held < 1000)
    postings.cleanup()
    assert list(tmp_path.iterdir()) == []
