"""Persons who are named once with their bank, and what they are called afterwards."""

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
    named = ("周启明", "柳燕", "顾长河", "戚敏")
    assert found[: len(named)] == [(name, BANK) for name in named]


def test_who_answers_questions_is_known() -> None:
    names = Parties(banks=(BANK,))
    lines = (
        "柳湾农商银行行长助理葛平就学员关心的问题作了解答。",
        "柳湾农商银行风控部经理柳燕接受了采访。",
    )
    found = list(persons_in((line, names.mentions(line)) for line in lines))
    assert {("葛平", BANK), ("柳燕", BANK)} <= set(found)


def test_who_learns_at_a_bank_is_not_of_it() -> None:
    names = Parties(banks=(BANK, "桐口农商银行"))
    lines = (
        "对话赴柳湾农商银行跟班学员贺一舟",
        "贺一舟是桐口农商银行东坡支行的信贷主管，今年三月到柳湾农商银行跟班。",
    )
    found = list(persons_in((line, names.mentions(line)) for line in lines))
    assert found == [("贺一舟", "桐口农商银行")]


def test_who_is_called_after_its_part_is_no_person() -> None:
    names = Parties(banks=(BANK,))
    line = "师傅行是柳湾农商银行，徒弟行另行通知。"
    assert list(persons_in([(line, names.mentions(line))])) == []


ONE, OTHER = "石桥农商银行", "青枫农商银行"
NAMES = Parties(banks=(ONE, OTHER))


def persons(*lines: str) -> dict[str, str]:
    return dict(persons_in((line, NAMES.mentions(line)) for line in lines))


def test_a_person_of_a_post_is_called_by_surname_and_post() -> None:
    found = persons(f"{ONE}行长许怀民介绍", f"{OTHER}董事长罗秀珍说")
    assert found["许行长"] == ONE
    assert found["罗董事长"] == OTHER


def test_a_call_that_fits_people_of_two_banks_is_of_none() -> None:
    found = persons(f"{ONE}行长许怀民介绍", f"{OTHER}行长许大年说")
    assert "许行长" not in found
    assert found["许怀民"] == ONE


def test_a_person_behind_a_comma_is_not_of_the_bank_before_it() -> None:
    assert persons(f"要是在我们{ONE}，庞师傅这会儿还在复印户口本。") == {}
    assert persons(f"{ONE}信贷部的庞师傅骑车进村。") == {"庞师傅": ONE}
