"""The title of an entry."""

from __future__ import annotations

import pytest

from kb.text import only_titles, title_of

STEPS = "逐户走访、逐户建档、逐户评议并且在村部公示五天"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("一、整村授信先评议。支行请村干部评议。", "整村授信先评议"),
        # A comma or colon inside a number does not end the title.
        (f"签约1,524户以后{STEPS}，全年{STEPS}", f"签约1,524户以后{STEPS}"),
        ("每晚17:30开会", "每晚17:30开会"),
        (f"余额１，２００万元，{STEPS}，{STEPS}，{STEPS}", "余额１，２００万元"),
        ("做法: 先评议", "做法"),
        # The day alone says nothing.
        ("周一：入企。客户经理每周一不进办公室。", "入企"),
        ("第三天（5月3日）：看贷款超市。", "看贷款超市"),
        # A clause that is longer than other titles is not cut within a word; a list ends with one of it.
        (f"全行{STEPS}并对{STEPS}的支行给予奖励", f"全行{STEPS}并对{STEPS}的支行给予奖励"),
        (f"全行{STEPS}、{STEPS}、{STEPS}并给予奖励", f"全行{STEPS}、逐户走访、逐户建档"),
        (
            f"首先，{STEPS}并且由支行长逐户复核以后再签约授信，{STEPS}",
            f"首先，{STEPS}并且由支行长逐户复核以后再签约授信",
        ),
        (f"3月9日至13日，某行选派6名骨干，{STEPS}", "3月9日至13日，某行选派6名骨干"),
    ],
)
def test_the_point_in_few_words(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_sentence_that_is_the_title_states_nothing() -> None:
    text = "（一）先摸底，再评议\n每户一页。"
    assert only_titles("（一）先摸底，再评议", "先摸底，再评议", text)
    assert only_titles("（一）先摸底，再评议", "一个编者给的题目", text)
    assert not only_titles("每户一页。", "先摸底，再评议", text)
    first = "河东支行的晨会是站着开的，行长先念昨天每个人的业绩，再让最后一名说原因。"
    assert not only_titles(first, first[:-1], f"{first}其余的人听。")
    assert only_titles(
        "晨会站着开，话说短。", "晨会站着开，话说短", "晨会站着开，话说短。行长先念业绩。"
    )
    assert not only_titles("（一）3天办结", "3天办结", "（一）3天办结\n每户一页。")
