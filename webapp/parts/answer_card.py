"""The answers to a question as a card above the results: verbatim sentences, one a bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def answer_views(answers: Iterable[Answer]) -> tuple[AnswerView, ...]:
    """The answers as they are shown."""
    return tuple(map(_view, answers))


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
