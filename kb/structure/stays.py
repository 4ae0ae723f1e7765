"""Who is sent to work at another bank for months (挂职), and what only counts months."""

from __future__ import annotations

import re

STATISTICS = re.compile(
    r"余额|投放|贷款|存款|不良|增长|新增|累计|实现|收回|授信|签约|办理|发放|截至|截止|同比|较年初|统计|数据|营业|上线|印发|施行|成立"
)
_STAY = re.compile(
    r"挂[职任]|锻炼|轮岗|借调|[选下委]派|派驻|派到|驻点|驻行|跟班|跟岗|脱产|顶岗|帮扶|帮带|交流任职|交流(?=期|时间)|任职|蹲点"
)
# How many characters before and behind the days are searched for such words.
_NEAR = 40


def tells_stay(before: str, behind: str) -> bool:
    """Do the words before and behind some days tell of a stay, and not of figures?"""
    before, behind = before[-_NEAR:], behind[:_NEAR]
    stay, figures = _STAY.search(behind), STATISTICS.search(behind)
    if stay is not None and (figures is None or stay.start() < figures.start()):
        return True
    counted = figures or STATISTICS.search(before)
    return _STAY.search(before) is not None and not counted
