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
from datetime import date

from kb.enrich import SentenceSubject
from kb.index import IndexDocument, embedded_sentences
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import Contains, without_question_words
from kb.search.comparisons import compared, is_comparison
from kb.search.measures import Measure, measure_of
from kb.search.questions import Asked, Wanted, asked_for
from kb.search.ranking import idf
from kb.search.results import ResultPage
from kb.search.stated import newest
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
ENOUGH_WITH_MEANING, ENOUGH_BY_WORDS = 0.55, 0.60
LEAST_COSINE = 0.55
# The least share of the question's words in the entry: one that lacks the telling word is about
# something else. 蓝领贷的利率 is not answered by the rate of another loan. Of how something is done,
# most answers are wrong.
LEAST_IN_ENTRY, LEAST_IN_ENTRY_WAY = 0.7, 0.9
# A sentence so near in meaning may answer in other words, where the question names the unit.
CLOSE, LEAST_IN_ENTRY_CLOSE = 0.73, 0.45
# Of sentences that answer about as well, the newest is shown.
ABOUT_AS_WELL = 0.02
SHARE_OF_BEST = 0.85
# A single character is usually a piece of a word that the dictionary lacks.
CHARACTER = 0.4
ONE_IN = 100
_BANK = "农商银行"
# Such words of a question are not looked for: 一节课给多少钱.
_FILLER = re.compile(
    "一(?:个?月|个?季度?|年|周|天|晚|场|块|节课?|次|家|户|台|笔|个|名|位|条|人)|个月"
    "|钱|平均|顶多能?|大概|大约|今年|现在|那里|这里|一般|到底|究竟|总共|一共"
)
# 两行都把上限定在12万元: about several banks, named before.
_SEVERAL = re.compile(
    "[两二三四五六七八几各多]家?行(?!政|长|业|动|为|情)|[两二三四五六七八]家(?!支行|网点|部门|[企商店工]|单位)"
)
_LETTER = re.compile("(?<![a-z0-9])[a-z](?![a-z0-9])")
_HAN_DATE = re.compile("([一二三四五六七八九十]{1,3})(?=[月日号点])")


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence of an entry that answers the question, with the bank it is about; `evidence` is from
    0 to 1. `value` is its figure, verbatim, where banks are compared by it."""

    document: IndexDocument
    subject: SentenceSubject
    evidence: float
    value: str = ""

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.subject.sentence.text


def answers(kb: KnowledgeBase, page: ResultPage) -> tuple[Answer, ...]:
    """The answers to what a page of results was asked, the surest first, one a bank; none when it
    is no question, when it is ordered by date, or when the evidence is weak. A question that compares
    is answered by the figures of the banks, in the order asked for."""
    normal = normalize(page.query.text)
    if page.query.order is Order.DATE:
        return ()
    if is_comparison(normal):
        rows = compared(kb, page.query)[:MOST_BANKS]
        return tuple(Answer(row.document, row.subject, 1.0, row.value) for row in rows)
    asked = asked_for(normal)
    if asked is None:
        return ()
    question = _Question.of(kb, page, asked)
    measure = question.measure
    if measure is not None:
        leading = [candidate.document() for candidate in page.leading]
        stated = newest(kb, page.query, measure, leading, MOST_BANKS)
        if stated or not measure.doing:
            return tuple(Answer(one.document, one.subject, 1.0) for one in stated)
    found: dict[str, Answer] = {}
    for place, candidate in enumerate(page.leading):
        document = candidate.document()
        if document.kind == Kind.HONOUR:
            continue
        for answer in _of_document(question, page, document, place):
            best = found.get(answer.subject.bank)
            if best is None or _is_better(answer, best):
                found[answer.subject.bank] = answer
    surest = sorted(found.values(), key=lambda a: (-a.evidence, a.document.place))
    best_evidence = surest[0].evidence if surest else 0.0
    return tuple(a for a in surest if a.evidence >= SHARE_OF_BEST * best_evidence)[:MOST_BANKS]


def _is_better(answer: Answer, best: Answer) -> bool:
    """Does an answer of the same bank answer better, or as well and is newer?"""
    if abs(answer.evidence - best.evidence) > ABOUT_AS_WELL:
        return answer.evidence > best.evidence
    newer = (answer.document.end or date.min, answer.evidence)
    return newer > (best.document.end or date.min, best.evidence)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, the weight of each word, the amounts it names, the banks and branches it is
    about (none: any), the share of its words that the corpus lacks, its single Latin letters, and
    what it measures."""

    asked: Asked
    worth: Mapping[str, float]
    amounts: frozenset[tuple[object, str]]
    banks: frozenset[str]
    unknown: float
    letters: frozenset[str]
    measure: Measure | None

    @classmethod
    def of(cls, kb: KnowledgeBase, page: ResultPage, asked: Asked) -> _Question:
        banks: set[str] = set()
        spoken: set[str] = set()
        words = []
        amounts = quantities(page.query.text)
        spelled = {normalize(page.query.text[q.start : q.end]) for q in amounts}
        for word in _joined(page):
            if any(word in amount for amount in spelled):
                continue  # compared as an amount, whatever its spelling
            if without_question_words(word) != word or _FILLER.fullmatch(word):
                continue  # 几天 asks
            named = kb.vocabulary.organisations_named(word) if len(word) > 1 else ()
            if 0 < len(named) <= MOST_NAMED:
                banks |= set(named)
                spoken.add(word)
            else:
                words.append(_HAN_DATE.sub(_arabic, word))
        count, found = kb.engine.frequencies({"words": words})
        frequencies = {word: found["words"][word] or _held_by(kb, word) for word in words}
        worth = {
            word: idf(count, frequencies[word] or count // ONE_IN)
            * (1.0 if len(word) > 1 else CHARACTER)
            for word in words
        }
        strange = sum(worth[word] for word in words if len(word) > 1 and not frequencies[word])
        unknown = strange / (sum(worth.values()) or 1.0)
        letters = frozenset(_LETTER.findall(asked.text))
        places = frozenset(banks)
        measure = None
        if asked.wanted is Wanted.AMOUNT:
            measure = measure_of(asked.text, spoken, places, kb.figure_reader.lexicon)
        return cls(asked, worth, _amounts(page.query.text), places, unknown, letters, measure)

    def is_about(self, subject: SentenceSubject) -> bool:
        """Does a sentence surely belong to a bank, to one that is asked about if any is?"""
        if not subject.bank or subject.doubtful:
            return False
        return not self.banks or bool({subject.bank, subject.branch} & self.banks)

    def is_covered(self, in_entry: float, cosine: float) -> bool:
        """Is the share of the question's words in an entry enough for a sentence of this meaning?"""
        way = self.asked.wanted is Wanted.WAY
        if in_entry >= (LEAST_IN_ENTRY_WAY if way else LEAST_IN_ENTRY):
            return True
        return bool(self.asked.units) and cosine >= CLOSE

    def is_stated_in(self, sentence: str) -> bool:
        """Does a sentence say what its amount is of: in the clause with the amount? And has it the
        single letters of the question, as in A等?"""
        if not all(letter in normalize(sentence) for letter in self.letters):
            return False
        if self.asked.wanted is not Wanted.AMOUNT:
            return True
        if self.asked.bounded:
            return self.asked.bounds(sentence)
        return any(self._states(normalize(clause)) for clause in self.asked.clauses(sentence))

    def _states(self, clause: str) -> bool:
        doing = self.measure.doing if self.measure else ()
        if doing and not any(word in clause for word in doing):
            return False
        return any(word in clause for word in self.worth)

    def touches(self, text: str) -> bool:
        """Does a text contain a word of the question of more than one character, or is an amount
        asked about?"""
        return bool(self.amounts) or any(word in text for word in self.worth if len(word) > 1)

    def share(self, text: str, amounts: frozenset[tuple[object, str]] = frozenset()) -> float:
        """The share of the question's words that a text in normal form contains; an amount of the
        question that it states too, in any spelling, counts for as much as the best word."""
        most = max(self.worth.values(), default=1.0)
        total = sum(self.worth.values()) + most * len(self.amounts)
        held = sum(worth for word, worth in self.worth.items() if word in text)
        return (held + most * len(amounts & self.amounts)) / (total or 1.0)


def _held_by(kb: KnowledgeBase, word: str) -> int:
    """How many entries contain a string that is no word of theirs; of a character, not counted."""
    return kb.engine.search(Request(Contains("text", word), size=0)).total if len(word) > 1 else 0


def _joined(page: ResultPage) -> Iterator[str]:
    """The words of the question, single characters in a row as one: 回本, which the dictionary does
    not know, is not said by a text that contains 回 and 本."""
    typed = normalize(page.query.text)
    row, end = "", -1
    for word in page.words:
        at = typed.find(word, max(end, 0))
        if len(word) > 1 or word.isascii() or at != end:
            if row:
                yield row
            row = ""
        if len(word) == 1 and not word.isascii():
            row += word
        else:
            yield word
        end = at + len(word) if at >= 0 else -1
    if row:
        yield row


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
    cosines = _cosines(page, document)
    if in_entry < LEAST_IN_ENTRY_CLOSE or not question.touches(whole):
        return
    for subject in document.sentence_subjects:
        sentence = subject.sentence
        if sentence.introduces or not question.is_about(subject):
            continue
        if _names_others(document, subject) and not question.banks:
            continue
        if without_numbering(sentence.text).strip("。.；;！!？? ") == document.title.strip():
            continue
        if not question.asked.fits(sentence.text) or not question.is_stated_in(sentence.text):
            continue
        cosine = cosines.get(sentence.start, 0.0) if cosines is not None else 0.0
        if not question.is_covered(in_entry, cosine):
            continue
        amounts = _amounts(sentence.text) if question.amounts else frozenset()
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
