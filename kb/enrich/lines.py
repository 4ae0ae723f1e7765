"""A paragraph with the bars between its cells, when it is a row of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kb.text import CELLS


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as a row of a table: where its bars end. Computed once, because an uploaded
    paragraph may have any number of sentences."""

    text: str
    bars: tuple[int, ...]
    is_heading: bool

    @classmethod
    def of(cls, text: str) -> Line:
        """The bars of a paragraph; a row without a full stop is one of headings."""
        return cls(
            text, tuple(m.end() for m in re.finditer(re.escape(CELLS), text)), "。" not in text
        )

    def bars_before(self, place: int) -> int:
        """How many bars end at or before a place."""
        return bisect_right(self.bars, place)
