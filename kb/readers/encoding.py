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
# GB18030 contains both of its forerunners, and files that declare those use its characters.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030"}


def decode(data: bytes, name: str) -> str:
    """The text of a file; UnreadableSource when no step of the ladder fits.

    A declared charset that the bytes contradict is passed over: editors save pages whose
    declaration they did not change.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], encoding) or _fail(name)
    declared = _DECLARED.search(data[:4096])
    charset = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    for encoding in dict.fromkeys((_WIDER.get(charset, charset), "utf-8", "gb18030")):
        if (text := _decoded(data, encoding)) is not None:
            return text
    return _fail(name)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        if not codecs.lookup(encoding)._is_text_encoding:
            return None
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _fail(name: str) -> str:
    raise UnreadableSource(
        "认不出文字编码", where=name, hint="请用原编辑器另存为 UTF-8 或 GB18030 后再导入"
    )
