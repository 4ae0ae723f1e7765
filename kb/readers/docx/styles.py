"""How text looks in a .docx file: what a style says, what it is based on, and the formatting of the
text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from kb.readers.collector import Look, is_heavy_font
from kb.readers.docx.xml import child, integer, is_on, value
from kb.readers.symbols import is_symbol_font

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)", re.IGNORECASE)
# In half points: what Word takes where a document states no size.
_DEFAULT_SIZE = 20
_PX = 2 / 3
_BODY_LEVEL = 9
# Styles that are based on one another: in real documents some ten.
MAX_CHAIN = 40


@dataclass(frozen=True, slots=True)
class Numbered:
    """The list a paragraph belongs to, "" when it was removed from its list; `level` counts from 0
    and is None where the list defines the level of the style."""

    list_id: str
    level: int | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or run and its styles state. `contents`: a line of a table of contents;
    `script`: "superscript" or "subscript"; `font`: a symbol font, else ""."""

    look: Look
    hidden: bool = False
    struck: bool = False
    script: str = ""
    font: str = ""
    numbered: Numbered | None = None
    contents: bool = False


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        elements = [e for e in (root if root is not None else ()) if e.tag == "w:style"]
        self._styles = {e.get("w:styleId", ""): e for e in elements}
        self._default = next((e.get("w:styleId", "") for e in elements if _is_default(e)), "")
        defaults = child(root, "w:docDefaults")
        style = _with_run(
            Style(Look(size=_px(_DEFAULT_SIZE))), child(defaults, "w:rPrDefault", "w:rPr")
        )
        self._base = _with_paragraph(style, child(defaults, "w:pPrDefault", "w:pPr"), "")
        self._made: dict[str, Style] = {}
        self._runs: dict[tuple[Style, str], Style] = {}

    def paragraph(self, properties: Element | None) -> Style:
        """The style of a paragraph by its w:pPr."""
        style_id = value(properties, "w:pStyle") or self._default
        return _with_paragraph(self._named(style_id), properties, style_id)

    def run(self, paragraph: Style, properties: Element | None) -> Style:
        """The style of a run in a paragraph by its w:rPr."""
        key = paragraph, value(properties, "w:rStyle")
        if key not in self._runs:
            style = paragraph
            for element in self._ancestry(key[1]):
                style = _with_run(style, child(element, "w:rPr"))
            self._runs[key] = style
        return _with_run(self._runs[key], properties)

    def list_of(self, style_id: str) -> str:
        """The list that a style of lists stands for."""
        return value(self._styles.get(style_id), "w:pPr", "w:numPr", "w:numId")

    def _named(self, style_id: str) -> Style:
        if style_id not in self._made:
            style = self._base
            for element in self._ancestry(style_id):
                style = _with_run(style, child(element, "w:rPr"))
                style = _with_name(style, value(element, "w:name"))
                style = _with_paragraph(
                    style, child(element, "w:pPr"), element.get("w:styleId", "")
                )
            self._made[style_id] = style
        return self._made[style_id]

    def _ancestry(self, style_id: str) -> Iterator[Element]:
        """The styles a style is based on, then the style itself."""
        chain: dict[str, Element] = {}
        while style_id in self._styles and style_id not in chain and len(chain) < MAX_CHAIN:
            chain[style_id] = self._styles[style_id]
            style_id = value(chain[style_id], "w:basedOn")
        return reversed(chain.values())


def _is_default(style: Element) -> bool:
    return style.get("w:type") == "paragraph" and style.get("w:default") in ("1", "true", "on")


def _with_name(style: Style, name: str) -> Style:
    if heading := _HEADING.fullmatch(name):
        return replace(style, look=replace(style.look, level=min(int(heading[1]), 6)))
    if name.lower() == "title":
        return replace(style, look=replace(style.look, level=1))
    return replace(style, contents=True) if _CONTENTS.fullmatch(name) else style


def _with_paragraph(style: Style, properties: Element | None, style_id: str) -> Style:
    look = style.look
    if alignment := value(properties, "w:jc"):
        look = replace(look, centred=alignment == "center")
    if (level := integer(value(properties, "w:outlineLvl"), -1)) >= 0:
        look = replace(look, level=min(level + 1, 6) if level < _BODY_LEVEL else 0)
    numbered = style.numbered
    if (numbering := child(properties, "w:numPr")) is not None:
        list_id, level_text = value(numbering, "w:numId"), value(numbering, "w:ilvl")
        before = numbered.list_id if numbered else ""
        list_id = list_id or before
        numbered = Numbered(
            list_id if list_id != "0" else "",
            level if (level := integer(level_text, -1)) >= 0 else None,
            style_id,
        )
    return replace(style, look=look, numbered=numbered)


def _with_run(style: Style, properties: Element | None) -> Style:
    if properties is None:
        return style
    look, hidden = style.look, style.hidden
    if (bold := child(properties, "w:b")) is not None:
        look = replace(look, bold=is_on(bold))
    if 0 < (size := integer(value(properties, "w:sz"), 0)) < 4000:
        look = replace(look, size=_px(size))
    if (vanish := child(properties, "w:vanish")) is not None:
        hidden = is_on(vanish)
    struck, script, font = style.struck, style.script, style.font
    for name in ("w:strike", "w:dstrike"):
        if (strike := child(properties, name)) is not None:
            struck = is_on(strike)
    if position := value(properties, "w:vertAlign"):
        script = position if position in ("superscript", "subscript") else ""
    if (fonts := child(properties, "w:rFonts")) is not None:
        named = fonts.get("w:ascii") or fonts.get("w:hAnsi") or ""
        font = named if is_symbol_font(named) else ("" if named else font)
        if han := fonts.get("w:eastAsia") or named:
            look = replace(look, heavy=is_heavy_font(han))
    return replace(style, look=look, hidden=hidden, struck=struck, script=script, font=font)


def _px(half_points: int) -> float:
    return round(half_points * _PX, 1)
