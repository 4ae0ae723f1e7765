"""The steps that bring the state of a home to the present version, for people to read.

kb/state/database.py takes them, each once, when the file is opened; its `user_version` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.files import Home
from kb.state import database

# What each step does, by its number, and the version of the program that brought it.
_DESCRIPTIONS = {
    1: ("0.1", "检索词的记录"),
    2: ("0.1", "专题"),
    3: ("0.1", "上传的文件"),
    4: ("0.1", "讲义"),
    5: ("0.3", "检索词按人分开：一个人的检索词不提示给别人；从前的检索词不再保留"),
    6: ("0.3", "账号、登录"),
    7: ("0.3", "上传记录的一列改名"),
    8: ("0.3", "账号所属的组和姓名"),
    9: ("0.3", "专题和讲义属于各人，可以共享；从前的归大家"),
    10: ("0.3", "程序读取用的令牌"),
    11: ("0.3", "登录的第二步验证"),
    12: ("0.3", "账号在统一登录处的身份"),
    13: ("0.3", "条目有误的报告"),
    14: ("0.3", "谁在编辑、用量、登录过期时填写的内容、检索记录里的人"),
    15: ("0.3", "上传的文件由哪个节点读取"),
}
_NEWER = ("0.3", "状态库的表")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, the version of the program that brought it, and in Chinese what it does."""

    number: int
    version: str
    what: str


def all_steps() -> tuple[Step, ...]:
    """All steps of this program, in order."""
    return tuple(Step(n, *_DESCRIPTIONS.get(n, _NEWER)) for n in range(1, database.steps() + 1))


def pending(home: Home) -> tuple[Step, ...]:
    """The steps that the state of a home has not taken; all of it where there is no state yet."""
    taken = database.steps_taken(home)
    return tuple(step for step in all_steps() if step.number > taken)
