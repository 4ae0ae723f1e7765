"""Lines that say who wrote or said what stands below: an office or a post, and then a name."""

from __future__ import annotations

import re

from kb.text import SURNAMES

_POST = (
    r"(?:董事长|理事长|监事长|行长|主任|书记|总经理|经理|部长|科长|组长|队长|学员|成员|队员|干部|员工"
    r"|柜员|主管|代表|专员|支行|分理处|网点|营业部)"
)
_NAME = r"(?:[一-鿿]{2,4}|[一-鿿][\s　]{1,4}[一-鿿])"
_BYLINE = re.compile(
    rf"[^，。；：:！？\s　]{{2,30}}{_POST}[\s　]{{1,8}}{_NAME}(?:[、\s　]{{1,4}}[一-鿿]{{2,3}}){{0,2}}"
)
# Those of a branch or an office together (城东支行全体员工), who sign without their names.
_TOGETHER = re.compile(
    r"[^，。；：:！？\s　]{2,30}?(?:支行|分理处|信用社|营业部|部|室|中心|小组|[学跟][习班]组|学员|银行|联社)[\s　]{0,4}"
    r"全体(?:员工|同[志仁事]|职工|干部|党员|学员|[组成人]员|干部职工|青年)?"
)
# 市场部　吴立, （运营部 陶小梅）, 文/计划财务部　江涛: an office and one or two names, with no post between.
_OFFICE = "[一-鿿]{1,18}(?:部|室|科|中心|支行|分理处|信用社|联社|银行|农商行|小?组)"
_WRITER = rf"[{SURNAMES}](?:[一-鿿]{{1,2}}|[\s　]{{1,4}}[一-鿿])"
_OF_OFFICE = re.compile(
    rf"(?:文|作者|撰稿|通讯员)?[\s　]?[/／:：|｜]?[\s　]?{_OFFICE}"
    rf"[\s　]{{1,8}}{_WRITER}(?:[、\s　]{{1,4}}[{SURNAMES}][一-鿿]{{1,2}}){{0,2}}"
)
# Those who went, alone: 调研组, 赴外学习组.
_GROUP_ALONE = re.compile(
    r"(?:联合|专题|赴外|外出|本行|我行|总行)?(?:学习|考察|调研|跟班|课题|见学|采访|编写)(?:考察|调研|小)?组"
)
_BRACKETS = "（）()【】[]"
_LONGEST = 40


def is_byline(text: str) -> bool:
    """Is this line a byline (公司业务部总经理　丁一帆) and nothing else?"""
    text = text.strip()
    if len(text) > _LONGEST:
        return False
    if _OF_OFFICE.fullmatch(text.strip(_BRACKETS)) or _GROUP_ALONE.fullmatch(text):
        return True
    return _BYLINE.fullmatch(text) is not None or _TOGETHER.fullmatch(text) is not None
