"""The days a bulletin reports on, and the year when none is stated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kb.model import Period
from kb.structure.judgement import Confidence
from kb.structure.neighbours import Place

_DASH = r"\s*(?:-{1,3}|—{1,2}|–|―|~|～|至|到|－{1,2}|─{1,2})\s*"
_Y = r"(?:(?P<{0}y>(?:19|20)\d\d)\s*[年./-]\s*)"
_DATE = _Y + r"?(?P<{0}m>1[0-2]|0?[1-9])\s*[月./-]\s*(?P<{0}d>3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
_END = (
    r"(?:"
    + _Y
    + r"?(?P<bm>1[0-2]|0?[1-9])\s*[月./-]\s*)?(?P<bd>3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
)
_RANGE = re.compile(r"(?<![\d.])" + _DATE.format("a") + _DASH + _END.format("b"))
_DAY = re.compile(r"(?<![\d.])" + _DATE.format("a"))
# 20180702, as in file names and titles of daily bulletins.
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
# Beyond its head a text speaks of many periods, seldom of its own.
HEAD = 600
LONGEST = timedelta(days=31)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—至~～到]{1,2}(?:19|20)?\d\d年|[./-]\d)")
_FRAME = re.compile(r"[()（）\[\]【】\s:：,，]|时间|日期|期间|学习时间|编印|编发|印发")
_WEEKDAYS = "一二三四五六日"
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def is_period_line(text: str) -> bool:
    """Is this line nothing but a range of days (or one day), perhaps in brackets?"""
    bare = _FRAME.sub("", text.translate(_NARROW))
    return bool(_RANGE.fullmatch(bare) or _DAY.fullmatch(bare)) and ("月" in bare or len(bare) > 5)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period, how sure it is, and in Chinese what says so."""

    period: Period
    confidence: Confidence
    evidence: str


def find_period(
    lines: Iterable[str], text: str, name: str, *, year: int | None, today: date
) -> Period | None:
    """The period of `judge_period` alone, without the other issues of a series."""
    found = judge_period(lines, text, name, year=year, today=today)
    return found.period if found else None


def judge_period(
    lines: Iterable[str],
    text: str,
    name: str,
    *,
    year: int | None,
    today: date,
    place: Place | None = None,
) -> FoundPeriod | None:
    """The period that the head lines state, else a day in the file's name written as eight
    digits, else the first range of days near the head of the text.

    `year` is what the editor said; then, in this order: a year stated with the dates; inferred
    from the file name, from the issue's place in its series, from the years the text speaks of,
    and from which year makes the period begin on a Monday and end before a weekend. The evidence
    is recorded in Chinese.
    """
    lines = tuple(line.translate(_NARROW) for line in lines)
    text, name = text.translate(_NARROW), name.translate(_NARROW)
    match = next((m for line in lines if (m := _RANGE.search(line))), None)
    match = match or next((m for line in lines if (m := _DAY.search(line))), None)
    stands = "标题下写明"
    if match is None:
        for words, place_name in ((lines, "标题写有日期"), ((name,), "文件名写有日期")):
            if day := _compact_day(*words):
                return FoundPeriod(Period(day, day), Confidence.HIGH, place_name)
        match, stands = _RANGE.search(text[:HEAD]), "正文开头写有"
    if match is None:
        return None
    parts = {k: int(v) for k, v in match.groupdict().items() if v}
    start_month, start_day = parts["am"], parts["ad"]
    end_month, end_day = parts.get("bm", start_month), parts.get("bd", start_day)
    over_year_end = (end_month, end_day) < (start_month, start_day)

    def at(start_year: int) -> Period | None:
        try:
            start = date(start_year, start_month, start_day)
            end = date(start_year + over_year_end, end_month, end_day)
        except ValueError:
            return None
        return Period(start, end) if end - start <= LONGEST else None

    certain = Confidence.HIGH if stands == "标题下写明" else Confidence.MEDIUM
    if year is not None:
        return _stated(at(year), certain, f"{stands}“{match.group().strip()}”，年份由编者指定")
    stated = parts.get("ay") or (parts["by"] - over_year_end if "by" in parts else None)
    if stated is None and lines:
        head = _YEAR.search(" ".join(lines))
        stated = int(head.group(1)) if head else None
    if stated is not None:
        return _stated(at(stated), certain, f"{stands}“{match.group().strip()}”")
    return _inferred(at, text, name, today, place)


