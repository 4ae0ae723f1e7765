"""Days that lines of a text state as those of a visit, one line a visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.structure.days import Days, days_in, is_period_line
from kb.text import CELLS

STATED = re.compile(
    r"(?:学习|跟班|培训|考察|活动|挂职|交流|参观|见学|观摩|来访|访问)(?:起止)?(?:时间|日期|期限)|时间[为是:：]|起止"
)
# A heading of one of several visits: 第一批　赴石桥农商银行（7月13日至17日）.
_OF_VISIT = re.compile(
    r"[^。；：:（(]{0,12}(?:第[一二三四五六七八九十\d]{1,2}[批站期组轮]|[首末]站)[^。；（(]{0,24}[（(](?P<days>[^（()）]{4,20})[）)]"
)
# A line that states days is no longer than this.
_LINE = 40
# The year of days that state none, for the question whether they are near each other.
_ANY_YEAR = 2023


def days_by_visit(lines: Sequence[str]) -> Days | None:
    """From the first to the last of the days of several visits: behind a label (学习时间：…), in
    brackets under a heading, or in a cell of a row. None where there are not several, or where they
    are too far apart."""
    found = [days for line in dict.fromkeys(lines) for days in _stated(line)]
    if len(found) < 2:
        return None
    first = min(found, key=lambda days: (days.year, days.first))
    last = max(found, key=lambda days: (days.year, days.last))
    words = f"{found[0].text}……{found[-1].text}"
    days = Days(0, 0, words, first.first, last.last, first.year, first.weekday)
    return days if days.in_year(days.year or _ANY_YEAR) else None


def _stated(line: str) -> Iterator[Days]:
    if CELLS in line:
        for cell in line.split(CELLS):
            if is_period_line(cell):
                yield from (days for days in days_in(cell) if days.is_range)
    elif len(line) <= _LINE:
        if (heading := _OF_VISIT.fullmatch(line.strip())) and is_period_line(heading["days"]):
            yield from (days for days in days_in(heading["days"]) if days.is_range)
        labelled = STATED.match(line) is not None
        if labelled or line.startswith(("（", "(")):
            yield from (days for days in days_in(line) if labelled or days.is_range)
