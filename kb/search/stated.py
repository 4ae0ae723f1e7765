"""The newest figure of each bank for what a question measures, with the sentence that states it.

All entries that contain the measure in one of its wordings are read, the newest first, so that an
old figure is not shown where a newer one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.enrich import KeyFigure, SentenceSubject, figures_of
from kb.index import IndexDocument
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import Contains, HasValue, Match, all_of, any_of
from kb.search.asking import Query, filters_of, within
from kb.search.attached import Place
from kb.search.measures import COUNT, RATE, Measure, When
from kb.search.scopes import is_measured
from kb.text import normalize, quantities

# The newest entries that contain what is measured.
MOST_ENTRIES = 120
# The last characters of a rate or sum by which its entries are found.
_TAIL = {RATE: 3}
_SHORT_TAIL = 2
_SPLIT = 4
_BANK = "农商银行"
_DAY = re.compile(
    r"(?<![较比])(?:(?P<year>20[0-9]{2})年)(?:(?P<month>1[0-2]|[1-9])月)?|(?<![0-9较比])(?P<only>1[0-2]|[1-9])月"
)
# A figure of so many months before the end of its bulletin is still that of now.
_RECENT = 3
_LAST_MONTH = 12
_CLAUSE = 60
# So many characters around a figure, and so many before its sentence, say what it is.
_WIDEST, _EARLIER = 300, 400
_LIMITS = ("以上", "以下", "以内", "之内", "不超过", "不低于", "不高于", "不少于", "上限", "下限")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with its sentence and entry."""

    document: IndexDocument
    subject: SentenceSubject
    figure: KeyFigure


def newest(
    kb: KnowledgeBase, query: Query, measure: Measure, leading: Iterable[IndexDocument], most: int
) -> tuple[Stated, ...]:
    """The newest figure of each bank, at most so many banks, the newest first. `leading` are entries
    that a search for the question found; filters hold."""
    found: dict[str, Stated] = {}
    old: dict[str, Stated] = {}
    for document in _entries(kb, query, measure, leading):
        if len(found) == most:
            break
        for stated in _of_entry(document, measure):
            known = old if measure.when is None and _is_of_past(stated) else found
            known.setdefault(stated.subject.bank, stated)
    return tuple((old | found).values())[:most]


def _is_of_past(stated: Stated) -> bool:
    """Does a sentence say of its figure that it is of a time long before the bulletin?"""
    sentence, end = stated.subject.sentence, stated.document.end
    before = normalize(sentence.text[: stated.figure.span[0] - sentence.start])
    clause = re.split("[；;。]", before)[-1].rsplit("由", 1)[0][-_CLAUSE:]
    if re.search("(?:去年|上年|年初)(?!以来)[^较比,]*$", clause):
        return True
    days = list(_DAY.finditer(clause))
    if not days or end is None:
        return False
    said = days[-1]
    year = int(said["year"]) if said["year"] else end.year
    month = int(said["month"] or said["only"] or _LAST_MONTH)
    months = (end.year - year) * 12 + end.month - month
    return months % 12 > _RECENT if not said["year"] else months > _RECENT


def _entries(
    kb: KnowledgeBase, query: Query, measure: Measure, leading: Iterable[IndexDocument]
) -> Sequence[IndexDocument]:
    """The entries that may state it, the newest first; of one bulletin in its order."""
    length = _TAIL.get(measure.kind, _SHORT_TAIL)
    tails = {name if measure.kind == COUNT else name[-length:] for name in measure.names}
    if measure.kind == COUNT:  # 授信96个村
        tails |= {name[:_SHORT_TAIL] for name in measure.names if len(name) <= _SPLIT}
    match: Match = any_of([Contains("text", tail) for tail in sorted(tails)])
    banks = frozenset(name for name in measure.places if name.endswith(_BANK))
    if banks:
        match = all_of([match, HasValue("organisation", banks)])
    response = kb.engine.search(
        Request(
            within(query, match), filters=filters_of(query), order=Order.DATE, size=MOST_ENTRIES
        )
    )
    entries = {document.id: document for document in leading}
    entries |= {one.id: one for one in (c.document() for c in response.candidates)}
    return sorted(entries.values(), key=lambda one: (-(one.end or date.min).toordinal(), one.place))


