"""The operations of a content stream, taken apart by one regular expression.

pypdf reads a stream byte by byte, which took more than half of the time of a page that a browser
printed (an operation for each character). Source: ISO 32000-1, 7.2 and 7.8.2. What makes no sense is
passed over, as printers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kb.errors import TooLargeSource

_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z))"
    rb"|(?P<operator>" + _REGULAR + rb"+)"
    rb"|(?P<name>/" + _REGULAR + rb"*)"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)"
    rb"|(?P<mark><<|>>|[\[\]])"
    rb"|(?P<plain>\([^()\\\r]*\))"
    rb"|(?P<string>\()"
    rb"|%[^\r\n]*"
)
_A_NUMBER, _AN_OPERATOR, _A_NAME, _A_HEX, _A_MARK, _A_PLAIN, _A_STRING = range(1, 8)
_IN_STRING = re.compile(rb"[^()\\]+|[()]|\\(?:[0-7]{1,3}|\r\n|.)?", re.DOTALL)
_ESCAPES = {
    b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f",
    b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b"", b"\\": b"",
}  # fmt: skip
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOT_HEX = b"\0\t\n\f\r "
_NUMBER = re.compile(rb"[+-]*[0-9]*\.?[0-9]*")
_IMAGE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r /\]>]|\Z)")
_WORDS = {b"true": True, b"false": False, b"null": None}
# Arrays and dictionaries within one another, and operands of one operation.
MAX_NESTED, MAX_OPERANDS = 40, 200_000
INLINE_IMAGE = b"INLINE IMAGE"

Operation = tuple[list[Any], bytes]


def operations(data: bytes, most: int) -> Iterator[Operation]:
    """(operands, operator) in order: numbers as float, names as str with their slash, strings as
    bytes, arrays as lists and dictionaries as dicts. An inline image is one operation without
    operands. TooLargeSource beyond `most` operations."""
    operands: list[Any] = []
    open_: list[list[Any]] = []
    into = operands
    done, at = 0, -1
    while at < len(data):
        tokens = _TOKEN.finditer(data, max(at, 0))
        at = len(data) + 1
        for token in tokens:
            kind, word = token.lastindex, token.group()
            if kind == _A_NUMBER:
                into.append(float(word))
            elif kind == _AN_OPERATOR:
                if word in _WORDS:
                    into.append(_WORDS[word])
                    continue
                if word[0] in b"+-.0123456789":
                    into.append(_damaged_number(word))
                    continue
                if open_:
                    open_, into = [], operands  # an array that nobody closed
                done += 1
                if done > most:
                    raise TooLargeSource("PDF 里的数据展开后过大，疑似压缩炸弹，已拒绝读取")
                if word == b"BI":
                    end = _IMAGE_END.search(data, token.end())
                    at = end.end() if end else len(data)
                    yield [], INLINE_IMAGE
                else:
                    yield operands, word
                operands = into = []
                if at <= len(data):
                    break
            elif kind == _A_NAME:
                into.append(_name(word))
            elif kind == _A_HEX:
                into.append(_hex(word[1:-1]))
            elif kind == _A_PLAIN:
                into.append(word[1:-1])
            elif kind == _A_STRING:
                text, at = _string(data, token.end())
                into.append(text)
                break
            elif word in (b"[", b"<<"):
                if len(open_) < MAX_NESTED:
                    open_.append(into)
                    into = []
            elif open_ and kind == _A_MARK:
                made = into if word == b"]" else _dictionary(into)
                into = open_.pop()
                into.append(made)
            if len(into) > MAX_OPERANDS:
                into.clear()


def _damaged_number(word: bytes) -> float:
    """The number that a word such as --5 or 0.0.1 is meant to be."""
    found = _NUMBER.match(word)
    digits = found.group().lstrip(b"+-") if found else b""
    if not digits.strip(b"."):
        return 0.0
    return -float(digits) if word[0] in b"-" else float(digits)


def _name(token: bytes) -> str:
    if b"#" in token:
        token = _HEX_NAME.sub(lambda code: bytes([int(code[1], 16)]), token)
    for encoding in ("utf-8", "gbk"):
        try:
            return token.decode(encoding)
        except UnicodeDecodeError:
            continue
    return token.decode("latin-1")


def _hex(digits: bytes) -> bytes:
    digits = digits.translate(None, _NOT_HEX)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    """The string whose bracket opened before `at`, and where it ends."""
    parts: list[bytes] = []
    depth = 1
    for piece in _IN_STRING.finditer(data, at):
        part = piece.group()
        if part == b"(":
            depth += 1
        elif part == b")":
            depth -= 1
            if not depth:
                return b"".join(parts), piece.end()
        elif part[0] == 0x5C:
            if part[1:2].isdigit() and part[1:2] < b"8":
                part = bytes([int(part[1:], 8) & 0xFF])
            else:
                part = _ESCAPES.get(part, part[1:])
        parts.append(part)
    return b"".join(parts), len(data)


def _dictionary(items: list[Any]) -> dict[str, Any]:
    """Names and values in turn, as a dictionary."""
    pairs = zip(items[::2], items[1::2], strict=False)
    return {key: value for key, value in pairs if isinstance(key, str)}
