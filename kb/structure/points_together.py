"""Paragraphs of a section judged together: are they points of one kind?"""

from __future__ import annotations

from collections.abc import Sequence

from kb.structure.ordered_points import lesson_style
from kb.structure.points import begins_with_point
from kb.structure.practice import tells_occasion, tells_practice
from kb.text import numbering


def are_alike(texts: Sequence[str]) -> bool:
    """Are the numbered paragraphs all points, of which half tell a practice and none an occasion?
    Then they are of one kind."""
    style = lesson_style(texts)
    found = [text for text in texts if (at := numbering(text)) and at.style == style]
    if len(found) < 2 or not all(map(begins_with_point, found)) or any(map(tells_occasion, found)):
        return False
    return 2 * sum(map(tells_practice, found)) >= len(found)