def _stated(period: Period | None, confidence: Confidence, evidence: str) -> FoundPeriod | None:
    return FoundPeriod(period, confidence, evidence) if period else None


def _compact_day(*texts: str) -> date | None:
    """The first day written as eight digits."""
    for text in texts:
        if match := _COMPACT.search(text):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                continue
    return None


def _inferred(
    at: Callable[[int], Period | None], text: str, name: str, today: date, place: Place | None
) -> FoundPeriod | None:
    in_name = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d{1,3}(?!\d))", name)
    if in_name and (period := at(int(in_name.group(1)))):
        sure = Confidence.HIGH if _is_working_week(period) else Confidence.MEDIUM
        return _recorded(period, sure, [f"文件名写有 {in_name.group(1)}"])
    years = [int(year) for year in _YEAR.findall(text)]
    latest = max((year for year in years if year <= today.year + 1), default=None)
    oldest = min(latest or today.year, today.year) - 12
    of_issues = {period.start.year for _, period in place.issues} if place else set()
    candidates = [
        period
        for year in sorted({*range(oldest + 1, today.year + 1), *of_issues}, reverse=True)
        if (period := at(year)) and period.start <= today
    ]
    if not candidates:
        return None
    period = max(candidates, key=lambda p: _plausible(p, latest, today, place))
    evidence = [_weekdays(period)]
    in_place = place is not None and place.fits(period.start)
    if place and in_place:
        evidence.append(f"同系列的{place.words(period.start)}")
    if latest:
        later = "，晚于推断的年份，请核对" if latest > period.end.year + 1 else ""
        evidence.append(f"正文提到的最近年份为 {latest} 年{later}")
    elif not in_place:
        others = [str(p.start.year) for p in candidates if _is_working_week(p)]
        evidence.append(
            f"星期吻合的年份有 {'、'.join(others[:3])}，取最近的" if others else "取最近的年份"
        )
    if not _is_working_week(period):
        evidence.append("星期不吻合，请核对")
    spoken_of = latest is not None and 0 <= period.start.year - latest <= 1
    agreeing = sum((_is_working_week(period), spoken_of, bool(in_place)))
    contradicted = place is not None and place.fits(period.start) is False
    sure = Confidence.MEDIUM if agreeing >= 2 and not contradicted else Confidence.LOW
    return _recorded(period, sure, evidence)


def _recorded(period: Period, confidence: Confidence, evidence: list[str]) -> FoundPeriod:
    words = "；".join(evidence)
    return FoundPeriod(replace(period, year_inferred=True, evidence=words), confidence, words)


def _is_working_week(period: Period) -> bool:
    return period.start.weekday() == 0 and period.end.weekday() >= 4


def _plausible(period: Period, latest: int | None, today: date, place: Place | None) -> float:
    """How well a year fits: a working week, near the latest year the text speaks of, in its place
    among the other issues.

    A text speaks of past years and of plans for the next one, seldom of years further on. Numbers
    of issues may begin anew each year, so their order weighs less than a working week.
    """
    score = 3.0 if _is_working_week(period) else float(period.start.weekday() == 0)
    fits = place.fits(period.start) if place else None
    if fits is not None:
        score += 2.5 if fits else -2.5
    if latest is None:
        return score - 0.1 * (today.year - period.start.year)
    ahead = period.start.year - latest
    near = {0: 2.0, 1: 2.0, -1: 1.0}.get(ahead, 1.5 - 0.5 * ahead if ahead > 1 else -3.0)
    return score + near


def _weekdays(period: Period) -> str:
    first, last = (_WEEKDAYS[d.weekday()] for d in (period.start, period.end))
    span = f"{period.start.month}月{period.start.day}日至{period.end.month}月{period.end.day}日"
    return f"{period.start.year} 年的{span}为周{first}至周{last}"
