"""Numbers with a unit in Chinese running text: their places and their values.

Dates, times of day, numbering, ordinals, document and phone numbers, ratios, names (1+N, 一站式,
二次考核), empty words (一个, 十分) and counts that only structure a text (三项, 四大, 三个转变,
六家行) are not quantities. Words that only a dictionary could tell apart are listed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kb.text.no_quantities import NO_QUANTITY
from kb.text.number_words import (
    ARABIC,
    COMPOUND,
    DIGITS,
    HAN,
    VAGUE,
    neighbours,
    number_value,
    vague_range,
)
from kb.text.numerals import numbering
from kb.text.quantity import Quantity
from kb.text.quantity_units import (
    COUNTS,
    ENUMERATORS,
    MONEY,
    PARTS,
    RATES,
    SCALE,
    SCALES,
    TIMES,
    UNIT,
    WITH_HALF,
    WITH_MORE,
    in_base_unit,
)
from kb.text.special_quantities import SPECIAL, TO

# Character for character, so that offsets stay valid.
FOLD = str.maketrans("０１２３４５６７８９％．＋，／", "0123456789%.+,/")
_ANY = re.compile("[0-9０-９零一二两三四五六七八九十百千万亿半几倍拾佰仟]")
# Numerals as on cheques: 伍亿叁仟万元; one of them alone may be a word (队伍, 收拾).
_CAPITALS = re.compile(
    "(?<![队入退])[壹贰叁肆伍陆柒捌玖](?:[拾佰仟万亿]{1,2}零?[壹贰叁肆伍陆柒捌玖]?){1,8}[元圆](?:整)?"
)
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
# What a web page may put inside a number: zero-width characters, and spaces between groups.
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_GROUP_GAP = re.compile(
    "(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))"
    "|(?<=[0-9])[ \u00a0\u2009\u202f](?=(?:万|亿|元|户|个|%|人|笔))"
)

_HALF_MORE = r"个[半多]小时|个[半多]月"
_NUMBER = rf"(?:{COMPOUND}|{ARABIC}|{VAGUE}|{HAN}|半)"
_QUANTITY = re.compile(
    rf"(?P<number>{_NUMBER})"
    rf"(?:(?P<unit1>(?:{SCALE})?(?:{UNIT})?){TO}(?P<upper>{_NUMBER}))?"
    rf"(?P<more>[多余来]?)(?P<scale>[百千][多余][万亿]|{SCALE})?(?P<more2>[多余来]?)"
    rf"(?P<unit>{_HALF_MORE}|{UNIT})?"
    r"(?P<tail>半(?![数径边途夜])|多(?![少数种次年项层云])"
    r"|(?<=成)[一二三四五六七八九1-9](?![个家户名天年月成日号季0-9.%]))?"
)
# 上百家, 近千户: a round number that is said to be near.
_ABOUT = tuple("上近超过逾")
# 一户 is "a household"; with one of these before it, it is a bound.
_BOUND = re.compile(r"(?:至少|不少于|不超过|不低于|最多|最少|仅|每[年季月周日天])[^，,。；;]{0,2}$")
_NOT_BEFORE_ONE = re.compile(r"[第上下这那同另某每前后当头有隔其统单唯万]$")
_EACH_ONE = re.compile(r"每[^，,。；;、0-9]{0,8}$")
# 2025年三年: the years have been counted by name.
_NAMED_YEARS = re.compile(r"\0、\0+$")
_PART_OF_WORD = re.compile(r"[0-9A-Za-z.]$")
_CHANGES_FROM = re.compile(r"[由从自][^，,；;。]{0,6}$")
# 一年 states a length only where it ends something: 锻炼一年。, 一年以内.
_AFTER_TIME = re.compile(r"$|[，,。；;、）)]|及?以[上下内]|内|左右|期满|才|就能")
_RECENT = re.compile(r"(?:^|[^\u4e00-\u9fff]|[^附邻接将])(?:最?近|过去|前)$")
_YEARS_AGO = re.compile("前(?![景期提后]|十|[0-9一二三四五六七八九])")
_CUT_TO = re.compile("(?:[缩降减短压]到|[缩降减压]至|仅需|只需|最[快慢]|不到)$")
_NEVER_CLOSED = re.compile("自助|营业|服务|在线|值班|值守|不打烊|开放|畅通")
# How many characters around a number are searched for its meaning.
_NEAR = 20
_PAID = re.compile(
    r"(?:[奖薪息][励酬金钱]?|工资|提成|补贴|补助|收入|贷款|押金|挣|赚|花|得|付|交|发)了?$"
)
_MONEY_WORDS = re.compile(r"[贷款额元钱息利资薪奖]|户均|人均|每户")


def quantities(text: str) -> list[Quantity]:
    """The quantities of one sentence, in order."""
    if not _ANY.search(text):
        return []
    plain, places = _squeezed(_CAPITALS.sub(_plain_numerals, text.translate(FOLD)))
    blanked = _blanked(plain)
    found: list[Quantity] = []
    for pattern, read in SPECIAL:
        found += [q for match in pattern.finditer(blanked) if (q := read(match))]
        blanked = pattern.sub(_blank, blanked)
    for match in _QUANTITY.finditer(blanked):
        found.extend(_quantities(blanked, match))
    if places is not None:
        found = [replace(q, start=places[q.start], end=places[q.end - 1] + 1) for q in found]
    return sorted(found, key=lambda quantity: quantity.start)


def _plain_numerals(match: re.Match[str]) -> str:
    return match.group().translate(_PLAIN)


def _squeezed(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible characters inside numbers, and the original place of each
    character; None when nothing was removed."""
    gone = {match.start() for match in _UNSEEN.finditer(text)}
    places = [at for at in range(len(text)) if at not in gone]
    seen = "".join(text[at] for at in places) if gone else text
    gaps = {match.start() for match in _GROUP_GAP.finditer(seen)}
    if not gone and not gaps:
        return text, None
    kept = [n for n in range(len(seen)) if n not in gaps]
    return "".join(seen[n] for n in kept), [places[n] for n in kept]


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match.group())


