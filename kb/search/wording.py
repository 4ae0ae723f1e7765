"""The plain wording of a question: different ways to ask for the same are worded the same.

用信率到底有几个点呢, 用信率有多高 and 用信率多少 ask for the same figure. 降了几个点 asks for a difference
and stays as it is.
"""

from __future__ import annotations

import re

_QUOTES = re.compile("[\"'“”‘’「」『』]")
_FILLERS = re.compile(
    "(?:麻烦|劳驾)?(?:请问|问|查|想知道|想了解|了解|告诉我|帮我查|帮我看|帮忙查)一下(?!子)"
    "|请问|想知道|想了解|劳驾|麻烦(?=[问查])|到底|究竟|具体"
)
_HOW_MUCH = re.compile(
    "(?P<rate>[一-鿿]率|利息|占比|比例|比重)(?P<lead>(?:现在|目前|当前|如今|最近|最新|已经|大概|大约|是|有|为|约|在|达到?了?|[降升提高]{1,2}到了?)*)"
    "(?:(?:百分之)?(?:多少|几|好多)个?(?:百分点|点|成)(?![钟半])|百分之(?:多少|几)|有?多[高低大小])了?"
)

# What somebody is paid, in the words of every day: 客户经理一个月发多少钱, 柜员每月能拿几千块.
_PAID = re.compile(
    "(?P<who>客户经理|柜员|员工|职工|行长|主管|会计|主任|信贷员|网格员)(?P<when>(?:[每一]个?[月年天季]度?|全年|今年|去年|平均|大概|大约|一般|现在|最[高低多少])*)"
    "(?:能|可以|要|会)?(?:发|拿到手|拿|挣|领|赚|开|到手)[得到了]?(?:多少|几|好多)[百千万]*(?:钱|元|块钱?|(?=[？?]|$))"
)

# How long a loan takes: 老百姓贷款要几天, 贷款多久能下来.
_LOAN_TAKES = re.compile(
    "(?:老百姓|农户|客户|人家|村民|商户)?(?:的|来|去)?贷款(?:一般|大概)?(?:要|得|需要|要等|得等|等)?"
    "(?P<span>几天|几个工作日|多久|多长时间|多少天)(?:才|能|可以)*"
    "(?:下来|批下来|放下来|下款|放款|拿到|到手|到账|办好|办完|办成|批)?(?:钱)?(?=[？?]|$)"
)
# Whoever is asked about without a name: 人家的用信率多少.
_OTHERS = re.compile("^(?:人家|别人|别家|别的行|其他行|兄弟行)(?:那里|那边|行)?的?(?=[一-鿿]{3})")


def as_written(plain: str) -> str:
    """A plain question of every day in the words of a bulletin; others as they are."""
    return of_pay(_LOAN_TAKES.sub(r"贷款审批\g<span>", _OTHERS.sub("", plain)))


def of_pay(plain: str) -> str:
    """A plain question about what somebody is paid, in the words of a bulletin; others as they are."""
    return _PAID.sub(r"\g<who>\g<when>绩效多少钱", plain)


def plainly(normal: str) -> str:
    """A question in normal form, worded plainly."""
    text = _FILLERS.sub("", _QUOTES.sub("", normal))
    return _HOW_MUCH.sub(r"\g<rate>\g<lead>多少", text).strip(" ，,") or normal
