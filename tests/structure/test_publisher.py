"""A paper that one bank publishes about another."""

from __future__ import annotations

import pytest

from kb.structure.bank_names import BankNames
from kb.structure.publisher import described_instead

TEXT = "陶埠农商银行给每个网点装了一块等候屏。陶埠农商银行的柜员少了一半投诉。"


@pytest.mark.parametrize(
    ("title", "text", "bank"),
    [
        ("柘山农商银行夜读会Vol.12｜陶埠归来", TEXT, "陶埠农商银行"),
        ("陶埠的回访是怎么做的", TEXT, "陶埠农商银行"),
        ("柘山农商银行学习简报第3期", TEXT, "陶埠农商银行"),
        ("柘山农商银行工作汇报", TEXT, ""),
        ("柘山农商银行学习简报第3期", TEXT + "柘山农商银行也装了屏。", ""),
        ("柘山农商银行学习简报第3期", TEXT + "溪口农商银行装得更早。", ""),
        ("柘山农商银行学习简报第3期", "我们分赴两地。" + TEXT, ""),
        ("柘山农商银行学习简报第3期", "本周学员看得仔细。" * 50 + TEXT, ""),
    ],
)
def test_the_bank_that_is_told_of(title: str, text: str, bank: str) -> None:
    names = BankNames(f"{title}\n{text}")
    assert described_instead(title, "柘山农商银行", text, names) == bank
