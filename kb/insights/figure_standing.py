"""What a figure is worth in a table: is its indicator one that the lexicon knows, and does it state
a fact, or a limit, an example or a calculation?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kb.corpus import IndicatorLexicon
from kb.enrich import KeyFigure
from kb.text import TIMES

# 示例 is the word for bulletins that are samples.
LIMIT, EXAMPLE, ESTIMATE, DURATION = "条件", "举例", "测算", "时长"

# Limits by themselves.
_LIMITS = re.compile(
    r"(?:及?以[下内]|之内|不得?(?:超过|低于|高于|少于|多于)|至少|至多|最[多少高低长短]不?得?超?过?|上限|下限|限[时额]"
    r"|[未不]满)$"
)
# Words that compare; they limit where the figure goes on to say what it limits (用信率低于10%的村).
_COMPARES = re.compile(
    r"(?:及?以上|低于|高于|少于|多于|大于|小于|超过|超|逾|满|达到?|[不未]足|不到)$"
)
_LIMITED = re.compile(r"(?:的(?![0-9])|者|[须应需由每报按]|，(?:须|应|需|由|一律|方可|才能|可))")
_EXAMPLE = re.compile(
    r"要是|例如|比如|譬如|假如|假设|假定|倘若|如果|举例|打个比方|为例|(?<![^，,；;：:。])若(?!干)"
)
# A case that a rule is for: 三天打不通的, 三个月无交易的收回, 连续三个月排末三位的.
_CASE = re.compile(
    "(?:[内里])?(?:[无没未不][一-鿿]{1,8}|[一-鿿]{1,3}不[一-鿿]{1,3}|排?[在为]?[末后][一-鿿]{1,6})(?:的(?![一-鿿]{0,2}[0-9])|者)"
)
# How often what has that amount is looked at: 10万元至100万元半年一查.
_LOOKED_AT = re.compile(
    "(?:之间)?的?(?:[一二两三四]|半|每半?)(?:年|个?季度?|个?月|周|天)(?:[一二两三]次?)?(?:查|检|访|审|评|看|回访|复评|走访)"
)
# What a message of the bank says to its customer: “您有8万元可用”.
_TO_CUSTOMER = re.compile("“[^”]{0,30}[您你](?!们)[^”]{0,30}$")
# Who is meant: 60岁以上客户.
_OF_AGE = re.compile("及?以[上下][的一-鿿]")
_CLAUSE_ENDS = re.compile("(?:[（(]含[）)])?(?:及?以[上下内])?(?:$|[，。；、！]|作为)")
_ESTIMATE = re.compile(r"试算|测算|估算|推算")
# Stretches of time that say nothing of how fast something is done.
_LONG_TIMES = frozenset("年 个月 个季度 季度 周 个星期 天 日".split())
_FASTER = re.compile("缩|压|降|减|提前|延长|最[快慢短长]|平均|[只仅]|由|从|[到至]$")
_LEADS_TO = re.compile("(?:[降升增减压缩提控][一-鿿]?|达)[到至在]$|达$")
# Names of figures that say no more than that time passed.
_NO_NAMES = ("", "历时")
# Ends of rates; with a thing of the lexicon they name one (用信率).
_RATES = ("率", "占比", "比例")
_CHANGE = "变化"


@dataclass(frozen=True)
class Standing:
    """Judges figures by one lexicon of indicators. Make one and keep it."""

    lexicon: IndicatorLexicon

    @cached_property
    def _names(self) -> frozenset[str]:
        lexicon = self.lexicon
        ends = (*(suffix for _, suffix in lexicon.suffixes), *_RATES)
        return frozenset(
            (
                *(indicator.name for indicator in lexicon.indicators),
                *(thing + end for thing in lexicon.things for end in ends),
                *(name for group in lexicon.same for name in group),
            )
        )

    @cached_property
    def _same(self) -> dict[str, str]:
        return {name: group[0] for group in self.lexicon.same for name in group}

    def name_of(self, indicator: str) -> str:
        """One name for indicators that the lexicon calls the same (不良贷款率 is 不良率)."""
        plain = indicator.removesuffix(_CHANGE)
        return self._same.get(plain, plain) + indicator[len(plain) :]

    def knows(self, indicator: str) -> bool:
        """Is it an indicator of the lexicon, made of its things, or the change of one?"""
        return indicator.removesuffix(_CHANGE) in self._names


def ends_clause(figure: KeyFigure) -> bool:
    """Does a figure with its bound end its clause, so that it may be a goal (不良率压到1.5%以内)?"""
    at = figure.span[1] - figure.sentence_span[0]
    return _CLAUSE_ENDS.match(figure.sentence, at) is not None


def leads_to(before: str) -> bool:
    """Does the text before a figure lead to it (不良率降到, 审批压缩到)?"""
    return _LEADS_TO.search(before) is not None


def is_duration(figure: KeyFigure, indicator: str) -> bool:
    """Does a figure say only how long something lasts or ago it was (脱产一年, 三个月新开2,360张), by its
    `indicator`, and not how fast something is done?"""
    if figure.base_unit not in _LONG_TIMES or indicator not in _NO_NAMES:
        return False
    return not any(map(_FASTER.search, figure.qualifiers))


def mark_of(figure: KeyFigure) -> str:
    """条件, 举例 or 测算; "" for a figure that states a fact."""
    at = figure.span[0] - figure.sentence_span[0]
    before, after = figure.sentence[:at], figure.sentence[at + len(figure.value) :]
    if _EXAMPLE.search(before) or _TO_CUSTOMER.search(before):
        return EXAMPLE
    if figure.base_unit in TIMES and _CASE.match(after):
        return LIMIT
    if figure.base_unit == "岁" and _OF_AGE.match(after):
        return LIMIT
    if figure.base_unit == "元" and _LOOKED_AT.match(after):
        return LIMIT
    if any(map(_LIMITS.match, figure.qualifiers)):
        return LIMIT
    compared = [word for word in figure.qualifiers if _COMPARES.match(word)]
    rest = after
    for word in compared:
        rest = rest.removeprefix(word)
    if compared and _LIMITED.match(rest):
        return LIMIT
    return ESTIMATE if _ESTIMATE.search(before) else ""
