"""Other ways to write the same string: short names of banks, forms of numbers, variant characters.

All are searched as strings, so none of them finds more than what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

MOST = 12
_LONGEST = 60

_BANK = re.compile("(?:农村商业银行|农商银行|农商行)(?:(?:股份)?有限(?:责任)?公司)?")
_BANK_FORMS = ("农商银行", "农村商业银行", "农商行")
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PLAIN = re.compile(r"(?<![0-9.,/:-])[0-9]{4,12}(?![0-9,]|年|[-/:])")
_TIMES = re.compile(r"(?<=[0-9])[x×*✕✖╳⨯⨉х](?=[0-9])")
_HAN_YEAR = re.compile(
    r"(?<![一二三四五六七八九〇零○o0壹贰叁肆伍陆柒捌玖])[一二三四五六七八九〇零○o0壹贰叁肆伍陆柒捌玖]{4}(?=年|$)"
)
_ZERO = re.compile("[零〇○o0]")
_DECIMAL = re.compile(r"(?<![0-9.])([0-9][0-9,]*\.[0-9]+?)(0?)(?![0-9.])")
_HAN_DECIMAL = re.compile(
    r"百分之([一二三四五六七八九十百两零〇]{1,5})点([一二三四五六七八九零〇]{1,4})"
)
_WAN = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,4})(0000|万)(?![0-9.,])")
_PAIR = re.compile(r"(?<![0-9.,第])2(?=[万千百元户家个名笔次]|$)")
_TENTHS = re.compile(r"(?<![0-9.,])([1-9])(成|0%)")
# Words that are written in two ways.
_VARIANTS = tuple(
    pair.split("/")
    for pair in (
        "其它/其他 登陆/登录 身分/身份 作法/做法 做为/作为 部份/部分 成份/成分 过份/过分 份内/分内 好象/好像 图象/图像"
        " 唯一/惟一 粘贴/黏贴 交待/交代 报导/报道 坐落/座落 按装/安装 联接/连接 既使/即使 帐/账"
    ).split()
)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?=年|$)")
_HAN_NUMBER = re.compile(
    r"(?<![万亿点])[一二三四五六七八九十百千两零〇]{2,9}(?!点[一二三四五六七八九])"
)
_SMALL = re.compile(r"(?<![0-9.,/:-])(?:[2-9]|[1-9][0-9]{1,3})(?![0-9.,%‰]|年|bp|[-/:])")
_HAN_PERCENT = re.compile(r"百分之([一二三四五六七八九十百两零〇]{1,5})(?!点)")
_PERCENT = re.compile(r"(?<![0-9.,])([0-9]{1,3})%")
_HAN_YUAN = re.compile(r"(?<![一二三四五六七八九十百千两零〇万亿点])[一二两三四五六七八九](?=元)")
_YUAN = re.compile(r"(?<=[0-9一二三四五六七八九十百千两万])块钱?")

_DIGITS = "零一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")
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
    for one, other in _VARIANTS:
        if one in text or other in text:
            yield text.replace(one, other)
            yield text.replace(other, one)
    if _TIMES.search(text):
        for sign in "×x*":
            yield _TIMES.sub(sign, text)


def _thousands(text: str) -> Iterator[str]:
    yield _GROUPED.sub(lambda m: m.group().replace(",", ""), text)
    yield _PLAIN.sub(lambda m: f"{int(m.group()):,}", text)


def _decimals(text: str) -> Iterator[str]:
    """1200.5 is 1200.50."""
    if match := _DECIMAL.search(text):
        whole, zero = match.groups()
        for end in ("", "0") if zero or len(whole.partition(".")[2]) == 1 else ("",):
            yield f"{text[: match.start()]}{whole}{end}{text[match.end() :]}"


def _round_sums(text: str) -> Iterator[str]:
    """20000元 is 2万元 and 两万元; 3成 is 30%."""
    yield _WAN.sub(lambda m: m[1] + ("万" if m[2] == "0000" else "0000"), text)
    yield _PAIR.sub("两", text)
    yield _PAIR.sub("两", _WAN.sub(lambda m: f"{m[1]}万", text))
    yield _TENTHS.sub(lambda m: m[1] + ("0%" if m[2] == "成" else "成"), text)


def _numerals(text: str) -> Iterator[str]:
    yield _HAN_DECIMAL.sub(lambda m: f"{_value(m[1])}.{_figures(m[2])}%", text)
    yield _HAN_PERCENT.sub(lambda m: f"{_value(m[1])}%", text)
    yield _PERCENT.sub(lambda m: f"百分之{_han(int(m[1]))}" if int(m[1]) else m[0], text)
    if (year := _HAN_YEAR.search(text)) and not year.group().isdecimal():
        yield _HAN_YEAR.sub(lambda m: _figures(m.group()), text, count=1)
        text = _HAN_YEAR.sub(lambda m: _figures(m.group()), text, count=1)
    if year := _YEAR.search(text):
        han = "".join(_DIGITS[int(digit)] for digit in year.group())
        for zero in "零〇○":
            yield _YEAR.sub(han.replace("零", zero), text, count=1)
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
    _decimals,
    _round_sums,
    _numerals,
    _thousands,
)


def _figures(digits: str) -> str:
    """Digits written one by one (二〇二三, 贰零贰叁) in Arabic numerals."""
    plain = _ZERO.sub("零", digits).translate(_FORMAL)
    return "".join(str(_VALUES[char]) for char in plain)


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
