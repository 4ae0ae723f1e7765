"""The title of an entry, as the program gives it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.text import CELLS, MAX_TITLE, title_of, without_numbering


def entry_title(text: str, headings: Sequence[str]) -> str:
    """The title of an entry below these headings. The heads of a table say nothing by themselves: it is
    called as the heading above it."""
    above = without_numbering(headings[-1]).strip() if headings else ""
    is_table = CELLS in text.partition("\n")[0]
    return above if is_table and 0 < len(above) <= MAX_TITLE else title_of(text)
