"""Days that a text gives only by the day of its publication: 上周三至周五, 本月7日至11日, 昨天."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from kb.model import Period
from kb.structure.days import Days
from kb.structure.judgement import Confidence
from kb.structure.years import FoundPeriod
from kb.text import parse_numeral

_WEEK_NAME = r"(?P<week>上上个?|上一?个?|本|这一?个?)(?:周|星期|礼拜)"
_WEEK = re.compile(
    rf"{_WEEK_NAME}(?P<first>[一二三四五六日天])"
    r"(?:\s*(?:至|到|—+|-+|～|~|、)\s*(?:(?:上|本|这)?(?:周|星期|礼拜))?(?P<last>[一二三四五六日天])(?!个|家|是))?"
)
# The week alone, where it opens a clause: 上周，我行选派……; not 上周末, 本周期.
_WHOLE_WEEK = re.compile(
    rf"(?:^|(?<=[\n。！？；，,：:\s　]))(?:在)?{_WEEK_NAME}(?![一二三四五六日天末期刊报初边])"
)
_MONTH_NAME = r"(?P<month>上个?|本|这个?|当)月"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"\s*(?:至|到|—+|-+|～|~|、|－)\s*(?:(?:上个?|本|当|这个?)月)?"
_DAYS_OF_MONTH = re.compile(
    rf"{_MONTH_NAME}(?P<first>{_NUMBER})[日号]?(?:{_TO}(?P<last>{_NUMBER}))?[日号]"
)
_THIRD = re.compile(rf"{_MONTH_NAME}(?P<third>[上中下])旬")
_AGO = re.compile(r"(?P<ago>昨[天日]|前[天日]|今[天日])(?=[，,上下]|\S{0,6}(?:赴|到|来|走进|前往))")
_VISIT = re.compile(
    r"赴|前往|来到|走进|学习|跟班|跟岗|考察|取经|对标|调研|见学|观摩|培训|蹲点|驻点|来访|座谈|参观|学员"
)
_LASTS = re.compile(
    r"(?:为期|历时|一连|连续|跟班|跟岗|学习|培训|待了|住了)(?:了)?([一二两三四五六七八九十\d]{1,2})天"
)
_DAYS = "一二三四五六日"
_BACK = {"昨": 1, "前": 2, "今": 0}
_THIRDS = {"上": 1, "中": 11, "下": 21}
# The opening of a text says when the visit was.
_OPENING = 300
_SENTENCE = re.compile(r"[。！？\n]")
# How many days a visit lasts (为期三天).
LASTS = re.compile(
    r"(?:为期|历时|前后|一连|连续|跟班|学习|考察|培训|待了|住了|今天(?:已经?)?是第)(?:了)?([一二两三四五六七八九十\d]{1,3})天"
    # 用五天时间, 利用五天的时间; 五天里 may be those of a plan.
    r"|(?:利?用|花|抽出|拿出)了?(?:整整)?([一二两三四五六七八九十\d]{1,3})个?天的?时间"
)


def relative_period(text: str, published: date) -> FoundPeriod | None:
    """The days that the opening of a text counts from the day of publication; None when it counts
    none."""
    opening = text[:_OPENING]
    for found in islice(_found(opening, published), 1):
        start, end, words = found
        if start <= end:
            words = f"“{words}”，发布日期为 {published}"
            return FoundPeriod(Period(start, end, True, words), Confidence.MEDIUM, words)
    return None


def _found(opening: str, published: date) -> Iterator[tuple[date, date, str]]:
    """First and last day, and the words that say so, the surest first."""
    if match := _WEEK.search(opening):
        monday = _monday(match, published)
        start = monday + timedelta(days=_place(match["first"]))
        end = monday + timedelta(days=_place(match["last"] or match["first"]))
        yield _lasting(start, end, match, opening)
    for match in _DAYS_OF_MONTH.finditer(opening):
        days = _of_month(match, published, _number(match["first"]), _number(match["last"]))
        if days and _visits(opening, match):
            yield _lasting(*days, match, opening)
    for match in _THIRD.finditer(opening):
        first = _THIRDS[match["third"]]
        days = _of_month(match, published, first, 0 if first == 21 else first + 9)
        if days and _visits(opening, match):
            # The last third lasts to the end of its month.
            end = days[1] if first < 21 else _month_end(days[0])
            yield days[0], end, match.group()
    for match in _WHOLE_WEEK.finditer(opening):
        if _visits(opening, match):
            monday = _monday(match, published)
            friday = monday + timedelta(days=4)
            yield monday, max(monday, min(friday, published)), match.group()
    if match := _AGO.search(opening):
        day = published - timedelta(days=_BACK[match["ago"][0]])
        yield _lasting(day, day, match, opening)


def _monday(match: re.Match[str], published: date) -> date:
    """The Monday of the week that is named."""
    back = 2 if match["week"].startswith("上上") else int(match["week"].startswith("上"))
    return published - timedelta(days=published.weekday() + 7 * back)


def _of_month(
    match: re.Match[str], published: date, first: int, last: int
) -> tuple[date, date] | None:
    """Days of the month that is named; None when it has no such days or they lie ahead."""
    begin = published.replace(day=1)
    if match["month"].startswith("上"):
        begin = (begin - timedelta(days=1)).replace(day=1)
    try:
        days = begin.replace(day=first), begin.replace(day=last or first)
    except ValueError:
        return None
    return days if days[0] <= published else None


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _lasting(start: date, end: date, match: re.Match[str], opening: str) -> tuple[date, date, str]:
    """The days, as many as the sentence counts where it names only the first: 上周一……为期五天."""
    behind = _SENTENCE.split(opening[match.end() :], maxsplit=1)[0]
    lasts = _LASTS.search(behind)
    if start == end and lasts:
        end = start + timedelta(days=parse_numeral(lasts[1]) - 1)
    return start, end, match.group()


def _visits(opening: str, match: re.Match[str]) -> bool:
    """Does the sentence tell a visit?"""
    behind = _SENTENCE.split(opening[match.end() :], maxsplit=1)[0]
    return _VISIT.search(behind) is not None


def _number(text: str | None) -> int:
    return int(parse_numeral(text)) if text else 0


def _place(weekday: str) -> int:
    return _DAYS.index(weekday.replace("天", "日"))


def lasting_days(days: Days, count: str) -> Days | None:
    """Days from a first one on, as many as are counted; None when there are no such days."""
    try:
        first = date(days.year or 2023, *days.first)
        last = first + timedelta(days=parse_numeral(count) - 1)
    except ValueError:
        return None
    return replace(days, last=(last.month, last.day))
