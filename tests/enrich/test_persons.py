"""Persons who are named once with their bank."""

from __future__ import annotations

from kb.enrich.parties import Parties
from kb.enrich.persons import persons_in

BANK = "柳湾农商银行"


def test_several_persons_of_one_bank_are_known() -> None:
    names = Parties(banks=(BANK,))
    lines = (
        "讲课的是柳湾农商银行副行长周启明和风控部经理柳燕。",
        "参加人：柳湾农商银行行长助理顾长河、普惠部经理戚敏",
    )
    found = list(persons_in((line, names.mentions(line)) for line in lines))
    assert found == [(name, BANK) for name in ("周启明", "柳燕", "顾长河", "戚敏")]
