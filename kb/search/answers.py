"""Answers: the sentences that answer a question, one a bank, verbatim.

Nothing is generated. A sentence answers when it states what is asked for (kb/search/questions.py),
belongs to the bank that is asked about, if one is, and the evidence is strong: it contains the
words of the question, together with its entry, and, if there is a model, has a similar meaning. If
no sentence does, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kb.enrich import SentenceSubject
from kb.index import IndexDocument, embedded_sentences
from kb.index.engines import Order
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.search.comparisons import MOST_COMPARED, compared, is_comparison
from kb.search.evidence import LEAST_IN_ENTRY_CLOSE, Question, amounts_of
from kb.search.measures import Measure
from kb.search.places import places_named
from kb.search.products import has_products, last_named, products_in
from kb.search.questions import Asked, Wanted, asked_for
from kb.search.results import ResultPage, search
from kb.search.stated import newest
from kb.search.wording import as_written, of_pay, plainly
from kb.text import normalize, quantities, without_numbering

MOST_BANKS = 5
# Evidence is a sum of shares: of the question's words in the sentence and in its entry, and, with a
# model, of meaning; a place further down among the hits reduces it a little.
IN_SENTENCE, IN_ENTRY = 0.7, 0.3
WORDS, MEANING = 0.35, 0.65
FURTHER_DOWN = 0.003
PER_FIGURE = 0.03
# More evidence is needed by the share of the question's words that the corpus does not have at all.
UNKNOWN = 0.05
# The evidence that is enough, and the share of the best that another bank needs.
ENOUGH_WITH_MEANING, ENOUGH_BY_WORDS = 0.55, 0.60
LEAST_COSINE = 0.55
# Of sentences that answer about as well, the newest is shown; amounts change most.
ABOUT_AS_WELL, AMOUNTS_ABOUT_AS_WELL = 0.02, 0.1
SHARE_OF_BEST = 0.85
_BANK = "农商银行"
# 两行都把上限定在12万元: about several banks, named before.
_SEVERAL = re.compile(
    "[两二三四五六七八几各多]家?行(?!政|长|业|动|为|情)|[两二三四五六七八]家(?!支行|网点|部门|[企商店工]|单位)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence of an entry that answers the question, with the bank it is about; `evidence` is from
    0 to 1. `value` is its figure, verbatim, where banks are compared by it, and `among` then how many
    banks there are, of which only the first are answers."""

    document: IndexDocument
    subject: SentenceSubject
    evidence: float
    value: str = ""
    among: int = 0

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.subject.sentence.quoted


def answers(kb: KnowledgeBase, page: ResultPage) -> tuple[Answer, ...]:
    """The answers to what a page of results was asked, the surest first, one a bank; none when it
    is no question, when it is ordered by date, or when the evidence is weak. A question that compares
    is answered by the figures of the banks, in the order asked for."""
    normal = plainly(normalize(page.query.text))
    if page.query.order is Order.DATE:
        return ()
    comparison = is_comparison(normal)
    written = normal if comparison else as_written(normal)
    asked = asked_for(written)
    if asked is not None and written != normal:
        page = search(kb, replace(page.query, text=written))
        asked = replace(asked, paid=of_pay(normal) != normal)
    if asked is None and not comparison:
        return ()
    places = places_named(kb, normal)
    if places.unknown:
        return ()
    if comparison or asked is None:
        rows = compared(kb, page.query)
        return tuple(
            Answer(row.document, row.subject, 1.0, row.value, len(rows))
            for row in rows[:MOST_BANKS]
        )
    question = Question.of(kb, page, asked, places)
    products = _Products(products_in(normal), kb.vocabulary.alternatives)
    measure = question.measure
    if measure is not None:
        stated = _stated(kb, page, measure, products)
        if stated or not measure.doing:
            return stated
    return _by_evidence(question, page, products)


@dataclass(frozen=True, slots=True)
class _Products:
    """The products that a question names, and what else each is called."""

    names: tuple[str, ...]
    others: Callable[[str], Iterable[str]]

    def are_in(self, document: IndexDocument, sentence: str = "") -> bool:
        """Is an entry about all of them? Of a sentence, the one that it names, or that was named last
        before it, counts."""
        before = f"{document.normal_title}\n{document.normal_text}"
        if sentence:
            before = last_named(before, normalize(sentence))
        return has_products(before, self.names, self.others)


