"""Bytes to text: byte order mark, declared charset, UTF-8, GB18030, then what makes most sense."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from kb.errors import UnreadableSource
from kb.text import simplified

UNKNOWN = "\ufffd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# The charsets that a Chinese page may be in. GB18030 contains GB2312 and GBK, and files
# that declare those use its characters. Any other, iso-8859-1 above all, is what a template said.
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
# Encodings that a person may choose for a file whose bytes say nothing or the wrong thing.
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
# The share of characters outside ASCII that may be damaged before the encoding counts as wrong.
MAX_DAMAGED = 0.02
# From this share of everyday characters a guess is right; below this share a text is nonsense.
SENSE, NONSENSE = 0.85, 0.55
# Fewer characters than this say nothing about the encoding.
MIN_SAMPLE = 12
MIN_WIDE = 20
_SAMPLE = 20_000
# No text has these characters; DOS ended files with one of them.
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1b]+")
_END_OF_FILE = "\x1a"
# What a terminal takes as a command: the colour of what follows, for example.
_TERMINAL = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
# HZ writes Chinese in seven bits between ~{ and ~} (RFC 1843).
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){2,}~\}")


def recoded(data: bytes, name: str, encoding: str) -> bytes:
    """The bytes of a text file in UTF-8 with a byte order mark, converted from the encoding that a
    person chose; UnreadableSource when the file is not in it. A few damaged characters are kept as
    U+FFFD."""
    for bom, _ in _BOMS:
        if data.startswith(bom) and encoding.startswith("utf"):
            data = data.removeprefix(bom)
            break
    text = _decoded(data, _CHARSETS[encoding])
    if text is None:
        raise UnreadableSource(
            f"文字编码不是 {encoding}", where=name, hint="请不指定编码，或换一种编码再试"
        )
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def decode(data: bytes, name: str) -> str:
    """The text of a file, characters that are damaged as U+FFFD; UnreadableSource when no encoding
    fits.

    A declared charset that the bytes contradict is ignored: editors often save a page without
    updating its declaration.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decoded(data[len(bom) :], encoding)
            break
    else:
        text = next(_readings(data), None)
    if text is None:
        raise UnreadableSource(
            "认不出文字编码", where=name, hint="请用原编辑器另存为 UTF-8 或 GB18030 后再导入"
        )
    return _CONTROLS.sub(UNKNOWN, _TERMINAL.sub("", text.removesuffix(_END_OF_FILE)))


def makes_sense(text: str) -> float:
    """The share of everyday characters among those outside ASCII, 1.0 where there are too few to
    tell. Genuine Chinese has above 0.95, Chinese that was read in the wrong encoding below 0.5."""
    table = simplified()
    seen = [char for char in text[:_SAMPLE] if char > "\x7f" and not char.isspace()]
    if len(seen) < MIN_SAMPLE:
        return 1.0
    return sum(_is_everyday(table.get(char, char)) for char in seen) / len(seen)


def _readings(data: bytes) -> Iterator[str]:
    """The text in each encoding that fits, the likeliest first."""
    declared = _DECLARED.search(data[:4096])
    charset = _CHARSETS.get(declared[1].decode().lower()) if declared else None
    if data.isascii() and _HZ.search(data) and (text := _strictly(data, "hz")) is not None:
        yield text
    # UTF-16 has a zero byte for each digit and line break.
    wide = len(data) >= MIN_WIDE and data[:4096].count(b"\0") > len(data[:4096]) / 50
    ladder = [charset] if charset and not charset.startswith("utf-16") else []
    ladder += ["utf-8", "gb18030"]
    strict = [text for code in ladder if (text := _strictly(data, code)) is not None]
    for text in strict if not wide else ():
        # UTF-8 is so strict that no other encoding fits it by chance.
        if makes_sense(text) >= SENSE or text.encode() == data:
            yield text
    others = (
        ("utf-16-le", "utf-16-be") if wide else ("utf-8", "big5hkscs", "utf-16-le", "utf-16-be")
    )
    for code in others:
        text = _decoded(data, code)
        if text is not None and makes_sense(text) >= SENSE and _is_written(text):
            yield text
    yield from strict
    for code in ladder:
        text = _decoded(data, code)
        if text is not None and _is_written(text):
            yield text


def _in_step(error: UnicodeError) -> tuple[str, int]:
    """Replace a damaged character of GB18030 by one mark and stay in step: of two ways to continue,
    take the one that gives more everyday characters."""
    assert isinstance(error, UnicodeDecodeError)
    data, start = error.object, error.start

    def gained(step: int) -> int:
        following = data[start + step : start + step + 24].decode("gb18030", "ignore")
        return sum(map(_is_everyday, following))

    return UNKNOWN, min(start + max((2, 1), key=gained), len(data))


codecs.register_error("in step", _in_step)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text with its damaged characters as U+FFFD, None when there are too many of them."""
    text = data.decode(encoding, "in step" if encoding == "gb18030" else "replace")
    if encoding == "utf-8":  # a damaged character has up to three bytes
        text = re.sub(f"{UNKNOWN}{{1,3}}", UNKNOWN, text)
    damaged = text.count(UNKNOWN) - data.count(UNKNOWN.encode())
    others = sum(char > "\x7f" for char in text[: 50 * _SAMPLE])
    return text if damaged <= max(2 if others > 10 else 0, MAX_DAMAGED * others) else None


def _is_written(text: str) -> bool:
    """Is this text, not the bytes of a picture? A few bytes may be damaged."""
    sample = text[:_SAMPLE]
    strange = len(_CONTROLS.findall(sample))
    return strange <= max(2 if len(sample) > 50 else 0, MAX_DAMAGED * len(sample) / 2)


def _is_everyday(char: str) -> bool:
    """Is it one of the 3755 common characters of GB 2312, or a mark or letter of print?"""
    if char == UNKNOWN:
        return False
    if not "\u3400" <= char <= "\u9fff":
        return char <= "\u024f" or "\u2010" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"
    try:
        row = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return row <= 0xD7
