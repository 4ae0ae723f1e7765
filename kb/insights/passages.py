"""Which sentences of an entry are about a practice or a search, each with the reason.

A sentence is about a practice when
- it names the practice or an alias of it;
- its entry is tagged with the practice and names it, and a pattern of the practice stands in the sentence;
- it is an item of a chain (一是…) whose lead names it;
- the title of its entry, or a heading above it, names it: then the whole entry is about it;
- the title of its bulletin names it and no other, and its entry, a lesson, names no foreign one;
- it goes on in a paragraph of a lesson whose first or second statement is the first to name a practice,
  and names this one, as long as no practice is named that is foreign to it (neither broader, narrower nor related); or
- its entry names the practice nowhere, but its wording tells of it, or an editor, or the opening of an
  interview, has tagged it so.
A sentence is about a search when it holds one of the words looked for, or the title of its entry
holds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from kb.enrich import SentenceSubject, Vocabulary, without_topics
from kb.index import IndexDocument
from kb.model import Kind, Practice, Side
from kb.text import Sentence, Span, is_head, normalize, only_titles

_NEXT_POINT = re.compile(
    "(?:第[二三四五六](?:[个条项类招件样]|[，,])|[二三四五六]是|其次|再次|再说)"
)
# Somebody asks, and what follows is the answer.
_ASKS = re.compile("(?:询问|提问|请教|发问|问(?:到|起|道|：))")


class Relation(Enum):
    """Why a sentence is about what was asked, the most certain reason first."""

    NAMED = "named"
    TOLD = "told"
    WORDS = "words"
    CHAIN = "chain"
    TITLE = "title"
    BULLETIN = "bulletin"
    FOLLOWS = "follows"
    WORDED = "worded"
    TAGGED = "tagged"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence about what was asked. `subject` says whom it is about; `words` are the words found in
    it or in the title."""

    document: IndexDocument
    subject: SentenceSubject
    relation: Relation
    words: tuple[str, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.subject.sentence

    @property
    def bank(self) -> str:
        """The bank in whose row it is shown; "" for none. What a group did at its host is the
        host's activity."""
        return self.document.bank if self.at_host else self.subject.bank

    @property
    def side(self) -> Side:
        """The side it is on."""
        return Side.HOST if self.at_host else self.subject.side

    @property
    def at_host(self) -> bool:
        """Does it report what a group of learners did at its host?"""
        document = self.document
        return (
            self.subject.study
            and document.kind in (Kind.ACTIVITY, Kind.OVERVIEW)
            and bool(document.group and document.bank)
        )

    @property
    def lead(self) -> str:
        """The words that lead the chain of which the sentence is a part; "" else."""
        return self.document.text[slice(*self.sentence.lead)] if self.sentence.lead else ""

    @property
    def reason(self) -> str:
        """Why the sentence was chosen, in Chinese; "" when everything was asked for."""
        quoted = "".join(f"“{word}”" for word in self.words)
        match self.relation:
            case Relation.NAMED:
                return f"本句提到{quoted}"
            case Relation.TOLD:
                return f"本句讲的是{quoted}，条目里写着它"
            case Relation.WORDS:
                return f"本句含{quoted}"
            case Relation.CHAIN:
                return f"本句所属的并列句以提到{quoted}的话领起"
            case Relation.TITLE:
                return f"条目的题目或上级标题提到{quoted}，全条都讲它"
            case Relation.BULLETIN:
                return f"简报的标题提到{quoted}，本条没有讲别的做法"
            case Relation.FOLLOWS:
                return f"这一段先讲{quoted}，本句接着讲，没有换到别的做法"
            case Relation.WORDED:
                return f"条目的用语讲的是{quoted}，没有写出名称"
            case Relation.TAGGED:
                return f"编者或简报的开头把这个条目归入{quoted}"
            case _:
                return ""


def units_of(document: IndexDocument, *, whole: bool) -> tuple[SentenceSubject, ...]:
    """The sentences of an entry that state something: not its title, no announcement (如下：), no head
    of a table.

    With `whole`, all of them.
    """
    units = document.sentence_subjects
    if whole:
        return units
    stated = tuple(unit for unit in units if not unit.sentence.introduces)
    return (
        tuple(
            unit
            for unit in stated
            if not only_titles(unit.sentence.text, document.title, document.text)
            and not is_head(document.text, unit.sentence.quoted_span)
        )
        or stated
    )


@dataclass(frozen=True, slots=True)
class Names:
    """How a practice is named, and which practices belong to it.

    `unsure` are the strings in whose presence a name may be part of another word: longer names of
    other practices that hold one of ours, and our own names where they are Latin (CRM).
    """

    vocabulary: Vocabulary
    practice: str
    names: tuple[str, ...]
    unsure: tuple[str, ...]
    family: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary, practice: Practice) -> Names:
        """The names of a practice of the vocabulary."""
        names = dict.fromkeys(normalize(name) for name in (practice.name, *practice.aliases))
        longer = [
            other
            for other, owner in vocabulary.by_name.items()
            if owner.name != practice.name and any(name in other for name in names)
        ]
        return cls(
            vocabulary,
            practice.name,
            tuple(names),
            (*longer, *(name for name in names if re.search("[0-9a-z]", name))),
            vocabulary.family(practice.name),
        )

    def named_in(self, text: str) -> str:
        """The name by which a text names the practice, "" when it does not.

        A name that occurs only inside the name of another practice does not count, nor one in a list
        of topics that were talked about (围绕整村授信、绩效考核等议题座谈).
        """
        normal = without_topics(normalize(text))
        name = next((name for name in self.names if name in normal), "")
        if name and any(other in normal for other in self.unsure):
            return name if self.practice in self.vocabulary.practices_in(text) else ""
        return name

    def told_in(self, sentence: str) -> bool:
        """Does a pattern of the practice stand in a sentence?"""
        return self.vocabulary.told_in(self.practice, sentence)

    def leaves(self, text: str) -> bool:
        """Does a text turn to a practice that is not related to this one?"""
        return any(name not in self.family for name in self.vocabulary.practices_in(text))


