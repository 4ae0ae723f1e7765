"""Papers of what a bank will do at home, and the headings of what it sets itself."""

from __future__ import annotations

import re

_PAPER = re.compile(
    "(?:落实|实施|整改|转化|推进|提升|行动)(?:工作)?方案|行动计划|(?:落实|整改|转化|推进)计划"
    "|(?:实施|指导|贯彻|推进)意见"
)
_AIMS = re.compile("目标|任务|措施|步骤|保障|组织领导|工作要求|时间安排|进度|职责|分工")
_NOTICE = re.compile("通知[》）)]?$")
_REQUIRES = re.compile(
    r"\W{0,3}(?:[一二三四五六七八九十]{1,2}[、.．]\s?)?(?:工作|学习|有关|几点|相关|具体|贯彻落实)?(?:的)?要求\W{0,2}"
)
_SHOWN = re.compile("经验|做法|启示|他们|对方|该行")


def is_plan_paper(title: str) -> bool:
    """Does a title name a paper of what a bank will do at home?"""
    return _PAPER.search(title) is not None


def heads_aims(heading: str) -> bool:
    """Does a heading say that its section holds aims or measures, and not what others do?"""
    return _AIMS.search(heading) is not None and not shows_others(heading)


def is_notice(title: str) -> bool:
    """Does a title name a notice of a bank to its own people?"""
    return _NOTICE.search(title.strip()) is not None


def heads_requirements(heading: str) -> bool:
    """Does a heading say that its section holds what a bank requires of its own people?"""
    return _REQUIRES.fullmatch(heading) is not None


def shows_others(text: str) -> bool:
    """Does a text speak of the experience of others?"""
    return _SHOWN.search(text) is not None
