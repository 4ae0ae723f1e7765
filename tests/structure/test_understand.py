"""The general rules: whatever the bulletin looks like, this is how a person would structure it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Group, Heading, Kind, Source
from kb.readers.draft import Block, Draft
from kb.structure.understand import Structured, structure
from kb.text import is_imprint
from tests.builders import ORGANISATIONS, SOURCE, TODAY, outline, structured, title_block
from tests.reading import in_order, kept, squeezed

TITLE = title_block("跟班学习活动第三周纪实")
DATES = Block("（2018年7月9日—13日）", centred=True)
OPENING = (
    "本周，各小组继续跟班学习，全体学员深入支行，白天走访、晚上交流，收获不小，现将情况摘报如下。"
)
POINTS = ("整村授信先评议", "考核算到每一户", "额度随名单走")
EXPLAINED = (
    "支行请村干部和村民代表逐户评议，公示无异议以后才生成预授信名单，客户经理照名单逐户上门。"
)

han = [f"{n}、" for n in "一二三"]
han_bracket = [f"（{n}）" for n in "一二三"]
digit_dot = ["1.", "2.", "3."]
digit_comma = ["1、", "2、", "3、"]
ordinal = [f"第{n}，" for n in "一二三"]
ALL_NUMBERS = (han, han_bracket, digit_dot, digit_comma, ordinal)


def heading(text: str) -> Block:
    return Block(text, centred=True)


def kinds(made: Structured) -> list[str]:
    return [entry.kind.value for entry in made.bulletin.entries]


def group_of(numbers: Iterable[str]) -> list[Block]:
    """A group's section with activities and numbered lessons."""
    return [
        heading("一、临海组学习情况"),
        Block("临海组在城关支行参加晨会。"),
        Block("临海组到零售部学习阳光信贷流程。"),
        heading("本周临海组学习小结"),
        Block("临海组本周以整村授信为主线，学习心得如下："),
        *(Block(f"{n}{p}。{EXPLAINED}") for n, p in zip(numbers, POINTS, strict=True)),
    ]


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


def test_a_bulletin_about_no_bank_names_none() -> None:
    made = structured(TITLE, OPENING, heading("经验做法"), f"一、整村授信先评议。{EXPLAINED}")
    assert {entry.bank for entry in made.bulletin.entries} == {""}


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


def test_captions_stay_activities_though_they_are_short_and_centred() -> None:
    caption = Block("评议会现场", centred=True, after_image=True)
    made = structured(TITLE, DATES, OPENING, heading("一、临海组学习情况"), caption, caption)
    assert kinds(made) == ["overview", "activity", "activity"]
    _, one, other = made.bulletin.entries
    assert other.anchor == f"{one.anchor}-2"


_words = st.text("整村授信评议考核，。、：；（）一二三1", min_size=1, max_size=50).map(
    lambda text: text.strip() or "字"
)
_numbers = st.sampled_from(["", *(n for style in ALL_NUMBERS for n in style), "01 ", "①", "一是"])
_known = st.sampled_from(
    "一、临海组学习情况|本周临海组学习小结|温岭组|本周学习之星|学习内容|经验做法|★|01|2018年7月9日—13日|7月9日|第三周|来源：办公室".split(
        "|"
    )
)
_blocks = st.builds(
    Block,
    st.builds(lambda number, words: number + words, _numbers, _words) | _known,
    level=st.sampled_from([0, 0, 1, 2, 3]),
    centred=st.booleans(),
    bold=st.booleans(),
    size=st.sampled_from([0.0, 14.0, 16.0, 24.0]),
    after_image=st.booleans(),
)


@given(st.lists(_blocks, min_size=1, max_size=25), st.booleans())
def test_no_draft_loses_text(blocks: list[Block], known_banks: bool) -> None:
    """Every block is in the bulletin or among the furniture; the text stands in its order."""
    made = structure(
        Draft(tuple(blocks)),
        SOURCE,
        today=TODAY,
        organisations=ORGANISATIONS if known_banks else (),
    )
    everything = kept(made.bulletin) + squeezed("".join(made.furniture))
    assert [b.text for b in blocks if squeezed(b.text) not in everything] == []
    body = squeezed("".join(item.text for item in made.bulletin.content))
    assert in_order(body, squeezed("".join(block.text for block in blocks))) == ""


