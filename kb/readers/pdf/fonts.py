"""Fonts of a PDF: which characters a string of bytes shows, and how wide each is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pypdf.generic._font import Font

from kb.readers.pdf.characters import UNKNOWN, advance, meant
from kb.readers.symbols import shown_as, symbol_font

_BOLD = re.compile(r"bold|heavy|black|demi", re.IGNORECASE)
_IDENTITY = ("/Identity-H", "/Identity-V")
_UTF_16 = "utf-16-be"
# Codes that a map leaves out and that show nothing.
_LAST_BLANK = 32
# In Adobe's collections of glyphs the printable characters of ASCII begin at 1.
_ASCII_TO_CID = 31


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one code shows: its characters, its width in ems, and whether it is the byte 32, which
    word spacing widens."""

    text: str
    width: float
    blank: bool = False


class PdfFont:
    """A font as a page names it."""

    def __init__(self, resource: Any) -> None:
        self._font = Font.from_font_resource(resource)
        name = resource.get("/Encoding")
        self._encoding = name if isinstance(name, str) else ""
        self._composite = resource.get("/Subtype") == "/Type0"
        self._identity = self._composite and (self._encoding in _IDENTITY or not self._encoding)
        self._mapped = "/ToUnicode" in resource
        self._widths = _widths(resource)
        self._default = _default_width(resource)
        self._known: dict[int, Glyph] = {}
        self._symbols = symbol_font(str(resource.get("/BaseFont", "")))
        self.vertical = self._encoding.endswith("-V")
        self.bold = _is_bold(resource)

    def glyphs(self, data: bytes) -> list[Glyph]:
        """The glyphs that a string shows, in order."""
        encoding = self._font.encoding
        if not self._composite:
            codes: Any = data
        elif encoding == _UTF_16 or not isinstance(encoding, str):
            codes = (data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2))
        else:
            codes = map(ord, data.decode(encoding, "replace"))
        return [self._known.get(code) or self._glyph(code) for code in codes]

    def _glyph(self, code: int) -> Glyph:
        text = meant(self._text(code))
        if self._symbols:
            plain = text if self._mapped or self._composite else chr(code)
            text = shown_as(plain, self._symbols)
        glyph = Glyph(text, self._width(code, text), not self._composite and code == _LAST_BLANK)
        self._known[code] = glyph
        return glyph

    def _text(self, code: int) -> str:
        char = chr(code)
        found = self._font.character_map.get(char)
        if isinstance(found, str):
            return found.replace("\0", "")
        if not self._composite:
            encoding = self._font.encoding
            named = encoding.get(code, char) if isinstance(encoding, dict) else char
            return str(self._font.character_map.get(named, _named(named)))
        if not self._identity:
            return char if not 0xD800 <= code < 0xE000 else ""
        # The font numbers its glyphs and does not say which characters they are.
        return "" if self._mapped and code <= _LAST_BLANK else UNKNOWN

    def _width(self, code: int, text: str) -> float:
        if self._identity or not self._composite:
            width = self._widths.get(code, self._default)
        elif text.isascii() and text:
            width = self._widths.get(ord(text[0]) - _ASCII_TO_CID, 0.5)
        else:
            width = self._default
        return width if width > 0 or text in ("", UNKNOWN) else sum(map(advance, text))


def _widths(resource: Any) -> dict[int, float]:
    """The width of each code in ems."""
    if resource.get("/Subtype") == "/Type0":
        return {ord(key): width / 1000 for key, width in _of_cids(resource).items()}
    scale = 0.001
    if resource.get("/Subtype") == "/Type3":
        matrix = resource.get("/FontMatrix")
        scale = abs(float(matrix[0])) if matrix else scale
    first = resource.get("/FirstChar", 0)
    widths = resource.get("/Widths")
    widths = widths.get_object() if widths is not None else ()
    if isinstance(first, int) and isinstance(widths, list):
        found = (_number(width) for width in widths[:256])
        return {first + at: width * scale for at, width in enumerate(found)}
    font = Font.from_font_resource(resource)
    return {ord(k): w * scale for k, w in font.character_widths.items() if len(k) == 1}


def _of_cids(resource: Any) -> dict[str, float]:
    widths: dict[str, float] = {}
    for descendant in resource.get("/DescendantFonts", ()):
        Font._collect_cid_character_widths(descendant.get_object(), widths)
    return {key: _number(width) for key, width in widths.items()}


def _default_width(resource: Any) -> float:
    """The width of codes that state none, in ems; 0 where it is to be guessed."""
    if resource.get("/Subtype") != "/Type0":
        return 0.0
    for descendant in resource.get("/DescendantFonts", ()):
        return _number(descendant.get_object().get("/DW", 1000)) / 1000
    return 1.0


def _number(value: Any) -> float:
    value = value.get_object() if hasattr(value, "get_object") else value
    return float(value) if isinstance(value, (int, float)) else 0.0


def _named(name: str) -> str:
    """The characters of a glyph name that is in no list: /f_i, /uni4E00.alt."""
    if not name.startswith("/") or len(name) == 1:
        return name
    text = ""
    for part in name[1:].partition(".")[0].split("_"):
        code = re.fullmatch(r"uni([0-9A-F]{4})|u([0-9A-F]{4,5})", part)
        text += chr(int(code[1] or code[2], 16)) if code else part if len(part) == 1 else UNKNOWN
    return text


def _is_bold(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    descriptor = descriptor.get_object() if descriptor is not None else {}
    names = f"{font.get('/BaseFont')} {descriptor.get('/FontName')}"
    weight = descriptor.get("/FontWeight", 400)
    return _BOLD.search(names) is not None or (isinstance(weight, (int, float)) and weight >= 600)
