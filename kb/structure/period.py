"""The days a bulletin reports on.

A text names many days: of the visit, of publication, of statistics, of plans. Each gets a score
(period_candidates.py); the best one is the period, in the year that is stated or follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.model import Period
from kb.structure.days import compact_day, compact_range, is_period_line, plain_digits, years_in
from kb.structure.diary_days import DAY_OF_DIARY
from kb.structure.judgement import Confidence
from kb.structure.neighbours import Place
from kb.structure.period_candidates import OF_THIRDS, PeriodCandidate, period_candidates
from kb.structure.publication_day import PUBLISHED, SIGNED, day_alone, published_day
from kb.structure.publication_lines import year_of_number
from kb.structure.relative_days import relative_period
from kb.structure.spans import stated_span
from kb.structure.years import Clues, FoundPeriod, inferred

__all__ = ["FoundPeriod", "Texts", "is_period_line", "judge_period", "published_day"]

# Before the reason for a year that no day states, in the evidence of a period.
YEAR_INFERRED = "年份推断："
_ENOUGH = 2.5


@dataclass(frozen=True, slots=True)
class Texts:
    """Where days are looked for: the lines under the title (and the title), the body, the name of
    the file, and lines of imprint, which state the day of publication. A `letter` is of the day it was
    written if it states no other."""

    head: Sequence[str]
    body: str
    name: str
    imprint: Sequence[str] = ()
    letter: bool = False


def judge_period(
    texts: Texts,
    *,
    year: int | None,
    today: date,
    place: Place | None = None,
    published: date | None = None,
) -> FoundPeriod | None:
    """The days of the visit or the issue; None when the text states none.

    `year` is what the editor said; then, in this order: a year stated with the days or under the
    title; the year before the day of publication (`published`, else that of the imprint); else
    what kb.structure.years makes of the other clues. A day in eight digits in the title or the name
    of the file is taken where no line states days.
    """
    head = [plain_digits(line) for line in texts.head]
    body, name = plain_digits(texts.body), plain_digits(texts.name)
    signed = [line for line in texts.imprint if is_period_line(line) or SIGNED.search(line)]
    dated = [f"编发 {line}" for line in signed]  # the day alone, under the text
    published = published or published_day((*texts.head, *texts.imprint, *dated))
    best = max(period_candidates(head, body), key=lambda candidate: candidate.score, default=None)
    if best is None or best.score < 5:
        for words, where in ((head, "标题写有日期"), ((name,), "文件名写有日期")):
            if days := compact_range(*words):
                return FoundPeriod(days, Confidence.HIGH, where)
            if day := compact_day(*words):
                return FoundPeriod(Period(day, day), Confidence.HIGH, where)
    if best is None or best.score <= DAY_OF_DIARY:
        # A day alone under the title may be that of publication, from which the text counts.
        day = published or day_alone(head)
        if day and (counted := relative_period(body, day)):
            return counted
    if (best is None or best.score <= DAY_OF_DIARY) and (span := stated_span(head)):
        return span
    if best is None or best.score < _ENOUGH:
        return _of_letter(texts, published)
    sure = Confidence.HIGH if best.score >= 6 else Confidence.MEDIUM
    stands = f"{best.stands}“{best.days.text}”"
    if year is not None:
        return _stated(best.days.in_year(year), sure, f"{stands}，年份由编者指定")
    if stated := best.days.year or _year_of_head(head, best) or _year_of_line(best):
        return _stated(best.days.in_year(stated), sure, stands)
    whole = "\n".join((*head, body))
    vague = best.stands == OF_THIRDS
    numbered = year_of_number((*texts.head, *texts.imprint))
    clues = Clues(whole, name, today, published, place, best.days.weekday, vague, numbered)
    found = inferred(best.days.in_year, clues)
    if found is None:
        return None
    found = replace(found, evidence=f"{stands}，{YEAR_INFERRED}{found.evidence}")
    if vague and found.confidence is Confidence.HIGH:
        return replace(found, confidence=Confidence.MEDIUM)
    return found


def _of_letter(texts: Texts, day: date | None) -> FoundPeriod | None:
    """The day on which a letter was written, as its period."""
    if not texts.letter or day is None:
        return None
    return FoundPeriod(Period(day, day), Confidence.MEDIUM, f"信写于 {day}，没有写别的日期")


def _year_of_head(head: Sequence[str], best: PeriodCandidate) -> int:
    """The year that the title or the lines under it state, which are not about publication."""
    years = years_in(" ".join(line for line in head if not PUBLISHED.search(line)))
    if best.stands == "标题下写明" or not years:
        return years[0] if years else 0
    # The day of a speech tells the year of a visit that came before it.
    return years[0] if best.days.in_year(years[0]) else 0


def _year_of_line(best: PeriodCandidate) -> int:
    """The year that the sentence states with the same month: 2024年11月末……（11月27日、28日）."""
    match = re.search(rf"((?:19|20)\d\d)年{best.days.first[0]}月", best.line)
    return int(match.group(1)) if match else 0


def _stated(period: Period | None, confidence: Confidence, evidence: str) -> FoundPeriod | None:
    return FoundPeriod(period, confidence, evidence) if period else None
