"""Names that people type of banks and groups."""

from __future__ import annotations

import pytest

from kb.access.known_names import audience_in, full_bank_name, names_in
from kb.model import Organisation

BANKS = (
    Organisation("青枫农商银行", ("青枫行",)),
    Organisation("东湖农商银行", ()),
    Organisation("东湖农村信用联社", ()),
)


@pytest.mark.parametrize(
    "typed", ["甲组、乙组", "甲组，乙组", "甲组\n乙组\n", " 甲组 ; 乙组；甲组"]
)
def test_names_stand_apart_by_the_usual_signs(typed: str) -> None:
    assert names_in(typed) == ("甲组", "乙组")


def test_a_short_name_is_a_bank_only_where_one_bank_begins_so() -> None:
    assert full_bank_name("青枫", BANKS) == "青枫农商银行"
    assert full_bank_name("青枫行", BANKS) == "青枫行"
    assert full_bank_name("东湖", BANKS) == "东湖"
    assert full_bank_name("", BANKS) == ""


def test_an_audience_names_each_bank_once() -> None:
    assert audience_in("青枫、青枫农商银行、二组", BANKS) == ("青枫农商银行", "二组")
