"""Whom a letter addresses, and what a report announces."""

from __future__ import annotations

import pytest

from kb.structure.letter_opening import announces, is_salutation


@pytest.mark.parametrize(
    "line",
    [
        "各位领导：",
        "尊敬的张行长：",
        "周主任：",
        "方行长、刘科长：",
        "全体员工：",
        "同志们：",
        "各党支部：",
        "各科室、各网点：",
    ],
)
def test_salutations(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize("line", ["走进青溪农商银行：", "各位领导莅临指导", "主要做法："])
def test_lines_that_address_nobody(line: str) -> None:
    assert not is_salutation(line)


def test_a_title_with_a_colon_announces_nothing() -> None:
    assert announces("现将有关情况汇报如下：")
    assert not announces("竹溪农商银行：三步走活整村授信")
