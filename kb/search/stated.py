"""The newest figure of each bank for what a question measures, with the sentence that states it.

All entries that contain the measure in one of its wordings are read, the newest first, so that an
old figure is not shown where a newer one is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.enrich import KeyFigure, SentenceSubject, cell_at, figures_of
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
# A figure of at most this many months before the end of its bulletin still holds now.
_RECENT = 3
_LAST_MONTH = 12
_CLAUSE = 60
# How many characters around a figure, and before its sentence, say what it is.
_WIDEST, _EARLIER = 300, 400
_OF_A_BRANCH = re.compile("(?<![各家个])支行(?!数)[^，。；,;]{0,14}$")
_MONTH = re.compile("(?<![0-9])(1[0-2]|[1-9])月")
# What a figure is compared with: 较2025年末提高2.6个百分点.
_COMPARED_WITH = re.compile(
    "[较比](?:20[0-9]{2}年|[去上]年)?(?:(?:1[0-2]|[1-9])月份?)?(?:[末底初]|[0-9]{1,2}[日号])?(?:同期)?"
)
_LIMITS = ("以上", "以下", "以内", "之内", "不超过", "不低于", "不高于", "不少于", "上限", "下限")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with its sentence and entry."""

    document: IndexDocument
    subject: SentenceSubject
    figure: KeyFigure

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.subject.sentence.text


def newest(
    kb: KnowledgeBase, query: Query, measure: Measure, leading: Iterable[IndexDocument], most: int
) -> tuple[Stated, ...]:
    """The newest figure of each bank, for up to `most` banks, the newest first. `leading` are entries
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
            if not is_measured(measure, place := _place(document, about, figure)):
                continue
            if measure.each_branch and not _OF_A_BRANCH.search(place.before):
                continue
            yield Stated(document, about, figure)
            break


def _is_asked_about(measure: Measure, about: SentenceSubject) -> bool:
    """Is a sentence of a bank or branch that is asked about, if any is?"""
    text = about.sentence.text
    named = {about.bank, about.branch, *(name for name in measure.places if name in text)}
    banks = {name for name in measure.places if name.endswith(_BANK)}
    if banks and about.bank not in banks:
        return False
    return not measure.places or bool(named & (measure.places - banks or {about.bank}))


def _about(
    document: IndexDocument, subject: SentenceSubject, figure: KeyFigure
) -> SentenceSubject | None:
    """The subject of a figure: that of its sentence, or the bank that a later part of the sentence
    begins with; None where another bank is named nearer to the figure, or by its column in a table."""
    if cell := cell_at(document.text, figure.span[0]):
        return subject if cell.bank(document.organisations) in ("", subject.bank) else None
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
    """Is a sentence as of the time that a question names? What it compares with is not its time."""
    if when is None:
        return True
    text = _COMPARED_WITH.sub("", normalize(sentence))
    end = document.end
    if when.month is None:
        return _is_of_year(when, text, end)
    months = {int(month) for month in _MONTH.findall(text)}
    own = end is not None and end.month == when.month
    edge = rf"(?<![0-9]){when.month}月(?:份?[末底]|(?:2[89]|3[01])[日号])"
    if when.month % 3 == 0:
        edge += f"|{'一二三四'[when.month // 3 - 1]}季度?[末底]"
    if when.month == _LAST_MONTH:
        edge += "|年[末底]"
    if when.end and not re.search(edge, text):
        return False
    if when.month not in months and not when.end and (months or not own):
        return False
    years = {int(year) for year in re.findall(rf"(20[0-9]{{2}})年{when.month}月", text)}
    if when.year and when.year not in (years or {_year_of(when.month, end)}):
        return False
    days = [int(q.number) for q in quantities(sentence) if q.unit in ("日", "号")]
    return not when.day or f"{when.month}月{when.day}日" in text or when.day in days


def _year_of(month: int, end: date | None) -> int:
    """The year of a month that a bulletin names: the last one that has begun."""
    if end is None:
        return 0
    return end.year if month <= end.month else end.year - 1


def _is_of_year(when: When, text: str, end: date | None) -> bool:
    """Is a sentence of the year that is asked about, or of its end?"""
    last = re.search("[去上]年", text) is not None
    said = f"{when.year}年" in text if when.year else last
    if end and last and when.year == end.year - 1:
        said = True
    if when.end:
        return said and re.search(r"年(?:[末底]|12月31日)", text) is not None
    return said or bool(when.year and end and end.year == when.year)
