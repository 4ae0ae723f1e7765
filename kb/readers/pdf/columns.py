"""Pages set in columns."""

from __future__ import annotations

from collections.abc import Sequence

from kb.readers.pdf.geometry import PageText
from kb.readers.pdf.lines import Line

# The number of lines on each side that make columns, and of characters in each: a table has fewer.
MIN_LINES = 5
MIN_CHARACTERS = 8
# The share of lines that may run across the gap: headlines.
MAX_ACROSS = 0.3


def has_columns(page: PageText, segments: Sequence[Line]) -> bool:
    """Are the lines of a page on both sides of an empty strip near its middle?"""
    return any(_parted(segments, page.width * (0.4 + 0.2 * step / 20)) for step in range(21))


def _parted(segments: Sequence[Line], gap: float) -> bool:
    left = [line for line in segments if line.right <= gap]
    right = [line for line in segments if line.left >= gap]
    across = len(segments) - len(left) - len(right)
    if min(len(left), len(right)) < MIN_LINES or across > MAX_ACROSS * len(segments):
        return False
    if min(_mean_length(left), _mean_length(right)) < MIN_CHARACTERS:
        return False
    # Side by side, not one below the other.
    top = min(max(line.y for line in left), max(line.y for line in right))
    bottom = max(min(line.y for line in left), min(line.y for line in right))
    return sum(bottom <= line.y <= top for line in left) >= MIN_LINES


def _mean_length(lines: Sequence[Line]) -> float:
    return sum(len(line.text) for line in lines) / len(lines)
