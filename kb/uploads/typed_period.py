"""The period of a bulletin as an editor types it: two days."""

from __future__ import annotations

from datetime import date

from kb.model import Period

LONGEST_DAYS = 366
_YEARS = range(1990, 2101)


def typed_period(
    old: Period | None, start: str, end: str, wrong: dict[str, str], *, checked: bool
) -> Period | None:
    """The period of the two days; the old one where they are as before and its year is not `checked`, or
    where something is wrong with them: `wrong` is called."""
    first, last = _day("start", start, wrong), _day("end", end, wrong)
    if wrong.keys() & {"start", "end"}:
        return old
    if first is None and last is None:
        return None
    if first is None or last is None:
        wrong["end" if first else "start"] = "起止日期请都填上，或者都留空"
    elif last < first:
        wrong["end"] = "结束日期早于开始日期"
    elif (last - first).days > LONGEST_DAYS:
        wrong["end"] = "起止日期相隔超过一年，请核对"
    elif old and (first, last) == (old.start, old.end) and not checked:
        return old
    else:
        return Period(first, last)
    return old


def _day(name: str, typed: str, wrong: dict[str, str]) -> date | None:
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        wrong[name] = "看不懂这个日期，应写成 2018-07-02 的样子"
        return None
    if day.year not in _YEARS:
        wrong[name] = f"年份应在 {_YEARS[0]} 至 {_YEARS[-1]} 之间"
    return day
