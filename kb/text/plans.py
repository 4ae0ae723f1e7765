"""Papers of what a bank will do at home, and the headings of what it sets itself."""

from __future__ import annotations

import re

_PAPER = re.compile(
    "(?:落实|实施|整改|转化|推进|提升|行动)(?:工作)?方案|行动计划|(?:落实|整改|转化|推进)计划"
    "|(?:实施|指导|贯彻|推进)意见"
)
_AIMS = re.compile("目标|任务|措施|步骤|保障|组织领导|工作要求|时间安排|进度|职责|分工")
_SHOWN = re.compile("经验|做法|启示|他们|对方|该行")


def is_plan_paper(title: str) -> bool:
    """Does a title name a paper of what a bank will do at home?"""
    return _PAPER.search(title) is not None


def heads_aims(heading: str) -> bool:
    """Does a heading say that its section holds aims or measures, and not what others do?"""
    return _AIMS.search(heading) is not None and not shows_others(heading)


def shows_others(text: str) -> bool:
    """Does a text speak of the experience of others?"""
    return _SHOWN.search(text) is not None
