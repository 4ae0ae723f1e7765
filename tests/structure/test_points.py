"""Parallel points, where no heading says that they are lessons; owners and sides of entries."""

from __future__ import annotations

import pytest

from kb.model import Kind, Side
from kb.readers.draft import Block
from tests.builders import structured, title_block
from tests.structure.visiting import DEEDS, entries, lessons


@pytest.mark.parametrize(
    "openings",
    [
        ("首先，走访扎实。", "其次，评议公开。", "最后，考核严格。"),
        ("一是走访扎实。", "二是评议公开。", "三是考核严格。"),
        ("其一，走访扎实。", "其二，评议公开。", "其三，考核严格。"),
        ("走访有章法。", "评议在村里。", "考核见到人。"),
        ("突出一个“勤”字，做实走访。", "突出一个“公”字，做实评议。", "突出一个“严”字，做实考核。"),
        ("（一）走访扎实。", "（二）评议公开。", "（三）考核严格。"),
        ("【走访扎实】", "【评议公开】", "【考核严格】"),
    ],
)
def test_paragraphs_that_open_alike(openings: tuple[str, ...]) -> None:
    points = [opening + deed for opening, deed in zip(openings, DEEDS, strict=True)]
    assert lessons(*points) == points


def test_bold_beginnings() -> None:
    points = [
        Block(f"{words}：{deed}", lead=len(words))
        for words, deed in zip(("看走访", "看评议", "看考核"), DEEDS, strict=True)
    ]
    assert lessons(*points) == [point.text for point in points]


def test_headings_of_one_look_are_each_the_first_line_of_a_lesson() -> None:
    blocks: list[Block | str] = []
    for words, deed in zip(("走访排到户", "评议放在村", "奖罚落到人"), DEEDS, strict=True):
        blocks += [Block(words, bold=True), deed]
    assert lessons(*blocks)[0] == f"走访排到户\n{DEEDS[0]}"
    assert len(lessons(*blocks)) == 3


def test_one_point_among_others_that_has_no_words_for_itself() -> None:
    """It stood in a list between two with their words, and was no lesson."""
    points = [f"走访扎实：{DEEDS[0]}", DEEDS[2], f"评议公开。{DEEDS[1]}"]
    heading = Block("值得借鉴的做法", level=2)
    assert lessons(heading, *points) == points
    topic = "关于讲差错，柜员轮流讲一笔，讲完由会计主管指出制度条款，再犯的扣当月绩效。"
    assert lessons(heading, points[0], points[2], topic) == [points[0], points[2], topic]
    explains = "同时" + DEEDS[2]
    assert explains not in lessons(heading, points[0], points[2], explains)


def test_days_of_a_diary() -> None:
    told = (DEEDS[0] + DEEDS[1], DEEDS[1] + DEEDS[2])
    first, second = Block("6月3日　星期一　晴", bold=True), Block("6月4日　星期二", bold=True)
    assert lessons(first, told[0], second, told[1]) == list(told)


def test_a_notice_has_no_lessons() -> None:
    made = structured(
        title_block("关于召开整村授信会议的通知"),
        *(line for deed in DEEDS for line in (Block(deed[:6], bold=True), deed)),
    )
    assert {entry.kind for entry in made.bulletin.entries} == {Kind.OVERVIEW}


@pytest.mark.parametrize(
    "plan",
    [
        "回来以后，石坝农商银行准备先在河西支行试行，六月底看一次结果。",
        "对照起来，我行走访留痕不够，拟从七月起推行电话回访。",
        "下一步，我行将修订考核办法。",
        "带队的副行长表示，回去后先把产品手册改薄。",
    ],
)
def test_what_learners_plan_is_theirs(plan: str) -> None:
    last = entries(f"（一）走访扎实。{DEEDS[0]}", f"（二）评议公开。{DEEDS[1]}", plan)[-1]
    assert (last.kind, last.bank, last.side) == (Kind.OVERVIEW, "", Side.LEARNER)


