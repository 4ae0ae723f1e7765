"""A bank that a sentence names only as the founder of another."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.enrich.founders import founded_by
from kb.enrich.visits import Mention
from kb.model import Source
from kb.readers import read
from kb.structure import structure
from tests.builders import TODAY

FOUNDED, FOUNDER = "桑洲村镇银行", "洛口农商银行"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据悉，桑洲村镇银行由洛口农商银行发起设立，在全县有四个网点。", FOUNDED),
        ("桑洲村镇银行是洛口农商银行全资控股的小银行。", FOUNDED),
        ("桑洲村镇银行成立于2011年，由洛口农商银行牵头组建。", FOUNDED),
        ("桑洲村镇银行系洛口农商银行主发起设立，员工五十人。", FOUNDED),
        ("桑洲村镇银行由洛口农商银行和三家企业共同出资设立。", FOUNDED),
        ("该行由洛口农商银行发起成立，只有四个网点。", ""),
        ("洛口农商银行发起设立桑洲村镇银行，每年派一名总监。", None),
        ("桑洲村镇银行由洛口农商银行派人授课，每月一次。", None),
        ("洛口农商银行作为主发起行，统一了系统。", None),
    ],
)
def test_who_was_founded_is_told_of(text: str, expected: str | None) -> None:
    found = ((text.find(bank), bank) for bank in (FOUNDED, FOUNDER))
    mentions = [Mention(at, at + len(bank), bank) for at, bank in sorted(found) if at >= 0]
    assert founded_by(FOUNDER, text, mentions) == expected


def test_the_sentence_is_under_the_bank_that_was_founded() -> None:
    text = """桑洲村镇银行的“五加二”

周六上午九点，桑洲村镇银行石桥支行的门开着。周末留两个人，贷款先收资料，周一第一个上会。

据悉，桑洲村镇银行由洛口农商银行发起设立，在全县有四个网点。
"""
    source = Source("一.txt", "txt", "0" * 64, TODAY)
    bulletin = structure(read(text.encode(), "一.txt"), source, today=TODAY).bulletin
    told = [one for _, several in subjects_of(bulletin, ()) for one in several]
    assert told[-1].bank == FOUNDED
