"""Banks named by their places alone."""

from __future__ import annotations

import pytest

from bench.growth_of_input import LINEAR, ratio
from kb.model import Organisation
from kb.structure.bank_names import BankNames
from kb.structure.listed_places import ByPlace, listed_places

KNOWN = (Organisation("临海农商银行", ("临海农商行",), ()),)


@pytest.mark.parametrize(
    ("text", "banks"),
    [
        ("学员分赴临海、石坝两家跟班。\n【石坝】", ["石坝农商银行"]),
        ("近日到白果坪、芦苇荡、青岭三家农商银行学习。\n芦苇荡：合同讲白话", ["芦苇荡农商银行"]),
        ("走进石坝、柳湾农商银行取经。\n石坝行", ["石坝农商银行"]),
        ("到石坝和柳湾两家联社学习。\n柳湾", ["柳湾联社"]),
    ],
)
def test_a_place_of_a_list_alone_on_a_line_is_its_bank(text: str, banks: list[str]) -> None:
    heading = text.split("\n")[1]
    assert [m.name for m in BankNames(text, KNOWN).mentions(heading)] == banks


@pytest.mark.parametrize(
    "text",
    [
        "走访粮油、建材两家企业。\n建材：周转慢",
        "客户经理、柜员两家人都来了。\n柜员：很热情",
        "到石坝、柳湾两家跟班。\n石坝",
    ],
)
def test_other_lists_name_no_banks(text: str) -> None:
    assert BankNames(text, KNOWN).mentions(text.split("\n")[1]) == []


@pytest.mark.parametrize("text", ["和甲乙", "和", "石坝、", "赴石坝和柳湾、"])
def test_the_time_is_linear(text: str) -> None:
    ratios = (
        ratio(lambda words: listed_places(words, KNOWN, lambda first: first[-2:]), text, 12_000)[0]
        for _ in range(3)
    )
    assert any(found < LINEAR for found in ratios)


def test_the_first_place_at_a_position() -> None:
    places = ByPlace({"石桥": "石桥农商银行", "石桥塘": "石桥塘联社", "柳湾": "柳湾农商银行"})
    assert places.at("到石桥塘、柳湾", 1) == "石桥"
    assert places.at("到石桥塘、柳湾", 5) == "柳湾"
    assert places.at("到石桥塘、柳湾", 0) == places.at("到", 1) == ByPlace().at("石桥", 0) == ""
