"""Numbered points that run on in one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given

from kb.readers import Block
from kb.structure.run_in import with_points_apart
from tests.builders import mixed_text

FIRST = "先问冷暖，再问业务。客户进门第一句话不许问办什么，要问路上热不热。"
SECOND = "先说能办，再说难办。凡能办的先办起来，缺的材料列成单子，一次说清。"


@pytest.mark.parametrize(
    ("one", "two"),
    [("一、", "二、"), ("（一）", "（二）"), ("1.", "2."), ("1、", "2、"), ("①", "②")],
)
def test_each_point_gets_its_own_block(one: str, two: str) -> None:
    found = with_points_apart([Block(one + FIRST + two + SECOND)])
    assert [block.text for block in found] == [one + FIRST, two + SECOND]


def test_words_before_the_first_point_stand_alone() -> None:
    found = with_points_apart([Block("主要有两条：一、" + FIRST + "二、" + SECOND)])
    assert next(block.text for block in found) == "主要有两条："


@pytest.mark.parametrize(
    "text",
    [
        "一、" + FIRST,
        "一、先问。二、再问。" + FIRST,
        FIRST + "2.5亿元。3.1亿元是去年的数，今年还要再多一些，明年再看看情况怎么样，后年也是。",
        FIRST + "二、" + SECOND,
    ],
)
def test_other_paragraphs_stay_whole(text: str) -> None:
    assert [block.text for block in with_points_apart([Block(text)])] == [text]


@given(mixed_text)
def test_nothing_is_lost(text: str) -> None:
    block = Block(text + "。一、" + FIRST + "二、" + SECOND)
    joined = "".join(piece.text for piece in with_points_apart([block]))
    assert "".join(joined.split()) == "".join(block.text.split())
