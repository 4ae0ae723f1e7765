r"""EQ fields as plain text: `\o\ac(○,1)` is ①, `\f(1,2)` is 1/2.

Word's Chinese layout makes them for enclosed characters, for characters with their pronunciation and
for two lines within one. A field is an expression of functions `\name options(arguments)`.
Source: Microsoft's description of the field codes of Word, EQ (Equation) field.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.readers.marks import lowered, raised

_EQ = re.compile(r"\s*EQ\b", re.IGNORECASE)
_SWITCH = re.compile(r'\\\*\s*(?:"[^"]{0,80}"|[^\s\\]{1,80})(?:\s+"[^"]{0,80}")?')
_FUNCTION = re.compile(r"\\([a-z])(?![a-z])", re.IGNORECASE)
_OPTION = re.compile(r"\s*\\([a-z]{2})\s*([0-9.]*|\\.)", re.IGNORECASE)
_RINGS = "○◯〇Ο⭕"
_BOXES = "□◇△☐▢"
_TICKS, _CROSSES = "√✓✔", "×✗✕"
MAX_LENGTH, MAX_DEPTH = 2000, 20


def eq_text(instruction: str) -> str | None:
    """The text of an EQ field by its instruction; None when the field is another."""
    if not _EQ.match(instruction):
        return None
    code = _SWITCH.sub("", _EQ.sub("", instruction[:MAX_LENGTH], count=1))
    return _Reading(code).expression(0, "").strip()


class _Reading:
    """Reads an expression from left to right."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._at = 0

    def expression(self, depth: int, ends: str) -> str:
        """The text up to one of the characters of `ends` or the end."""
        text = ""
        while self._at < len(self._code) and self._code[self._at] not in ends:
            char = self._code[self._at]
            if char == "\\":
                text += self._function(depth)
            else:
                text += char
                self._at += 1
        return text

    def _function(self, depth: int) -> str:
        match = _FUNCTION.match(self._code, self._at)
        if not match or depth > MAX_DEPTH:
            self._at += 2  # an escaped character stands for itself
            return self._code[self._at - 1 : self._at]
        self._at = match.end()
        name, options = match[1].lower(), []
        while option := _OPTION.match(self._code, self._at):
            options.append(option[1].lower())
            self._at = option.end()
        while self._code[self._at : self._at + 1].isspace():
            self._at += 1
        if self._code[self._at : self._at + 1] != "(":
            return ""
        arguments = []
        while self._at < len(self._code) and self._code[self._at] != ")":
            self._at += 1  # the bracket or the mark between arguments
            arguments.append(self.expression(depth + 1, ",;，)").strip())
        self._at += 1
        make = _FUNCTIONS.get(name)
        return make(arguments, options) if make else "".join(arguments)


def _over(arguments: list[str], _options: list[str]) -> str:
    """Characters drawn over each other."""
    around = next((a for a in arguments if a and a in _RINGS + _BOXES), "")
    inner = "".join(a for a in arguments if a != around)
    if around:
        return _ringed(inner) if around in _RINGS else _boxed(inner)
    latin = [a for a in arguments if a.replace(" ", "").isalpha() and not _is_han(a)]
    han = [a for a in arguments if _is_han(a)]
    return "".join(han if latin and len(latin) + len(han) == len(arguments) and han else arguments)


def _is_han(text: str) -> bool:
    return any("\u2e80" <= char <= "\u9fff" for char in text)


def _ringed(text: str) -> str:
    if text.isdecimal() and text.isascii():
        number = int(text[:3])
        for first, start in ((1, "①"), (21, "㉑"), (36, "㊱")):
            if first <= number <= {1: 20, 21: 35, 36: 50}[first]:
                return chr(ord(start) + number - first)
    if len(text) == 1 and text in "一二三四五六七八九十":
        return chr(ord("㊀") + "一二三四五六七八九十".index(text))
    return text


def _boxed(text: str) -> str:
    if text and text in _TICKS:
        return "☑"
    return "☒" if text and text in _CROSSES else text


def _fraction(arguments: list[str], _options: list[str]) -> str:
    return "/".join(map(bracketed, arguments[:2]))


def _root(arguments: list[str], _options: list[str]) -> str:
    of = bracketed(arguments[-1]) if arguments else ""
    return f"{raised(arguments[0]) if len(arguments) > 1 else ''}√{of}"


def _script(arguments: list[str], options: list[str]) -> str:
    shift = raised if "up" in options else lowered
    return "".join(shift(argument) if argument.isascii() else argument for argument in arguments)


def bracketed(text: str) -> str:
    """A part of a formula, in brackets unless it is one number, letter or word."""
    plain = text.replace(".", "").replace("%", "")
    return text if len(text) <= 1 or plain.isalnum() else f"({text})"


_FUNCTIONS: dict[str, Callable[[list[str], list[str]], str]] = {
    "o": _over,
    "f": _fraction,
    "r": _root,
    "s": _script,
    "b": lambda arguments, _: f"({','.join(arguments)})",
    "l": lambda arguments, _: ",".join(arguments),
    "a": lambda arguments, _: " ".join(arguments),
    "d": lambda _arguments, _: "",
}
