"""Days as texts write them: 7月2日--6日, 2025-09-08, 二〇二三年九月十一日, 11月27日、28日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kb.model import Period
from kb.text import PAPER_WORK, parse_numeral

# A visit or an issue covers at most a month.
LONGEST = timedelta(days=31)
# Who is sent to work at another bank stays longer: a quarter, half a year, a year.
LONGEST_STAY = timedelta(days=366)
# A date does not go on in the next line.
_S = r"[^\S\n]*"
_DASH = (
    rf"{_S}起?{_S}"
    rf"(?:一直[跟待住学忙干看]?|[跟待住学忙])?(?:-{{1,3}}|—{{1,2}}|–|―|~|～|至|到|－{{1,2}}|─{{1,2}}){_S}"
)
_Y = rf"(?:(?P<{{0}}y>(?:19|20)\d\d){_S}[年./-]{_S})"
_DAY_OF_MONTH = r"3[01]|[12]\d|0?[1-9]"
_DATE = (
    _Y
    + rf"?(?P<{{0}}m>1[0-2]|0?[1-9]){_S}[月./-]{_S}(?P<{{0}}d>{_DAY_OF_MONTH})(?!\d|月){_S}[日号]?"
)
_WEEKDAY = rf"(?:{_S}[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?:上午|下午|晚上?|中午)?"
_WEEKDAY_NAMED = re.compile(rf"{_S}[(（，,]?{_S}(?:星期|周)([一二三四五六日天])")
# 周三、周四（9月11日
_WEEKDAY_BEFORE = re.compile(
    rf"(?:星期|周)([一二三四五六日天])(?:{_S}[、和至到~—-]+{_S}(?:星期|周)?[一二三四五六日天])?{_S}[（(]$"
)
# The second day may name its year by the first one: 去年12月28日至今年1月4日.
_SAME_OR_NEXT = rf"(?:(?:今|本|当|同|次|翌|来|第二)年{_S})?"
_END = rf"(?:{_Y}?{_SAME_OR_NEXT}(?P<bm>1[0-2]|0?[1-9]){_S}[月./-]{_S})?(?P<bd>{_DAY_OF_MONTH})(?!\d|月){_S}[日号]?"
_RANGE = re.compile(r"(?<![\d.])" + _DATE.format("a") + _WEEKDAY + _DASH + _END.format("b"))
# Two or three days by name: 11月27日、28日. A comma alone joins no days.
_PAIR = re.compile(
    r"(?<![\d.])"
    + _DATE.format("a")
    + rf"(?:[、和及](?:{_DAY_OF_MONTH})[日号])?"
    + rf"{_S}[、和及与]{_S}"
    + r"(?:(?P<bm>1[0-2]|0?[1-9])月)?(?P<bd>"
    + _DAY_OF_MONTH
    + r")[日号]"
)
_DAY = re.compile(r"(?<![\d.])" + _DATE.format("a"))
# 20180702, as in file names and titles of daily bulletins.
# In a name of a file: a word may stand before the digits of a date, a code may not.
NO_CODE_BEFORE = r"(?:(?<![0-9A-Za-z])|(?<=[A-Za-z]{3}))"
_COMPACT = re.compile(
    NO_CODE_BEFORE + r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
_COMPACT_RANGE = re.compile(
    NO_CODE_BEFORE + r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"\s?(?:[-—–~～至到]{1,2})\s?(?P<by>(?:19|20)\d\d)?(?P<bm>0[1-9]|1[0-2])(?P<bd>0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
_IN_BRACKETS = re.compile(r"[（(]([\d.\s—–~～至到-]{7,24})[）)]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—至~～到]{1,2}(?:19|20)?\d\d年|[./-]\d)")
_BARE = re.compile(
    rf"(?<![\d月年.\-—至到、])(\d{{1,2}})日?{_S}(?:至|到|—{{1,2}}|-{{1,2}}|~|～|、){_S}(\d{{1,2}})日"
)
_MONTH = re.compile(r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月")
_WINDOW = 80
# What stands behind the day above a page of a diary.
_WEATHER = re.compile(
    r"[\s　）)】]{0,4}(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?[\s　，,]{0,6}"
    r"[晴阴雨雪雾风多云小中大暴转到阵雷间\s　，,]{0,12}"
)
_DIARY = 30
# A third of a month: 11月下旬, 三月中旬; the days it begins and ends with.
_THIRD = re.compile(
    r"(?<![\d一二三四五六七八九十])(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?P<third>[上中下])旬(?![前后末])"
)
_OF_THIRD = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The first and the last day of a journey: 7日清晨出发……也就是到11日返程为止.
_JOURNEY = re.compile(
    r"(?<![\d月年.\-—至到、])(\d{1,2})日[^。，\d]{0,6}(?:出发|启程|动身|报到|抵达|到达|到了|到岗|开班)"
    r"[^\d]{0,60}?(?<![\d月])(\d{1,2})日[^。，\d]{0,6}(?:返程|返回|返行|返岗|离开|回到|回来|归来|结束|结业)"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_FIRST_MONTH = re.compile(
    "(?<![一-鿿])元(?=月)|(?<=[年于自从在至到])元(?=月[初中底末上下份一二三四五六七八九十0-9])"
)
_HAN_YEAR = re.compile(r"([〇○零OＯo0一二三四五六七八九]{4})(?=\s*年)")
_HAN_DAY = re.compile(r"(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,3})(?=[月日号])")
_HAN_DIGITS = str.maketrans("〇○零OＯo一二三四五六七八九", "000000123456789")
_FRAME = re.compile(
    r"(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?(?:[正一二三四五六七八九十冬腊]{1,2}|\d{1,2})月(?:初[一二三四五六七八九十]|[十廿三卅][一二三四五六七八九十]?|二十)$"
    r"|[()（）\[\]【】\s:：,，]|时间|日期|期间|学习时间|编印|编发|印发|星期[一二三四五六日天]|周[一二三四五六日天]"
)
# What a line is labelled with whose day is that of the paper, not of what it tells.
PAPERS_DAY = re.compile(rf"[（(【\[\s]*(?:{PAPER_WORK}|发布|发文)(?:时间|日期)")


@dataclass(frozen=True, slots=True)
class Days:
    """Days written at [start, end) of a text. The year is 0 where none is written; `weekday` is
    that of the first day (Monday is 0), None where none is written. `longest` is how long they may last.
    """

    start: int
    end: int
    text: str
    first: tuple[int, int]
    last: tuple[int, int]
    year: int = 0
    weekday: int | None = None
    longest: timedelta = LONGEST

    @property
    def is_range(self) -> bool:
        """Is it more than one day?"""
        return self.first != self.last

    def in_year(self, year: int) -> Period | None:
        """These days in a year, which is that of the first day; None when there are no such days or
        they last longer than they may."""
        over_year_end = self.last < self.first
        try:
            first = date(year, *self.first)
            last = date(year + over_year_end, *self.last)
        except ValueError:
            return None
        return Period(first, last) if last - first <= self.longest else None


def plain_digits(text: str) -> str:
    """The text with Chinese dates in digits: 二〇二三年九月十一日 → 2023年9月11日."""
    text = _FIRST_MONTH.sub("1", text.translate(_WIDE))
    text = _HAN_YEAR.sub(lambda m: m.group(1).translate(_HAN_DIGITS), text)

    def day(match: re.Match[str]) -> str:
        value = parse_numeral(match.group(1))
        unit = text[match.end()]
        if not 1 <= value <= (12 if unit == "月" else 31):
            return match.group(1)
        # 三月 or 十日 may be a span of time; next to another part of a date it is a date.
        before, behind = text[: match.start()], text[match.end() + 1 : match.end() + 3]
        dated = re.search(r"[年月至到—、-]$", before) is not None or (
            unit == "月" and re.match(r"[一二三四五六七八九十\d]{1,2}", behind) is not None
        )
        return str(value) if dated else match.group(1)

    return _HAN_DAY.sub(day, text)


def days_in(text: str, *, loose: bool = False) -> Iterator[Days]:
    """The days that a text with plain digits writes, in order, the longest way to read each.

    `loose` also reads 7.2-7.6 as days: under a title it is a date, in a text it is two numbers.
    """
    at = 0
    while match := _DAY.search(text, at):
        longer = _RANGE.match(text, match.start()) or _PAIR.match(text, match.start())
        found = longer or match
        at = max(found.end(), match.start() + 1)
        parts = {k: int(v) for k, v in found.groupdict().items() if v}
        if not any(mark in found.group() for mark in "月年日号") and not (
            "ay" in parts or (longer and loose)
        ):
            continue  # 1.2 and 3-5 are numbers
        first = parts["am"], parts["ad"]
        last = parts.get("bm", first[0]), parts.get("bd", first[1])
        over = last < first
        year = parts.get("ay") or (parts["by"] - over if "by" in parts else 0)
        before = text[max(0, match.start() - 12) : match.start()]
        named = _WEEKDAY_NAMED.match(text, match.end()) or _WEEKDAY_BEFORE.search(before)
        weekday = "一二三四五六日天".index(named.group(1)) if named else None
        yield Days(
            found.start(),
            found.end(),
            found.group().strip(),
            first,
            last,
            year,
            None if weekday is None else min(weekday, 6),
        )


def bare_days_in(text: str) -> Iterator[Days]:
    """Ranges of days whose month stands before them: 5月中旬……（13日至15日）."""
    for match in (*_BARE.finditer(text), *_JOURNEY.finditer(text)):
        window = text[max(0, match.start() - _WINDOW) : match.start()]
        months = list(_MONTH.finditer(window))
        if not months:
            continue
        month, first, last = parse_numeral(months[-1]["m"]), int(match[1]), int(match[2])
        if 1 <= month <= 12 and 1 <= first < last <= 31:
            year = int(months[-1]["y"] or 0)
            yield Days(
                match.start(), match.end(), match.group(), (month, first), (month, last), year
            )


def thirds_in(text: str) -> Iterator[Days]:
    """The thirds of a month that a text names (11月下旬) as the days from its first to its last."""
    for match in _THIRD.finditer(text):
        month, (first, last) = parse_numeral(match["m"]), _OF_THIRD[match["third"]]
        days = (month, first), (month, min(last, _LENGTHS[month - 1]))
        yield Days(match.start(), match.end(), match.group(), *days, int(match["y"] or 0))


def is_period_line(text: str) -> bool:
    """Is this line nothing but a range of days (or one day), perhaps in brackets? A day of
    publication with its label is none."""
    if PAPERS_DAY.match(text):
        return False
    bare = _FRAME.sub("", plain_digits(text))
    whole = _RANGE.fullmatch(bare) or _PAIR.fullmatch(bare) or _DAY.fullmatch(bare)
    return bool(whole) and ("月" in bare or len(bare) > 5)


def is_day_line(text: str) -> bool:
    """Is this line nothing but one day, as under a letter?"""
    found = next(days_in(plain_digits(text), loose=True), None)
    return is_period_line(text) and found is not None and not found.is_range


def is_weather_line(text: str) -> bool:
    """Is this the line above a page of a diary: one day, its weekday and the weather?"""
    plain = plain_digits(text.strip())
    first = next(days_in(plain[:40]), None)
    if len(plain) > _DIARY or first is None or first.is_range or first.start:
        return False
    behind = plain[first.end :]
    return behind != "" and _WEATHER.fullmatch(behind) is not None


def compact_day(*texts: str) -> date | None:
    """The first day written as eight digits."""
    for text in texts:
        if match := _COMPACT.search(text):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def compact_range(*texts: str) -> Period | None:
    """The first range of days written in eight digits and eight or four: 20250414-20250418."""
    for match in (found for text in texts for found in _COMPACT_RANGE.finditer(text)):
        year, later = int(match["y"]), int(match["by"] or match["y"])
        try:
            first = date(year, int(match["m"]), int(match["d"]))
            last = date(later, int(match["bm"]), int(match["bd"]))
        except ValueError:
            continue
        if timedelta() < last - first <= LONGEST:
            return Period(first, last)
    return None


def bracketed_days_in(text: str) -> Iterator[Days]:
    """Ranges of days that a text writes as two numbers each, alone in brackets: 本周（4.14—4.18）."""
    for match in _IN_BRACKETS.finditer(text):
        for days in days_in(match[1], loose=True):
            if days.is_range and len(days.text) == len(match[1].strip()):
                at = match.start(1)
                yield replace(days, start=at + days.start, end=at + days.end)


def years_in(text: str) -> list[int]:
    """The years that a text names."""
    return [int(year) for year in _YEAR.findall(text)]
