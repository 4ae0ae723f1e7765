"""Departments and branches that are named once behind their bank and then speak only by their name:
信贷部：…, 码头支行行长 阮小兵：…."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.enrich.only_bank import with_only_bank
from kb.enrich.visits import Mention

_POST = "负责人|总经理|副?经理|副?主任|科长|部长|处长"
_NAME = rf"[一-鿿]{{2,6}}?(?:部|处|科|室|中心)(?=[、和与及，。；：:\s（(的副]|{_POST}|人员|员工|同[志事]|$)"
# 甲农商银行信贷部、科技部和合规部负责人: right behind the bank.
_LISTED = re.compile(rf"(?:的|总行)?(?P<names>{_NAME}(?:[、和与及]{{1,2}}{_NAME}){{0,8}})")
_ONE = re.compile(_NAME)
_BRANCH = r"[一-鿿]{2,4}?(?:支行|分理处|信用社|分社)"
# Before the speaker a script may say what is heard: 【同期声】码头支行行长 阮小兵：.
_SPEAKS = re.compile(
    rf"[\s　]*(?:[【\[〔][一-鿿]{{2,6}}[】\]〕][\s　]*)?(?P<name>{_NAME}|{_BRANCH})"
    rf"(?:{_POST}|副?行长)?[\s　]?(?:[一-鿿]{{2,3}})?(?:发言|介绍|回答)?[：:]"
)


def departments_in(
    lines: Iterable[tuple[str, tuple[Mention, ...]]],
) -> dict[str, str]:
    """Name → bank of the departments that lines name right behind a bank, where no other bank has one
    of that name."""
    return with_only_bank(
        (name.lstrip("、和与及"), mention.bank)
        for line, mentions in lines
        for mention in mentions
        if mention.by != "person" and (listed := _LISTED.match(line, mention.end))
        for name in _ONE.findall(listed["names"])
    )


def department_speaking(text: str, departments: Mapping[str, str]) -> str:
    """The bank of the department or branch that a text names before a colon; "" for one that is not
    known. `departments` has the branches too."""
    spoken = _SPEAKS.match(text) if departments else None
    return departments.get(spoken["name"], "") if spoken else ""
