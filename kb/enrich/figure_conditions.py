"""The condition under which an amount is paid, taken away or charged: 不良率低于1%的，加付20%奖励.

Without it an amount says too much, so it is kept with what narrows the figure.
"""

from __future__ import annotations

import re

# How many characters before a figure are searched.
_NEAR = 60
# What the clause of such an amount begins with.
_FOLLOWS = re.compile(
    r"(?:再|另|则|就|可|均|一律|每[户笔人次月季年]|单[户笔]|给予|给|予以|按|对[^，,；;。]{1,8})*"
    r"(?:奖|停|暂停|加付|加发|增发|多发|另发|扣|罚|减[收发免]|核减|赔|补[贴助发]|追加|免收|下[浮调]|上[浮调]|优惠|返还|兑现|计[发提])"
)
# A condition ends in 的.
_CONDITION = re.compile(
    r"(?:^|[，,；;。！？：:\n])(?P<condition>[^，,；;。！？：:\n]{4,34})(?:的|时|者)[，,]$"
)
# Behind 的 the clause may first name what is changed: 按期还清的，次年利率下浮50个基点.
_CHANGES = re.compile("[^，,；;。0-9]{0,8}(?:下[浮调]|上[浮调]|压缩|核减|最高|提高|降低)")
# One that counts by a threshold may leave out 的: 新增授信满100户，另奖500元.
_THRESHOLD = re.compile(
    r"(?:^|[，,；;。！？：:\n])(?P<condition>[^，,；;。！？：:\n]{0,16}?(?:每)?[超满逾]过?[0-9][^，,；;。！？：:\n]{0,10})[，,]$"
)


def condition_of(before: str) -> str:
    """The condition in the clause before that of a figure, "" when its amount has none there."""
    near = before[-_NEAR:]
    comma = max(near.rfind("，"), near.rfind(","))
    if comma < 0 or re.search("[；;。！？：:\n]", near[comma:]):
        return ""
    if _FOLLOWS.match(near, comma + 1) is None:
        changed = near[comma - 1] == "的" and _CHANGES.match(near, comma + 1)
        if not changed:
            return ""
    found = _CONDITION.search(near, 0, comma + 1) or _THRESHOLD.search(near, 0, comma + 1)
    return found["condition"] if found else ""