def of_practice(
    names: Names, document: IndexDocument, units: Iterable[SentenceSubject]
) -> list[Passage]:
    """Those of some sentences of an entry that are about a practice."""
    units = tuple(units)
    found = list(_naming(names, document, units))
    tagged = names.practice in document.practices
    if found or not tagged or names.named_in(document.text):
        return found
    if titled := names.named_in(document.bulletin_title):
        return [Passage(document, unit, Relation.BULLETIN, (titled,)) for unit in units]
    worded = names.practice in names.vocabulary.practices_in(document.text)
    relation = Relation.WORDED if worded else Relation.TAGGED
    return [Passage(document, unit, relation, (names.practice,)) for unit in units]


def _naming(
    names: Names, document: IndexDocument, units: Iterable[SentenceSubject]
) -> Iterator[Passage]:
    """The sentences that are about a practice because it is named somewhere."""
    above = (document.title, *document.headings)
    in_title = next(filter(None, map(names.named_in, above)), "")
    may_follow = document.kind == Kind.LESSON
    by_pattern = names.practice in document.practices and bool(names.named_in(document.text))
    only = names.family.issuperset(document.practices)  # its points are all about this practice
    topic, is_open, paragraph = "", False, -1
    for subject in units:
        unit = subject.sentence
        states = not unit.introduces and not only_titles(unit.text, document.title, document.text)
        begun = document.text.count("\n", 0, unit.start) == paragraph
        if states and not begun:
            topic, is_open, paragraph = "", may_follow, document.text.count("\n", 0, unit.start)
        if name := names.named_in(unit.text):
            asked = may_follow and _ASKS.search(unit.text) is not None
            topic = name if (is_open and states) or asked else topic
            is_open = is_open or asked
            yield Passage(document, subject, Relation.NAMED, (name,))
        elif unit.lead and (led := names.named_in(document.text[slice(*unit.lead)])):
            yield Passage(document, subject, Relation.CHAIN, (led,))
        elif in_title:
            yield Passage(document, subject, Relation.TITLE, (in_title,))
        elif by_pattern and names.told_in(unit.text):
            topic = names.practice if is_open and states else topic
            yield Passage(document, subject, Relation.TOLD, (names.practice,))
        elif is_open and (
            names.leaves(unit.text)
            or (not only and _NEXT_POINT.match(unit.text))
            or (states and begun and not topic)
        ):
            is_open, topic = bool(topic), ""
        elif topic:
            yield Passage(document, subject, Relation.FOLLOWS, (topic,))


def of_search(
    document: IndexDocument,
    units: Iterable[SentenceSubject],
    highlights: tuple[Span, ...],
    words: tuple[str, ...],
) -> Iterator[Passage]:
    """Those of some sentences of an entry that are about a search.

    `highlights` are the spans of its text that matched, `words` what was looked for; without words
    every sentence is.
    """
    title = document.normal_title
    in_title = bool(words) and all(word in title for word in words)
    for subject in units:
        unit = subject.sentence
        held = dict.fromkeys(
            document.text[start:end]
            for start, end in highlights
            if start < unit.end and end > unit.start
        )
        if held:
            yield Passage(document, subject, Relation.WORDS, tuple(held))
        elif in_title:
            yield Passage(document, subject, Relation.TITLE, words)
        elif not words:
            yield Passage(document, subject, Relation.ALL)
