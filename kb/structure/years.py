"""Finds the year of days that do not state one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kb.model import Period
from kb.structure.days import NO_CODE_BEFORE, years_in
from kb.structure.judgement import Confidence
from kb.structure.neighbours import Place

_WEEKDAYS = "一二三四五六日"
# Not within a code of letters and digits, such as a digest that serves as a name, nor an issue.
_IN_NAME = re.compile(
    rf"{NO_CODE_BEFORE}((?:19|20)\d\d)(?!\d{{1,3}}(?!\d))(?!\d*[A-Za-z]|\d{{9}}|[期号])"
)
# A text is published within this many days of what it reports.
PUBLISHED_WITHIN = 300
# No bulletin is older than this many years.
OLDEST = 40


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period, how sure it is, and the evidence in Chinese."""

    period: Period
    confidence: Confidence
    evidence: str


_PUBLISHED = "发布日期为"
# Years of old stories, which say little about when the text was written.
_PAST = re.compile(
    r"(?:早在|始于|始建于|成立于|创建于|建于|自从?)(?:19|20)\d\d年"
    r"|(?:19|20)\d\d年(?=[^。\n]{0,40}。[^\n]{0,40}(?:从那以后|从那时|那以后|从此|此后|那一年|那年))"
    r"|(?:19|20)\d\d年(?:之?前|以前|起|以来|成立|改制|挂牌|组建)"
)


# The end of a month for which a text has figures: 截至2025年9月末.
_MONTH_END = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:末|底|3[01]日|2[89]日)")
# Such figures are published within this many days.
_TOLD_WITHIN = 100


@dataclass(frozen=True, slots=True)
class Clues:
    """What may tell the year: the text, the name of the file, the day of publication, the other
    issues of the series, the weekday written with the first day, and what day it is today. `vague` says
    that the days are only a third of a month, whose weekdays tell nothing; `numbered` is the year of the
    number of the paper (〔2025〕12号)."""

    text: str
    name: str
    today: date
    published: date | None = None
    place: Place | None = None
    weekday: int | None = None
    vague: bool = False
    numbered: int | None = None


def inferred(at: Callable[[int], Period | None], clues: Clues) -> FoundPeriod | None:
    """The period in the year that the clues make most likely; `at` gives the period in a year. The
    evidence says what the year was inferred from. None when no year fits."""
    if clues.published and (found := _by_publication(at, clues.published)):
        return found
    if clues.numbered and (found := _by_number(at, clues.numbered, clues.today)):
        return found
    if (year := _year_in_name(clues)) and (period := at(year)):
        sure = Confidence.HIGH if is_working_week(period) else Confidence.MEDIUM
        return _recorded(period, sure, [f"文件名写有 {year}"])
    return _most_plausible(at, clues)


def _year_in_name(clues: Clues) -> int | None:
    """The first year in the name of the file that a bulletin of today may have."""
    years = map(int, _IN_NAME.findall(clues.name))
    possible = range(clues.today.year - OLDEST, clues.today.year + 2)
    return next((year for year in years if year in possible), None)


def _by_publication(at: Callable[[int], Period | None], published: date) -> FoundPeriod | None:
    """The last year in which these days were before the day of publication."""
    for year in (published.year, published.year - 1):
        period = at(year)
        if period and 0 <= (published - period.start).days <= PUBLISHED_WITHIN:
            return _recorded(period, Confidence.HIGH, [f"{_PUBLISHED} {published}"])
    return None


def _by_number(at: Callable[[int], Period | None], year: int, today: date) -> FoundPeriod | None:
    """The period in the year of the number of the paper that reports it, if it is over by now."""
    period = at(year)
    if period is None or period.start > today:
        return None
    return _recorded(period, Confidence.MEDIUM, [f"文号写有 {year} 年"])


def by_publication(period: Period) -> bool:
    """Was the year of a period taken from the day of publication, which the file states in full?"""
    return period.evidence.startswith(_PUBLISHED)


def _most_plausible(at: Callable[[int], Period | None], clues: Clues) -> FoundPeriod | None:
    place, today = clues.place, clues.today
    years = years_in(_PAST.sub("", clues.text))
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
    period = max(candidates, key=lambda p: _plausible(p, latest, clues))
    in_place = place is not None and place.fits(period.start)
    evidence = _evidence(period, candidates, latest, clues)
    mentioned = latest is not None and 0 <= period.start.year - latest <= 1
    weekday_fits = clues.weekday == period.start.weekday()
    agreeing = sum(
        (is_working_week(period) and not clues.vague, mentioned, bool(in_place), weekday_fits)
    )
    contradicted = place is not None and place.fits(period.start) is False
    sure = Confidence.MEDIUM if agreeing >= 2 and not contradicted else Confidence.LOW
    return _recorded(period, sure, evidence)


