"""Lines of plain text that open the sections of banks and of the groups that learn there."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.looks import Look
from kb.structure.section_lines import with_section_lines
from tests.builders import structured

BODY = Look(0, False, False, 0.0)
FIRST = "组员旁听了三次晨会。青溪农商银行的客户经理当场认领名单，做不完的第二天补。"
SECOND = "组员跟着走了两个村。白鹭洲农商银行每村聘两名联络员，按线索付报酬。"


def headings(*texts: str) -> list[str]:
    blocks = [Block(text) for text in texts]
    return [block.text for block in with_section_lines(blocks, BODY) if block.level]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青溪农商银行学习小组", "白鹭洲农商银行学习小组"),
        ("青溪组：向管理要效益", "白鹭洲组：向服务要口碑"),
        ("★青溪组｜看懂一张表", "★白鹭洲组｜走好一条街"),
        ("青溪农商银行（5人）", "白鹭洲农商银行（6人）"),
        ("【青溪农商银行组】", "【白鹭洲农商银行组】"),
        ("青溪组手记", "白鹭洲组手记"),
        ("一、赴青溪农商银行跟班组", "二、赴白鹭洲农商银行跟班组"),
        ("青溪农商银行组——主题：不良清收", "白鹭洲农商银行组——主题：存款组织"),
        ("青溪农商银行学习小组汇报摘要", "白鹭洲农商银行学习小组汇报摘要"),
        ("【青溪组】组长：严冬 组员：沙欣", "【白鹭洲组】组长：雷震 组员：莫愁、江帆"),
    ],
)
def test_two_lines_of_one_form_are_headings_and_own_what_is_below(one: str, other: str) -> None:
    assert headings(one, FIRST, other, SECOND) == [one, other]
    found = structured(
        Block("全市农商银行跟班学习第三周纪实"), *map(Block, (one, FIRST, other, SECOND))
    )
    banks = [entry.bank for entry in found.bulletin.entries]
    assert banks == ["青溪农商银行", "白鹭洲农商银行"]


@pytest.mark.parametrize(
    "texts",
    [
        ("青溪农商银行学习小组", FIRST),  # one alone
        ("青溪农商银行学习小组", "白鹭洲农商银行学习小组", FIRST),  # a list of names
        ("青溪农商银行（5人）", FIRST, "青溪农商银行（6人）", SECOND),  # one name
        ("清收组：专人专责", FIRST, "评议组：背靠背打分", SECOND),  # groups of a bank
        ("领导小组：", FIRST, "工作小组：", SECOND),
        ("青溪农商银行学习小组到了。", FIRST, "白鹭洲农商银行学习小组也到了。", SECOND),
    ],
)
def test_what_opens_no_section(texts: tuple[str, ...]) -> None:
    assert headings(*texts) == []


def test_the_first_section_below_the_title_is_no_part_of_the_head() -> None:
    lines = ("青溪农商银行学习小组", FIRST, "白鹭洲农商银行学习小组", SECOND)
    found = structured(Block("全市跟班学习第十二周剪影"), *map(Block, lines)).bulletin
    assert (found.title, found.subtitle) == ("全市跟班学习第十二周剪影", "")
    assert [group.bank for group in found.groups] == ["青溪农商银行", "白鹭洲农商银行"]


def test_a_group_is_found_by_the_full_name_elsewhere_in_the_text() -> None:
    lines = (
        "分赴青溪农商银行、白鹭洲农商银行跟班。",
        "青溪组：看一张表",
        "表上有三栏，逐户填写，月底核对一遍。",
    )
    found = structured(
        Block("跟班学习第五周纪实"),
        *map(Block, (*lines, "白鹭洲组：走一条街", "沿街逐户走，一家不落。")),
    ).bulletin
    assert [group.bank for group in found.groups] == ["青溪农商银行", "白鹭洲农商银行"]


def test_a_group_of_learners_that_goes_elsewhere_is_not_called_after_its_host() -> None:
    lines = (
        "青溪农商银行学习组——赴白鹭洲农商银行",
        SECOND,
        "红柳农商银行学习组——赴安平驿农商银行",
        "安平驿农商银行把额度与等级挂钩，每半年评一次。",
    )
    found = structured(Block("学习成果汇编"), *map(Block, lines)).bulletin
    assert [entry.bank for entry in found.entries] == ["白鹭洲农商银行", "安平驿农商银行"]
