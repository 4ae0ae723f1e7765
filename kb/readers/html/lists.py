"""The numbers that a browser writes in front of the items of a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bs4.element import Tag

from kb.readers.draft import Block
from kb.readers.html.look import style_of
from kb.readers.numerals import numeral
from kb.text import numbering

_TYPES = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
}
_STYLE = re.compile(r"(?<![-\w])list-style(?:-type)?\s*:\s*([^;]{1,60})", re.I)
# The counter styles of CSS, and the forms of Word (kb.readers.numerals) that look the same.
_FORMS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
# A mark alone in its block; the most characters that it has.
_BULLETS = frozenset("•◦▪‣∙⚠❗❓✨⭐ℹ✏\ufe0f\u200d")
_FIRST_DRAWING = "\U0001f000"
_MARK = 3
# A number alone in its block.
_LABEL = re.compile(r"(?:\d{1,2}|[a-z])[.．、)]")
# Marks without a number.
_PLAIN = frozenset("none disc circle square".split())


def labels_of(items: Tag) -> dict[int, str]:
    """The label of each item of a list by the id of its <li>, where a browser shows a number and
    the text has none of its own."""
    found = items.find_all("li", recursive=False)
    form = _form_of(
        items, _TYPES.get(str(items.get("type") or ""), "decimal" if items.name == "ol" else "")
    )
    step = -1 if items.has_attr("reversed") else 1
    number = _integer(items.get("start"), len(found) if step < 0 else 1)
    labels = {}
    for item in found:
        number = _integer(item.get("value"), number)
        own = _form_of(item, form)
        text = next(item.stripped_strings, "")
        if own and text and numbering(text) is None:
            labels[id(item)] = f"{numeral(number, own)}{'、' if numeral(1, own) > 'z' else '. '}"
        number += step
    return labels


# The word by which editors count the parts of an article, often in an element of its own, and the number.
_PART = re.compile(r"(?:PART|CHAPTER|STEP|SECTION|NO)\s?[.·:：]?", re.I)
_NUMBER_WORDS = "one two three four five six seven eight nine ten".split()
_PART_NUMBER = re.compile(
    rf"(?P<part>(?:PART|CHAPTER|STEP|SECTION)[\s.·]{{1,2}})?(?:\d{{1,2}}|(?P<word>{'|'.join(_NUMBER_WORDS)}))\W?",
    re.I,
)
_LONGEST_PART = 20


def with_labels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a number of a list that stands in an element of its own, as editors draw it, is put
    before the text of its item, and a mark or drawing there (•, 💡) is left out."""
    found: list[Block] = []
    label: Block | None = None
    for block in _with_parts_counted(blocks):
        if not block.pictures and len(block.text) <= _MARK and all(map(_is_mark, block.text)):
            continue
        if label is not None and not block.level and not block.pictures:
            found[-1] = replace(block, text=f"{label.text} {block.text}", pictures=label.pictures)
            label = None
            continue
        found.append(block)
        label = block if _LABEL.fullmatch(block.text) and not block.level else None
    return found


def _with_parts_counted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; the word PART above or below a number is left out, and PART ONE is PART 1."""
    found: list[Block] = []
    texts = ["", *("" if block.level or block.pictures else block.text for block in blocks), ""]
    for before, text, behind, block in zip(texts, texts[1:], texts[2:], blocks, strict=False):
        if len(text) > _LONGEST_PART:
            found.append(block)
            continue
        if _PART.fullmatch(text) and (_PART_NUMBER.fullmatch(behind) or before.isdecimal()):
            continue
        match = _PART_NUMBER.fullmatch(text)
        is_part = match and match["word"] and (match["part"] or _PART.fullmatch(before))
        if match and is_part:
            number = _NUMBER_WORDS.index(match["word"].lower()) + 1
            block = replace(block, text=f"{match['part'] or ''}{number}")
        found.append(block)
    return found


def _is_mark(character: str) -> bool:
    """Is a character the mark of an item or a drawing, or a part of one?"""
    return character in _BULLETS or (
        character >= _FIRST_DRAWING and unicodedata.category(character) in ("So", "Sk", "Cf")
    )


def _form_of(tag: Tag, otherwise: str) -> str:
    """The form of the numbers that the style of an element asks for, "" for none."""
    for words in _STYLE.findall(style_of(tag)):
        for word in words.lower().split():
            if word in _FORMS or word in _PLAIN:
                return _FORMS.get(word, "")
    return otherwise


def _integer(value: object, default: int) -> int:
    text = str(value or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else default
