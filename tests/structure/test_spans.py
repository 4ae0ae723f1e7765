"""Months, quarters and halves of years as periods."""

from __future__ import annotations

import pytest

from kb.structure.spans import stated_span
from tests.builders import structured, title_block

TEXT = (
    "全市农商银行系统共开展对标学习11批次，派出学员84人，形成学习报告37篇，现将有关情况通报如下。"
)


@pytest.mark.parametrize(
    ("line", "span"),
    [
        ("2026年第一季度学习交流工作情况通报", ("2026-01-01", "2026-03-31")),
        ("2026年三季度外出学习成果转化情况的报告", ("2026-07-01", "2026-09-30")),
        ("关于2025年上半年对标学习情况的通报", ("2025-01-01", "2025-06-30")),
        ("2024年2月份跟班学习情况", ("2024-02-01", "2024-02-29")),
        ("2026年4季度学习小结", ("2026-10-01", "2026-12-31")),
        ("2026年第二季度学习计划", None),
        ("2026年3月16日学习小结", None),
        ("2026年13月份学习小结", None),
        ("2024年7月—9月", ("2024-07-01", "2024-09-30")),
        ("2024年7-9月跟班学习情况", ("2024-07-01", "2024-09-30")),
        ("（2024年11月至2025年1月）", ("2024-11-01", "2025-01-31")),
        ("2024年9月—7月", None),
        ("2026年一季度末存款情况", None),
        ("第一季度学习情况", None),
        ("2026年第3期学习简报", None),
    ],
)
def test_the_span_of_a_title(line: str, span: tuple[str, str] | None) -> None:
    found = stated_span([line])
    assert (found and (str(found.period.start), str(found.period.end))) == span


def test_the_days_of_a_visit_weigh_more() -> None:
    title = title_block("2026年第一季度学习情况通报")
    period = structured(title, TEXT).bulletin.period
    assert period is not None
    assert (period.start.month, period.end.month) == (1, 3)
    visit = "3月9日至13日，我行组织15名客户经理赴柳湾农商银行跟班学习。"
    period = structured(title, visit + TEXT).bulletin.period
    assert period is not None
    assert (period.start.day, period.end.day) == (9, 13)


def test_months_alone_below_the_title_are_the_period_and_no_title() -> None:
    lines = (
        title_block("渚阳农商银行赴霜林农商银行跟班学习情况通报"),
        "（第7期）",
        "2024年7月—9月",
    )
    found = structured(*lines, TEXT).bulletin
    assert (found.title, found.issue) == ("渚阳农商银行赴霜林农商银行跟班学习情况通报", "第7期")
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == ("2024-07-01", "2024-09-30")
