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


def plainly(normal: str) -> str:
    """A question in normal form, worded plainly."""
    text = _FILLERS.sub("", _QUOTES.sub("", normal))
    return _HOW_MUCH.sub(r"\g<rate>\g<lead>多少", text).strip(" ，,") or normal
