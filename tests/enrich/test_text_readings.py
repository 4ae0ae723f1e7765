"""The ways in which a text may be read: the roles of its banks, and who 我行 is."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from kb.enrich.role_model import RoleModel
from kb.enrich.text_readings import MOST_ROLES, ROLES, readings_of
from kb.model import BankRole, Group, Heading, Side
from tests.builders import read_text
from tests.enrich.test_subjects import HOST, LEARNER, OTHER, bulletin

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


@pytest.mark.parametrize(
    "sides",
    [
        {HOST: Side.HOST, LEARNER: Side.LEARNER},
        {HOST: Side.LEARNER, LEARNER: Side.HOST},
        {HOST: Side.THIRD, LEARNER: Side.HOST},
        {HOST: Side.LEARNER, LEARNER: Side.LEARNER},
    ],
)
def test_what_an_editor_said_of_the_banks_is_in_every_reading(sides: dict[str, Side]) -> None:
    said = tuple(BankRole(bank, side) for bank, side in sides.items())
    made = replace(bulletin(TEXT), roles=said)
    for model in (None, EVEN):
        for reading in readings_of(made, (), model):
            assert {bank: reading.parties.side_of(bank) for bank in sides} == sides


def test_the_banks_that_an_editor_did_not_speak_of_are_weighed() -> None:
    made = replace(
        bulletin(f"{TEXT}{OTHER}也来过。", bank=""), roles=(BankRole(LEARNER, Side.HOST),)
    )
    for bank in (HOST, OTHER):
        sides = {reading.parties.side_of(bank) for reading in readings_of(made, (), EVEN)}
        assert len(sides) > 1


def test_a_bank_that_only_an_editor_knows_is_found_by_its_place() -> None:
    made = replace(bulletin("锦屏河把客户当邻居。"), roles=(BankRole("锦屏河农商银行", Side.HOST),))
    reading, *_ = readings_of(made, ())
    (mention,) = reading.parties.mentions("锦屏河把客户当邻居。")
    assert mention.bank == "锦屏河农商银行"


def test_an_editor_is_followed_in_a_text_of_groups() -> None:
    groups = (Group("甲组", HOST), Group("乙组", LEARNER))
    made = replace(bulletin(TEXT, groups=groups), roles=(BankRole(LEARNER, Side.THIRD),))
    (reading,) = readings_of(made, (), EVEN)
    assert reading.parties.side_of(LEARNER) is Side.THIRD


@pytest.mark.parametrize(
    "title",
    [
        f"赴{HOST}、{OTHER}跟班学习见闻",
        f"{HOST}、{OTHER}清收做法比较",
        f"对比{HOST}、{OTHER}的清收",
    ],
)
def test_banks_that_a_title_says_were_visited_or_compares_have_one_role(title: str) -> None:
    made = bulletin(TEXT, title=title, bank="")
    made = replace(made, content=(*made.content, *bulletin(f"{OTHER}后授信。").content))
    model = RoleModel({"最先提到": (0.0, 3.0, 0.0)}, {})
    for reading in readings_of(made, (), model):
        assert reading.parties.chances[HOST] == reading.parties.chances[OTHER]


@pytest.mark.parametrize(
    "heads",
    [
        (f"第一站：{HOST}", f"第二站：{OTHER}"),
        (f"一、{HOST}的网格管理", f"二、{OTHER}的新人培养"),
    ],
)
def test_banks_whose_names_head_sections_have_one_role(heads: tuple[str, str]) -> None:
    made = bulletin(TEXT, title="取经归来谈", bank="")
    more = bulletin(f"{OTHER}后授信。").content
    made = replace(made, content=(Heading(heads[0], 2), *made.content, Heading(heads[1], 2), *more))
    model = RoleModel({"最先提到": (0.0, 3.0, 0.0)}, {})
    for reading in readings_of(made, (), model):
        assert reading.parties.chances[HOST] == reading.parties.chances[OTHER]


def test_a_section_on_what_a_bank_lacks_is_of_no_role() -> None:
    """It may be that of the learners, who compare themselves with the other."""
    heads = (f"一、{HOST}的网格管理", f"二、{LEARNER}的主要差距")
    made = bulletin(TEXT, title="取经归来谈", bank="")
    made = replace(made, content=(Heading(heads[0], 2), *made.content, Heading(heads[1], 2)))
    readings = readings_of(made, (), EVEN)
    assert any(r.parties.side_of(HOST) is not r.parties.side_of(LEARNER) for r in readings)


@pytest.mark.parametrize(
    "field",
    [
        "（受访者：{}公司业务部经理）",
        "受访人：{}",
        "讲述者：{}行长",
        "考察地点：{}",
        "学习机构：{}",
        "跟班对象：{}",
        "【跟班地点】：{}城东支行",
    ],
)
def test_who_is_asked_or_where_one_studied_is_a_host(field: str) -> None:
    made = bulletin(TEXT, title="一席谈", bank="")
    made = replace(made, content=(*made.content, *bulletin(field.format(LEARNER)).content))
    model = RoleModel({"最先提到": (3.0, 0.0, 0.0), "提到多次": (0.0, 3.0, 0.0)}, {})
    for reading in readings_of(made, (), model):
        assert reading.parties.side_of(LEARNER) is Side.HOST


def test_banks_of_a_counted_list_have_one_role() -> None:
    text = (
        "三家农商银行不良处置情况对照\n\n上半年，业务处组织对柳湾、竹溪、桐口三家农商银行的不良处置情况作了调研。\n\n"
        "柳湾农商银行推行网格清收，每收回一笔按1.5%付协助费。竹溪农商银行依靠法院，上半年起诉417件，执结163件。"
        "桐口农商银行把清收人员增加到21人。\n"
    )
    for reading in readings_of(read_text(text), ()):
        sides = {reading.parties.side_of(bank) for bank in reading.parties.banks}
        assert len(sides) == 1, reading.parties
