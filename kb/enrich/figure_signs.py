"""Signs beside a number of what it is: a deduction, the head of a list, a limit, a stretch of time."""

from __future__ import annotations

import re

# How many characters before a figure are searched.
NEAR = 60
_TIME_END = re.compile("(?:时[间长限]|用时|耗时|期限?|周期|年限|工龄|半径)$")
_HEADER = re.compile(
    r"(?:^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）])?|[，,。；;：:])(?P<header>[A-Za-z一-鿿]{2,8})[：:][^：:。；;]*$"
)
# 授信额度分四档：A级50万元.
_GRADES = re.compile("(?<=[一-鿿]{2})(?:共?分为?|设)[一二两三四五六七八]个?[档级类等]次?$")
_CALLED = frozenset("不良 不良贷款 逾期 用信 签约 建档 激活 活跃 覆盖 评级 动户 开通".split())
_DEDUCTS = re.compile("(?:扣减?|扣罚|倒扣|罚款?|处罚)(?!标准)[^，,。；;：:0-9]{0,10}$")
_SORTED = re.compile("[（(含）)]*及?以[上下内][（(含）)]*的?[一-鿿]{0,4}贷款(?![率额])")


def rate_called(head: str, before: str) -> str:
    """The rate that people call by what it is of (不良1.08%, 用信：45%), by the head noun of a figure or
    the head of its list; "" for another one."""
    said = head or header_of(before)
    return f"{said}率" if said in _CALLED else ""


def deducts(before: str) -> bool:
    """Is a figure what is taken away from somebody: 每笔扣客户经理绩效50元?"""
    return _DEDUCTS.search(before[-NEAR:]) is not None


def header_of(before: str) -> str:
    """The noun before the colon that opens the list a figure is in: 授权额度：支行长30万元; "" where
    there is none."""
    found = _HEADER.search(before[-NEAR:])
    return _GRADES.sub("", found["header"]) if found else ""


def sorts_loans(after: str) -> bool:
    """Is a sum a limit by which loans are sorted: 10万元以下的农户贷款?"""
    return _SORTED.match(after) is not None


def says_time(head: str) -> bool:
    """Does a head end in the name of a stretch of time?"""
    return _TIME_END.search(head) is not None