def _stated(
    kb: KnowledgeBase, page: ResultPage, measure: Measure, products: _Products
) -> tuple[Answer, ...]:
    """The newest figures of what a question measures."""
    leading = [candidate.document() for candidate in page.leading]
    wide = MOST_COMPARED if products.names else MOST_BANKS
    found = newest(kb, page.query, measure, leading, wide)
    own = [one for one in found if products.are_in(one.document, one.text)][:MOST_BANKS]
    return tuple(Answer(one.document, one.subject, 1.0) for one in own)


def _by_evidence(question: Question, page: ResultPage, products: _Products) -> tuple[Answer, ...]:
    """The sentences of the first hits with enough evidence."""
    found: dict[str, Answer] = {}
    for place, candidate in enumerate(page.leading):
        document = candidate.document()
        if document.kind == Kind.HONOUR or not products.are_in(document):
            continue
        for answer in _of_document(question, page, document, place):
            best = found.get(answer.subject.bank)
            if best is None or _is_better(question.asked, answer, best):
                found[answer.subject.bank] = answer
    surest = sorted(found.values(), key=lambda a: (-a.evidence, a.document.place))
    best_evidence = surest[0].evidence if surest else 0.0
    return tuple(a for a in surest if a.evidence >= SHARE_OF_BEST * best_evidence)[:MOST_BANKS]


def _is_better(asked: Asked, answer: Answer, best: Answer) -> bool:
    """Does an answer of the same bank answer better, or as well and is newer?"""
    near = AMOUNTS_ABOUT_AS_WELL if asked.wanted is Wanted.AMOUNT else ABOUT_AS_WELL
    if abs(answer.evidence - best.evidence) > near:
        return answer.evidence > best.evidence
    newer = (answer.document.end or date.min, answer.evidence)
    return newer > (best.document.end or date.min, best.evidence)


def _of_document(
    question: Question, page: ResultPage, document: IndexDocument, place: int
) -> Iterator[Answer]:
    """The sentences of an entry that answer, each with its evidence."""
    whole = document.normal_text + "\n" + document.normal_title
    in_entry = question.share(whole, amounts_of(document.text) if question.amounts else frozenset())
    cosines = _cosines(page, document)
    if in_entry < LEAST_IN_ENTRY_CLOSE or not question.touches(whole):
        return
    for subject in document.sentence_subjects:
        sentence = subject.sentence
        if sentence.introduces or not question.is_about(subject):
            continue
        if question.asked.takes_plan_for_fact(sentence.text):
            continue
        if _names_others(document, subject) and not question.banks:
            continue
        if without_numbering(sentence.text).strip("。.；;！!？? ") == document.title.strip():
            continue
        if question.asks_itself(sentence.text):
            continue
        if question.takes_as_example(sentence.text) or question.is_of_part(subject):
            continue
        if not question.asked.fits(sentence.text) or not question.is_stated_in(sentence.text):
            continue
        cosine = cosines.get(sentence.start, 0.0) if cosines is not None else 0.0
        if not question.is_covered(in_entry, cosine):
            continue
        amounts = amounts_of(sentence.text) if question.amounts else frozenset()
        in_sentence = question.share(normalize(sentence.text), amounts)
        evidence = IN_SENTENCE * in_sentence + IN_ENTRY * in_entry
        enough = ENOUGH_BY_WORDS
        if cosines is not None:
            evidence = WORDS * evidence + MEANING * cosine
            enough = ENOUGH_WITH_MEANING
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


def _names_others(document: IndexDocument, subject: SentenceSubject) -> bool:
    """Is a sentence about another bank too, whose figures it may state?"""
    if _SEVERAL.search(subject.sentence.text):
        return True
    others = (name for name in document.organisations if name != subject.bank)
    short = (name.removesuffix(_BANK) for name in others if name.endswith(_BANK))
    return any(name in subject.sentence.text for name in short)


def _cosines(page: ResultPage, document: IndexDocument) -> dict[int, float] | None:
    """How near each sentence of an entry is to the question, by its start; None without a model."""
    if page.meaning is None:
        return None
    found = page.meaning.sentence_cosines(document.id)
    starts = [sentence.start for sentence in embedded_sentences(document)]
    return dict(zip(starts, found, strict=False))
