"""What a paragraph calls itself by its first words."""

from __future__ import annotations

import pytest

from kb.model import Kind, Side
from kb.structure.labels import is_lesson_label, is_own_label, label_of
from tests.structure.owned import made


@pytest.mark.parametrize(
    ("text", "lead", "label"),
    [
        ("本周所学：信用户分三色。", 0, "本周所学"),
        ("【反思】我们还停在纸上。", 0, "反思"),
        ("1.下周打算：试开夜班。", 0, "下周打算"),
        ("本周所学 信用户分三色。", 4, "本周所学"),
        ("所见｜柜台备了吹风机。", 0, "所见"),
        ("信用户分三色，绿色户随到随贷。", 0, ""),
        ("信用户分三色，绿色户随到随贷。", 15, ""),
    ],
)
def test_a_label_ends_with_a_colon_a_bracket_or_the_bold(text: str, lead: int, label: str) -> None:
    assert label_of(text, lead) == label


def test_labels_say_what_was_learned_or_what_is_the_learners_own() -> None:
    assert is_lesson_label("本周所学")
    assert is_lesson_label("经验亮点")
    assert all(map(is_own_label, ("本周所思", "反思", "下周打算", "存在差距")))
    assert not is_lesson_label("建议")
    assert not is_lesson_label("")
    assert not is_own_label("本周所学")


def test_bold_labels_of_a_group_tell_its_lesson_and_what_its_learners_think() -> None:
    found = made(
        "# 跟班学习一周看\n\n（2025年5月19日—5月23日）\n\n## 柳湾组\n\n"
        "**本周所学** 柳湾农商银行的客户经理晚上在村委会值夜班，八点到九点半，专等下班的人。\n\n"
        "**本周所思** 两个大村也可以试开夜班，先从城关开始。\n\n## 竹溪组\n\n"
        "**本周所学** 竹溪农商银行给每名员工建了一本存折，做成一件难事存一分，满十分换一天假。\n",
        "一.md",
    )
    assert [(e.kind, e.bank[:2], e.side) for e in found.entries] == [
        (Kind.LESSON, "柳湾", Side.HOST),
        (
            Kind.OVERVIEW if found.entries[1].kind is Kind.OVERVIEW else Kind.ACTIVITY,
            "",
            Side.LEARNER,
        ),
        (Kind.LESSON, "竹溪", Side.HOST),
    ]
