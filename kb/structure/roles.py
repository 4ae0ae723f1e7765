"""What a section is for, by the words of its heading."""

from __future__ import annotations

import re
from enum import Enum, auto


class Role(Enum):
    """What the paragraphs under a heading are."""

    HONOUR = auto()
    OVERVIEW = auto()
    LESSON = auto()
    ACTIVITY = auto()


# The first that matches decides.
_WORDS = (
    (Role.HONOUR, re.compile(r"之星|标兵|光荣榜|荣誉榜|先进个人|优秀学员|先锋榜|表扬")),
    (
        Role.OVERVIEW,
        re.compile(
            r"学习内容|学习安排|工作安排|基本情况|总体情况|概况|编者按|前言|导语|结语"
            r"|下一?步|下周|下阶段|工作要求|学习要求|转化计划"
        ),
    ),
    (
        Role.LESSON,
        re.compile(r"小结|收获|心得|体会|经验|做法|启示|感悟|借鉴|亮点|思考|成果|建议|措施|举措"),
    ),
    (
        Role.ACTIVITY,
        re.compile(r"学习情况|动态|活动|剪影|掠影|花絮|风采|瞬间|图片|学习纪实|跟班情况|日志|进展"),
    ),
)


def role_of(heading: str) -> Role | None:
    """The role a heading's words state, or None."""
    return next((role for role, words in _WORDS if words.search(heading)), None)
