"""How a letter, a speech or a report opens: whom it addresses, and what it announces."""

from __future__ import annotations

import re

_SALUTATION = re.compile(
    r"^(?:同志们|[一-鿿]{0,6}各位(?:[^。，；]{0,8}(?:领导|同事|同仁|同志|学员|来宾|代表|朋友|老师|同行))?们?|尊敬的.{1,16}|.{0,10}领导|亲爱的.{1,10}|大家好|朋友们"
    r"|[省市县区]?联社|总行(?:(?!各)[一-鿿]{2,8}(?:部|室|中心))?|党委|[各全]\S{0,6}(?:信用社|支行|部室|部门|机构|单位|行社|网点|员工|同志|分理处|中心支行|农商银行|联社|(?:[党团]?总?支部)|[党团]委|工会|片区|科室|股室|小组|中心))(?:[、，,（(].{0,24})?[:：！!]$"
)
# Somebody by surname and office (周主任, 老方师傅, 陈总).
_BY_OFFICE = (
    r"(?:尊敬的|亲爱的)?(?:[小老阿][一-鿿]|[一-鿿]{1,3}(?:副?(?:行长|主任|书记|经理|总经理|董事长|理事长|监事长|部长|科长|处长|组长|校长|主席|院长|会长)"
    r"|总|董|工|老师|师傅|助理|班长|队长|站长|姐|哥|兄|弟|妹|叔|姨))"
)
# To whom a letter is written: an office alone before a colon, or somebody by surname and office.
_ADDRESSEE = re.compile(
    r"(?!走进|赴|访|探访|问道|学习|对话)[^，。、：:\s]{2,20}(?:银行|联社|农商行|支行|信用社|公司|办公室|办事处|审计中心|管理部|党委|同志|先生|女士|[理董监]事会|委员会|党委会|班子)[:：]$"
    # A surname and an office, perhaps of two: 周主任：, 方行长、刘科长：.
    rf"|{_BY_OFFICE}(?:[、，和]{{1,2}}{_BY_OFFICE}){{0,3}}(?:[，,]?(?:您|你们?)?好)?[:：！!]$"
)
_ANNOUNCES = re.compile(r"[^：:]*(?:如下|以下[一-鿿]{0,6})[:：]$")


def is_salutation(text: str) -> bool:
    """Is this line to whom a letter or a speech is addressed?"""
    return bool(_SALUTATION.match(text) or _ADDRESSEE.match(text))


def announces(text: str) -> bool:
    """Does this line say what follows (现将有关情况汇报如下：)? It is text and no title."""
    return _ANNOUNCES.match(text) is not None
