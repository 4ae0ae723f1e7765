"""Other ways to write the same string: short names of banks, forms of numbers, variant characters.

All are searched as strings, so none of them finds more than what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

MOST = 12
_LONGEST = 60

_BANK = re.compile("农村商业银行|农商银行|农商行")
_BANK_FORMS = ("农商银行", "农村商业银行", "农商行")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PLAIN = re.compile(r"(?<![0-9.,/:-])[0-9]{4,12}(?![0-9,]|年|[-/:])")
_TIMES = re.compile(r"(?<=[0-9])[x×*](?=[0-9])")
_HAN_YEAR = re.compile(r"[一二三四五六七八九〇零]{4}(?=年)")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?=年)")
_HAN_NUMBER = re.compile(
    r"(?<![万亿点])[一二三四五六七八九十百千两零〇]{2,9}(?!点[一二三四五六七八九])"
)
_SMALL = re.compile(r"(?<![0-9.,/:-])(?:[2-9]|[1-9][0-9]{1,3})(?![0-9.,%‰]|年|bp|[-/:])")
_HAN_PERCENT = re.compile(r"百分之([一二三四五六七八九十百两零〇]{1,5})")
_PERCENT = re.compile(r"(?<![0-9.,])([0-9]{1,3})%")
_HAN_YUAN = re.compile(r"(?<![一二三四五六七八九十百千两零〇万亿点])[一二两三四五六七八九](?=元)")
_YUAN = re.compile(r"(?<=[0-9一二三四五六七八九十百千两万])块钱?")

_DIGITS = "零一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def spellings(literal: str) -> tuple[str, ...]:
    """The other spellings of a string in normal form, at most `MOST`; none for a long string."""
    if len(literal) > _LONGEST:
        return ()
    found = {literal: None}
    for way in _WAYS:
        for known in tuple(found):
            found |= dict.fromkeys(way(known))
        if len(found) > MOST:
            break
    return tuple(found)[1 : MOST + 1]


def _banks(text: str) -> Iterator[str]:
    for form in _BANK_FORMS:
        yield _BANK.sub(form, text)


def _characters(text: str) -> Iterator[str]:
    if "账" in text or "帐" in text:
        yield text.replace("帐", "账")
        yield text.replace("账", "帐")
    if _TIMES.search(text):
        yield _TIMES.sub("×", text)
        yield _TIMES.sub("x", text)


def _thousands(text: str) -> Iterator[str]:
    yield _GROUPED.sub(lambda m: m.group().replace(",", ""), text)
    yield _PLAIN.sub(lambda m: f"{int(m.group()):,}", text)


def _numerals(text: str) -> Iterator[str]:
    yield _HAN_PERCENT.sub(lambda m: f"{_value(m[1])}%", text)
    yield _PERCENT.sub(lambda m: f"百分之{_han(int(m[1]))}" if int(m[1]) else m[0], text)
    yield _HAN_YEAR.sub(lambda m: "".join(str(_VALUES[char]) for char in m.group()), text)
    if year := _YEAR.search(text):
        han = "".join(_DIGITS[int(digit)] for digit in year.group())
        yield _YEAR.sub(han, text, count=1)
        yield _YEAR.sub(han.replace("零", "〇"), text, count=1)
        return
    yield _HAN_NUMBER.sub(lambda m: str(_value(m.group()) or m.group()), text)
    yield _SMALL.sub(lambda m: _han(int(m.group())), text)


def _money(text: str) -> Iterator[str]:
    text = _YUAN.sub("元", text)
    yield text
    yield _HAN_YUAN.sub(lambda m: str(_VALUES[m.group()]), text)


_WAYS: tuple[Callable[[str], Iterator[str]], ...] = (
    _banks,
    _characters,
    _money,
    _numerals,
    _thousands,
)


def _value(numeral: str) -> int | None:
    """The value of a Chinese numeral below 10,000 ("三十八", "一千二百", "两百零三"), None when it
    is written in another way."""
    total, digit, above = 0, None, 10_000
    for char in numeral:
        if step := _STEPS.get(char):
            if step >= above:
                return None
            total, digit, above = total + (1 if digit is None else digit) * step, None, step
        elif digit:
            return None
        else:
            digit = _VALUES[char]
    return total + (digit or 0)


def _han(number: int) -> str:
    """The usual Chinese numeral of a number from 1 to 9,999: 12 is 十二, 203 is 二百零三."""
    text, skipped = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += ("零" if skipped and text else "") + _DIGITS[digit] + name
            skipped = False
        else:
            skipped = True
    return text.removeprefix("一") if text.startswith("一十") else text
