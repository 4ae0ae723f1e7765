"""Answers: the sentences that answer a question, one a bank, verbatim.

Nothing is generated. A sentence answers when it states what is asked for (kb/search/questions.py),
belongs to the bank that is asked about, if one is, and the evidence is strong: it contains the
words of the question, together with its entry, and, if there is a model, has a similar meaning. If
no sentence does, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.enrich import SentenceSubject
from kb.index import IndexDocument, embedded_sentences
from kb.index.engines import Order
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import without_question_words
from kb.search.questions import Asked, Wanted, asked_for
from kb.search.ranking import idf
from kb.search.results import ResultPage
from kb.text import normalize, parse_numeral, quantities, scaled, without_numbering

MOST_BANKS = 5
# A word in the names of more organisations than this says which kind (支行), not which one.
MOST_NAMED = 2
# Evidence is a sum of shares: of the question's words in the sentence and in its entry, and, with a
# model, of meaning; a place further down among the hits reduces it a little.
IN_SENTENCE, IN_ENTRY = 0.7, 0.3
WORDS, MEANING = 0.35, 0.65
FURTHER_DOWN = 0.003
PER_FIGURE = 0.03
# More evidence is needed by the share of the question's words that the corpus does not have at all.
UNKNOWN = 0.05
# The evidence that is enough, and the share of the best that another bank needs.
ENOUGH_WITH_MEANING, ENOUGH_BY_WORDS, ENOUGH_WAY = 0.50, 0.60, 0.55
LEAST_IN_ENTRY, LEAST_COSINE = 0.2, 0.55
# 蓝领贷的利率: the rate of something else is not an answer.
LEAST_IN_ENTRY_MEASURED = 0.75
SHARE_OF_BEST = 0.85
# A single character is usually a piece of a word that the dictionary lacks.
CHARACTER = 0.4
ONE_IN = 100
_HAN_DATE = re.compile("([一二三四五六七八九十]{1,3})(?=[月日号点])")


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence of an entry that answers the question, with the bank it is about; `evidence` is from 0 to 1."""

    document: IndexDocument
    subject: SentenceSubject
    evidence: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.subject.sentence.text


