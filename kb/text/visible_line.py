"""Names that people type, as one line."""

from __future__ import annotations


def visible_line(text: str) -> str:
    """Text as one line: runs of blanks made one, without characters that are not drawn or that turn the
    order of those behind them.

    >>> visible_line(" 第一讲\\u202e  授信\\n")
    '第一讲 授信'
    """
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
