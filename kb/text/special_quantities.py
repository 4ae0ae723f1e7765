"""Quantities of a form of their own: fractions, halves, 翻一番, 300+, two units (2天零3小时)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kb.text.number_words import ARABIC, DIGITS, HAN, number_value
from kb.text.quantity import Quantity
from kb.text.quantity_units import SCALE, UNIT

# Between the ends of a range.
TO = r"(?:至|到|[-—–~～－]{1,2})"
_ABOVE = rf"(?:{ARABIC}|[零〇一二两三四五六七八九十百点]{{1,12}})"
_FRACTION = re.compile(
    rf"(?P<below>百|千|万|{HAN}|[0-9]{{1,8}})分之(?P<above>{_ABOVE})"
    rf"(?:{TO}(?:(?P=below)分之)?(?P<most>{_ABOVE})(?![万亿户个家人元笔年月天十百千零一二三四五六七八九0-9]))?"
)
_SLASH = re.compile(r"(?<![0-9./])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![0-9./])")
_HALF = re.compile(r"一(?P<most>大)?半(?![是天年夜]|以(?![上下]))")
_DOUBLED = re.compile(
    r"翻了?(?:将?近|差不多)?(?P<times>[一两二三四]|[1-4])番|(?:倍增|翻倍)(?!计划|行动|工程)"
)
# 压降过半, 半数以上的村; but 近半年 is a time.
_NEAR_HALF = re.compile(
    "(?:[逾近]|[超不]过|[过超]|不[足到])半(?:数|(?![年月日天夜晚个小价百径道路山途程空页版句点分场圈张]))"
    "|半数(?=以上|左右|的|[，。、；,;])"
)
_PLUS = re.compile(
    rf"(?<![0-9A-Za-z.+])(?P<number>{ARABIC})\+(?![0-9A-Za-z])(?P<unit>{SCALE})?(?P<counted>{UNIT})?"
)
_DURATION = re.compile(
    rf"(?P<first>{ARABIC}|{HAN})(?P<unit1>个?小时|天|分钟?|年)零?"
    rf"(?P<second>{ARABIC}|{HAN})(?P<unit2>个?小时|个月|分钟?|秒|天)"
)
# 有的村甚至为零: nothing of what a rate before it measures.
_NOTHING = re.compile(r"(?:为|[降压][到至为])零(?=[，。；、,;]|$)")
# 4.5个亿, 两个多亿: how people say sums of money.
_SPOKEN_SUM = re.compile(
    rf"(?<![0-9.])(?P<number>{ARABIC}|[一二两三四五六七八九十]{{1,3}}|十几|几)个(?P<more>多)?(?P<scale>亿|千万|百万)"
    r"(?P<more2>多|左右)?(?:块钱?|元)?(?![级0-9万元户村])"
)
_SMALLER = {
    ("天", "小时"): 24, ("小时", "分"): 60, ("小时", "分钟"): 60, ("分", "秒"): 60,
    ("分钟", "秒"): 60, ("年", "个月"): 12,
}  # fmt: skip


def _fraction(match: re.Match[str]) -> Quantity | None:
    """60 % of 百分之六十, 0.333333 of 三分之一, 30 to 40 % of 百分之三十到四十."""
    below, value = number_value(match["below"]), _of_fraction(match["above"])
    if not below or value is None:
        return None
    unit = {"百": "%", "千": "‰", "万": "‱"}.get(match["below"], "")
    if not unit:
        value = (value / below).quantize(Decimal("0.000001")).normalize()
    upper = _of_fraction(match["most"]) if match["most"] and unit else None
    if upper is not None and upper <= value:
        upper = None
    end = match.end() if upper is not None else match.end("above")
    return Quantity(match.start(), end, value, unit, upper)


def _of_fraction(number: str) -> Decimal | None:
    """The value of what is counted in a fraction; None when it is no number."""
    whole, _, decimals = number.partition("点")
    if not whole or set(decimals) - set(DIGITS):
        return None
    value = number_value(whole)
    return value + Decimal("0." + "".join(str(DIGITS[d]) for d in decimals)) if decimals else value


def _slash(match: re.Match[str]) -> Quantity | None:
    value = (Decimal(match["above"]) / Decimal(match["below"])).quantize(Decimal("0.000001"))
    return Quantity(match.start(), match.end(), value.normalize(), "") if value < 1 else None


def _half(match: re.Match[str]) -> Quantity:
    upper = Decimal(1) if match["most"] else None
    return Quantity(match.start(), match.end(), Decimal("0.5"), "", upper)


def _near_half(match: re.Match[str]) -> Quantity:
    return Quantity(match.start(), match.end(), Decimal("0.5"), "")


def _doubled(match: re.Match[str]) -> Quantity:
    """翻一番 ends at 2 times, 翻两番 at 4."""
    times = number_value(match["times"]) if match["times"] else Decimal(1)
    return Quantity(match.start(), match.end(), Decimal(2) ** int(times), "倍")


def _plus(match: re.Match[str]) -> Quantity:
    """300+, in the unit of the word before it (农户300+)."""
    if match["unit"] or match["counted"]:
        said = (match["unit"] or "") + (match["counted"] or "")
        return Quantity(match.start(), match.end(), number_value(match["number"]), said, None, "+")
    before = match.string[max(0, match.start() - 4) : match.start()]
    unit = next((unit for unit in ("户", "人", "笔", "家", "场", "件") if unit in before), "个")
    return Quantity(match.start(), match.end(), number_value(match["number"]), unit, None, "+")


def _duration(match: re.Match[str]) -> Quantity | None:
    """51 小时 of 2天零3小时: the smaller of the two units."""
    first, second = (_plain_unit(match[name]) for name in ("unit1", "unit2"))
    factor = _SMALLER.get((first, second))
    if factor is None:
        return None
    value = number_value(match["first"]) * factor + number_value(match["second"])
    return Quantity(match.start(), match.end(), value, second)


def _nothing(match: re.Match[str]) -> Quantity | None:
    before = match.string[max(0, match.start() - 24) : match.start()]
    return Quantity(match.start(), match.end(), Decimal(0), "%") if "率" in before else None


def _spoken_sum(match: re.Match[str]) -> Quantity | None:
    number, unit = match["number"], match["scale"] + "元"
    end = match.end()
    if match["more2"] == "左右":
        end = match.start("more2")
    if "几" in number:
        low, high = (11, 19) if number == "十几" else (2, 9)
        return Quantity(match.start(), end, Decimal(low), unit, Decimal(high))
    more = match["more"] or (match["more2"] or "").replace("左右", "")
    return Quantity(match.start(), end, number_value(number), unit, None, more)


def _plain_unit(unit: str) -> str:
    return unit if unit == "个月" else unit.removeprefix("个")


SPECIAL: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Quantity | None]], ...] = (
    (_FRACTION, _fraction),
    (_SLASH, _slash),
    (_HALF, _half),
    (_NEAR_HALF, _near_half),
    (_DOUBLED, _doubled),
    (_DURATION, _duration),
    (_PLUS, _plus),
    (_NOTHING, _nothing),
    (_SPOKEN_SUM, _spoken_sum),
)
