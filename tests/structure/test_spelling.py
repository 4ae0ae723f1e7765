"""A bank's name that may be a slip of the pen."""

from __future__ import annotations

import pytest

from kb.structure.spelling import is_near, near_names
from tests.builders import structured


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石挢", "石桥"),
        ("青风", "青枫"),
        ("云择", "云泽"),
        ("南平", "南屏"),
        ("白杨镇", "白扬镇"),
        ("张店", "张家店"),
        ("张家店", "张店"),
        ("枫林", "林枫"),
    ],
)
def test_one_character_away(one: str, other: str) -> None:
    assert is_near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石桥", "石桥"),
        ("石桥", "青枫"),
        ("东山", "东埠"),
        ("石桥", "石门"),
        ("温岭组", "温岭"),
        ("柳湾县", "柳湾"),
        ("桥", "石桥"),
        ("东山桥", "西水桥"),
        # Rare characters that are at home in names of places.
        ("北塬", "北安"),
        ("白鹭", "白沙"),
        ("岚山", "博山"),
        ("浔江", "长江"),
        ("邗城", "石城"),
    ],
)
def test_the_same_or_another_name(one: str, other: str) -> None:
    assert not is_near(one, other)


def test_an_unknown_bank_near_a_known_one_is_asked_about() -> None:
    found = near_names(["石挢农商银行", "石桥农商银行", "柳湾农商银行"], ["石桥农商银行"])
    assert list(found) == [("石挢农商银行", "石桥农商银行")]


def test_another_kind_of_bank_at_the_same_place_is_another_bank() -> None:
    assert list(near_names(["石桥村镇银行"], ["石桥农商银行"])) == []


def test_the_editor_is_told_of_a_slip_within_one_bulletin() -> None:
    found = structured(
        "赴柳湾农商银行学习整村授信",
        "一、评议在前。柳湾农商银行请村干部逐户评议，公示五天以后才授信，额度随名单走，一户一档。",
        "二、考核到户。柳弯农商银行按用信户数计分，每月兑现一次，落后的网格由行长带队补访。",
    )
    assert any("柳弯农商银行" in text and "只差一个字" in text for text in found.warnings)
