"""The days of a diary, by the lines that begin with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.structure.days import Days, days_in

# How much one day of a diary counts.
DAY_OF_DIARY = 4.5
_OPENS = re.compile(
    r"(?:(?:星期|周)[一二三四五六日天]\s*)?[（(【\s]?(?:第[一二三四五六七八九十\d]+天|(?:day|d)[\s.·]?\d{1,2})?"
    r"[（(【\s　：:，|｜·—-]{0,3}",
    re.IGNORECASE,
)
# A line of a diary: 6月24日　周二　小雨.
_WEATHER = re.compile(r"(?:周|星期)[一二三四五六日天]|[\s　][晴阴雨雪多小大中阵]")


def diary_days(body: str) -> Iterator[tuple[Days, float, str]]:
    """From the first to the last of the days that lines begin with: headings of a diary, or
    paragraphs that are each about a day."""
    headings, openings = [], []
    for line in body.split("\n"):
        first = next(days_in(line[:40]), None)
        if first is None or first.is_range or not _OPENS.fullmatch(line[: first.start]):
            continue
        openings.append(first)
        if len(line) <= 30:
            headings.append(first)
            if _WEATHER.search(line[first.end :]):
                yield first, DAY_OF_DIARY, "日记的日子"
    for found, least, score in ((headings, 2, 7.0), (openings, 3, 5.5)):
        firsts = [days.first for days in found]
        if len(found) >= least and len(set(firsts)) >= 2 and firsts == sorted(firsts):
            first, last = found[0], found[-1]
            words = f"{first.text}……{last.text}"
            days = Days(0, 0, words, first.first, last.last, first.year, first.weekday)
            yield days, score, "各日写有"
