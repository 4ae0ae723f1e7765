"""Sentences that tell of several banks in turn."""

from __future__ import annotations

import pytest

from kb.enrich.banks_in_turn import tells_in_turn
from kb.enrich.parties import Parties

ONE, OTHER, LEARNER = "柳湾农商银行", "桐口农商银行", "竹溪农商银行"
PARTIES = Parties(banks=(ONE, OTHER, LEARNER), hosts=(ONE, OTHER), learners=(LEARNER,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳湾重人，考核跟着人走；桐口重数，额度跟着数走。", True),
        ("柳湾农商银行由两委评；而桐口农商银行由村民背靠背评。", True),
        ("柳湾按存量计酬，桐口则只看增量。", True),
        ("柳湾的额度三年一定，桐口的额度一年一定。", True),
        ("柳湾、桐口都把名单贴在墙上；退件要写明原因。", False),
        ("柳湾把名单贴在墙上；每周由支行长逐户回访。", False),
        ("柳湾把名单贴在墙上；竹溪还没有名单。", False),
        ("柳湾的做法比桐口早三年；额度也更高。", False),
    ],
)
def test_sentences_of_several_banks(text: str, *, expected: bool) -> None:
    def is_host(bank: str) -> bool:
        return bank in PARTIES.hosts

    assert tells_in_turn(ONE, text, PARTIES.mentions(text), is_host) is expected