@given(st.lists(_blocks, min_size=1, max_size=25))
def test_of_any_draft_the_outline_is_sound(blocks: list[Block]) -> None:
    made = structured(*blocks).bulletin
    path: list[Heading] = []
    for item in made.content:
        if isinstance(item, Heading):
            assert 2 <= item.level <= 6
            path = [above for above in path if above.level < item.level] + [item]
        else:
            assert item.heading_path == tuple(above.text for above in path)
            assert item.text
            assert item.title
            assert item.group in {"", *(group.name for group in made.groups)}
    anchors = [entry.anchor for entry in made.entries]
    assert len(set(anchors)) == len(anchors)
    assert replace(made, content=()).entries == ()


def test_the_host_is_the_bank_that_they_go_to() -> None:
    """It used to be the first bank that the title names."""
    made = structured(
        title_block("东湖农商银行赴南溪农商银行跟班学习第三期简报"),
        Block("按照安排，东湖农商银行选派12名客户经理前往学习，东湖农商银行领导到会动员。"),
    )
    assert {entry.bank for entry in made.bulletin.entries} == {"南溪农商银行"}


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


def test_sections_that_name_a_bank_and_what_it_does_are_of_lessons() -> None:
    """A digest of several banks without groups; its short paragraphs were overviews."""
    made = structured(
        title_block("学习交流简报"),
        Block("2024年第15期（总第115期）", centred=True),
        Block("2024年4月29日—5月3日", centred=True),
        Block("我行组织三批人员外出学习，现将各行做法摘报如下。"),
        Block("一、青山农商银行：整村授信“三上门”", bold=True),
        Block("（一）名单上门。青山农商银行由村两委提供名单，客户经理逐户核对，全年走访2.6万户。"),
        Block("（二）额度上门。预授信额度由系统测算，户均8.5万元，利率较普通贷款下浮60BP。"),
        Block("二、绿水农商银行：不良清收“三张网”", bold=True),
        Block(
            "绿水农商银行建立司法、村级、亲情三张网，一季度清收不良3200万元，较年初下降0.35个百分点。"
        ),
        Block(
            "一是司法网。与法院共建金融法庭；二是村级网。聘请协管员128名；三是亲情网。请亲友劝还。"
        ),
        Block("办公室　供稿"),
    )
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert [(entry.bank, entry.title) for entry in lessons] == [
        ("青山农商银行", "名单上门"),
        ("青山农商银行", "额度上门"),
        ("绿水农商银行", "绿水农商银行建立司法、村级、亲情三张网"),
    ]
    assert lessons[-1].text.endswith("请亲友劝还。")


def test_a_line_beneath_the_title_may_name_the_bank() -> None:
    made = structured(
        title_block("跟班学习日报"),
        Block("白云农商银行 2022.3.31-4.1"),
        Block("今天在营业部学习，行长在晨会上点评了前一天的营销情况。"),
    )
    assert {entry.bank for entry in made.bulletin.entries} == {"白云农商银行"}


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


def of_visitors(stated: str) -> Structured:
    blocks = (
        Block("迎接同业考察 共话普惠金融", centred=True),
        Block("12月3日，桑坞、鹿滩两家农商银行考察组到我行考察普惠金融工作，听取了情况介绍。"),
        Block("我行在163个行政村设立服务点，每点月均办理240笔业务，年终评出十佳，各奖一千元。"),
        Block("桑坞农商银行分享了夜校的经验。鹿滩农商银行谈到免填表。"),
    )
    return structure(Draft(blocks, stated), SOURCE, today=TODAY)


