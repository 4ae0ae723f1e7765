"""A bank that a sentence names only to compare another with."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.enrich.compared_with import is_compared_with
from kb.enrich.visits import Mention
from kb.model import Side
from tests.builders import read_text

BANK = "锦川"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全行不良率为2.36%，高出锦川1.49个百分点。", True),
        ("电子合同签约率41%，比锦川低50个百分点。", True),
        ("我行审批比锦川多两道，慢于锦川三天。", True),
        ("锦川不良率为0.87%，低于全省平均。", False),
        ("高出锦川的是不良率，锦川每周抽查。", False),
        ("我行户均贷款27.3万元，是锦川的2.3倍。", True),
        ("我行各项存款77.9亿元，仅为锦川农商行的52%。", True),
        ("人均管户只有锦川的三分之一。", True),
        ("全省最快的是锦川的三色预警。", False),
        ("我们把材料交给锦川信贷部。", False),
    ],
)
def test_it_is_named_only_to_measure_by(text: str, *, expected: bool) -> None:
    mentions = [
        Mention(at, at + len(BANK), BANK) for at in range(len(text)) if text.startswith(BANK, at)
    ]
    assert is_compared_with(BANK, text, mentions) is expected


def test_such_a_sentence_is_not_the_practice_of_that_bank() -> None:
    text = (
        "# 云岫农商银行赴锦川农商银行学习考察报告\n\n## 一、锦川农商银行的主要做法\n\n"
        "锦川农商银行推行三色预警，红色当日停用信，黄色三日内上门，不良率降到0.87%。\n\n"
        "## 二、我行存在的差距\n\n2024年全行不良率为2.36%，高出锦川1.49个百分点。\n"
    )
    made = read_text(text, "a.md")
    told = [one for _, found in subjects_of(made, ()) for one in found]
    assert (told[0].bank, told[0].side) == ("锦川农商银行", Side.HOST)
    assert (told[-1].bank, told[-1].side) == ("云岫农商银行", Side.LEARNER)
