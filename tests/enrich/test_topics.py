"""Lists of topics that people only talked about."""

from __future__ import annotations

import pytest

from kb.enrich import without_topics
from kb.text import normalize


@pytest.mark.parametrize(
    "text",
    [
        "座谈中，大家围着贷后管理、绩效考核、厅堂营销几个题目，你问我答，气氛热烈。",
        "双方就贷后管理、绩效考核等话题聊了整整一下午。",
        "交流会上，围绕整村授信、贷后管理、不良清收三个专题，两行负责人逐一对接、互换经验。",
        "考察组带着贷后管理、队伍建设等问题，与三个部室负责人座谈。",
        "随后，双方从贷款定价、绩效考核、贷后管理等方面分享了各自的经验。",
        "一行人重点了解了贷后管理、绩效考核、网点转型等情况。",
        "座谈的题目有四个：贷后管理、绩效考核、厅堂营销、不良清收。",
        "参观的提纲里列了整村授信、贷后管理、绩效考核三块，先看后问。",
        "跟班日程安排了贷后管理、绩效考核、晨会。",
        "此次学习的重点有：如何做好贷后管理、如何推进系统建设、如何培养青年员工。",
        "8月4日上午讲贷后管理、对账管理，下午讲反洗钱。",
        "双方将在贷后管理、人才培养等领域加强交流。",
    ],
)
def test_topics_of_a_talk_are_left_out(text: str) -> None:
    normal = normalize(text)
    left = without_topics(normal)
    assert "贷后管理" not in left
    assert len(left) == len(normal)  # places stay the same


@pytest.mark.parametrize(
    "text",
    [
        "该行围绕贷前调查、贷时审查、贷后管理三个环节建立了责任清单，每月通报。",
        "该行就贷后管理、绩效考核等问题每周讨论一次，形成办法。",
        "该行把贷后管理、绩效考核、厅堂营销三项工作合并到一张表里考核。",
        "客户经理带着贷后管理、续贷等问题，与客户当面聊。",
        "该行的检查清单列了贷后管理、用途核实、押品重估。",
        "该行推行贷后管理、绩效考核等制度。",
        "该行的夜校教客户经理怎样做贷后管理、怎样看流水。",
    ],
)
def test_what_a_bank_does_with_them_stays(text: str) -> None:
    assert without_topics(normalize(text)) == normalize(text)


def test_what_is_told_behind_the_list_stays() -> None:
    text = "负责人从机制、阵地、队伍三方面作了介绍：支部考核与经营考核各占一半。"
    assert "支部考核与经营考核各占一半" in without_topics(normalize(text))


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("拟于下月派员到我行,重点了解整村授信、绩效考核等方面情况。", True),
        ("培训课程有贷后管理、整村授信、贷款定价,自带水杯。", True),
        ("双方商定,今后将在整村授信、科技支撑等领域加强合作,每年互访一次。", True),
        ("请于周三前报送整村授信、网格化营销、绩效考核三项工作的书面材料。", True),
        ("全行了解整村授信、绩效考核等方面情况,每月通报。", False),
    ],
)
def test_what_somebody_still_wants_to_be_told_of(text: str, topics: bool) -> None:
    assert ("整村授信" not in without_topics(text)) is topics
