"""Days counted from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from kb.structure.relative_days import relative_period

PUBLISHED = date(2025, 9, 15)  # a Monday


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("上周三至周五，我行组织大堂经理前往学习。", "2025-09-10", "2025-09-12"),
        ("上星期一到星期五，六名学员走进该行。", "2025-09-08", "2025-09-12"),
        ("本周一，该行一行五人来访。", "2025-09-15", "2025-09-15"),
        ("上周四、周五，我们到兄弟行取经。", "2025-09-11", "2025-09-12"),
        ("昨日，审计部赴该行交流。", "2025-09-14", "2025-09-14"),
        ("上上周二至周四，三人小组驻点。", "2025-09-02", "2025-09-04"),
        ("上周一，厅堂主管走进该行，开启为期五天的跟班学习。", "2025-09-08", "2025-09-12"),
        ("上周，我行选派六人到该行跟班。", "2025-09-08", "2025-09-12"),
        ("编者按：本周学员转到城南支行学习。", "2025-09-15", "2025-09-15"),
        ("上一周，四名学员在该行跟岗。", "2025-09-08", "2025-09-12"),
        ("本月8日至12日，我行组织骨干赴该行跟班学习。", "2025-09-08", "2025-09-12"),
        ("本月8-12日，我行组织骨干赴该行跟班学习。", "2025-09-08", "2025-09-12"),
        ("上月二十五日至二十九日，学员到该行取经。", "2025-08-25", "2025-08-29"),
        ("本月八日，学习组走进该行，历时三天。", "2025-09-08", "2025-09-10"),
        ("本月上旬，我社组织学员前往该行考察。", "2025-09-01", "2025-09-10"),
        ("上月下旬，学员在该行驻点学习。", "2025-08-21", "2025-08-31"),
        ("上个月20号到22号，我们去该行跟班。", "2025-08-20", "2025-08-22"),
    ],
)
def test_days_by_the_week_of_publication(words: str, first: str, last: str) -> None:
    found = relative_period(words, PUBLISHED)
    assert found
    assert (str(found.period.start), str(found.period.end)) == (first, last)
    assert "发布日期为 2025-09-15" in found.evidence


@pytest.mark.parametrize(
    "words",
    [
        "每周三至周五走访。",
        "今天的客户，明天的朋友。",
        "周五例会雷打不动。",
        "上周末存款余额创新高。",
        "每月8日学习制度。",
        "上周贷款新增一亿元。",
        "截至上月20日，余额十亿元。",
        "本月28日将赴该行学习。",
        "",
    ],
)
def test_other_days_count_from_nothing(words: str) -> None:
    assert relative_period(words, PUBLISHED) is None
