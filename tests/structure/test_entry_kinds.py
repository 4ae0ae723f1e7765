"""Which paragraphs are lessons, and which are activities, overviews or honours."""

from __future__ import annotations

import pytest

from kb.model import Heading, Kind
from kb.readers.draft import Block, Draft
from kb.structure.understand import structure
from tests.builders import SOURCE, TODAY, outline, structured, title_block
from tests.structure.weekly import DATES, EXPLAINED, OPENING, POINTS, TITLE, heading, kinds


def test_in_a_banks_section_measures_before_numbers_and_lists_after_them_are_lessons() -> None:
    rule = (
        "石塘农商银行要求客户经理每周走访二十户，由支行长逐户抽查，漏一户扣10元，走访表当天交、当天录系统，"
        "月底张榜公示，连续两个月不达标的调离岗位，所管的村由网点主任接手，直到名单全部走完为止。"
    )
    made = structured(
        TITLE,
        DATES,
        heading("一、石塘农商银行：走访“三张表”"),
        rule,
        f"（一）{POINTS[0]}。{EXPLAINED}",
        f"（二）{POINTS[1]}。{EXPLAINED}",
        heading("二、楚门农商银行：夜间银行"),
        f"楚门农商银行在市场设夜间网点。{EXPLAINED}",
        "错峰排班：早班八点，晚班一点；",
        "每月评选夜市之星。",
    )
    assert kinds(made) == ["lesson", "lesson", "lesson", "lesson"]
    assert made.bulletin.entries[-1].text.endswith("每月评选夜市之星。")


def test_a_short_numbered_measure_in_a_group_is_a_lesson_and_a_report_is_not() -> None:
    made = structured(
        TITLE,
        DATES,
        heading("临海组学习动态"),
        "1.回访当天做。客户经理每天回访三户，漏一户扣10元，支行长每周抽查五张回访单。",
        "2.参观网点。8月13日，跟随客户经理走访46户，大家收获很多。",
    )
    assert kinds(made) == ["lesson", "activity"]


def test_captions_stay_activities_though_they_are_short_and_centred() -> None:
    caption = Block("评议会现场", centred=True, after_image=True)
    made = structured(TITLE, DATES, OPENING, heading("一、临海组学习情况"), caption, caption)
    assert kinds(made) == ["overview", "activity", "activity"]
    _, one, other = made.bulletin.entries
    assert other.anchor == f"{one.anchor}-2"


def test_bold_points_are_lessons_however_short_one_is() -> None:
    blocks = (
        title_block("两地看微贷"),
        Block("10月14日至18日，鹿滩农商银行一行6人先后走进芦汀、柏溪两家农商银行学习。"),
        Block("芦汀农商银行：人盯人", level=2),
        Block("新人先跟单。头三个月只跟单不放款，跟满20单、写出20份笔记才发上岗证。", lead=6),
        Block("老带新算工分。师傅每带成一个徒弟，当年绩效加8分。", lead=7),
        Block("柏溪农商银行：数盯人", level=2),
        Block("逾期三天就上会。逾期3天的由支行长说明原因，逾期10天的移交资产保全部。", lead=8),
    )
    entries = structure(Draft(blocks), SOURCE, today=TODAY).bulletin.entries
    assert [e.bank for e in entries if e.kind is Kind.LESSON] == [
        "芦汀农商银行", "芦汀农商银行", "柏溪农商银行",
    ]  # fmt: skip


def test_a_caption_with_a_triangle_is_no_heading() -> None:
    blocks = []
    for number, point in enumerate(POINTS, 1):
        blocks += [Block(f"0{number}", bold=True), Block(point, bold=True), Block(EXPLAINED * 2)]
    blocks.insert(3, Block("▲学员在看网格图", after_image=True, centred=True))
    made = structured(TITLE, DATES, *blocks)
    assert outline(made.bulletin) == [f"lesson: {point}" for point in POINTS]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("三家行的清收办法", Kind.LESSON), ("松原农商银行贷款管理办法", Kind.OVERVIEW)],
)
def test_a_title_about_ways_to_do_things_is_no_regulation(title: str, kind: Kind) -> None:
    text = "全行每名员工认领五户，三年不换人，收回一户按本金的百分之三发奖。"
    blocks = [Block(title, level=1), Block("松原农商银行", level=2)]
    for point in ("包干到人", "上墙公示"):
        blocks += [Block(point, level=3), Block(text)]
    found = structured(*blocks).bulletin.entries
    assert {entry.kind for entry in found} == {kind}


