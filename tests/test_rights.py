"""Rights are a table: what does not stand in it is denied."""

from __future__ import annotations

import pytest

from kb.rights import (
    ALLOWED,
    COMMAND_LINE,
    NOBODY,
    RIGHT_NAMES,
    ROLE_NAMES,
    Actor,
    Forbidden,
    Right,
    Role,
    require,
)

EXPECTED = {
    None: "enter",
    Role.READER: "enter account read ask export",
    Role.TRAINER: "enter account read ask export topics collections",
    Role.EDITOR: "enter account read ask export topics collections publish edit vocabulary",
    Role.ADMIN: "enter account read ask export topics collections publish edit vocabulary administer",
}


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_has_its_rights_and_no_other(role: Role | None) -> None:
    assert ALLOWED[role] == set(map(Right, EXPECTED[role].split()))
    actor = Actor("甲", role)
    for right in Right:
        if right in ALLOWED[role]:
            require(actor, right)
        else:
            with pytest.raises(Forbidden, match=RIGHT_NAMES[right]):
                require(actor, right)


def test_a_higher_role_may_all_that_a_lower_one_may() -> None:
    for low, high in zip([None, *Role], Role, strict=False):
        assert ALLOWED[low] < ALLOWED[high]


def test_every_right_and_role_has_a_name() -> None:
    assert set(RIGHT_NAMES) == set(Right)
    assert set(ROLE_NAMES) == set(Role)


def test_nobody_may_only_enter_and_the_command_line_may_all() -> None:
    assert [right for right in Right if NOBODY.may(right)] == [Right.ENTER]
    assert all(COMMAND_LINE.may(right) for right in Right)
