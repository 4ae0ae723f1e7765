"""Page numbers."""

from __future__ import annotations

import pytest

from webapp.parts.paging import paging


def drawn(current: int, last: int) -> str:
    """The numbers as they stand: … for a gap, the current one in brackets."""
    links = paging(current, last, str).links
    return " ".join(
        ("… " if link.gap else "") + (f"[{link.number}]" if link.current else link.url)
        for link in links
    )


@pytest.mark.parametrize(
    ("current", "last", "expected"),
    [
        (1, 1, "[1]"),
        (1, 3, "[1] 2 3"),
        (1, 10, "[1] 2 3 … 10"),
        (4, 10, "1 2 3 [4] 5 6 … 10"),
        (5, 10, "1 … 3 4 [5] 6 7 … 10"),
        (10, 10, "1 … 8 9 [10]"),
    ],
)
def test_neighbours_and_ends_are_shown(current: int, last: int, expected: str) -> None:
    assert drawn(current, last) == expected


def test_ends_lead_no_further() -> None:
    assert paging(1, 2, str).previous == ""
    assert paging(1, 2, str).next == "2"
    assert paging(2, 2, str).next == ""
    assert paging(2, 2, str).previous == "1"