def _of_entry(document: IndexDocument, measure: Measure) -> Iterator[Stated]:
    """The figures of an entry that are what is measured."""
    whole = document.normal_text
    tails = {name[-_SHORT_TAIL:] for name in measure.names}
    if measure.kind == COUNT:
        tails |= {name[:_SHORT_TAIL] for name in measure.names}
    if document.kind == Kind.HONOUR or not any(tail in whole for tail in tails):
        return
    for subject in document.sentence_subjects:
        sentence = subject.sentence
        if not subject.bank or subject.doubtful or sentence.introduces:
            continue
        if not is_of_time(measure.when, sentence.text, document):
            continue
        for figure in figures_of(sentence):
            about = _about(document, subject, figure)
            if about is None or not _is_asked_about(measure, about):
                continue
            if (measure.units and _unit(figure) not in measure.units) or _is_limit(figure, measure):
                continue
            if not is_measured(measure, _place(document, about, figure)):
                continue
            yield Stated(document, about, figure)
            break


def _is_asked_about(measure: Measure, about: SentenceSubject) -> bool:
    """Is a sentence of a bank or branch that is asked about, if any is?"""
    text = about.sentence.text
    named = {about.bank, about.branch, *(name for name in measure.places if name in text)}
    branches = {name for name in measure.places if not name.endswith(_BANK)}
    return not measure.places or bool(named & (branches or {about.bank} & measure.places))


def _about(
    document: IndexDocument, subject: SentenceSubject, figure: KeyFigure
) -> SentenceSubject | None:
    """The subject of a figure: that of its sentence, or the bank that a later part of the sentence
    begins with; None where another bank is named nearer to the figure."""
    before = subject.sentence.text[: figure.span[0] - subject.sentence.start]
    last, at = "", -1
    for name in dict.fromkeys((*document.organisations, subject.bank)):
        short = name.removesuffix(_BANK)
        if name.endswith(_BANK) and (place := before.rfind(short)) > at:
            last, at = name, place
    if last in ("", subject.bank):
        return subject
    begins = at == 0 or before[at - 1] in "；;。，,：:"
    return (
        replace(subject, bank=last, branch="") if begins and before.startswith(last, at) else None
    )


def _place(document: IndexDocument, subject: SentenceSubject, figure: KeyFigure) -> Place:
    sentence = subject.sentence
    at = figure.span[0] - sentence.start
    end = at + len(figure.value) - len(_noun(figure))
    short = subject.bank.removesuffix(_BANK)
    names = (subject.bank, f"{short}农商行", f"{short}行", short) if short else (subject.bank,)
    return Place(
        sentence.text[max(0, at - _WIDEST) : at],
        sentence.text[end : end + _WIDEST],
        document.text[max(0, sentence.start - _EARLIER) : sentence.start],
        document.title,
        names,
        subject.branch,
        _noun(figure),
    )


def _unit(figure: KeyFigure) -> str:
    """The base unit; of villages 个."""
    return "个" if figure.unit == "村" else figure.base_unit


def _noun(figure: KeyFigure) -> str:
    """The thing counted that the unit has in it: 村 of 27个村."""
    return figure.unit.removeprefix("个") if _unit(figure) == "个" else ""


def _is_limit(figure: KeyFigure, measure: Measure) -> bool:
    if measure.target:
        return False
    return figure.text.endswith(_LIMITS[:4]) or any(word in figure.qualifier for word in _LIMITS)


def is_of_time(when: When | None, sentence: str, document: IndexDocument) -> bool:
    """Is a sentence as of the time that a question names?"""
    if when is None:
        return True
    text = normalize(sentence)
    end = document.end
    if when.month:
        if f"{when.month}月" not in text and (end is None or end.month != when.month):
            return False
        if when.year and f"{when.year}年" not in text and (end is None or end.year != when.year):
            return False
        days = [int(q.number) for q in quantities(sentence) if q.unit in ("日", "号")]
        return not when.day or f"{when.month}月{when.day}日" in text or when.day in days
    said = f"{when.year}年" in text if when.year else "去年" in text or "上年" in text
    if when.end:
        return said and any(
            f"{when.year or ''}年{edge}" in text for edge in ("末", "底", "12月31日")
        )
    return said or bool(when.year and end and end.year == when.year)
