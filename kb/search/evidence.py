"""A question as evidence is weighed by: its words and their worth, its amounts, whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kb.enrich import SentenceSubject
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import Contains, Everything, without_question_words
from kb.search.measures import Measure, measure_of
from kb.search.places import NamedPlaces
from kb.search.questions import MONEY, RATES, SPANS, Asked, Wanted
from kb.search.ranking import idf
from kb.search.results import ResultPage
from kb.text import normalize, parse_numeral, quantities, scaled

# A word in the names of more organisations than this says which kind (支行), not which one.
MOST_NAMED = 2
# The least share of the question's words in the entry: one that lacks the telling word is about
# something else. 蓝领贷的利率 is not answered by the rate of another loan. Of how something is done,
# most answers are wrong.
LEAST_IN_ENTRY, LEAST_IN_ENTRY_WAY = 0.7, 0.9
# A sentence so near in meaning may answer in other words, where the question names the unit.
CLOSE, LEAST_IN_ENTRY_CLOSE = 0.73, 0.45
# An example is not what a bank has.
_EXAMPLE = re.compile("为例|样本|假如")
# A single character is usually a piece of a word that the dictionary lacks.
CHARACTER = 0.4
ONE_IN = 100
# Such words of a question are not looked for: 一节课给多少钱.
_FILLER = re.compile(
    "一(?:个?月|个?季度?|年|周|天|晚|场|块|节课?|次|家|户|台|笔|个|名|位|条|人)|个月"
    "|钱|平均|顶多能?|大概|大约|今年|现在|那里|这里|一般|到底|究竟|总共|一共"
)
_BEGINS = 12
_LETTER = re.compile("(?<![a-z0-9])[a-z](?![a-z0-9])")
_HAN_DATE = re.compile("([一二三四五六七八九十]{1,3})(?=[月日号点])")


@dataclass(frozen=True, slots=True)
class Question:
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
    def of(cls, kb: KnowledgeBase, page: ResultPage, asked: Asked, named: NamedPlaces) -> Question:
        banks: set[str] = set(named.banks | named.branches)
        spoken: set[str] = set(named.spoken)
        words = []
        amounts = quantities(page.query.text)
        spelled = {normalize(page.query.text[q.start : q.end]) for q in amounts}
        for word in _joined(page):
            if any(word in amount for amount in spelled):
                continue  # compared as an amount, whatever its spelling
            if without_question_words(word) != word or _FILLER.fullmatch(word):
                continue  # 几天 asks
            if any(word in name or word.endswith(name) for name in named.spoken):
                continue
            full = kb.vocabulary.organisations_named(word) if len(word) > 1 else ()
            if 0 < len(full) <= MOST_NAMED:
                banks |= set(full)
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
            lexicon = kb.figure_reader.lexicon
            measure = measure_of(asked, spoken, places, lexicon, _this_year(kb, asked.text))
            if measure is not None and named.any_branch:
                measure = replace(measure, each_branch=True)
        return cls(asked, worth, amounts_of(page.query.text), places, unknown, letters, measure)

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
        measured = self.asked.measured
        if measured and re.search(f"、[^，、]{{0,6}}{measured}[^，、]{{0,4}}[0-9]", clause):
            return False  # the sum of several: 人工、物料、驿站补贴486万元
        return any(word in clause for word in self.worth)

    def takes_as_example(self, sentence: str) -> bool:
        """Is an amount one of an example, where the question is about no example?"""
        found = _EXAMPLE.search(sentence) if self.asked.wanted is Wanted.AMOUNT else None
        return found is not None and found.group() not in self.asked.text

    def asks_itself(self, sentence: str) -> bool:
        """Does a sentence quote a question, which is no way of doing something?"""
        return self.asked.wanted is Wanted.WAY and "问“" in sentence

    def is_of_part(self, subject: SentenceSubject) -> bool:
        """Is a number one of a branch that a sentence begins with, where no branch is asked about?"""
        counted = self.asked.units.isdisjoint(MONEY | RATES | SPANS)
        start = subject.sentence.text[:_BEGINS]
        begins = "该支行" in start or (subject.branch and subject.branch in start)
        return bool(self.asked.wanted is Wanted.AMOUNT and counted and begins) and (
            subject.branch not in self.banks
        )

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


def _this_year(kb: KnowledgeBase, text: str) -> int:
    """The year of the newest bulletin; 0 where the question does not count from it."""
    if not re.search("[今去上]年", text):
        return 0
    newest = kb.engine.search(Request(Everything(), order=Order.DATE, size=1)).candidates
    return newest[0].end.year if newest and newest[0].end else 0


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


def amounts_of(text: str) -> frozenset[tuple[object, str]]:
    """The amounts a text states, in their base unit; 50万 of money may lack its 元."""
    found = set()
    for quantity in quantities(text):
        factor, unit = scaled(quantity.unit)
        if quantity.number == 1 and factor == 1:
            continue  # 一个月, 一个村: not an amount that distinguishes sentences
        found.add((quantity.number * factor, unit.removesuffix("元")))
    return frozenset(found)
