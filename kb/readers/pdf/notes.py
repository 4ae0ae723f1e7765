"""Notes at the foot of a page: they interrupt the sentence that goes on on the next page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.readers.pdf.lines import Line

# How much smaller than the text a note is.
SMALLER = 0.92
MAX_LINES = 20
_MARK = re.compile(
    r"[①-⑳⑴-⒇*※†]|[\[［【〔(（]\s?\d{1,2}\s?[\]］】〕)）]|[⁰¹²³⁴-⁹]|\d{1,2}[^\d.、．%]|注[：:\d]"
)


def usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_notes(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """The lines of a page without the notes at its foot, and the notes: its last lines when they are
    smaller than the text and begin with the mark of a note."""
    begin = len(lines)
    while begin > max(0, len(lines) - MAX_LINES) and _is_small(lines[begin - 1], usual):
        begin -= 1
    while begin < len(lines) and not _MARK.match(lines[begin].text):
        begin += 1
    return list(lines[:begin]), list(lines[begin:])


def _is_small(line: Line, usual: float) -> bool:
    return line.size <= SMALLER * usual and not (line.is_row or line.in_table or line.after_image)