def answers(kb: KnowledgeBase, page: ResultPage) -> tuple[Answer, ...]:
    """The answers to what a page of results was asked, the surest first, one a bank; none when it
    is no question, when it is ordered by date, or when the evidence is weak."""
    asked = asked_for(normalize(page.query.text))
    if asked is None or page.query.order is Order.DATE:
        return ()
    question = _Question.of(kb, page, asked)
    found: dict[str, Answer] = {}
    for place, candidate in enumerate(page.leading):
        document = candidate.document()
        if document.kind == Kind.HONOUR:
            continue
        for answer in _of_document(question, page, document, place):
            best = found.get(answer.subject.bank)
            if best is None or answer.evidence > best.evidence:
                found[answer.subject.bank] = answer
    surest = sorted(found.values(), key=lambda a: (-a.evidence, a.document.place))
    best_evidence = surest[0].evidence if surest else 0.0
    return tuple(a for a in surest if a.evidence >= SHARE_OF_BEST * best_evidence)[:MOST_BANKS]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, the weight of each word, the amounts it names, the banks and branches it is
    about (none: any), and the share of its words that the corpus lacks."""

    asked: Asked
    worth: Mapping[str, float]
    amounts: frozenset[tuple[object, str]]
    banks: frozenset[str]
    unknown: float

    @classmethod
    def of(cls, kb: KnowledgeBase, page: ResultPage, asked: Asked) -> _Question:
        banks: set[str] = set()
        words = []
        amounts = quantities(page.query.text)
        spelled = {normalize(page.query.text[q.start : q.end]) for q in amounts}
        for word in page.words:
            if any(word in amount for amount in spelled):
                continue  # compared as an amount, whatever its spelling
            if without_question_words(word) != word:
                continue  # 几天 asks
            named = kb.vocabulary.organisations_named(word) if len(word) > 1 else ()
            if 0 < len(named) <= MOST_NAMED:
                banks |= set(named)
            else:
                words.append(_HAN_DATE.sub(_arabic, word))
        count, found = kb.engine.frequencies({"words": words})
        frequencies = found["words"]
        worth = {
            word: idf(count, frequencies[word] or count // ONE_IN)
            * (1.0 if len(word) > 1 else CHARACTER)
            for word in words
        }
        strange = sum(worth[word] for word in words if len(word) > 1 and not frequencies[word])
        unknown = strange / (sum(worth.values()) or 1.0)
        return cls(asked, worth, _amounts(page.query.text), frozenset(banks), unknown)

    def is_about(self, subject: SentenceSubject) -> bool:
        """Does a sentence belong to a bank, to one that is asked about if any is?"""
        if not subject.bank:
            return False
        return not self.banks or bool({subject.bank, subject.branch} & self.banks)

    def share(self, text: str, amounts: frozenset[tuple[object, str]] = frozenset()) -> float:
        """The share of the question's words that a text in normal form contains; an amount of the
        question that it states too, in any spelling, counts for as much as the best word."""
        most = max(self.worth.values(), default=1.0)
        total = sum(self.worth.values()) + most * len(self.amounts)
        held = sum(worth for word, worth in self.worth.items() if word in text)
        return (held + most * len(amounts & self.amounts)) / (total or 1.0)


def _arabic(match: re.Match[str]) -> str:
    try:
        return str(parse_numeral(match.group(1)))
    except ValueError:
        return match.group(1)


def _amounts(text: str) -> frozenset[tuple[object, str]]:
    """The amounts a text states, in their base unit; 50万 of money may lack its 元."""
    found = set()
    for quantity in quantities(text):
        factor, unit = scaled(quantity.unit)
        if quantity.number == 1 and factor == 1:
            continue  # 一个月, 一个村: not an amount that distinguishes sentences
        found.add((quantity.number * factor, unit.removesuffix("元")))
    return frozenset(found)


def _of_document(
    question: _Question, page: ResultPage, document: IndexDocument, place: int
) -> Iterator[Answer]:
    """The sentences of an entry that answer, each with its evidence."""
    whole = document.normal_text + "\n" + document.normal_title
    in_entry = question.share(whole, _amounts(document.text) if question.amounts else frozenset())
    if in_entry < (LEAST_IN_ENTRY_MEASURED if question.asked.measured else LEAST_IN_ENTRY):
        return
    cosines = _cosines(page, document)
    for subject in document.sentence_subjects:
        sentence = subject.sentence
        if sentence.introduces or not question.is_about(subject):
            continue
        if without_numbering(sentence.text).strip("。.；;！!？? ") == document.title.strip():
            continue
        if not question.asked.fits(sentence.text):
            continue
        amounts = _amounts(sentence.text) if question.amounts else frozenset()
        in_sentence = question.share(normalize(sentence.text), amounts)
        evidence = IN_SENTENCE * in_sentence + IN_ENTRY * in_entry
        enough = ENOUGH_BY_WORDS
        if cosines is not None:
            cosine = cosines.get(sentence.start, 0.0)
            evidence = WORDS * evidence + MEANING * cosine
            way = question.asked.wanted is Wanted.WAY
            enough = ENOUGH_WAY if way else ENOUGH_WITH_MEANING
            if cosine < LEAST_COSINE:
                continue
        evidence -= FURTHER_DOWN * place
        if (
            question.asked.wanted is Wanted.WAY
        ):  # many figures describe the result, not how it is done
            evidence -= PER_FIGURE * len(quantities(sentence.text))
        enough += UNKNOWN * question.unknown
        if evidence >= enough:
            yield Answer(document, subject, round(evidence, 4))


def _cosines(page: ResultPage, document: IndexDocument) -> dict[int, float] | None:
    """How near each sentence of an entry is to the question, by its start; None without a model."""
    if page.meaning is None:
        return None
    found = page.meaning.sentence_cosines(document.id)
    starts = [sentence.start for sentence in embedded_sentences(document)]
    return dict(zip(starts, found, strict=False))
