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

_SPACE = rb"\0\t\n\f\r "
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z))"
    rb"|(?P<operator>" + _REGULAR + rb"+)"
    rb"|(?P<name>/" + _REGULAR + rb"*)"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)"
    rb"|(?P<mark><<|>>|[\[\]])"
    rb"|(?P<string>\()"
    rb"|%[^\r\n]*"
)
_PLAIN = re.compile(rb"[^()\\]*")
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
    at = done = 0
    search = _TOKEN.search
    while token := search(data, at):
        at = token.end()
        kind = token.lastgroup
        if kind == "number":
            into.append(float(token.group()))
        elif kind == "operator":
            word = token.group()
            if word in _WORDS:
                into.append(_WORDS[word])
                continue
            if (number := _damaged_number(word)) is not None:
                into.append(number)
                continue
            if open_:
                open_, into = [], operands  # an array that nobody closed
            if word == b"BI":
                end = _IMAGE_END.search(data, at)
                at = end.end() if end else len(data)
                word, operands = INLINE_IMAGE, []
            done += 1
            if done > most:
                raise TooLargeSource("PDF 里的数据展开后过大，疑似压缩炸弹，已拒绝读取")
            yield operands, word
            operands = into = []
        elif kind == "name":
            into.append(_name(token.group()))
        elif kind == "hex":
            into.append(_hex(token.group()[1:-1]))
        elif kind == "string":
            text, at = _string(data, at)
            into.append(text)
        elif kind == "mark":
            if token.group() in (b"[", b"<<"):
                if len(open_) < MAX_NESTED:
                    open_.append(into)
                    into = []
            elif open_:
                made = into if token.group() == b"]" else _dictionary(into)
                into = open_.pop()
                into.append(made)
        if len(into) > MAX_OPERANDS:
            into.clear()


def _damaged_number(word: bytes) -> float | None:
    """The number that a word such as --5 or 0.0.1 is meant to be; None when it is an operator."""
    if word[0] not in b"+-.0123456789":
        return None
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
    plain = _PLAIN.match(data, at)
    if plain and data[plain.end() : plain.end() + 1] == b")":
        return plain.group(), plain.end() + 1
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
