"""Hosts that a title counts and the text calls only by their places."""

from __future__ import annotations

import pytest

from kb.enrich.missing_hosts import is_missing, opens_elsewhere
from kb.enrich.parties import Parties

PARTIES = Parties(banks=("柳湾农商银行", "桐口农商银行"), hosts=("柳湾农商银行", "桐口农商银行"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("走读日记：十天三家行", True),
        ("十二天两家行", False),
        ("走读日记", False),
        ("三位行长的话", False),
    ],
)
def test_titles_that_count_more_hosts(title: str, *, expected: bool) -> None:
    assert is_missing(title, PARTIES) is expected


def test_paragraphs_that_open_with_an_unknown_place() -> None:
    text = "柳湾在海边。\n孝丰坝在山里，网点只有九个。店主代办取款。"
    assert opens_elsewhere(text, text.index("店主"), PARTIES)
    assert not opens_elsewhere(text, 0, PARTIES)
