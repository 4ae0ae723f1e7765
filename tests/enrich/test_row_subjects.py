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


def test_a_table_between_a_heading_and_a_sentence_about_the_host_is_of_the_host() -> None:
    """小站推荐贷款余额 was told of the learners, and the other rows of nobody."""
    text = (
        "# 田头小站里的大服务\n\n*桐口农商银行办公室编　2025年第3期*\n\n"
        "上周，桐口农商银行普惠金融部负责人带队到柳湾农商银行学习“田头小站”建设经验。\n\n"
        "## 1. 站点怎么建\n\n柳湾农商银行在全县建了233个田头小站，每站配一台多功能终端。\n\n"
        "## 2. 站点有什么用\n\n| 指标 | 2023年末 | 2024年末 |\n| --- | --- | --- |\n"
        "| 站均月交易笔数（笔） | 286 | 451 |\n| 小站推荐贷款余额（亿元） | 1.95 | 3.68 |\n\n"
        "站长还当“情报员”：谁家要盖房，当天报到网格微信群，客户经理48小时内登门。\n\n"
        "## 3. 我们的打算\n\n桐口农商银行现有助农取款点96个，月均交易只有120多笔。\n"
    )
    found = [s for _, said in subjects_of(read_text(text, "a.md"), ()) for s in said]
    rows = [s for s in found if s.sentence.text.startswith(("站均", "小站推荐"))]
    assert [(row.bank, row.side) for row in rows] == [("柳湾农商银行", Side.HOST)] * 2
