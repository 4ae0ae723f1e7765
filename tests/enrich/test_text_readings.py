"""The ways in which a text may be read: the roles of its banks, and who 我行 is."""

from __future__ import annotations

from math import exp

from kb.enrich.role_model import RoleModel
from kb.enrich.text_readings import MOST_ROLES, ROLES, readings_of
from kb.model import Group, Side
from tests.enrich.test_subjects import HOST, LEARNER, bulletin

# All roles are as likely.
EVEN = RoleModel({}, {})
TEXT = f"{HOST}先评议。{LEARNER}看了评议会。"


def test_a_text_is_read_with_the_likeliest_roles_of_its_banks() -> None:
    model = RoleModel({"提到一次": (2.0, 0.0, -2.0)}, {})
    found = readings_of(bulletin(TEXT, bank=""), (), model)
    assert 1 < len(found) <= MOST_ROLES
    chances = [exp(reading.clues[ROLES]) for reading in found]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1
    assert set(found[0].parties.hosts) == {HOST, LEARNER}


def test_in_each_reading_the_roles_are_certain() -> None:
    for reading in readings_of(bulletin(TEXT, bank=""), (), EVEN):
        assert all(max(chance) > 0.9 for chance in reading.parties.chances.values())


def test_who_we_are_is_read_in_more_than_one_way() -> None:
    made = bulletin(f"{HOST}先评议后授信。我们回来以后先试一个村。", title=f"走进{HOST}", bank="")
    owns = {(r.parties.own, r.parties.own_side) for r in readings_of(made, (), EVEN)}
    assert {(HOST, Side.HOST), ("", Side.LEARNER)} <= owns


def test_who_we_are_is_not_asked_where_nobody_says_we() -> None:
    made = bulletin(f"{HOST}先评议。", bank="")
    sides = {reading.parties.side_of(HOST) for reading in readings_of(made, (), EVEN)}
    assert len(readings_of(made, (), EVEN)) == len(sides)


def test_what_groups_say_is_read_in_one_way() -> None:
    groups = (Group("甲组", HOST), Group("乙组", LEARNER))
    assert len(readings_of(bulletin(TEXT, groups=groups), (), EVEN)) == 1
