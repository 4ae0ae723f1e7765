"""Numbers alone in their lines that count the points of an article (01 … 02 … 03), as templates of
accounts draw them above headings. The numbers of a pager have no text between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers.html.page_lines import Line

_NUMBER = re.compile(r"(?:part|no)?[.\s]{0,2}0?(?P<number>[1-9]|1\d|20)[.、]?", re.IGNORECASE)
# One number alone counts nothing.
_ENOUGH = 2


def counted_points(lines: Sequence[Line], span: range) -> set[int]:
    """The lines of a span that count its points: from 1 on, each followed by text."""
    found: list[int] = []
    has_text = True
    for n in span:
        line = lines[n]
        match = None if line.linked else _NUMBER.fullmatch(line.text)
        if match is None:
            has_text = has_text or bool(line.mass)
        elif has_text and int(match["number"]) == len(found) + 1:
            found.append(n)
            has_text = False
    if found and not has_text:
        found.pop()
    return set(found) if len(found) >= _ENOUGH else set()
