"""Numbers with a unit in Chinese running text: where they stand and what they are worth.

Dates, times of day, numbering, ordinals, document numbers, names (1+N, 一站式, 二次考核) and empty
words (一个, 十分) are no quantities. Words that need a dictionary to be told apart are listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kb.text.numerals import numbering

# Character for character, so that offsets hold.
FOLD = str.maketrans("０１２３４５６７８９％．＋", "0123456789%.+")
_ANY = re.compile("[0-9０-９一二两三四五六七八九十百千万亿半]")

_SCALES = {
    "万亿": Decimal(10) ** 12,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
}
_MONEY = tuple("美元 欧元 港元 元 角".split())
_RATES = tuple("个百分点 百分点 个基点 基点 个点 bps BPS bp BP % ‰".split())
_PARTS = ("成", "倍")
_TIMES = tuple("个工作日 工作日 个季度 个星期 个小时 小时 个月 分钟 课时 年 周 天 日 秒".split())
_COUNTS = tuple(
    "个行政村 个自然村 个村居 个社区 个村 平方米 平方公里 公里 公斤 千克 立方米 人次 户次 家次 班次 站次 车次 人天"
    " 户 个 家 人 名 位 次 笔 件 条 项 张 份 台 套 部 辆 场 期 批 组 村 镇 亩 吨 斤 米 岁 页 篇 字 轮 级 档 类 种"
    " 步 道 处 所 座 间 块 只 头 尾 株 棵 本 册 把 根 对 双 层 栋 盏 单 票 例 起 宗 门 盒 箱 袋 瓶 支 段 遍 路 区 片"
    " 格 堂 节 则 通 枚 款 分 大 题 代".split()
)
_HALF_MORE = r"个[半多]小时|个[半多]月"
_SCALE = "|".join(_SCALES)
_UNIT = "|".join(
    sorted(map(re.escape, (*_RATES, *_MONEY, *_TIMES, *_COUNTS, *_PARTS)), key=len, reverse=True)
)
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_HAN = r"[零〇一二两三四五六七八九十百千万亿]+"
_NUMBER = rf"(?:{_ARABIC}|{_HAN}|半)"
_TO = r"(?:至|到|[-—–~～－]{1,2})"
_QUANTITY = re.compile(
    rf"(?P<number>{_NUMBER})"
    rf"(?:(?P<unit1>(?:{_SCALE})?(?:{_UNIT})?){_TO}(?P<upper>{_NUMBER}))?"
    rf"(?P<more>[多余来]?)(?P<scale>{_SCALE})?(?P<more2>[多余]?)"
    rf"(?P<unit>{_HALF_MORE}|{_UNIT})?"
    r"(?P<tail>半(?![数径边途夜])|多(?![少数种次年项层云])"
    r"|(?<=成)[一二三四五六七八九](?![个家户名天年月成]))?"
)
_FRACTION = re.compile(
    rf"(?P<below>百|千|万|{_HAN}|[0-9]+)分之(?P<above>{_ARABIC}|[零〇一二两三四五六七八九十百点]+)"
)
# 一年多, 两倍多; but 比8个多 is a comparison. 一年半, 两天半.
_WITH_MORE = (*_TIMES, *_PARTS, "岁", "亩", "斤", "公里", "米", "吨")
_WITH_HALF = ("年", "天", "倍", "周", "亩", "斤", "个月")

_MONTH_DAY = r"[0-9]{1,2}月(?:份|初|末|底|上旬|中旬|下旬)?(?:[0-9]{1,2}[日号])?"
_HAN_MONTH_DAY = r"[一二三四五六七八九十]{1,3}月(?:份|初|末|底|上旬|中旬|下旬)?(?:[一二三四五六七八九十]{1,3}日)?"
_AGO = r"(?:近|最近|过去|今后|未来)[一二两三四五六七八九十几0-9]+(?:年|个月|周|天|日)来?(?=[,，、的]|$)"
# What looks like a quantity and is none; blanked out before quantities are sought.
_NO_QUANTITY = re.compile(
    "|".join(
        (
            r"[〔\[(（【]\s*(?:19|20)[0-9]{2}\s*[〕\])）】]\s*第?\s*[0-9]+\s*号",
            r"(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}",
            rf"(?:19|20)[0-9]{{2}}年?{_TO}(?:19|20)?[0-9]{{2}}年",
            r"(?:(?<![0-9.])|^[0-9]{1,2}\.)(?:19|20)[0-9]{2}年",
            rf"(?:{_ARABIC}|{_HAN})周年|红十字",
            rf"(?<![0-9.]){_MONTH_DAY}(?:{_TO}(?:{_MONTH_DAY}|[0-9]{{1,2}}[日号]))?",
            rf"(?<![0-9满逾])[0-9]{{1,2}}日{_TO}[0-9]{{1,2}}日(?!内|以内|之内)",
            r"(?<![0-9满逾期过续前])(?:[12][0-9]|3[01]|0?[1-9])日(?!内|以内|之内|以上|均)",
            r"[0-9]{1,2}[:：][0-9]{2}(?![0-9])",
            r"(?<![0-9])[0-9]{1,2}时(?:[0-9]{1,2}分)?(?![间段效候])",
            r"(?<![0-9])[0-9]{1,2}点(?:半|[0-9]{1,2}分|钟)?",
            rf"第(?:{_ARABIC}|{_HAN})",
            r"[0-9]+号",
            r"[0-9A-Za-z]+\+[0-9A-Za-z]+",
            r"[A-Za-z]+-?[0-9]+(?:\.[0-9]+)*",
            r"[0-9]+[×xX*](?=[0-9])",
            r"[零〇一二三四五六七八九]{4}年",
            _HAN_MONTH_DAY,
            r"(?<![\u4e00-\u9fff])[一二三四五六七八九十]+[、.．](?![0-9])",
            r"[一二三四五六七八九十]+、[一二三四五六七八九十]级",
            r"最多跑一次|十分(?!钟|之)|百分百|千家万户|万户千家|三天两头|两头|[三四]位一体|两条腿|两张皮",
            r"周[一二三四五六](?=通[报知过告])",
            r"四大(?:国有|行|银行|班子)",
            r"[二两三四五六七八]个(?:维护|意识|自信|代表|全面|确立|方面|层面|角度|维度)",
            r"[二两三四五六七八九十]年(?:行动|规划|计划|攻坚)",
            _AGO,
            r"[0-9一二两三四五六七八九十半]+(?:年|个月|月|天|周)期(?![限间内])",
            r"[上下前后]半年",
        )
    )
)
# 一户 is "a household"; with one of these before it, it is a bound.
_BOUND = re.compile(r"(?:至少|不少于|不超过|不低于|最多|最少|仅|每[年季月周日天])[^，,。；;]{0,2}$")
_NOT_BEFORE_ONE = re.compile(r"[第上下这那同另某每前后当头有隔其统单唯万]$")
_EACH_ONE = re.compile(r"每[^，,。；;、]{0,8}$")
_PART_OF_WORD = re.compile(r"[0-9A-Za-z.]$")
_CHANGES_FROM = re.compile(r"[由从自][^，,；;。]{0,6}$")


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number with its unit at [start, end) of a text, both as written (50 and 万元).

    `upper` is the other end of a range (3至5天); `more` is 多 or 余 where the number is exceeded.
    A plain fraction (三分之一) has the unit "".
    """

    start: int
    end: int
    number: Decimal
    unit: str
    upper: Decimal | None = None
    more: str = ""


