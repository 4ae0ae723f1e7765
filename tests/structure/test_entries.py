"""Paragraphs: their titles, and which are lessons."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from kb.model import Kind, Side
from kb.structure.entries import make_entries
from kb.structure.entry_kinds import Run
from kb.structure.honours import is_honour
from kb.structure.ordered_points import is_introduction
from kb.structure.points import begins_with_point
from kb.structure.roles import Role
from kb.structure.sections import Paragraph, Section
from kb.text.titles import LONGEST_TITLE, title_of
from tests.builders import mixed_text, structured


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、找准营销点。要想在农村打开市场", "找准营销点"),
        ("（四）整村授信注重实效。活动中", "整村授信注重实效"),
        ("第一，先做试点村；再铺开面。", "先做试点村"),
        ("1.考核机制：一张进度表管到底", "考核机制"),
        ("（一）考核机制：一张进度表管到底\n整村授信占20分。", "考核机制：一张进度表管到底"),
        ("临海组参加短板指标分析会。", "临海组参加短板指标分析会"),
        ("学" * 45 + "，后面", "学" * 45),
        ("学" * 65 + "，后面", "学" * 40),
        ("银行加强与政府部门的合作，" + "学" * 45 + "。", "银行加强与政府部门的合作"),
        (
            "11月3日，首批学员赴三家农商银行报到，" + "学" * 40,
            "11月3日，首批学员赴三家农商银行报到",
        ),
        ("12月10日晚，" + "学" * 45 + "。", "12月10日晚，" + "学" * 45),
        ("一、", "一、"),
    ],
)
def test_the_title_is_the_point_without_its_number(text: str, title: str) -> None:
    assert title_of(text) == title


@given(mixed_text.map(str.strip).filter(bool))
def test_every_entry_has_a_title_and_it_is_short(text: str) -> None:
    assert 0 < len(title_of(text)) <= LONGEST_TITLE
    assert title_of(text) in text


def test_a_paragraph_that_begins_with_its_point() -> None:
    assert begins_with_point("一、找准营销点。要想在农村打开并占领市场，先要抓住村委成员和联络人。")
    assert not begins_with_point("找准营销点。")
    assert not begins_with_point(
        "要想在农村打开并占领市场，先要抓住村委成员和联络人等关键，逐步拓展。" * 2
    )


def test_a_paragraph_that_announces() -> None:
    assert is_introduction("学习心得如下：")
    assert is_introduction("主要体现在:")
    assert is_introduction("小结如下。")
    assert not is_introduction("如下围绕考核展开的讨论很热烈。")


def test_a_line_of_a_list_of_honours() -> None:
    assert is_honour("东山农商银行信贷部副总经理 王 某")
    assert not is_honour("本期学习之星由各组投票产生。")
    assert not is_honour("来源：云州办事处")
    assert not is_honour("编辑 综合科")


def test_a_long_table_is_read_once() -> None:
    """The owner of an entry was asked for again with each row that joined it."""
    section = Section((), Role.LESSON, "", "石桥农商银行")
    asked: list[int] = []

    def owner(parts: Sequence[Paragraph], _: Kind) -> tuple[str, Side]:
        asked.append(len(parts))
        return "石桥农商银行", Side.HOST

    def read(rows: int) -> int:
        asked.clear()
        texts = ["做法 | 结果", *(f"张榜{n}天 | {n}户" for n in range(rows))]
        made, *_ = make_entries(Run([Paragraph(text, section) for text in texts]), owner)
        assert made.text == "\n".join(texts)
        return sum(asked)

    assert read(400) <= 2.2 * read(200)


def test_what_was_learned_may_tell_points_or_list_subjects() -> None:
    told = (
        "一是学档案。档案一户一袋，封面印有清单，缺一项打叉，月底由内勤统一补齐，补不齐的扣客户经理绩效。"
        "二是学走访。走访前必须看三样东西：上次走访记录、账户流水和村里的通知，每户走访后当天登记。"
    )
    listed = "一是学习信贷档案管理；二是学习走访的流程；三是学习厅堂服务和网点布局，参观两个支行。"
    for text, kind in ((told, Kind.LESSON), (listed, Kind.OVERVIEW)):
        made = structured(
            "跟岗学习情况登记", "5月19日，我到鹿角湾农商银行学习。", "二、学习内容", text
        )
        assert made.bulletin.entries[-1].kind is kind


def test_points_of_which_some_only_have_a_headline() -> None:
    told = "该行针对不同人群推出教师贷、村医贷、网格员贷等十一款产品，每款产品一张折页，条件、利率一目了然。"
    made = structured(
        "石坝农商银行赴柳湾农商银行学习情况汇报",
        "9月22日至26日，石坝农商银行组织学习小组到柳湾农商银行学习。",
        "一、主要收获",
        f"1、机制活。{told}",
        "2、产品多。",
        told,
        f"3、走访勤。{told}",
        "4、清收狠。",
        told,
    )
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert [e.title for e in lessons] == ["机制活", "产品多", "走访勤", "清收狠"]
    assert all(told in e.text for e in lessons)
