"""Comments of a Word file, as python-docx writes them, in time that grows with their number.

python-docx looks at all comments for the number of each new one, and takes all numbers of a file for
numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kb.exports.office import office
from kb.exports.word_look import element

_AUTHOR, _INITIALS = "经验库", "经"


class Comments:
    """Adds comments to a document."""

    def __init__(self, document: Any) -> None:
        qn = office("docx.oxml.ns").qn
        self._root = document.comments._comments_elm
        numbers = [comment.get(qn("w:id"), "") for comment in self._root]
        used = [int(n) for n in numbers if n.isascii() and n.isdecimal() and len(n) < 7]
        self._next = max(used, default=-1) + 1
        self._when = f"{datetime.now():%Y-%m-%dT%H:%M:%S}"
        _styles(document)

    def add(self, runs: list[Any], text: str) -> None:
        """Put a comment on runs that follow each other."""
        number = self._next
        self._next += 1
        made = element(
            "comment", id=str(number), author=_AUTHOR, initials=_INITIALS, date=self._when
        )
        for place, line in enumerate(text.split("\n")):
            made.append(_paragraph(line, first=place == 0))
        self._root.append(made)
        runs[0].mark_comment_range(runs[-1], number)


def _paragraph(text: str, *, first: bool) -> Any:
    made, look = element("p"), element("pPr")
    look.append(element("pStyle", val="CommentText"))
    made.append(look)
    if first:  # the mark that shows where the comment belongs
        mark, style = element("r"), element("rPr")
        style.append(element("rStyle", val="CommentReference"))
        mark.append(style)
        mark.append(element("annotationRef"))
        made.append(mark)
    run, words = element("r"), element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    made.append(run)
    return made


def _styles(document: Any) -> None:
    """Make the styles that python-docx gives to comments and their marks, by these ids."""
    types = office("docx.enum.style").WD_STYLE_TYPE
    there = {value for style in document.styles for value in (style.style_id, style.name)}
    for id_, name, kind, size in (
        ("CommentText", "annotation text", types.PARAGRAPH, 10),
        ("CommentReference", "annotation reference", types.CHARACTER, 8),
    ):
        if id_ not in there and name not in there:
            made = document.styles.add_style(name, kind)
            made.element.set(office("docx.oxml.ns").qn("w:styleId"), id_)
            made.font.size = office("docx.shared").Pt(size)
