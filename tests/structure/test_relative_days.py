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
    ],
)
def test_days_by_the_week_of_publication(words: str, first: str, last: str) -> None:
    found = relative_period(words, PUBLISHED)
    assert found
    assert (str(found.period.start), str(found.period.end)) == (first, last)
    assert "发布日期为 2025-09-15" in found.evidence


@pytest.mark.parametrize(
    "words", ["每周三至周五走访。", "今天的客户，明天的朋友。", "周五例会雷打不动。", ""]
)
def test_other_days_count_from_nothing(words: str) -> None:
    assert relative_period(words, PUBLISHED) is None
