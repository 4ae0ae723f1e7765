"""Raised and lowered characters as plain text, and lines that name a bulletin."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−=()（）n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()（）", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎")
_RAISABLE = re.compile(r"[-0-9+−n]+")
_LOWERABLE = re.compile(r"[-0-9+−]+")
# Marks of notes and of ordinal numbers are no powers.
_NOTE = re.compile(r"[\[［【〔(（①-⑳].*|[\]］】〕)）]|[*※†‡®™]+|st|nd|rd|th|TM", re.DOTALL)
_MASTHEAD = re.compile(
    r"简报|专报|快报|通讯|周报|月报|动态|专刊|学习纪实|第\s*[0-9０-９一二三四五六七八九十百]{1,4}\s*期"
    r"|内刊《[^》]{2,16}》|《[^》]{2,16}》[\s·・|｜—-]{0,5}(?:19|20)\d\d年?[\s·・]{0,2}(?:[春夏秋冬]季?|\d{1,2}月)[号刊]"
)
MAX_MASTHEAD = 60


def raised(text: str) -> str:
    """Text that stands above its line: 10⁴, m²; what has no such characters, behind a ^."""
    stripped = text.strip()
    if not stripped or _NOTE.fullmatch(stripped) or not stripped.isascii():
        return text
    if _RAISABLE.fullmatch(stripped):
        return stripped.translate(_RAISED)
    return f"^{stripped}" if len(stripped) == 1 else f"^({stripped})"


def lowered(text: str) -> str:
    """Text that stands below its line: CO₂; what has no such characters, as it is."""
    stripped = text.strip()
    return stripped.translate(_LOWERED) if _LOWERABLE.fullmatch(stripped) else text


def names_bulletin(text: str) -> bool:
    """Does a line at the edge of a page name the bulletin, as a masthead does?"""
    return len(text) <= MAX_MASTHEAD and _MASTHEAD.search(text) is not None


# The most characters of a cell of a table of data; a longer one holds paragraphs. What is
# longer than MAX_LINE and has line breaks holds paragraphs too.
MAX_DATA = 300
MAX_LINE = 60
_LONGEST_HEAD = 20


def is_head(text: str) -> bool:
    """Can this be the head of a column: short, and no sentence?"""
    return 0 < len(text) <= _LONGEST_HEAD and text[-1] not in "。；;！？"


def is_sentence(text: str) -> bool:
    """Is this running text, as in the wide cells of a form?"""
    return len(text) > _LONGEST_HEAD and text[-1] in "。；;！？”）"
