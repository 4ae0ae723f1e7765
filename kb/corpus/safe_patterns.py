"""Regular expressions that editors write: bounded in length and in the time they take."""

from __future__ import annotations

import re

from kb.errors import CorpusError

MAX_LENGTH = 200
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\(.)")
# A quantifier that lets a match vary in length, and one that repeats.
_VARIES = re.compile(r"[*+]|\{\d*,\d*\}")
_REPEATS = re.compile(r"[*+]|\{\d*,\d*\}|\{\d+\}")


def check_pattern(text: str) -> None:
    """CorpusError, with the reason in Chinese, for a pattern that is no regular expression, or one
    that may take very long: a repeated group whose inside varies in length, such as (a+)+, makes
    the time grow exponentially with the text."""
    shown = f"“{text[:30]}”"
    if len(text) > MAX_LENGTH:
        raise CorpusError(f"句式{shown}太长", hint=f"最多 {MAX_LENGTH} 字")
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise malformed(text, error) from error
    if any(char.isdigit() for char in _ESCAPE.findall(text)) or "(?P=" in text:
        raise CorpusError(f"句式{shown}里不能引用前面的括号", hint="请把要找的文字写出来")
    if _repeats_what_varies(_ESCAPE.sub("x", _CLASS.sub("x", text))):
        raise CorpusError(
            f"句式{shown}里重复的括号内又有重复，会找得很慢", hint="请改成只重复一层，如“\\d+”"
        )


def malformed(pattern: str, error: Exception, where: str = "") -> CorpusError:
    """The error for a pattern that Python cannot compile; it says why in Chinese."""
    at = error.pos if isinstance(error, re.error) else None
    why = "太大或太深" if at is None else f"第 {at + 1} 个字符起看不懂"
    return CorpusError(
        f"句式“{pattern[:30]}”写得不对：{why}", where=where, hint="请检查括号和反斜杠"
    )


def _repeats_what_varies(text: str) -> bool:
    """Is a group repeated whose inside has a quantifier or several branches?"""
    inside = [False]
    at = 0
    while at < len(text):
        if text[at] == "(":
            inside.append(False)
        elif text[at] == ")" and len(inside) > 1:
            varies = inside.pop()
            if varies and _REPEATS.match(text, at + 1):
                return True
            inside[-1] = inside[-1] or varies
        elif text[at] == "|" or _VARIES.match(text, at):
            inside[-1] = True
        at += 1
    return False
