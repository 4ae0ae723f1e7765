"""The forms of a page (search, login, vote, order): each is one line of furniture, not a line a field."""

from __future__ import annotations

from collections.abc import Sequence

from bs4.element import Tag

from kb.readers.html.core import Extents
from kb.readers.html.page_lines import Line, ancestors

# A form of more lines or characters stands around the page, as those of ASP.NET do.
_LINES, _LENGTH = 24, 240


def furniture_texts(lines: Sequence[Line], gone: Sequence[int], found: Extents) -> list[str]:
    """The texts of the lines that are furniture, in order; those of one form are one text."""
    texts: list[str] = []
    last: Tag | None = None
    for n in gone:
        form = _form_around(lines[n], found)
        joined = form is not None and form is last
        if joined and len(texts[-1]) + len(lines[n].text) < _LENGTH:
            texts[-1] += f" {lines[n].text}"
        else:
            texts.append(lines[n].text)
        last = form
    return texts


def _form_around(line: Line, found: Extents) -> Tag | None:
    """The form that a line stands in, if it is a small one."""
    for tag in ancestors(line.block):
        if tag.name == "form":
            held = found.get(id(tag))
            return tag if held and held.last - held.first < _LINES else None
    return None
