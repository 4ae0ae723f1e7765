"""Days that a text gives only by the week of its publication: 上周三至周五, 本周二, 昨天."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kb.model import Period
from kb.structure.judgement import Confidence
from kb.structure.years import FoundPeriod

_WEEK = re.compile(
    r"(?P<week>上上?|本|这|这个|上个)(?:周|星期|礼拜)(?P<first>[一二三四五六日天])"
    r"(?:\s*(?:至|到|—+|-+|～|~|、)\s*(?:(?:上|本|这)?(?:周|星期|礼拜))?(?P<last>[一二三四五六日天])(?!个|家|是))?"
)
_AGO = re.compile(r"(?P<ago>昨[天日]|前[天日]|今[天日])(?=[，,上下]|\S{0,6}(?:赴|到|来|走进|前往))")
_DAYS = "一二三四五六日"
_BACK = {"昨": 1, "前": 2, "今": 0}
# The opening of a text says when the visit was.
_OPENING = 300


def relative_period(text: str, published: date) -> FoundPeriod | None:
    """The days that the opening of a text counts from the day of publication; None when it counts
    none."""
    opening = text[:_OPENING]
    if match := _WEEK.search(opening):
        back = {"上": 1, "上个": 1, "上上": 2}.get(match["week"], 0)
        monday = published - timedelta(days=published.weekday() + 7 * back)
        start = monday + timedelta(days=_place(match["first"]))
        end = monday + timedelta(days=_place(match["last"] or match["first"]))
    elif match := _AGO.search(opening):
        start = end = published - timedelta(days=_BACK[match["ago"][0]])
    else:
        return None
    if end < start:
        return None
    words = f"“{match.group()}”，发布日期为 {published}"
    return FoundPeriod(Period(start, end, True, words), Confidence.MEDIUM, words)


def _place(weekday: str) -> int:
    return _DAYS.index(weekday.replace("天", "日"))