def test_a_section_of_plans_is_the_learners() -> None:
    made = entries(
        "一、主要做法", f"（一）走访扎实。{DEEDS[0]}", "二、对我行的几点建议", f"一是{DEEDS[1]}"
    )
    assert [entry.side for entry in made] == [Side.HOST, Side.HOST, Side.LEARNER]
    assert made[-1].bank == ""


def test_lessons_that_name_their_own_bank() -> None:
    made = structured(
        title_block("外出学习考察汇报"),
        "一、主要做法",
        f"（一）柳湾农商银行走访扎实。{DEEDS[0]}",
        f"（二）竹溪农商银行评议公开。{DEEDS[1]}",
    )
    assert [entry.bank for entry in made.bulletin.entries] == ["柳湾农商银行", "竹溪农商银行"]


def test_a_story_of_ones_own() -> None:
    made = structured(
        title_block("一户一策清旧账"),
        Block("棠浦农商银行", centred=True),
        "近年来，我行把压降不良当作头等大事来抓，不良率降到百分之二。",
        f"一、班子带头。我行{DEEDS[0]}",
        f"二、一户一策。我行曾去漆园农商银行学习录像。{DEEDS[1]}",
    )
    assert {entry.bank for entry in made.bulletin.entries} == {"棠浦农商银行"}
    assert {entry.side for entry in made.bulletin.entries} == {Side.HOST}


def test_two_long_paragraphs_that_begin_alike() -> None:
    long = (
        "每到一村，先看烟囱，再看院墙，最后看人，三样都好才谈贷款，看完还要记下来，十年写了六十本。"
    )
    made = structured(
        title_block("跟着柳湾农商银行的师傅学走村"),
        "5月6日至10日，我在柳湾农商银行跟班学习，师傅姓黄。",
        f"师傅教我走村。师傅说，{long}",
        f"师傅教我记账。师傅说，{long}",
        "回去以后，我行要照着做。",
    )
    kinds = [entry.kind for entry in made.bulletin.entries]
    assert kinds == [Kind.OVERVIEW, Kind.LESSON, Kind.LESSON, Kind.OVERVIEW]


HEADS = "序号 | 学习内容 | 具体做法"


@pytest.mark.parametrize(
    "heads",
    [
        HEADS,
        "项目 | 所学做法 | 可行性",
        "时间 | 地点 | 收获",
        "编号 | 板块 | 要点",
        "岗位 | 学到的 | 备注",
    ],
)
def test_each_row_of_a_register_is_a_lesson(heads: str) -> None:
    rows = [f"{n} | 走访 | {deed}" for n, deed in enumerate(DEEDS, 1)]
    found = lessons(heads, *rows)
    assert found == [f"{heads}\n{row}" for row in rows]


def test_a_row_of_a_register_that_tells_nothing_is_no_lesson_among_those_that_do() -> None:
    rows = [f"{n} | 走访 | {deed}" for n, deed in enumerate((*DEEDS, DEEDS[0]), 1)]
    found = lessons(HEADS, *rows, "9 | 信用卡 | 同左")
    assert found == [f"{HEADS}\n{row}" for row in rows]
    assert len(lessons(HEADS, *rows[:2], "8 | 党建 | 同左", "9 | 信用卡 | 同左")) == 1


def test_a_table_of_figures_is_one_entry() -> None:
    rows = ["指标 | 年初 | 年末", "建档户数 | 1200 | 3400", "授信余额 | 3.2亿 | 5.8亿"]
    assert "\n".join(rows) in [entry.text for entry in entries(*rows)]