def quantities(text: str) -> list[Quantity]:
    """The quantities of one sentence, in order."""
    if not _ANY.search(text):
        return []
    blanked = _blanked(text.translate(FOLD))
    found = [q for match in _FRACTION.finditer(blanked) if (q := _fraction(match))]
    blanked = _FRACTION.sub(_blank, blanked)
    for match in _QUANTITY.finditer(blanked):
        found.extend(_quantities(blanked, match))
    return sorted(found, key=lambda quantity: quantity.start)


def scaled(unit: str) -> tuple[Decimal, str]:
    """(factor, unit without it): (10000, "元") of 万元, (1, "户") of 户."""
    for scale, factor in _SCALES.items():
        if unit.startswith(scale) and unit != "百分点":
            return factor, unit.removeprefix(scale)
    return Decimal(1), unit


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _blanked(text: str) -> str:
    """The text without what is no quantity, character for character."""
    if number := numbering(text):
        text = "\0" * number.length + text[number.length :]
    return _NO_QUANTITY.sub(_blank, text)


def _quantities(text: str, match: re.Match[str]) -> list[Quantity]:
    """What one match states: nothing, a quantity, or two (由45%到60%)."""
    before = text[: match.start()]
    if _PART_OF_WORD.search(before) or (
        before[-1:] in ("几", "数") and not match["number"][0].isdecimal()
    ):
        return []  # 数百户, but 户数6分
    unit, tail = match["unit"] or "", match["tail"] or ""
    more, end = match["more"] or match["more2"] or "", match.end()
    if (tail == "多" and unit not in _WITH_MORE) or (tail == "半" and unit not in _WITH_HALF):
        end, tail = match.start("tail"), ""
    number, scale = _split_scale(match)
    if not unit and scale not in ("万", "亿", "万亿", "千万", "百万"):
        return []
    if not _plausible(text, match, number, unit):
        return []
    lower, upper = _value(number), None
    if match["upper"]:
        upper = _value(match["upper"])
        first = match["unit1"]
        if _CHANGES_FROM.search(before) or upper <= lower or (first and first != scale + unit):
            later = Quantity(match.start("upper"), end, upper, scale + unit)
            earlier = Quantity(match.start(), match.end("unit1"), lower, first)
            return [earlier, later] if first else [later]
    elif len(number) == 2 and (pair := _neighbours(number)):
        lower, upper = pair
    if unit[:2] == "个半":
        lower, unit = lower + Decimal("0.5"), unit.replace("半", "")
    elif unit[:2] == "个多":
        more, unit = "多", unit.replace("多", "")
    elif tail == "多":
        more = "多"
    elif tail:
        lower += (Decimal(5) if tail == "半" else _value(tail)) / 10
    return [Quantity(match.start(), end, lower, scale + unit, upper, more)]