def test_the_owner_of_the_site_is_who_says_we() -> None:
    entries = of_visitors("迎接同业考察 共话普惠金融 - 芦汀农商银行").bulletin.entries
    assert next(e.bank for e in entries if "163个" in e.text) == "芦汀农商银行"


def test_visitors_are_not_the_bank_they_came_to() -> None:
    entries = of_visitors("迎接同业考察 共话普惠金融").bulletin.entries
    assert next(e.bank for e in entries if "163个" in e.text) == ""


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


def test_a_caption_with_a_triangle_is_no_heading() -> None:
    blocks = []
    for number, point in enumerate(POINTS, 1):
        blocks += [Block(f"0{number}", bold=True), Block(point, bold=True), Block(EXPLAINED * 2)]
    blocks.insert(3, Block("▲学员在看网格图", after_image=True, centred=True))
    made = structured(TITLE, DATES, *blocks)
    assert outline(made.bulletin) == [f"lesson: {point}" for point in POINTS]


@pytest.mark.parametrize("marks", ["【】", "[]", "〔〕"])
def test_who_collects_what_others_do_is_no_host(marks: str) -> None:
    deeds = (
        "每月结息，客户经理挨家送结息单，一天看八户。",
        "行长信箱装在菜市场，每周五由行长亲自开。",
    )
    banks = ("玉泉农商银行", "灵岩农商银行")
    made = structured(
        title_block("兄弟行快讯"),
        Block("云门农商银行办公室"),
        Block("编者按：我行六个小组分赴兄弟行，现摘登各组来信。"),
        *(
            Block(f"{marks[0]}{bank}{marks[1]}{deed}")
            for bank, deed in zip(banks, deeds, strict=True)
        ),
    )
    assert {entry.bank for entry in made.bulletin.entries} - {""} == set(banks)


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


def test_the_writer_of_an_interview_is_no_group() -> None:
    """The line with the writer was a heading of a group, its day the period, answers the learners'."""
    made = structured(
        title_block("十年只做一件事"),
        Block("——访金塔农商银行董事长韩立民", centred=True, size=14),
        Block("辛庄农商银行学习组　采写：徐洁　2026年7月6日", size=14),
        "金塔农商银行偏居县域，却连续六年监管评级保持二级。辛庄农商银行学习组就此专访了该行董事长。",
        "问：红线守住了，规模从哪里来？",
        "答：从人多来。我们把柜员往外赶，现在客户经理占全员的52%，一个人守两个村，户均贷款14.6万元。",
        "问：客户经理不愿意下村怎么办？",
        "答：先让干部下去。我自己包了两个村，每个月住一晚。考核也改了，不比存款比户数。",
    )
    assert made.bulletin.groups == ()
    assert made.bulletin.period is None
    assert {entry.bank for entry in made.bulletin.entries} == {"金塔农商银行"}


_HEAD = (
    title_block("苔桥农商银行赴槿湾农商银行学习报告"),
    "2025年6月9日，我行到槿湾农商银行学习。",
)


def test_a_point_that_contains_the_word_of_a_section_is_a_lesson() -> None:
    told = "该行把绩效明细每月发到个人手机，谁有疑问三日内申请复核。"
    points = (Block(h, bold=True) for h in ("（一）绩效拿得出差距", "（二）支行长有“三权”"))
    below = [block for point in points for block in (point, told)]
    lacks = (Block("三、存在的差距", bold=True), "我行绩效平均。")
    made = structured(*_HEAD, Block("二、主要经验做法", bold=True), *below, *lacks)
    kinds = [entry.kind for entry in made.bulletin.entries if "手机" in entry.text]
    assert kinds == [Kind.LESSON, Kind.LESSON]


def test_an_office_that_gets_a_paper_signs_nothing() -> None:
    told = "一、早课讲错账。槿湾农商银行每周由柜员轮流上台讲一件办砸的事。"
    made = structured(*_HEAD, told, "报送：省联社北山审计中心", "发送：苔桥农商银行各支行")
    assert "审计中心" not in made.bulletin.signed
    assert "苔桥农商银行各支行" in made.bulletin.signed
