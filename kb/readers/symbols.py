"""Characters of symbol fonts, which have their own numbers for glyphs."""

from __future__ import annotations

import re

# Adobe's Symbol encoding from 0x20 and from 0xA0 on; "\0" where it has no character.
_SYMBOL = dict(
    enumerate(
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\0αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        0x20,
    )
) | dict(
    enumerate(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\0\0↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑\0\0\0\0\0\0\0\0\0\0ð〉∫",
        0xA0,
    )
)
_WINGDINGS = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x43: "👍",
    0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x52: "☼", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "⌧",
    0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA5: "◎",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + i: chr(ord("①") + i) for i in range(10)}
_WINGDINGS |= {0x8C + i: chr(ord("❶") + i) for i in range(10)}
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●",
    0xA2: "■", 0xA3: "□", 0xA4: "□", 0xAE: "◆",
}  # fmt: skip
_WINGDINGS_2 |= {0x6A + i: chr(ord("①") + i) for i in range(10)}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
}
# Word keeps the characters of such fonts in an area for private use.
_PRIVATE = 0xF000
UNKNOWN = "\0"


def is_symbol_font(name: str) -> bool:
    """Does a font have its own numbers for glyphs?"""
    return name.lower() in _FONTS or name.lower() == "wingdings 3"


def symbol_font(name: str) -> str:
    """The symbol font that a PDF means by ABCDEF+Wingdings2 or SymbolMT, "" when it is none."""
    plain = re.sub(r"^/?(?:[A-Z]{6}\+)?|(?:PS)?MT$|[-,].*$|-?Regular$", "", name)
    plain = re.sub(r"(?<=dings)[ -]?(?=[23]$)", " ", plain)
    return plain if is_symbol_font(plain) else ""


def shown_as(text: str, font: str) -> str:
    """The text with the characters that a symbol font shows, where that is known."""
    return "".join(
        char if char == "\xa0" or (found := symbols(char, font)) == UNKNOWN else found
        for char in text
    )


def symbols(text: str, font: str) -> str:
    """The text with the characters that its symbol font shows; UNKNOWN for unknown ones."""
    table = _FONTS.get(font.lower(), {})
    return "".join(_symbol(ord(char), table) for char in text)


def _symbol(code: int, table: dict[int, str]) -> str:
    number = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if number > 0xFF or (number <= 0x20 and number == code):
        return UNKNOWN if 0xE000 <= code <= 0xF8FF else chr(code)
    return table.get(number, UNKNOWN)
