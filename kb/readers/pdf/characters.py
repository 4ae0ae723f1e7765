"""Characters of a PDF: which ones are meant, and about how wide they are."""

from __future__ import annotations

import unicodedata

UNKNOWN = "\ufffd"
# Where a font has one glyph for several characters, what prints through glyphs may name the wrong
# one: the radical for the character (NFKC mends these, but for 户, which it takes for 戶), the mark
# of another block. These share a glyph in Noto's fonts.
_MEANT: dict[int, str | int] = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
_MEANT |= str.maketrans(
    "⼾⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "户巳幺母民虎西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_MEANT |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_MEANT |= str.maketrans("\u2015\u301c\u2215\u2329\u232a\u2012\u2027\u2003", "—～／〈〉–·\u3000")


def meant(text: str) -> str:
    """The text with the characters its author wrote."""
    return text.translate(_MEANT)


def width(text: str, size: float) -> float:
    """About how wide a text is, in the unit of `size`."""
    return size * sum(map(advance, text))


def advance(char: str) -> float:
    """About how wide a character is, in ems."""
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if char.isspace():
        return 0.3
    return 0.65 if char.isupper() else 0.54
