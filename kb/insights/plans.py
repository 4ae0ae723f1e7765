"""Which sentences about learners say what they intend or advise, and which what they did or are."""

from __future__ import annotations

import re

from kb.insights.passages import Passage
from kb.model import Side

_PLAN = re.compile(
    r"[拟将欲](?!近|军|士)|打算|决定|定于|计划|准备|下一?步|接下来|后续|今后|力争|争取|确保|筹[备划]|择期|尽快|着手"
    r"|建议|应(?:当|该|从|在|把|对|借|抓|先|以)|(?:我|本|该)行[^，。；]{0,6}?(?:要|须|需)|必须|需要|值得|可以?(?:借鉴|参照|学|照|先|考虑|推广|复制)"
    r"|借鉴|比照|参照|仿照|照此|移植|引[入进]|试[行点开]|先[^，。；]{0,8}试|推[行广]"
    r"|(?:[0-9一二三四五六七八九十]+月(?:[0-9一二三四五六七八九十]+日|底|末|初|上旬|中旬|下旬)?|年|季度|[周旬月]|年底|年末)(?:[之以]?前|内(?!部)|起|开始)"
    r"|(?:明|来|次)年|下(?:季|月|周|半年|学期)"
)
# What is done: a word that only seems to plan (已拟出, 提出建议6条), the past, and what is so now.
_DONE = re.compile(
    r"已经?[拟将]?|[模虚比草]拟|拟[定订出就写]|现将|按照?[^，。；]{0,8}计划|提出了?[^，。；]{0,6}?建议|建议[0-9]+条|(?:计划|打算|准备)(?:书|表|赶不上|落空)"
    r"|(?:完成|达到?|超|占)[^，。；]{0,8}计划|(?:上|下)午|当[晚天日]|去年|上年|昨[天日]|前[年期]|此前|以往|过去|至今|目前|现[有在]|仍|截至|曾|听取|参加|观摩|座谈|交流了|学习了"
)
# Of what a group does during its visit, only this says what comes after it.
_NEXT = re.compile(r"下一?步|打算|力争|(?:我|本)行[拟将]|(?:返程|归来|回[行去来])[之以]?后")
# Headings and announcements under which plans stand.
_PLANS_FOLLOW = re.compile(
    r"打算|计划|建议|下一?步|启示|对策|措施|移植|怎么[办干做追赶学]|思路|安排|要做|议定|部署|落地|(?:任务|目标)(?!完成|达成|进度)"
)
# The label that a paragraph opens with: 我行怎么追：….
_LABEL = re.compile(r"\W{0,3}(?P<label>[^，。；：:\n]{2,12})[：:]")


def is_plan(passage: Passage) -> bool:
    """Does a sentence of learners intend or advise something? One below a heading or an announcement
    of plans does, unless it tells what was done."""
    text = passage.sentence.text
    if passage.subject.study:
        return bool(_NEXT.search(text))
    done = _DONE.search(text)
    if _PLAN.search(_DONE.sub("", text)):
        return True
    above = (passage.lead, _label(passage), passage.document.title, *passage.document.headings)
    return not done and any(map(_PLANS_FOLLOW.search, above))


def _label(passage: Passage) -> str:
    """The label of the paragraph that a sentence stands in, "" where it has none."""
    text, start = passage.document.text, passage.sentence.start
    found = _LABEL.match(text, text.rfind("\n", 0, start) + 1)
    return found["label"] if found else ""


# What is there already, also among plans: 现有网点33个, 共有9人, 由5%提高到15%.
_THERE = re.compile(
    r"[由从]$|(?<![要须应得])有(?:近|大?约|了)?$|[现共已]有|目前|截至|只有|仅有|去年|上年|已经?"
)


def stands_under_plans(passage: Passage, before: str) -> bool:
    """Does a sentence of learners stand below a heading of plans or advice, and say nothing of what is
    so already in the text `before` a figure? Its figure is one to reach."""
    if passage.subject.study or passage.side is not Side.LEARNER or _THERE.search(before):
        return False
    above = (passage.lead, _label(passage), *passage.document.headings)
    return any(map(_PLANS_FOLLOW.search, above)) and is_plan(passage)