def _split_scale(match: re.Match[str]) -> tuple[str, str]:
    """三万 is 三 and the scale 万, as 3万 is; 百 and 千 stay in the number (三百户)."""
    number, scale = match["number"], match["scale"] or ""
    if not scale and not match["upper"] and not number[0].isdecimal():
        for end in ("万亿", "亿", "万"):
            if number.endswith(end) and len(number) > len(end):
                return number.removesuffix(end), end
    return number, scale


def _plausible(text: str, match: re.Match[str], number: str, unit: str) -> bool:
    """Does a number with this unit state a quantity here?"""
    before, after = text[: match.start()], text[match.end() : match.end() + 1]
    if number[0].isdecimal():
        return not (number == "1" and unit in _COUNTS + _RATES and _EACH_ONE.search(before))
    if match["upper"]:
        return True
    if number == "半":
        return unit in ("年", "天", "日", "小时", "个小时", "个月", "个百分点", "周")
    if number in ("二", "百", "千", "万", "亿", "百万", "千万"):
        return unit == "元"
    if unit == "大":
        return number in tuple("三四五六七八九")
    if unit in ("分", "级", "日", "区", "路", "代", "部", "节"):
        return False
    if number != "一" or unit in (*_MONEY, *_RATES):
        return True
    if unit in _TIMES or unit[:2] in ("个半", "个多"):
        return _NOT_BEFORE_ONE.search(before) is None and after not in tuple("期度线一")
    if unit in _PARTS:
        return after not in ("不", "为")
    return _BOUND.search(before) is not None


_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def _value(number: str) -> Decimal:
    """The value of a numeral, Arabic or Chinese, of any size."""
    if number == "半":
        return Decimal("0.5")
    if number[0].isdecimal():
        return Decimal(number.replace(",", ""))
    total = section = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[char], 0
        else:
            whole = (total + section + digit) or 1
            total, section, digit = whole * (10**8 if char == "亿" else 10**4), 0, 0
    return Decimal(total + section + digit)


def _neighbours(number: str) -> tuple[Decimal, Decimal] | None:
    """(3, 4) of 三四: two digits in a row that follow each other mean "three or four"."""
    low, high = (_DIGITS.get(char, 0) for char in number)
    return (Decimal(low), Decimal(high)) if low and high == low + 1 else None


def _fraction(match: re.Match[str]) -> Quantity | None:
    """60 % of 百分之六十, 0.333333 of 三分之一."""
    whole, _, decimals = match["above"].partition("点")
    below = _value(match["below"])
    if not whole or not below or set(decimals) - set(_DIGITS):
        return None
    value = _value(whole)
    if decimals:
        value += Decimal("0." + "".join(str(_DIGITS[char]) for char in decimals))
    if match["below"] in ("百", "千"):
        unit = "%" if match["below"] == "百" else "‰"
    else:
        value, unit = (value / below).quantize(Decimal("0.000001")).normalize(), ""
    return Quantity(match.start(), match.end(), value, unit)
