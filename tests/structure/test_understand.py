"""The general rules: whatever the bulletin looks like, this is how a person would structure it."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Group, Kind, Source
from kb.readers.draft import Block, Draft
from kb.structure.understand import structure
from kb.text import is_imprint
from tests.builders import SOURCE, TODAY, outline, structured, title_block
from tests.structure.weekly import (
    ALL_NUMBERS,
    DATES,
    EXPLAINED,
    OPENING,
    POINTS,
    TITLE,
    digit_dot,
    group_of,
    han,
    han_bracket,
    heading,
    kinds,
)


@pytest.mark.parametrize("numbers", ALL_NUMBERS, ids=lambda numbers: numbers[0])
def test_numbered_lessons(numbers: list[str]) -> None:
    made = structured(TITLE, DATES, OPENING, *group_of(numbers))
    assert outline(made.bulletin) == [
        "overview",
        "## 一、临海组学习情况",
        "activity: 临海组在城关支行参加晨会",
        "activity: 临海组到零售部学习阳光信贷流程",
        "### 本周临海组学习小结",
        "overview",
        *(f"lesson: {point}" for point in POINTS),
    ]
    assert made.bulletin.groups == (Group("临海组", "临海农商银行"),)
    assert made.bulletin.entries[4].text == f"{numbers[0]}{POINTS[0]}。{EXPLAINED}"
    assert made.warnings == ()


@pytest.mark.parametrize("numbers", ALL_NUMBERS, ids=lambda numbers: numbers[0])
def test_lessons_with_a_line_of_their_own_for_the_point(numbers: list[str]) -> None:
    blocks = [heading("本周临海组学习小结")]
    for number, point in zip(numbers, POINTS, strict=True):
        blocks += [Block(f"{number}{point}", bold=True), Block(EXPLAINED), Block("再举一例。")]
    made = structured(TITLE, DATES, *blocks)
    assert [entry.text for entry in made.bulletin.entries] == [
        f"{number}{point}\n{EXPLAINED}\n再举一例。"
        for number, point in zip(numbers, POINTS, strict=True)
    ]
    assert [entry.title for entry in made.bulletin.entries] == list(POINTS)
    assert set(kinds(made)) == {"lesson"}


def test_headings_that_are_short_numbered_lines_of_plain_text() -> None:
    made = structured(
        "跟班学习活动第三周纪实",
        "2018年7月9日—13日",
        OPENING,
        "一、临海组学习情况",
        "临海组在城关支行参加晨会。",
        "（一）学习内容",
        f"周一到周三，{EXPLAINED}",
        "（二）学习心得",
        *(f"{n}{p}。{EXPLAINED}" for n, p in zip(digit_dot, POINTS, strict=True)),
        "二、温岭组学习情况",
        "温岭组到石塘支行旁听听证会。",
    )
    assert made.bulletin.title == "跟班学习活动第三周纪实"
    assert made.bulletin.subtitle == "2018年7月9日—13日"
    assert outline(made.bulletin)[1:] == [
        "## 一、临海组学习情况",
        "activity: 临海组在城关支行参加晨会",
        "### （一）学习内容",
        "overview",
        "### （二）学习心得",
        *(f"lesson: {point}" for point in POINTS),
        "## 二、温岭组学习情况",
        "activity: 温岭组到石塘支行旁听听证会",
    ]


def test_lessons_without_numbers_begin_with_their_point() -> None:
    made = structured(
        TITLE,
        DATES,
        heading("本周临海组学习小结"),
        *(f"{point}。{EXPLAINED}" for point in POINTS),
    )
    assert outline(made.bulletin)[1:] == [f"lesson: {point}" for point in POINTS]


def test_parts_of_a_lesson_are_no_lessons() -> None:
    made = structured(
        TITLE,
        heading("本周临海组学习小结"),
        f"一、整村授信先评议。{EXPLAINED}",
        "1.先请村干部。",
        "2.再请村民代表。",
        "一是公示。二是复核。",
        f"二、考核算到每一户。{EXPLAINED}",
    )
    first, second = made.bulletin.entries
    assert first.text.count("\n") == 3
    assert (first.title, second.title) == POINTS[:2]


def test_honours_by_group_and_the_word_behind_them() -> None:
    made = structured(
        TITLE,
        *group_of(han),
        heading("本周学习之星"),
        heading("临海组"),
        heading("东山农商银行信贷部副总经理"),
        heading("西水农商银行城关支行行长"),
        "下周，学员将继续跟班，并把本周所学整理成册，供各行参考。",
    )
    honours = [e for e in made.bulletin.entries if e.kind is Kind.HONOUR]
    assert [(e.group, e.bank) for e in honours] == [("临海组", "临海农商银行")] * 2
    assert honours[0].heading_path == ("本周学习之星", "临海组")
    last = made.bulletin.entries[-1]
    assert (last.kind, last.group, last.bank) == (Kind.OVERVIEW, "", "")


def test_a_bulletin_without_groups_about_one_bank() -> None:
    made = structured(
        title_block("临海农商银行学习简报第五期"),
        Block("2018年7月16日", centred=True),
        OPENING,
        heading("一、学习活动情况"),
        "学员在总行参加专题会。",
        heading("二、经验做法"),
        *(f"{n}{p}。{EXPLAINED}" for n, p in zip(han_bracket, POINTS, strict=True)),
    )
    assert made.bulletin.groups == ()
    assert {entry.bank for entry in made.bulletin.entries} == {"临海农商银行"}
    assert kinds(made) == ["overview", "activity", "lesson", "lesson", "lesson"]


def test_the_year_that_is_given() -> None:
    made = structured(TITLE, Block("7月9日—13日", centred=True), OPENING, year=2018)
    period = made.bulletin.period
    assert period is not None
    assert (period.start.year, period.year_inferred, period.evidence) == (2018, False, "")
    assert made.bulletin.id.startswith("2018-07-09-")


def test_what_was_inferred_or_not_understood_is_told() -> None:
    inferred = structured(TITLE, Block("7月9日—13日", centred=True), *group_of(han))
    assert any("推断为" in warning for warning in inferred.warnings)
    (period, lessons) = structured(TITLE, OPENING).warnings
    assert "起止日期" in period
    assert "没有认出经验" in lessons
    unknown = structured(TITLE, DATES, heading("甲组学习情况"), "甲组参加晨会。")
    assert any("甲组的机构" in warning for warning in unknown.warnings)


def test_without_a_title_the_name_of_the_file_serves() -> None:
    made = structured(OPENING, "接着的一段，也很长，" * 5 + "。", name="第三周.docx")
    assert made.bulletin.title == "第三周"
    assert any("没有认出标题" in warning for warning in made.warnings)
    assert len(made.bulletin.entries) == 2
    by_page = structure(Draft((Block(OPENING),), "页面标题"), SOURCE, today=TODAY)
    assert by_page.bulletin.title == "页面标题"


def test_a_title_on_two_lines_and_one_that_is_repeated() -> None:
    two = structured(title_block("跟班学习活动"), title_block("第三周纪实"), DATES, OPENING)
    assert two.bulletin.title == "跟班学习活动第三周纪实"
    assert two.bulletin.subtitle == DATES.text
    again = structured(TITLE, TITLE, DATES, OPENING)
    assert again.bulletin.title == TITLE.text
    assert len(again.bulletin.entries) == 1


def test_an_unknown_structure_is_overviews_under_headings() -> None:
    made = structured(
        title_block("关于召开会议的通知"),
        Block("各支行", bold=True),
        "请于周五前上报名单，逾期视为不参加，名单须经行长签字确认。",
        Block("附则", bold=True),
        "本通知由办公室负责解释，自印发之日起执行，此前规定同时废止。",
    )
    assert outline(made.bulletin) == [
        "## 各支行",
        "overview",
        "## 附则",
        "overview",
    ]
    assert made.bulletin.series == ""


def test_groups_with_their_bank_in_brackets_in_a_page_of_one_look() -> None:
    """If an editor makes every paragraph a heading, a group can be recognised only by its words."""
    made = structured(
        TITLE,
        DATES,
        Block("甲江组（甲江农商银行）"),
        Block("1. 参加晨会"),
        Block("学员参加支行晨会，学习营业前准备。"),
        Block("2. 走访商户"),
        Block("学员跟随客户经理走访商户23户。"),
        Block("学习小结"),
        *(Block(f"（{n}）{p}。{EXPLAINED}") for n, p in zip("一二三", POINTS, strict=True)),
        Block("乙山组（乙山农商银行）"),
        Block("学习小结"),
        *(Block(f"{n}、{p}。{EXPLAINED}") for n, p in zip("123", POINTS, strict=True)),
    )
    assert made.bulletin.groups == (
        Group("甲江组", "甲江农商银行"),
        Group("乙山组", "乙山农商银行"),
    )
    lessons = [f"lesson: {point}" for point in POINTS]
    assert outline(made.bulletin) == [
        "## 甲江组（甲江农商银行）",
        "### 1. 参加晨会",
        "activity: 学员参加支行晨会，学习营业前准备",
        "### 2. 走访商户",
        "activity: 学员跟随客户经理走访商户23户",
        "### 学习小结",
        *lessons,
        "## 乙山组（乙山农商银行）",
        "### 学习小结",
        *lessons,
    ]
    assert [entry.bank for entry in made.bulletin.entries] == ["甲江农商银行"] * 5 + [
        "乙山农商银行"
    ] * 3


@pytest.mark.parametrize("ornament", ["★", "◆◆", "01", "❀"])
def test_what_a_template_set_in_a_box_of_its_own_joins_the_heading(ornament: str) -> None:
    """A star was a heading of its own."""
    made = structured(
        TITLE, DATES, OPENING, heading(ornament), heading("本周学习之星"), Block("营业部副经理")
    )
    assert outline(made.bulletin) == [
        "overview",
        f"## {ornament} 本周学习之星",
        "honour",
    ]


def test_an_editors_note_above_a_short_title_with_a_subtitle() -> None:
    blocks = (
        Block("内部资料"),
        Block("工　作　简　报"),
        Block("第十二期"),
        Block("编者按：四月七日至十一日，我行选派八名支行行长到柏溪农商银行跟班学习，现刊发侧记。"),
        Block("到柏溪学什么"),
        Block("——支行行长跟班学习侧记"),
        Block("（一）网格画到门牌号"),
        Block(EXPLAINED),
    )
    assert structure(Draft(blocks), SOURCE, today=TODAY).bulletin.title == "到柏溪学什么"


def test_the_lines_of_a_form_may_stand_above_the_title() -> None:
    blocks = (
        Block("学习单位：鹿滩农商银行 被学习单位：柏溪农商银行 学习时间：2025年11月3日—7日"),
        Block("跟班学习一周小结（第2期）", level=1),
        Block("学到了什么", level=2),
        Block(EXPLAINED),
    )
    made = structure(Draft(blocks), SOURCE, today=TODAY).bulletin
    assert made.title == "跟班学习一周小结（第2期）"
    assert [e.bank for e in made.entries if EXPLAINED in e.text] == ["柏溪农商银行"]


TABLE = (
    "机构 | 授信户数 | 做法",
    "白沙农商银行 | 1,200户 | 每周调度一次。",
    "东湖农商银行 | 860户 | 村干部带路上门。",
)


def test_a_table_is_one_entry_with_its_heads() -> None:
    blocks = (
        "赴白沙、东湖农商银行跟班学习简报（第五期）",
        "2026年3月9日至13日，各行用信情况如下：",
    )
    after = ("另有一表：", "村 | 户", "李家村 | 120", "以上供参考。")
    source = Source("表.md", "markdown", "0" * 64, date(2026, 3, 16))
    draft = Draft(tuple(map(Block, (*blocks, *TABLE, *after))))
    found = structure(draft, source, today=date(2026, 3, 16)).bulletin
    texts = [entry.text for entry in found.entries]
    assert "另有一表：\n村 | 户\n李家村 | 120" in texts
    rows = {entry.text: entry.bank for entry in found.entries if entry.text.startswith(TABLE[0])}
    assert rows == {
        f"{TABLE[0]}\n{TABLE[1]}": "白沙农商银行",
        f"{TABLE[0]}\n{TABLE[2]}": "东湖农商银行",
    }, "rows of several banks stay apart, each with the heads"
    assert not any(" | " in heading for entry in found.entries for heading in entry.heading_path)


def test_text_that_looks_like_imprint_is_read_where_there_is_no_other() -> None:
    source = Source("短.md", "markdown", "0" * 64, date(2026, 3, 16))
    head = ("学习简报第3期", "（2026年3月2日—3月6日）", "一、青枫农商银行：整村授信怎样做")
    lines = (*head, "主办：青枫农商银行评议示范点")
    found = structure(Draft(tuple(map(Block, lines))), source, today=date(2026, 3, 16)).bulletin
    assert [entry.text for entry in found.entries] == ["主办：青枫农商银行评议示范点"]
    sentence = "报送单位：柳溪支行，全年完成授信1318户。"
    assert not is_imprint(sentence)
    assert is_imprint("报送单位：柳溪支行，2026年3月6日")