@pytest.mark.parametrize(
    "sayings",
    [
        ("“宁可慢三天，不可快一时。”——风险总监老温", "“人走茶不凉。”——工会主席"),
        ("“先看人，再看账”——行长", "“不写不算数”——客户经理小袁"),
        ("「钱要用在田里」——村支书", "「不等不靠」——支行长"),
        ("“慢就是快！”——审批员老周", "“错了不怕，瞒了才怕”——会计主管"),
        ("“门开着，灯亮着” —— 保安老杜", "“先坐下来” —— 大堂经理"),
    ],
)
def test_a_saying_is_the_heading_of_what_is_told_about_it(sayings: tuple[str, str]) -> None:
    found = lessons(sayings[0], DEEDS[0], sayings[1], DEEDS[1])
    assert found == [f"{saying}\n{deed}" for saying, deed in zip(sayings, DEEDS, strict=False)]


def test_who_went_where_is_no_point_before_points() -> None:
    opening = "四月的平原，麦子抽穗。石坝农商银行挑出九名骨干，7日清晨出发，到了柳湾农商银行，跟着师傅们干活。"
    points = [
        f"“{words}。”{deed}"
        for words, deed in zip(("师傅带", "错不怕", "练嘴手"), DEEDS, strict=True)
    ]
    made = structured(title_block("柳湾取经记"), opening, *points)
    assert [e.text for e in made.bulletin.entries if e.kind is Kind.LESSON] == points


@pytest.mark.parametrize(
    "among", ["会议一盏茶。", "座谈到田头。", "宣传不发纸。", "要求讲三遍。", "参观要排队。"]
)
def test_a_point_that_opens_with_an_occasion_among_its_siblings(among: str) -> None:
    points = [
        words + deed
        for words, deed in zip(("走访有章法。", "评议在村里。", among), DEEDS, strict=True)
    ]
    points.append("考核见到人。" + DEEDS[2])
    assert lessons(*points) == points


def test_what_somebody_says_at_the_end_is_no_point() -> None:
    points = [
        words + deed
        for words, deed in zip(("走访有章法。", "评议在村里。", "会议一盏茶。"), DEEDS, strict=True)
    ]
    points.append("考核见到人。" + DEEDS[2])
    said = "“茶凉了，事成了。”带队的办公室主任说，回去先学这一条，再学别的。"
    assert lessons(*points, said) == points


def test_a_paragraph_that_begins_like_the_lesson_next_to_it_is_one() -> None:
    title = title_block("丹霞农商银行：问道柳湾")
    visit = (
        "近日，丹霞农商银行零售条线负责人走进柳湾农商银行，用三天时间问道零售转型，看了两个支行。"
    )
    told = "柳湾农商银行把网点按客群改造：老年客群的加了血压计，商户客群的把柜台改成洽谈桌。"
    deed = (
        "柳湾农商银行每个网点只考核一个指标，由网点自己选，选定一年不变，年底逐户核查、张榜公示。"
    )
    made = structured(title, visit, told, deed)
    assert [e.text for e in made.bulletin.entries if e.kind is Kind.LESSON] == [told, deed]


@pytest.mark.parametrize(
    "headline",
    [
        "行长带队赴柳湾农商银行考察",
        "召开学习动员会",
        "三季度经营情况",
        "兄弟行来访",
        "举行开班仪式",
    ],
)
def test_a_headline_of_what_happened_is_no_point(headline: str) -> None:
    other = (
        Block("走访有章法", level=2),
        Block(DEEDS[0]),
        Block("评议在村里", level=2),
        Block(DEEDS[1]),
    )
    found = lessons(
        *other, Block(headline, level=2), "行领导听取了介绍，看了两个网点，双方座谈并合影留念。"
    )
    assert not any(headline in text for text in found)


def test_a_heading_that_only_says_where_one_was_is_above_the_point() -> None:
    blocks: list[Block | str] = []
    for where, deed in zip(("在城关支行", "在信贷管理部", "在风险合规部"), DEEDS, strict=True):
        blocks += [Block(f"{where}", bold=True), f"做法看得见。{deed}"]
    found = entries(*blocks)
    assert [entry.text for entry in found[1:]] == [f"做法看得见。{deed}" for deed in DEEDS]
