"""The answers to a question as a card above the results: verbatim sentences, one a bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kb.insights import ByTime, Wanted
from kb.search import Answer, Query
from webapp.parts.addresses import bulletin_url


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A sentence on the card, verbatim, with the bank it is about and its place: `span` in the text
    of `entry`; `url` leads to the entry with the sentence marked. `value` is its figure where banks are
    compared by it, else ""."""

    bank: str
    entry: str
    span: tuple[int, int]
    text: str
    value: str
    bulletin_title: str
    start: date | None
    end: date | None
    sample: bool
    url: str


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """The sentences of a card, with how they were chosen."""

    answers: tuple[AnswerView, ...]
    note: str


_BY_VALUE = (
    "按数值排列，每家银行一句，逐字摘录，取能对上这个说法、简报日期最新的；换了别的说法写的数字可能不在其中，"
    "没有写明的银行也不在其中，口径和时点请看原文。"
)
_VERBATIM = "逐字摘自简报，每家银行一句，没有改写，是否切题请看原文。"
_BY_TIME = {
    Wanted.FIRST: "按简报的时间从早到晚排列，每家银行一句，逐字摘录；简报最早写到的，不一定是最早做的。",
    Wanted.NEWEST: "按简报的时间从近到远排列，每家银行一句，逐字摘录；简报没有写到的，这里也没有。",
}


def answer_card(answers: Sequence[Answer], in_time: ByTime | None = None) -> AnswerCard | None:
    """The card of some answers, or of those in the order of time; None where there are none."""
    shown = in_time.answers if in_time else answers
    if not shown:
        return None
    note = _BY_TIME[in_time.wanted] if in_time else _BY_VALUE if shown[0].value else _VERBATIM
    if shown[0].among > len(shown):
        note = f"能对上这个说法的有{shown[0].among}家，这里只列前{len(shown)}家。{note}"
    return AnswerCard(tuple(map(_view, shown)), note)


def _view(answer: Answer) -> AnswerView:
    document = answer.document
    # Not in “”, which often occur inside a sentence and would end the quotation.
    quotation = Query(f"「{answer.text}」")
    sentence = answer.subject.sentence
    return AnswerView(
        bank=answer.subject.bank,
        entry=document.id,
        span=(sentence.start, sentence.end),
        text=answer.text,
        value=answer.value,
        bulletin_title=document.bulletin_title,
        start=document.start,
        end=document.end,
        sample=document.sample,
        url=bulletin_url(document.bulletin, quotation, document.anchor),
    )