def _evidence(
    period: Period, candidates: list[Period], latest: int | None, clues: Clues
) -> list[str]:
    evidence = [] if clues.vague else [_weekdays(period)]
    in_place = clues.place is not None and clues.place.fits(period.start)
    if clues.weekday is not None:
        fits = clues.weekday == period.start.weekday()
        evidence.append(f"原文写明周{_WEEKDAYS[clues.weekday]}{'' if fits else '，不吻合，请核对'}")
    if clues.place and in_place:
        evidence.append(f"同系列的{clues.place.words(period.start)}")
    if latest:
        later = "，晚于推断的年份，请核对" if latest > period.end.year + 1 else ""
        evidence.append(f"正文提到的最近年份为 {latest} 年{later}")
    elif not in_place and clues.weekday is None:
        others = [str(p.start.year) for p in candidates if is_working_week(p) and not clues.vague]
        evidence.append(
            f"星期吻合的年份有 {'、'.join(others[:3])}，取最近的"
            if others and is_working_week(period)
            else "没有别的依据，取最近的年份，请核对"
        )
    if _is_week(period) and not (is_working_week(period) or clues.vague):
        evidence.append("星期不吻合，请核对")
    return evidence


def _recorded(period: Period, confidence: Confidence, evidence: list[str]) -> FoundPeriod:
    words = "；".join(evidence)
    return FoundPeriod(replace(period, year_inferred=True, evidence=words), confidence, words)


def is_working_week(period: Period) -> bool:
    """Does it begin on a Monday and end before or on a weekend?"""
    return period.start.weekday() == 0 and period.end.weekday() >= 4


def _is_week(period: Period) -> bool:
    return (period.end - period.start).days >= 4


def _plausible(period: Period, latest: int | None, clues: Clues) -> float:
    """How well a year fits: a working week, near the latest year the text mentions, in its place
    among the other issues, on the weekday that is written.

    A text mentions past years and plans for the next one, rarely later years. Numbers of issues may
    begin again each year, so their order weighs less than a working week. Days of a visit say
    little about the year: a visit only should not begin on a weekend.
    """
    if clues.vague:
        score, yearly = 0.0, 1.0
    elif _is_week(period):
        score = 3.0 if is_working_week(period) else float(period.start.weekday() == 0)
        yearly = 0.1
    else:
        score, yearly = (-0.5 if period.start.weekday() >= 5 else 0.0), 1.0
    if clues.weekday is not None:
        score += 4.0 if clues.weekday == period.start.weekday() else -4.0
        yearly = 0.1
    score += 2.0 * _tells_month_before(period, clues.text)
    fits = clues.place.fits(period.start) if clues.place else None
    if fits is not None:
        score += 2.5 if fits else -2.5
    if latest is None:
        return score - yearly * (clues.today.year - period.start.year)
    ahead = period.start.year - latest
    # Figures of the end of a year are reported in the next one, those of a month soon after it.
    same, next_one = (
        (1.5, 2.5)
        if re.search(rf"{latest}年(?:末|底|全年|度|(?:全行|共|累计)(?![要将拟力计]))", clues.text)
        else (2.5, 1.5)
    )
    others = 1.0 if ahead == -1 else 1.5 - 0.5 * ahead if ahead > 1 else -3.0
    return score + {0: same, 1: next_one}.get(ahead, others)


def _tells_month_before(period: Period, text: str) -> bool:
    """Is the last month for whose end a text has figures shortly before the period?"""
    months = [(int(y), int(m)) for y, m in _MONTH_END.findall(text) if 1 <= int(m) <= 12]
    if not months:
        return False
    year, month = max(months)
    ended = date(year + month // 12, month % 12 + 1, 1)
    return 0 <= (period.start - ended).days <= _TOLD_WITHIN


def _weekdays(period: Period) -> str:
    first, last = (_WEEKDAYS[d.weekday()] for d in (period.start, period.end))
    start = f"{period.start.month}月{period.start.day}日"
    if period.start == period.end:
        return f"{period.start.year} 年的{start}为周{first}"
    span = f"{start}至{period.end.month}月{period.end.day}日"
    return f"{period.start.year} 年的{span}为周{first}至周{last}"
