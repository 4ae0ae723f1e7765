"""Lines that open the sections of several banks and say more than their names."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers import Block
from kb.structure.bank_lines import bank_lines
from kb.structure.bank_names import BankNames
from kb.structure.heading_bank import bank_of_heading
from tests.builders import structured

_TEXT = "青溪农商银行、白鹭洲农商银行"
INTRO = "松岭农商银行骨干分赴青溪农商银行、白鹭洲农商银行跟班学习一个月。"
FIRST = "客户经理当场认领名单，做不完的第二天补，月底由支行长逐户回访。"
SECOND = "每村聘两名联络员，按线索付报酬，成交一条另奖五十元。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上篇　青溪农商银行行长许怀民", "下篇　白鹭洲农商银行行长罗秀珍"),
        ("青溪农商银行行长许怀民", "白鹭洲农商银行党委书记、董事长罗秀珍"),
        ("对话青溪农商银行行长许怀民", "对话白鹭洲农商银行行长罗秀珍"),
        ("青溪农商银行普惠部总经理　路遥", "白鹭洲农商银行城南支行行长　季云海"),
        ("第一站：青溪", "第二站：白鹭洲"),
        ("第一站　青溪农商银行", "第二站　白鹭洲农商银行"),
        ("上篇：青溪——把名单管起来", "下篇：白鹭洲——把线索买下来"),
        ("公司业务部（青溪站）", "授信审批部（白鹭洲站）"),
        ("城东支行（青溪农商银行）", "城西支行（白鹭洲农商银行）"),
        ("第一组（赴青溪）", "第二组（赴白鹭洲）"),
        ("青溪跟班点", "白鹭洲跟班点"),
        ("青溪农商银行", "白鹭洲农商银行"),
        ("【青溪见闻】", "【白鹭洲见闻】"),
        ("◎青溪农商银行：小，也有小的活法", "◎白鹭洲农商银行：把问题摆到桌上"),
        ("★青溪农商银行：名单先行", "★白鹭洲农商银行（表态发言）"),
    ],
)
def test_two_lines_of_one_form_open_sections_of_their_banks(one: str, other: str) -> None:
    texts = (INTRO, one, FIRST, other, SECOND)
    assert bank_lines([*map(Block, texts)]) == {1, 3}
    found = structured(Block("跟班学习情况交流"), *map(Block, texts)).bulletin
    banks = {entry.text: entry.bank for entry in found.entries if entry.text in (FIRST, SECOND)}
    assert banks == {FIRST: "青溪农商银行", SECOND: "白鹭洲农商银行"}


@pytest.mark.parametrize(
    "texts",
    [
        (INTRO, "第一站：青溪", FIRST),  # one alone
        (INTRO, "第一站：青溪", "第二站：白鹭洲", "第三站：回行"),  # a list
        (INTRO, "第一站：青溪", FIRST, "第一站：青溪", SECOND),  # one bank
        (INTRO, "青溪农商银行行长许怀民", "青溪农商银行监事长罗秀珍", FIRST),  # who was there
        (INTRO, "公司业务部（牵头）", FIRST, "授信审批部（配合）", SECOND),
        (INTRO, "第一站：高铁站", FIRST, "第二站：城南", SECOND),
        (INTRO, "青溪支行", FIRST, "白鹭洲支行", SECOND),
        (INTRO, FIRST, "青溪农商银行", "白鹭洲农商银行", SECOND),  # who signs
        (INTRO, "青溪跟班点", "白鹭洲跟班点", FIRST),
    ],
)
def test_what_opens_no_section(texts: tuple[str, ...]) -> None:
    assert bank_lines([*map(Block, texts)]) == frozenset()


@pytest.mark.parametrize(
    ("heading", "bank"),
    [
        ("一、公司业务部（青溪站）", "青溪农商银行"),
        ("第二站：白鹭洲", "白鹭洲农商银行"),
        ("第二站：白鹭洲镇", ""),
        ("公司业务部（牵头）", ""),
        ("二、白鹭洲跟班点", "白鹭洲农商银行"),
        ("白鹭洲的做法", "白鹭洲农商银行"),
        ("白鹭洲镇见闻", ""),
    ],
)
def test_a_heading_of_such_a_form_names_its_bank(heading: str, bank: str) -> None:
    assert bank_of_heading(heading, BankNames(_TEXT), frozenset()) == bank


def test_points_may_stand_right_below_such_lines() -> None:
    texts = (INTRO, "青溪跟班点", "一、晨会怎么开", FIRST, "白鹭洲跟班点", "一、线索怎么买", SECOND)
    found = structured(Block("跟班学习情况交流"), *map(Block, texts)).bulletin
    told = {entry.text.split("\n")[-1]: entry.bank for entry in found.entries}
    assert (told[FIRST], told[SECOND]) == ("青溪农商银行", "白鹭洲农商银行")


def test_interviews_with_several_banks_keep_questions_and_answers_together() -> None:
    texts = (
        INTRO,
        "上篇　青溪农商银行行长许怀民",
        "问：第一步怎么走？",
        f"答：{FIRST}",
        "问：客户经理愿意吗？",
        f"答：不愿意。{FIRST}",
        "下篇　白鹭洲农商银行行长罗秀珍",
        "问：线索从哪来？",
        f"答：{SECOND}",
        "学习组手记",
        "两位行长一个严一个热，说到客户都能叫出名字来。",
    )
    found = structured(Block("两位行长谈小微——跟班学习访谈"), *map(Block, texts)).bulletin
    lessons = [e for e in found.entries if e.kind is Kind.LESSON]
    assert [e.text.split("\n")[0] for e in lessons] == [texts[2], texts[4], texts[7]]
    assert [e.bank[:2] for e in lessons] == ["青溪", "青溪", "白鹭"]
    assert found.entries[-1].heading_path == ("学习组手记",)
    assert found.entries[-1].bank == ""
