"""Bytes to text: byte order mark, declared charset, UTF-8, GB18030; each strict."""

from __future__ import annotations

import codecs
import re

from kb.errors import UnreadableSource

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
# The charsets that a Chinese page may be in. GB18030 contains both of its forerunners, and files
# that declare those use its characters. Any other, iso-8859-1 above all, is what a template said.
_CHARSETS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}

# What a person may name for a file whose bytes say nothing or the wrong thing. Big5 is never
# guessed: most of its texts are GB18030 too, of characters that make no sense.
ENCODINGS = ("utf-8", "gb18030", "big5")


def recoded(data: bytes, name: str, encoding: str) -> bytes:
    """The bytes of a text file in UTF-8, with its mark, out of the encoding that a person named;
    UnreadableSource when they are not in it."""
    try:
        return codecs.BOM_UTF8 + data.decode(_CHARSETS[encoding]).encode()
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"文字编码不是 {encoding}", where=name, hint="请不指定编码，或换一种编码再试"
        ) from error


def decode(data: bytes, name: str) -> str:
    """The text of a file; UnreadableSource when no step of the ladder fits.

    A declared charset that the bytes contradict is passed over: editors save pages whose
    declaration they did not change.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            data, ladder = data[len(bom) :], [encoding]
            break
    else:
        declared = _DECLARED.search(data[:4096])
        charset = _CHARSETS.get(declared[1].decode().lower()) if declared else None
        ladder = [*filter(None, [charset]), "utf-8", "gb18030"]
    for encoding in ladder:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSource(
        "认不出文字编码", where=name, hint="请用原编辑器另存为 UTF-8 或 GB18030 后再导入"
    )