def _blanked(text: str) -> str:
    """The text with everything that is not a quantity blanked out, character for character."""
    if number := numbering(text):
        text = "\0" * number.length + text[number.length :]
    return NO_QUANTITY.sub(_blank, text)


def _quantities(text: str, match: re.Match[str]) -> list[Quantity]:
    """The quantities of one match: none, one, or two (由45%到60%)."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    number = match["number"]
    vague = re.fullmatch(VAGUE, number) is not None
    if _PART_OF_WORD.search(before) or (before[-1:] in ("几", "数") and not number[0].isdecimal()):
        return []
    unit, tail = match["unit"] or "", match["tail"] or ""
    more, end = match["more"] or match["more2"] or "", match.end()
    if more == "来" and (not unit or number in "一二两三四五六七八九"):
        return []
    if (tail == "多" and unit not in WITH_MORE) or (tail == "半" and unit not in WITH_HALF):
        end, tail = match.start("tail"), ""
    number, scale = _split_scale(match)
    upper_number, first = match["upper"] or "", match["unit1"]
    if not (unit or scale or first) and number[-1] == upper_number[-1:] and number[-1] in "万亿":
        scale = first = number[-1]  # 五万到五十万
        number, upper_number = number[:-1], upper_number[:-1]
        if not (number and upper_number):
            return []
    if len(scale) == 3:  # 2千多万
        more, scale = scale[1], scale[0] + scale[2]
    if not unit:
        if not _counts_without_unit(before, number, scale):
            return []
        if upper_number and first not in (None, "", scale):
            return []
    if not _plausible(text, match, number, unit):
        return []
    if vague:
        return [Quantity(match.start(), end, *_ranged(number, scale + unit), more)]
    lower = number_value(number)
    upper = None
    if upper_number:
        upper = number_value(upper_number)
        if first == "个" and unit[:1] == "个":
            first = unit
        if (lowered := _in_unit_of(lower, first or "", upper, scale, unit)) is not None:
            lower, first = lowered, scale + unit
        if _CHANGES_FROM.search(before) or upper <= lower or (first and first != scale + unit):
            later = Quantity(match.start("upper"), end, upper, scale + unit)
            before_to = match.end("number" if match["unit1"] is None else "unit1")
            earlier = Quantity(match.start(), before_to, lower, first or "")
            return [earlier, later] if first else [later]
    elif pair := neighbours(number):
        lower, upper = pair
    if unit[:2] == "个半":
        lower, unit = lower + Decimal("0.5"), unit.replace("半", "")
    elif unit[:2] == "个多":
        more, unit = "多", unit.replace("多", "")
    elif tail == "多":
        more = "多"
    elif tail:
        lower += (Decimal(5) if tail == "半" else number_value(tail)) / 10
    if more in ("多", "余") and number == "十":
        upper = Decimal(19)
        lower = Decimal(11)
    if not unit and _said_as_money(before, number):
        unit = "元"
    if unit == "块" and (text[end : end + 1] == "钱" or _PAID.search(before)):
        unit = "元"
    return [Quantity(match.start(), end, lower, scale + unit, upper, more)]


def _in_unit_of(
    lower: Decimal, first: str, upper: Decimal, scale: str, unit: str
) -> Decimal | None:
    """The lower end of a range in the unit of the upper: 150 of 150万—200万元, 0.5 of 5000至2万元;
    None when both have one unit already, or cannot be the ends of one range."""
    whole = in_base_unit(scale + unit)[0] if scale else Decimal(1)
    if first in SCALES and first:
        in_other = lower * in_base_unit(first + unit)[0] / whole
    elif not first and scale and lower > upper:
        in_other = lower / whole
    else:
        return None
    return in_other if in_other < upper else None


def _ranged(number: str, unit: str) -> tuple[Decimal, str, Decimal]:
    lower, upper = vague_range(number)
    return lower, unit, upper


def _counts_without_unit(before: str, number: str, scale: str) -> bool:
    """Does a number without a unit still state a quantity: 100万以上, 平均每户六万五?"""
    return scale in ("万", "亿", "万亿", "千万", "百万") or _said_as_money(before, number)


def _said_as_money(before: str, number: str) -> bool:
    """六万五: a sum of money as people say it."""
    spoken = re.fullmatch("[一二两三四五六七八九十百千]+万[一二三四五六七八九]千?", number)
    return bool(spoken and _MONEY_WORDS.search(before[-12:]))


def _split_scale(match: re.Match[str]) -> tuple[str, str]:
    """三万 is 三 and the scale 万, as 3万 is; 百 and 千 stay in the number (三百户)."""
    number, scale = match["number"], match["scale"] or ""
    if scale or match["upper"] or number[0].isdecimal() or "几" in number or "数" in number:
        return number, scale
    for end in ("万亿", "亿", "万"):
        rest = number.removesuffix(end)
        if number.endswith(end) and rest and not set(rest) & set("万亿"):
            return rest, end
    return number, scale


def _names_a_time(before: str, number: str, unit: str, after: str) -> bool:
    """Does it only say when something was (近三年累计, 两年来) or that it never closes (24小时自助银行)?"""
    few = number in DIGITS or (number.isdecimal() and len(number) < 3)
    if unit == "年" and few and (_RECENT.search(before) or _YEARS_AGO.match(after)):
        return True
    if unit == "年" and _NAMED_YEARS.search(before):
        return True
    if (
        unit in ("年", "个月", "天", "周")
        and after[:1] == "来"
        and after[:2] not in ("来回", "来到")
    ):
        return True
    if unit == "本" and number in DIGITS and after[:1] == "账":
        return True
    return number == "24" and unit == "小时" and _NEVER_CLOSED.match(after) is not None


def _plausible(text: str, match: re.Match[str], number: str, unit: str) -> bool:
    """Does a number with this unit state a quantity here?"""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    if unit == "大" or _names_a_time(before, number, unit, after):
        return False
    if number[0].isdecimal():
        return not (number == "1" and unit in COUNTS + RATES and _EACH_ONE.search(before))
    if match["upper"]:
        return True
    if number == "半":
        return unit in ("年", "天", "日", "小时", "个小时", "个月", "个百分点", "周")
    if number in ("二", "百", "千", "万", "亿", "百万", "千万"):
        if before[-1:] in ("每", "\0"):  # 每万元; the end of what is no quantity, or too long
            return False
        about = match["more"] != "" or (before[-1:] in _ABOUT and before[-2:] != "以上")
        return unit == "元" or (unit != "分" and about)
    if unit in ("分", "级", "日", "区", "路", "代", "部", "节"):
        return False
    bound = _BOUND.search(before) is not None
    if len(number) == 1 and number in DIGITS and unit in ENUMERATORS and number != "一":
        return bound or match["more"] != ""
    if number != "一" or unit in (*MONEY, *RATES):
        return True
    if unit in TIMES or unit[:2] in ("个半", "个多"):
        timed = bound or _AFTER_TIME.match(after) or match["tail"] or _CUT_TO.search(before)
        return bool(timed) and _NOT_BEFORE_ONE.search(before) is None and after[:1] != "期"
    if unit in PARTS:
        return after[:1] not in ("不", "为")
    return bound
