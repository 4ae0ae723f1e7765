"""The operations of a page, rewritten so that pypdf tells where each text stands.

pypdf tells of text a line at once, with blanks where it thinks words part. Where the text of a table
or of spaced-out Chinese stands cannot be had from that. So each text is shown by itself, parted where
the page moves the pen far; the moves are kept here and left out of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, NameObject, NumberObject

SHOW = (b"Tj", b"TJ", b"'", b'"')
# In thousandths of an em: what a blank measures at least.
FAR = 150
# pypdf tells of what was shown when the coordinates change, even if they change to the same.
_TELL = ([NumberObject(number) for number in (1, 0, 0, 1, 0, 0)], b"cm")

Operation = tuple[Any, bytes]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the pen was moved, in ems: before a text that follows another, and within it."""

    before: float = 0.0
    within: float = 0.0


def part(page: PageObject) -> Iterator[Gap]:
    """Rewrite the content of a page; gives the gaps of its texts, in order."""
    contents = page.get("/Contents")
    if contents is None:
        return iter(())
    content = ContentStream(contents.get_object(), page.pdf, "bytes")
    operations: list[Operation] = []
    gaps: list[Gap] = []
    for operation in content.operations:
        if operation[1] not in SHOW:
            operations.append(operation)
            continue
        for text, gap in _parts(operation):
            operations += (text, _TELL)
            gaps.append(gap)
    content.operations = operations
    page[NameObject("/Contents")] = content
    return iter(gaps)


def gaps_in(operands: Any) -> Gap:
    """The moves within a text that was not parted."""
    moves = operands[0] if operands and isinstance(operands[0], list) else ()
    return Gap(within=-sum(move for move in moves if isinstance(move, (int, float))) / 1000)


def _parts(operation: Operation) -> Iterator[tuple[Operation, Gap]]:
    operands, operator = operation
    if operator != b"TJ" or not operands or not isinstance(operands[0], list):
        yield operation, Gap()
        return
    texts = ArrayObject()
    before = within = 0.0
    for item in operands[0]:
        if not isinstance(item, (int, float)):
            texts.append(item)
        elif abs(item) < FAR or not texts:
            within -= item / 1000
        else:
            yield ([texts], operator), Gap(before, within)
            texts = ArrayObject()
            before, within = -item / 1000, 0.0
    if texts:
        yield ([texts], operator), Gap(before, within)
