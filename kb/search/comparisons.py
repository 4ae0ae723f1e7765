"""Which bank has the most or least of something, or more than so much: figures of banks side by side.

Nothing is computed from the figures and nothing is generated: each bank is answered by the sentence
that states its newest figure (kb/search/stated.py). Figures are compared only where they are surely
alike: a share, an average, or a number of things that there are by now, of the whole bank or of the
product that the question names, in one unit; a fact and neither a goal nor a limit; numbers of
things, which grow, are from about the same time. Fewer than two such banks are no comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kb.enrich import SentenceSubject
from kb.index import IndexDocument
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.measures import COUNT, Measure, measure_named
from kb.search.stated import Stated, newest
from kb.search.wording import plainly
from kb.text import normalize, quantities, scaled

# So many banks are compared.
MOST_COMPARED = 50
LEAST_BANKS = 2
_WHICH = r"(?:谁家|哪[一几]?家(?:农商)?(?:银行|行)?|哪[个些](?:农商)?(?:银行|行))"
_BANKS = r"(?:各行|各家行|各家|几家行|我们|农商银行|农商行|银行|目前|现在|当前)"
_FILL = re.compile(
    rf"^(?:{_BANKS}|里|中|的|是|有|在|，|,)+|(?:的|是|能|做得|最近|目前|现在|都|，|,)+$"
)
_MOST = re.compile(
    rf"^(?:{_WHICH}(?P<after>.{{2,16}}?)最(?P<how>[高多大长低少小短])"
    rf"|(?P<before>.{{2,20}}?)最(?P<how2>[高多大长低少小短])的?是?{_WHICH}"
    rf"|(?P<first>.{{2,20}}?){_WHICH}最(?P<how3>[高多大长低少小短]))[的呢吗啊]?$"
)
_OVER = re.compile(
    r"^(?P<first>.{2,20}?)(?P<how>不低于|不少于|不高于|不超过|超过|高于|大于|达到|低于|少于|小于|不到|不足)"
    rf"(?P<amount>[0-9.,]+[^的有，,]{{0,4}}?)(?:以上)?的?(?:行|银行)?(?:有|是|都有)?(?:{_WHICH}|哪些)[呢吗]?$"
)
_LOW = frozenset("低少小短")
_UNDER = frozenset("不高于 不超过 低于 少于 小于 不到 不足".split())
_STRICT = frozenset("超过 高于 大于 低于 少于 小于 不到 不足".split())
# What a bank has by now compares too, but numbers of different stretches of time do not.
_SAME_TIME = timedelta(days=62)
# What is done compares where the sentence says that it is by now.
_BY_NOW = re.compile("现有|已有|共有|在册|达到?|[增升扩][到至]|增加到|扩大到")
_OF_A_TIME = re.compile(
    "新增|净增|增加|本周|当[周月天日年]|本[月季年]|[0-9]月份?(?!末|底)|上半年|季度|以来|办理|受理"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """The figure of a bank with the sentence that states it."""

    document: IndexDocument
    subject: SentenceSubject
    value: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is measured, whether the least comes first, and the bound that figures must keep, in the
    base unit: (factor of 1 or -1, strict, amount, unit)."""

    measure: str
    ascending: bool
    bound: tuple[int, bool, Decimal, str] | None = None

    def keeps(self, amount: Decimal, unit: str) -> bool:
        """Does a figure keep the bound?"""
        if self.bound is None:
            return True
        sign, strict, limit, of = self.bound
        more = sign * (amount - limit)
        return unit == of and (more > 0 or (not strict and more == 0))


def is_comparison(normal: str) -> bool:
    """Does a question in normal form ask which bank has most, least, or more than so much?"""
    return _asked(normal) is not None


def compared(kb: KnowledgeBase, query: Query) -> tuple[Compared, ...]:
    """The figures that a question compares, one a bank, its newest, in the order asked for; empty
    where it asks for no comparison or the figures are not surely alike. Filters hold."""
    asked = _asked(plainly(normalize(query.text)))
    if asked is None:
        return ()
    measure = measure_named(asked.measure, kb.figure_reader.lexicon)
    if measure is None:
        return ()
    stated = newest(kb, query, measure, (), MOST_COMPARED)
    if measure.kind == COUNT:
        stated = tuple(one for one in stated if _is_standing(measure, one))
    unit = asked.bound[3] if asked.bound else _usual_unit(stated)
    alike = [one for one in stated if one.figure.base_unit == unit]
    if measure.kind == COUNT and alike:
        last = max(map(_day, alike))
        alike = [one for one in alike if last - _day(one) <= _SAME_TIME]
    if len(alike) < LEAST_BANKS:
        return ()
    rows = [
        Compared(one.document, one.subject, one.figure.value, one.figure.amount) for one in alike
    ]
    kept = [row for row in rows if asked.keeps(row.amount, unit)]
    kept.sort(key=lambda row: (row.amount if asked.ascending else -row.amount, row.document.place))
    return tuple(kept)


def _asked(normal: str) -> _Asked | None:
    typed = normal.rstrip("?？。!！ ")
    if match := _MOST.match(typed):
        named = match.groupdict()
        measure = named["after"] or named["before"] or named["first"]
        how = named["how"] or named["how2"] or named["how3"]
        return _Asked(_trimmed(measure), how in _LOW)
    if match := _OVER.match(typed):
        found = quantities(match["amount"])
        if len(found) != 1:
            return None
        factor, unit = scaled(found[0].unit)
        under = match["how"] in _UNDER
        bound = (-1 if under else 1, match["how"] in _STRICT, found[0].number * factor, unit)
        return _Asked(_trimmed(match["first"]), under, bound)
    return None


def _trimmed(measure: str) -> str:
    """What is measured, without the words around it that say nothing of it."""
    return _FILL.sub("", re.sub(_WHICH, "", measure))


def _usual_unit(stated: Sequence[Stated]) -> str:
    """The unit of most figures."""
    units = Counter(one.figure.base_unit for one in stated)
    return max(units, key=lambda name: (units[name], name), default="")


def _day(stated: Stated) -> date:
    return stated.document.end or date.min


def _is_standing(measure: Measure, stated: Stated) -> bool:
    """Is a figure a number of things that a bank has by now?"""
    sentence = stated.subject.sentence
    ahead = sentence.text[: stated.figure.span[0] - sentence.start]
    clause = re.split("[，。；,;]", ahead)[-1][-20:]
    if _OF_A_TIME.search(clause):
        return False
    return not measure.done or bool(_BY_NOW.search(clause))
