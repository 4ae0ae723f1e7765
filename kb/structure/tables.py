"""Which paragraphs are rows of one table.

A table is one entry, so that each row stands under the heads of its columns; where its rows are about
several banks, each row is an entry of its own, with the heads before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kb.structure.sections import CELLS


def find_tables(
    texts: Sequence[str], apart: AbstractSet[int] = frozenset()
) -> dict[int, list[int]]:
    """The first row of each table, and the rows behind it: paragraphs in a row with as many cells.
    What is in `apart` belongs to no table."""
    tables: dict[int, list[int]] = {}
    head, cells = 0, 0
    for at, text in enumerate(texts):
        count = text.count(CELLS) if at not in apart else 0
        if count and count == cells:
            tables.setdefault(head, []).append(at)
        else:
            head, cells = at, count
    return tables