def test_short_points_with_labels_are_lessons_and_gaps_are_not() -> None:
    found = structured(
        "学习松原农商银行的汇报",
        "一、松原农商银行概况", "网点26家，存款143亿元。",
        "经验一：一张网格图", "全域划分780个网格，一格一人。",
        "经验二：一个清收组", "抽调12名骨干专职清收。",
        "差距一：网格没人管", "我们划了网格没人管。",
        "差距二：清收靠兼职", "我们的清收靠兼职。",
    ).bulletin  # fmt: skip
    lessons = [entry.title for entry in found.entries if entry.kind is Kind.LESSON]
    assert lessons == ["一张网格图", "一个清收组"]
    headings = [item.text for item in found.content if isinstance(item, Heading)]
    assert headings[-2:] == ["差距一：网格没人管", "差距二：清收靠兼职"]


def test_paragraphs_behind_marks_are_points_in_every_section() -> None:
    points = (
        "■ 按季体检。每季度给每户贷款做一次体检，三项以上不勾的转黄牌，当月由支行长上门。",
        "■ 交叉复查。邻近两个支行互查，查出对方漏报的奖三百元，问题写在表上双方签字。",
        "■ 黄牌限期。黄牌户两个月内要么补担保要么压额度，到期没动的由总行直接接管。",
    )
    found = structured(
        Block("学习松原农商银行贷后管理", level=1),
        Block("怎么查", level=2), *map(Block, points[:2]),
        Block("怎么改", level=2), Block(points[2]),
    ).bulletin.entries  # fmt: skip
    assert [(entry.kind, entry.text) for entry in found] == [(Kind.LESSON, p) for p in points]


def test_a_group_behind_the_text_of_an_overview_is_no_part_of_it() -> None:
    made = structured(
        title_block("四方农商银行学习周报"),
        Block("本周概况", bold=True),
        "本周两个小组21名学员继续在外跟班，天气炎热，无一人请假。",
        Block("茶山组：", bold=True),
        "茶山农商银行两名客户经理每晚带着移动终端在夜市摆台，摊主收摊前就能拿到额度，半年授信2,300户。",
        Block("本周之星", bold=True),
        "茶山组 尤佳",
        "四方农商银行培训中心",
        "2025年6月29日",
    )
    entries = made.bulletin.entries
    assert [entry.kind for entry in entries] == [Kind.OVERVIEW, Kind.LESSON, Kind.HONOUR]
    assert entries[1].heading_path == ("茶山组：",)
    assert made.furniture == ("四方农商银行培训中心", "2025年6月29日")


def test_what_is_done_about_a_lack_is_no_lesson_of_the_host() -> None:
    said = "每笔三十万元以上的经营贷款附三张图，图由客户经理手画，审查岗看图不看字，退回的里面有三成确实有问题。"
    found = structured(
        Block("学什么、差什么、怎么改：赴松原农商银行跟班学习对比报告", level=1),
        Block("学什么", level=2), Block(f"（一）三张图。{said}"), Block(f"（二）按月体检。{said}"),
        Block("差什么", level=2), Block("差距看着在工具上，根子在谁来负责上。"),
        Block("怎么改", level=2), Block(f"第一步，十二月起试行三张图。{said}"), Block(f"第二步，{said}"),
    ).bulletin.entries  # fmt: skip
    assert [str(entry.side) for entry in found[-2:]] == ["learner", "learner"]
    assert [entry.kind for entry in found[:2]] == [Kind.LESSON, Kind.LESSON]
