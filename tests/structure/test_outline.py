"""How deep a heading stands that closes a row of sections."""

from __future__ import annotations

import pytest

from kb.model import Heading, Kind, Side
from kb.readers.draft import Block
from tests.builders import structured, title_block

TITLE = title_block("丰泽洲农商银行小微业务做法")
OPENING = Block("2025年2月17日至21日，苍岭农商银行小微条线骨干赴丰泽洲农商银行跟班学习。")
TEXT = "丰泽洲农商银行与供电公司共享用电数据，月用电量下降超过三分之一的企业列入关注名单，由支行逐户上门核实。"
OURS = "回来的第三天，小微部开了专题会，定下三件事，先从城关、溪口两家支行做起。"


def levels(*blocks: Block) -> list[tuple[str, int]]:
    made = structured(TITLE, OPENING, *blocks)
    return [(i.text, i.level) for i in made.bulletin.content if isinstance(i, Heading)]


@pytest.mark.parametrize("last", ["回苍岭之后", "余音", "带回家的三件事"])
def test_a_centred_heading_is_not_below_one_at_the_margin(last: str) -> None:
    points = [b for p in ("算人头", "算电表") for b in (Block(p, bold=True), Block(TEXT))]
    made = structured(TITLE, OPENING, *points, Block(last, bold=True, centred=True), Block(OURS))
    assert [e.title for e in made.bulletin.entries if e.kind is Kind.LESSON][:2] == [
        "算人头",
        "算电表",
    ]
    assert [i.level for i in made.bulletin.content if isinstance(i, Heading)] == [2] * (
        len([i for i in made.bulletin.content if isinstance(i, Heading)])
    )


@pytest.mark.parametrize("last", ["余音", "我们怎么干", "心里话", "带回家的三件事", "学员手记"])
def test_the_last_heading_of_the_look_of_numbered_ones_stands_next_to_them(last: str) -> None:
    numbers = ("一、算人头的账", "二、算电表的账", "三、算订单的账")
    blocks = [b for n in numbers for b in (Block(n, bold=True), Block(TEXT), Block(TEXT))]
    found = levels(*blocks, Block(last, bold=True), Block(OURS))
    assert (last, 3) not in found


def test_a_heading_of_another_look_is_below_the_numbered_one() -> None:
    blocks = [Block("一、算人头的账", centred=True, bold=True), Block(TEXT)]
    blocks += [Block("二、算电表的账", centred=True, bold=True), Block(TEXT)]
    inner = [
        Block("数据从哪里来", bold=True),
        Block(TEXT),
        Block("数据怎么用", bold=True),
        Block(TEXT),
    ]
    assert ("数据从哪里来", 2) not in levels(*blocks, *inner)


@pytest.mark.parametrize(
    "heading",
    ["学员手记", "学员说", "▍学员说", "我们怎么干", "几点想法", "回苍岭之后", "回苍岭农商银行以后"],
)
def test_a_section_of_the_learners(heading: str) -> None:
    made = structured(
        TITLE, OPENING, Block("算人头", bold=True), Block(TEXT), Block("算电表", bold=True), Block(TEXT),
        Block(heading, bold=True), Block(OURS),
    )  # fmt: skip
    assert made.bulletin.entries[-1].side is Side.LEARNER


