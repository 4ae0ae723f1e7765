"""Fields of a Word file: an instruction, and usually its last result."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.readers.docx.eq_field import eq_text
from kb.readers.docx.xml import child, is_on, value
from kb.readers.symbols import UNKNOWN, is_symbol_font, symbols

MAX_INSTRUCTION = 4000
MAX_SYMBOL = 0xFFFF
# SYMBOL 179 \\f "Symbol"
_SYMBOL = re.compile(r"\s*SYMBOL\s+(0[xX][0-9a-fA-F]{1,4}|\d{1,5})\b", re.I)
_FONT = re.compile(r'\\f\s*(?:"([^"]{1,60})"|(\S{1,60}))')


@dataclass(slots=True)
class _Field:
    """An open field. `shown`: a person sees its stored result; `within_hidden`: it is part of one that
    hides what is in it now."""

    form: Element | None
    within_hidden: bool
    instruction: str = ""
    in_result: bool = False
    shown: bool = True


class Fields:
    """The fields that are open where a document is being read."""

    def __init__(self, unended: Set[Element] = frozenset()) -> None:
        """`unended`: the marks at which a field begins that nothing ends."""
        self._open: list[_Field] = []
        self._unended = unended

    @property
    def hidden(self) -> bool:
        """Is the next text an instruction, or a result that was replaced?"""
        field = self._open[-1] if self._open else None
        return field is not None and (field.within_hidden or not field.in_result or not field.shown)

    def instruct(self, text: str) -> None:
        """More of the innermost instruction."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction = (self._open[-1].instruction + text)[:MAX_INSTRUCTION]

    def mark(self, element: Element) -> str:
        """A w:fldChar: the text that a person sees in its place, usually none."""
        kind = element.get("w:fldCharType", "")
        if element in self._unended:
            return ""
        if kind == "begin":
            self._open.append(_Field(child(element, "w:ffData"), self.hidden))
            return ""
        if not self._open:
            return ""
        field = self._open[-1]
        text = ""
        if not field.in_result:
            text = _text(field) or ""
            field.in_result, field.shown = True, not text
        if kind == "end":
            self._open.pop()
        return "" if self.hidden and kind == "end" else text


def unended_fields(root: Element) -> frozenset[Element]:
    """The marks of a document at which a field begins that nothing ends. To take them for fields would
    hide all text behind them."""
    begun: list[Element] = []
    for mark in root.iter("w:fldChar"):
        kind = mark.get("w:fldCharType", "")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)


def _text(field: _Field) -> str | None:
    """What a field shows by its instruction; None where its stored result is to be read."""
    if field.form is not None:
        if (box := child(field.form, "w:checkBox")) is not None:
            checked = child(box, "w:checked")
            ticked = is_on(checked) if checked is not None else is_on(child(box, "w:default"))
            return "☑" if ticked else "☐"
        if (options := child(field.form, "w:ddList")) is not None:
            entries = [e.get("w:val", "") for e in options if e.tag == "w:listEntry"]
            chosen = value(options, "w:result") or value(options, "w:default") or "0"
            number = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else 0
            return entries[number] if number < len(entries) else ""
    if field.instruction.strip().upper().startswith("MACROBUTTON"):
        return None
    if symbol := _SYMBOL.match(field.instruction):
        return _symbol(symbol[1], _FONT.search(field.instruction))
    return eq_text(field.instruction)


def _symbol(number: str, font: re.Match[str] | None) -> str | None:
    """The character of a SYMBOL field; None when it is unknown."""
    code = int(number, 16) if number.lower().startswith("0x") else int(number)
    name = (font[1] or font[2]) if font else ""
    if is_symbol_font(name):
        text = symbols(chr(code), name) if code <= MAX_SYMBOL else UNKNOWN
        return text if text.isprintable() and text != UNKNOWN else None
    return chr(code) if code <= MAX_SYMBOL and chr(code).isprintable() else None
