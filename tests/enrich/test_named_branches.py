"""Branches that stand alone behind their first mention with a bank."""

from __future__ import annotations

import pytest

from kb.enrich.named_branches import named_branches
from kb.enrich.parties import Parties

CLEAR, OTHER = "清漪农商银行", "黎川渡农商银行"
NAMES = Parties(banks=(CLEAR, OTHER))


def of(*lines: str) -> dict[str, str]:
    return dict(named_branches((line, NAMES.mentions(line)) for line in lines))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("六名客户经理赴清漪农商银行城东支行跟班。", {"城东支行": CLEAR}),
        ("清漪农商银行下辖的望亭分理处只有四个人。", {"望亭分理处": CLEAR}),
        ("清漪望亭支行的“三进三问”很有特色。", {"望亭支行": CLEAR}),
        ("清漪农商银行各支行每周通报。", {}),
        ("清漪农商银行要求支行每周通报。", {}),
        ("我们来自河西支行。", {}),
    ],
)
def test_a_branch_right_behind_its_bank(line: str, found: dict[str, str]) -> None:
    assert of(line) == found


def test_a_branch_of_two_banks_is_of_none() -> None:
    assert of("清漪农商银行城东支行管户多。", "黎川渡农商银行城东支行管户少。") == {}


def test_a_branch_that_the_writer_has_too_is_of_none() -> None:
    assert of("清漪农商银行城东支行管户多。", "我行城东支行管户少。") == {}


def test_the_branch_alone_names_its_bank() -> None:
    """城东支行把这三分钟写进了调查模板 was in doubt, though the head said whose branch it is."""
    parties = Parties(banks=(CLEAR, OTHER), named_branches=(("城东支行", CLEAR),))
    (alone,) = parties.mentions("城东支行把这三分钟写进了调查模板。")
    assert (alone.bank, alone.by) == (CLEAR, "branch")
    (behind,) = parties.mentions("清漪农商银行城东支行开了会。")
    assert behind.by == "name"
