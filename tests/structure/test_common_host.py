"""Groups that are called after their own banks and learn at one host."""

from __future__ import annotations

import pytest

from kb.structure.bank_names import BankNames
from kb.structure.common_host import common_host

CALLED = {"马湖组": "马湖", "丹水组": "丹水", "鹿原组": "鹿原"}
NONE: dict[str, list[str]] = {group: [group] for group in CALLED}


def host(titles: list[str], text: str, sections: dict[str, list[str]] = NONE) -> str | None:
    """The bank that is found, None when the groups are not taken to be called after their own banks."""
    names = BankNames("\n".join((*titles, text)))
    found = common_host(CALLED, sections, titles, text, names)
    return found.bank if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("马湖、丹水、鹿原三家农商银行的学习小组在东屏农商银行跟班第二周。", "东屏农商银行"),
        (
            "本周，来自马湖、丹水两家农商银行的28名学员走进云台农商银行，开启体验式培训。",
            "云台农商银行",
        ),
        ("马湖农商银行、丹水农商银行的学习小组赴东屏农商银行学习。", "东屏农商银行"),
        (
            "马湖、丹水两家行的学习小组在东屏农商银行跟班。随后学员又赴云台农商银行参观。",
            "东屏农商银行",
        ),
        (
            "马湖组、丹水组的学员分赴马湖农商银行、丹水农商银行跟班。",
            None,
        ),  # called after their hosts
        ("马湖组在东屏农商银行跟班，丹水组在云台农商银行跟班。", None),
        ("本周各小组继续跟班学习。", None),
    ],
)
def test_a_sentence_says_where_several_groups_learn(text: str, expected: str | None) -> None:
    assert host([], text) == expected


@pytest.mark.parametrize(
    ("titles", "text"),
    [
        (["省联社周讯：赴东屏三个小组的一问一改"], "东屏农商银行介绍了做法。"),
        (["风控专题学习班（东屏）各组汇报要点"], "汇报人先还原了东屏农商银行的三色簿。"),
        (
            ["来行跟班学习人员动态", "东屏农商银行办公室编"],
            "本周共有三家兄弟行的11名同志在行跟班。",
        ),
    ],
)
def test_the_titles_say_where(titles: list[str], text: str) -> None:
    assert host(titles, text) == "东屏农商银行"


def test_sections_tell_of_people_of_the_banks_they_are_called_after() -> None:
    sections = {
        "马湖组": ["马湖组", "马湖农商银行4人跟城关支行。四人与东屏农商银行的客户经理混编。"],
        "丹水组": ["丹水组", "丹水农商银行小组换了带教师傅，由东屏农商银行零售部老高接手。"],
        "鹿原组": ["鹿原组", "本周病了两个。"],
    }
    assert host(["跟班学习周报"], "", sections) == "东屏农商银行"
    without = {group: [lines[0], lines[1].split("。")[0]] for group, lines in sections.items()}
    assert host(["跟班学习周报"], "", without) == ""


def test_the_bank_that_sends_its_groups_is_not_where_they_learn() -> None:
    sections = {
        "马湖组": ["马湖组", "组员到马湖农商银行城关支行。马湖农商银行3名讲师授课。"],
        "丹水组": ["丹水组", "组员参观了丹水农商银行数据中心。"],
        "鹿原组": ["鹿原组", "鹿原农商银行安排了座谈。"],
    }
    assert host(["东屏农商银行对标学习专刊"], "东屏农商银行派出三个小组。", sections) is None
