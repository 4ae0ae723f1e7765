"""Sentences that say who teaches whom: experts who come to a bank, a lesson that is passed on. Here
who goes somewhere is not the learner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TEACHES = re.compile(
    "送教|送课|送培|送来[^，。]{0,14}课|辅导|坐诊|会诊|送学(?:上门|下乡)|送经验|传经|授课|讲课|讲学|宣讲|支教|帮扶|帮带|主讲|讲师团|巡讲|现身说法"
    "|[做作]了?(?:专题|经验)?(?:讲座|报告|分享)|帮扶组|(?:专题|专家)(?:讲座|课堂)|(?:会|班|课)上的?(?:讲话|讲稿|发言|授课)"
)
_LEARNS = re.compile(
    "学习|考察|跟班|取经|参观|观摩|见学|挂职|跟岗|对标|听取|受训|参训|参加|学员|学到"
)
_INVITED = re.compile(
    "(?:(?<!应)邀请?|聘请|请来|请进|请到)(?:来)?(?:了|到)?(?:的是)?[^，。；]{0,6}$"
)
_INVITED_IN = re.compile("请(?:进)?来(?:了|的是)?[^，。；]{0,6}$")
_GOES = re.compile("(?:赴|到|(?<!迎)来|走进|前往|去|抵达)了?$")
_RECEIVES = re.compile("(?:迎来|接待|欢迎)了?$")
_TO_US = re.compile("(?:来|到|赴|在|走进|莅临)(?:我|本)(?:行|社|联社)")
_PASSED_ON = re.compile(
    "(?:转载|转发|转自|摘自|选自|摘登|刊登|刊发|推荐)(?:了|自|的是)?[】〕）\\])]?[^，。；！？]{0,6}$"
)
_GOES_BEHIND = re.compile("[^。]{0,16}?(?:赴|去|到|学员|跟班|考察|学习)")
_PASSED_ON_BEHIND = re.compile(
    "[^，。]{0,8}(?:自述|文章|做法|经验|材料|稿件|一文)[^。]{0,24}?(?:转发|转载|摘登|刊发|刊登|推荐|编发|印发)"
)
# What is said right before a name is no longer than this, so that the cost stays linear in the names.
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Teaching:
    """Which bank of a sentence teaches, and which are taught."""

    host: str
    learners: tuple[str, ...] = ()


def teaching_in(sentence: str, banks: Sequence[tuple[int, int, str]]) -> Teaching | None:
    """Who teaches whom in a sentence that names banks at [start, end); None when it does not say."""
    befores = [sentence[max(0, start - _BEFORE) : start] for start, _, _ in banks]
    for (_, end, bank), before in zip(banks, befores, strict=True):
        handed = _PASSED_ON.search(before) and not _GOES_BEHIND.match(sentence, end)
        if handed or _PASSED_ON_BEHIND.match(sentence, end):
            return Teaching(bank)
    if _LEARNS.search(sentence):
        return None
    teaches = _TEACHES.search(sentence) is not None
    names = [bank for _, _, bank in banks]
    for number, before in enumerate(befores):
        earlier = names[max(0, number - 1) : number]
        if (_INVITED if teaches else _INVITED_IN).search(before):
            return _taught(names[number], earlier)
        if teaches and earlier and _RECEIVES.search(before):
            return _taught(names[number], earlier)
        if teaches and earlier and _GOES.search(before):
            return _taught(earlier[0], names[number : number + 1])
    if teaches and banks and _TO_US.search(sentence, banks[0][1]):
        return Teaching(names[0])
    return None


def _taught(host: str, learners: Sequence[str]) -> Teaching:
    return Teaching(host, tuple(bank for bank in learners if bank != host))
