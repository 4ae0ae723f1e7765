"""Rows of a table below a sentence about a host."""

from __future__ import annotations

from kb.enrich import SentenceSubject, subjects_of
from kb.model import Side
from tests.builders import read_text

HEAD = (
    "# 溪口农商银行赴望江农商银行跟班学习简报\n\n"
    "2026年3月9日至13日，溪口农商银行一行6人赴望江农商银行跟班学习。\n\n## 一、网格走访\n\n"
)
LEAD = "望江农商银行把全县划成42个网格，一格两人，每周走访不少于三天，各支行进度见下表。"
ROWS = (
    "| 支行 | 建档户数 | 授信金额 |\n|---|---|---|\n"
    "| 城关支行 | 3120户 | 1.8亿元 |\n| 白塔支行 | 2450户 | 1.2亿元 |\n"
)


def told(text: str) -> dict[str, SentenceSubject]:
    """The subjects of the sentences of a Markdown text, by their first two characters."""
    made = read_text(text, "a.md")
    return {one.sentence.text[:2]: one for _, said in subjects_of(made, ()) for one in said}


def test_rows_of_branches_are_of_the_host_above_them() -> None:
    found = told(f"{HEAD}{LEAD}\n\n{ROWS}\n该行每月按建档户数排名。\n")
    for row in ("支行", "城关", "白塔"):
        assert (found[row].bank, found[row].side) == ("望江农商银行", Side.HOST)
        assert not found[row].doubtful
    assert found["城关"].branch == "城关支行"


def test_rows_that_name_a_bank_or_ourselves_say_whose_they_are() -> None:
    ours = ROWS.replace("城关支行", "我行城关支行")
    assert told(f"{HEAD}{LEAD}\n\n{ours}")["我行"].side is not Side.HOST
    named = ROWS.replace("白塔支行", "溪口农商银行")
    assert told(f"{HEAD}{LEAD}\n\n{named}")["溪口"].side is not Side.HOST