def test_headlines_above_who_says_what_follows() -> None:
    speech = "在丰泽洲农商银行，我看到该行对每笔对公贷款都算综合收益、资本占用和机会成本，综合回报低的不做。"
    pairs = [
        ("管理要“抠”字当头", "公司业务部总经理　丁一帆"),
        ("服务要“暖”字打底", "渔港支行行长　方小舟"),
    ]
    blocks = [Block(text) for head, who in pairs for text in (head, who, speech)]
    made = structured(TITLE, OPENING, *blocks)
    lessons = [e.title for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert lessons == [head for head, _ in pairs]


@pytest.mark.parametrize(
    ("news", "kind"),
    [
        ("活动少而准", Kind.LESSON),
        ("进展天天报", Kind.LESSON),
        ("本周动态", Kind.ACTIVITY),
        ("活动步骤", Kind.ACTIVITY),
    ],
)
def test_a_word_of_news_within_a_headline_makes_no_section_of_news(news: str, kind: Kind) -> None:
    heads = (news, "奖品本地化", "复盘不过夜")
    made = structured(
        TITLE, OPENING, *(b for h in heads for b in (Block(h, bold=True), Block(TEXT)))
    )
    assert next(e.kind for e in made.bulletin.entries if TEXT in e.text) is kind
    others = [e for e in made.bulletin.entries if e.title in heads[1:]]
    assert [e.kind for e in others] == [Kind.LESSON] * 2


def test_one_name_below_a_line_makes_no_headline() -> None:
    made = structured(TITLE, OPENING, Block("写在前面"), Block("渔港支行行长　方小舟"), Block(TEXT))
    assert not any(isinstance(item, Heading) for item in made.bulletin.content)


def test_days_of_a_diary_stand_next_to_each_other_whatever_is_large_in_them() -> None:
    text = "客服中心放在支行，不放在总行，十二家支行各管一段时间，轮到谁谁接电话，月底由客户打分。"
    made = structured(
        title_block("【跟班日记】在望泽的第一周"),
        "11月3日起，漱水农商银行选派的五名青年骨干到望泽农商银行跟班。",
        Block("DAY 1｜客服", bold=True, size=18),
        text,
        Block("DAY 2｜和梧川的同行碰上了", bold=True),
        text,
        Block("day3", bold=True),
        text,
    ).bulletin
    days = [item for item in made.content if isinstance(item, Heading)]
    assert [(day.text[:5], day.level) for day in days] == [("DAY 1", 2), ("DAY 2", 2), ("day3", 2)]
    assert (made.series, made.issue) == ("跟班日记", "第一周")
    assert [entry.kind for entry in made.entries[1:]] == [Kind.LESSON] * 3


def test_the_day_below_a_signature_is_no_heading() -> None:
    text = "请各单位于6月20日前将借鉴意见报人力资源部，每家至少一条，空话套话退回重写，不得敷衍。"
    made = structured(
        title_block("关于转发跟班学习成果的通知"),
        Block("一、有关要求", bold=True),
        text,
        "雁浦农商银行办公室",
        "2025年6月5日",
    ).bulletin
    assert [h.text for h in made.content if isinstance(h, Heading)] == ["一、有关要求"]


@pytest.mark.parametrize(
    "line", ["观摩团在赤石村查看公示栏（汪某 摄）", "图为学员参加晨会", "图1：晨会", "摄影：汪某"]
)
def test_what_stands_under_a_picture_opens_no_section(line: str) -> None:
    title = title_block("苔桥农商银行学习报告")
    texts = (Block("夜市有人守。" * 9), Block(line, centred=True), Block("早课讲错账。" * 9))
    made = structured(title, Block("一、经验做法", bold=True), *texts).bulletin
    assert [item.text for item in made.content if isinstance(item, Heading)] == ["一、经验做法"]


def test_a_label_that_each_section_has_is_below_its_heading() -> None:
    """The second point stood below 对照我行 of the first one, as a part of the learners."""
    said = (
        "犀桥农商银行的考核表分两栏，左栏是结果，右栏是过程，走访一户、回访一户都有分，右栏占四成。"
    )
    ours = "驷水农商银行的考核办法一年改了四次，客户经理说看不懂就干脆不看。"
    blocks = [Block("跟班周记｜在犀桥农商银行看中后台", level=1)]
    for number, point in (
        ("01", "考核：过程分算成钱"),
        ("02", "反洗钱：只管说不清"),
        ("03", "保卫：真按一次"),
    ):
        blocks += [Block(number, size=48.0), Block(point, bold=True), Block(said)]
        blocks += [Block("对照我行", bold=True), Block(ours)]
    made = structured(*blocks).bulletin
    lessons = [e for e in made.entries if e.kind == "lesson"]
    assert [e.title for e in lessons] == [
        "考核：过程分算成钱",
        "反洗钱：只管说不清",
        "保卫：真按一次",
    ]
    assert {e.bank for e in lessons} == {"犀桥农商银行"}
    assert {e.side for e in made.entries if e not in lessons} == {"learner"}


@pytest.mark.parametrize("last", ["学员心声", "学习体会", "心得体会", "感悟与启示"])
def test_a_heading_of_what_learners_felt_is_not_below_the_last_point(last: str) -> None:
    points = [
        b
        for n, p in (("01", "看人头"), ("02", "看电表"))
        for b in (Block(n, bold=True), Block(p, bold=True), Block(TEXT))
    ]
    made = structured(TITLE, OPENING, *points, Block(last, bold=True), Block(OURS), Block(OURS))
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert len(lessons) == 2
    assert all(e.heading_path == (last,) for e in made.bulletin.entries[-2:])
