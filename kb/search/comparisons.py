"""Which bank has the most or least of something, or more than so much: figures of banks side by side.

Nothing is computed from the figures and nothing is generated: each bank is answered by the sentence
that states its figure. Figures are compared only where they are surely alike: what is measured stands
right before each of them, in the words of the question; it is a share, an average, or a number of
things that there are by now, of the whole bank, which the sentence names; it is a fact and neither a
goal nor a limit; all are about one practice and in one unit; numbers of things, which grow, are from
about the same time. Fewer than two such banks are no comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kb.enrich import KeyFigure, SentenceSubject, column_head, figures_of
from kb.index import IndexDocument
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import Contains
from kb.search.asking import Query, filters_of, within
from kb.text import normalize, quantities, scaled

# The newest entries that say what is measured.
MOST_ENTRIES = 300
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
# What may stand between what is measured and the figure.
_LEADS = re.compile(
    r"(?:已|约|平均|达到?|为|是|的|在|稳定|保持|只有|仅|(?:提高|上升|下降|降低|升|增|降|压降|缩短?)[到至]"
    r"|由[^，,。；]{1,12}(?:提高|上升|下降|降低|升|增|降|压降|缩短?)[到至])*$"
)
# What may stand before it: nothing that narrows it down to some villages, customers or a product.
_WHOLE = re.compile(
    r"(?:^|[，,；;。：:、！\n]|全行|全辖|本行|银行|平均|整体|综合|目前|现有|已有|共有|的|其)$"
)
# Words of a sentence about the bank as a whole; its own name is another.
_ALL = re.compile("全行|全辖|本行|我行|辖内")
# Examples and estimates are not what a bank has.
_SUPPOSED = re.compile("为例|测算|样本|假如|如果|其中|预计|试点|首批")
# Totals of different stretches of time do not compare; shares and averages do.
_COMPARABLE = frozenset(("%", "‰"))
# What a bank has by now compares too, where the sentence says that it is what there is by now and not
# what came in some stretch of time.
_STANDING = frozenset("个 家 户 名 人 台 块 支".split())
_SAME_TIME = timedelta(days=62)
_BY_NOW = re.compile("现有|已有|共有|在册|达到?|[增升扩][到至]|增加到|扩大到")
_OF_A_TIME = re.compile(
    "新增|净增|增加|本周|当[周月天日年]|本[月季年]|[0-9]月份?(?!末|底)|上半年|季度|以来|办理|受理"
)
_LIMIT = re.compile("[以之][上下内]|[不未超过低高多少]|上限|下限|最")
_AVERAGE = re.compile("均|每|单")


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
    asked = _asked(normalize(query.text))
    if asked is None:
        return ()
    practice, measure = _practice(kb, asked.measure)
    if not measure:
        return ()
    response = kb.engine.search(
        Request(
            within(query, Contains("text", measure)),
            filters=filters_of(query),
            order=Order.DATE,
            size=MOST_ENTRIES,
        )
    )
    documents = [candidate.document() for candidate in response.candidates]
    told = [one for document in documents for one in _told(kb, document, measure)]
    rows = _of_one_practice(kb, told, practice)
    units = Counter(unit for _, unit in rows)
    if not units:
        return ()
    unit = max(units, key=lambda name: (units[name], name))
    if asked.bound:
        unit = asked.bound[3]
    newest: dict[str, Compared] = {}
    for row, of in sorted(rows, key=lambda both: _age(both[0])):
        if of == unit:
            newest[row.subject.bank] = row
    if not newest:
        return ()
    if unit in _STANDING:
        last = max(row.document.end or date.min for row in newest.values())
        newest = {
            bank: row
            for bank, row in newest.items()
            if last - (row.document.end or date.min) <= _SAME_TIME
        }
    if len(newest) < LEAST_BANKS:
        return ()
    kept = [row for row in newest.values() if asked.keeps(row.amount, unit)]
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


def _practice(kb: KnowledgeBase, measure: str) -> tuple[str, str]:
    """The practice that a measure begins with, "" for none, and the rest of it."""
    for end in range(len(measure) - 1, 1, -1):
        if practice := kb.vocabulary.practice(measure[:end]):
            return practice.name, measure[end:].lstrip("的")
    return "", measure


def _told(
    kb: KnowledgeBase, document: IndexDocument, measure: str
) -> Iterator[tuple[Compared, str]]:
    """The figures of an entry that surely are what is measured, of a whole bank, with their units."""
    if document.kind == Kind.HONOUR:
        return
    banks = (*document.banks, *document.organisations)
    named = tuple(map(normalize, kb.vocabulary.practices_in(document.text)))
    for subject in document.sentence_subjects:
        if not subject.bank or subject.doubtful or measure not in normalize(subject.sentence.text):
            continue
        for figure in figures_of(subject.sentence):
            shared = (
                figure.base_unit in _COMPARABLE
                or _AVERAGE.search(measure)
                or _is_standing(subject, figure)
            )
            if (
                not shared
                or _LIMIT.search(figure.qualifier)
                or not _is_measured(subject, figure, measure, named)
            ):
                continue
            head = column_head(document.text, figure.span[0])
            facts = kb.figure_reader.facts(subject, figure, banks, document.bank, head)
            if facts.target or facts.branch or facts.bank != subject.bank:
                continue
            yield Compared(document, subject, figure.value, figure.amount), figure.base_unit


def _is_standing(subject: SentenceSubject, figure: KeyFigure) -> bool:
    """Is a figure a number of things that a bank has by now?"""
    ahead = subject.sentence.text[: figure.span[0] - subject.sentence.start]
    clause = re.split("[，。；,;]", ahead)[-1][-20:]
    by_now = _BY_NOW.search(clause) and not _OF_A_TIME.search(clause)
    return figure.base_unit in _STANDING and bool(by_now)


def _is_measured(
    subject: SentenceSubject, figure: KeyFigure, measure: str, practices: tuple[str, ...]
) -> bool:
    """Does what is measured stand right before a figure, and nothing before that narrows it down but
    a practice?"""
    before = normalize(subject.sentence.text[: figure.span[0] - subject.sentence.start])
    at = before.rfind(measure)
    if at < 0 or not _LEADS.match(before[at + len(measure) :]):
        return False
    ahead = before[:at]
    bank = normalize(subject.bank)
    if not (bank in ahead or bank.removesuffix("银行") + "行" in ahead or _ALL.search(ahead)):
        return False
    if _SUPPOSED.search(ahead):
        return False
    for name in practices:
        ahead = ahead.removesuffix(name)
    return _WHOLE.search(ahead) is not None or ahead.endswith(bank)


def _of_one_practice(
    kb: KnowledgeBase, told: Iterable[tuple[Compared, str]], practice: str
) -> list[tuple[Compared, str]]:
    """Those about the practice asked for, or where none is, about the one that most banks tell of:
    the rate of one loan does not compare with that of another."""
    rows = [(row, unit, _practices(kb, row)) for row, unit in told]
    if not practice:
        # What is counted says what it belongs to: 授信村.
        standing = [(row, unit) for row, unit, _ in rows if unit in _STANDING]
        if len({row.subject.bank for row, _ in standing}) >= LEAST_BANKS:
            return standing
        banks: dict[str, set[str]] = {}
        for row, _, names in rows:
            for name in names:
                banks.setdefault(name, set()).add(row.subject.bank)
        if not banks:
            return []
        practice = max(sorted(banks), key=lambda name: len(banks[name]))
    return [(row, unit) for row, unit, names in rows if practice in names]


def _practices(kb: KnowledgeBase, row: Compared) -> frozenset[str]:
    """The practices that a sentence names, else those of its entry."""
    named = kb.vocabulary.practices_in(row.subject.sentence.text)
    return frozenset(named or row.document.practices)


def _age(row: Compared) -> tuple[date, str, int]:
    return (row.document.end or date.min, row.document.place, -row.subject.sentence.start)
