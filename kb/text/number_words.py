"""The values of the numerals in Chinese running text: 12, 1,318, 一百二十三点五, 六万五, 十几万."""

from __future__ import annotations

import re
from decimal import Decimal

# Bounded, so that a long run of digits is read in linear time.
HAN = r"[零〇一二两三四五六七八九十百千万亿]{1,24}(?:点[零〇一二三四五六七八九]{1,8})?"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]{1,18})(?:\.[0-9]{1,8})?"
# 十几万, 二十几户, 几十万, 数百: a range as wide as the word allows.
VAGUE = r"(?:[二三四五六七八九]?十几[百千万亿]{0,2}|[几数][十百千万亿]{1,3})"
# 1亿2000万, 12万5千, 1万2000: parts of one number.
COMPOUND = rf"(?:{ARABIC})(?:亿|万)(?:零?(?:{ARABIC})(?:千万|百万|万|千|百)|[0-9]{{4}}(?![0-9]))"

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALE = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
# 六万五: the last digit counts tenths of the unit before it.
_SPOKEN = {"百": 10, "千": 100, "万": 1000, "亿": 10**7}
_PART = re.compile(rf"({ARABIC})(千万|百万|亿|万|千|百)?")
_NO_SCALE = Decimal(1)


def number_value(number: str) -> Decimal:
    """The value of a numeral of any size, Arabic, Chinese or mixed (1亿2000万)."""
    if number == "半":
        return Decimal("0.5")
    if not number[0].isdecimal():
        return _han(number)
    total = Decimal(0)
    for part in _PART.finditer(number):
        scale = _SCALE[part[2]] if part[2] else 1
        total += Decimal(part[1].replace(",", "")) * scale
    return total


def _han(number: str) -> Decimal:
    """六万五 is 65000, as people say it; 六万零五 is 60005."""
    whole, _, decimals = number.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[char], 0
        else:
            if char == "亿":  # 一万亿: all before it is counted in it
                total = ((total + section + digit) or 1) * 10**8
            else:  # 两亿三千万: only what follows 亿 is
                total += ((section + digit) or 1) * 10**4
            section, digit = 0, 0
    if digit:
        digit *= _SPOKEN.get(whole[-2:-1], 1)
    value = Decimal(total + section + digit)
    if decimals:
        value += Decimal("0." + "".join(str(DIGITS[char]) for char in decimals))
    return value


def vague_range(word: str) -> tuple[Decimal, Decimal]:
    """(lowest, highest) of 十几万 (11 to 19 times 10,000) or 数百 (200 to 900)."""
    if word[0] in "几数":
        unit = number_value(word[1:])
        return 2 * unit, 9 * unit
    tens, _, scale = word.partition("几")
    base = number_value(tens)
    factor = number_value(scale) if scale else _NO_SCALE
    return (base + 1) * factor, (base + 9) * factor


def neighbours(number: str) -> tuple[Decimal, Decimal] | None:
    """(3, 4) of 三四, (500, 600) of 五六百: digits that follow each other mean "or", and 三五 does."""
    if len(number) < 2 or number[0] not in DIGITS or number[1] not in DIGITS:
        return None
    low, high = DIGITS[number[0]], DIGITS[number[1]]
    if (
        not low
        or (high != low + 1 and (low, high) != (3, 5))
        or any(char in DIGITS for char in number[2:])
    ):
        return None
    factor = number_value(number[2:]) if number[2:] else _NO_SCALE
    return low * factor, high * factor
