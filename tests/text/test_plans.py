"""Papers of what a bank will do at home."""

from __future__ import annotations

import pytest

from kb.text import heads_aims, is_plan_paper


@pytest.mark.parametrize(
    ("title", "plans"),
    [
        ("关于学习借鉴柳湾农商银行“阳光办贷”经验的实施意见", True),
        ("跟班学习成果转化方案", True),
        ("对标提升行动计划", True),
        ("赴柳湾农商银行学习考察报告", False),
    ],
)
def test_the_title_of_a_paper_of_plans(title: str, plans: bool) -> None:
    assert is_plan_paper(title) is plans


def test_headings_of_aims_speak_of_no_others() -> None:
    assert heads_aims("三、主要措施")
    assert not heads_aims("一、柳湾农商银行的做法和措施")
