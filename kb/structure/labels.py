"""What a paragraph calls itself by its first words: 本周所学：…, 【反思】…, or words in bold."""

from __future__ import annotations

import re

from kb.structure.roles import Role, is_learners, role_of
from kb.text import without_numbering

# A label is no longer than this.
_LONGEST = 12
_LABEL = re.compile(rf"[^一-鿿\w]{{0,3}}([^，。：:、；！？【】｜|]{{2,{_LONGEST}}}?)\s?[】：:｜|]")
_OWN = re.compile(
    r"想了什么|反思|打算|所[思想]$|(?:本周|今日|我的)思考$|(?:计划|安排|建议|措施|问题|不足|差距)$"
)


def label_of(text: str, lead: int = 0) -> str:
    """The label of a paragraph, "" when it has none. `lead` counts the bold characters it begins with."""
    text_alone = without_numbering(text)
    if match := _LABEL.match(text_alone):
        return match[1].strip()
    bold = text_alone[: max(0, lead - (len(text) - len(text_alone)))].strip("　 ·▪▶■◆")
    return bold if 2 <= len(bold) <= _LONGEST and "。" not in bold else ""


def is_own_label(label: str) -> bool:
    """Does a label say that a paragraph of a group is about the learners' own: 下周打算?"""
    return label != "" and _OWN.search(label) is not None


def is_lesson_label(label: str) -> bool:
    """Does a label say that a paragraph tells what was learned: 本周所学?"""
    return (
        label != ""
        and role_of(label) is Role.LESSON
        and not is_own_label(label)
        and not is_learners(label)
    )
