"""Which sentences of an entry speak of a practice or a search, each with the reason.

A sentence speaks of a practice when
- it names the practice or an alias of it;
- it is an item of a chain (一是…) whose lead names it;
- the title of its entry, or a heading above it, names it: then the whole entry is about it;
- it goes on in a paragraph of a lesson whose first statement names it, as long as no practice is
  named that is foreign to it (neither broader, narrower nor related); or
- its entry names the practice nowhere, but an editor has tagged it so.
A sentence speaks of a search when it holds one of the words looked for, or the title of its entry
holds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from kb.enrich import Vocabulary
from kb.index import IndexDocument
from kb.model import Kind, Practice
from kb.text import Sentence, Span, normalize, sentences, without_numbering


class Relation(Enum):
    """Why a sentence speaks of a subject; the order is how surely it does."""

    NAMED = "named"
    WORDS = "words"
    CHAIN = "chain"
    TITLE = "title"
    FOLLOWS = "follows"
    TAGGED = "tagged"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that speaks of a subject. `words` are those it, or the title, was known by."""

    document: IndexDocument
    sentence: Sentence
    relation: Relation
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why the sentence is here, in Chinese; "" where everything was asked for."""
        quoted = "".join(f"“{word}”" for word in self.words)
        match self.relation:
            case Relation.NAMED:
                return f"本句提到{quoted}"
            case Relation.WORDS:
                return f"本句含{quoted}"
            case Relation.CHAIN:
                return f"本句所属的并列句以提到{quoted}的话领起"
            case Relation.TITLE:
                return f"条目的题目或上级标题提到{quoted}，全条都讲它"
            case Relation.FOLLOWS:
                return f"这一段开头讲{quoted}，本句接着讲，没有换到别的做法"
            case Relation.TAGGED:
                return f"编者把这个条目归入{quoted}"
            case _:
                return ""


def units_of(document: IndexDocument, *, whole: bool) -> tuple[Sentence, ...]:
    """The sentences of an entry that state something: not its title, no announcement (如下：).

    With `whole`, all of them.
    """
    units = sentences(document.text)
    if whole:
        return units
    stated = tuple(unit for unit in units if not unit.introduces)
    return tuple(unit for unit in stated if not _is_title(unit, document)) or stated


def _is_title(unit: Sentence, document: IndexDocument) -> bool:
    return without_numbering(unit.text).strip("。.；;！!？? ") == document.title.strip()


@dataclass(frozen=True, slots=True)
class Names:
    """How a practice is named, and which practices belong with it.

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
        family = {practice.name, practice.broader, *practice.related}
        family |= set(vocabulary.narrower.get(practice.name, ()))
        return cls(
            vocabulary,
            practice.name,
            tuple(names),
            (*longer, *(name for name in names if re.search("[0-9a-z]", name))),
            frozenset(family),
        )

    def named_in(self, text: str) -> str:
        """The name by which a text names the practice, "" when it does not.

        A name that stands only within the name of another practice names nothing.
        """
        normal = normalize(text)
        name = next((name for name in self.names if name in normal), "")
        if name and any(other in normal for other in self.unsure):
            return name if self.practice in self.vocabulary.practices_in(text) else ""
        return name

    def leaves(self, text: str) -> bool:
        """Does a text turn to a practice that is foreign to this one?"""
        return any(name not in self.family for name in self.vocabulary.practices_in(text))


def of_practice(names: Names, document: IndexDocument, units: Iterable[Sentence]) -> list[Passage]:
    """Those of some sentences of an entry that speak of a practice."""
    units = tuple(units)
    found = list(_naming(names, document, units))
    tagged = names.practice in document.practices
    if found or not tagged or names.named_in(document.text):
        return found
    return [Passage(document, unit, Relation.TAGGED, (names.practice,)) for unit in units]


def _naming(names: Names, document: IndexDocument, units: Iterable[Sentence]) -> Iterator[Passage]:
    """The sentences that speak of a practice because it is named somewhere."""
    above = (document.title, *document.headings)
    in_title = next(filter(None, map(names.named_in, above)), "")
    may_follow = document.kind == Kind.LESSON
    topic, paragraph = "", -1
    for unit in units:
        states = not unit.introduces and not _is_title(unit, document)
        begins = states and document.text.count("\n", 0, unit.start) != paragraph
        if begins:
            topic, paragraph = "", document.text.count("\n", 0, unit.start)
        if name := names.named_in(unit.text):
            topic = name if begins and may_follow else topic
            yield Passage(document, unit, Relation.NAMED, (name,))
        elif unit.lead and (led := names.named_in(document.text[slice(*unit.lead)])):
            yield Passage(document, unit, Relation.CHAIN, (led,))
        elif in_title:
            yield Passage(document, unit, Relation.TITLE, (in_title,))
        elif topic and names.leaves(unit.text):
            topic = ""
        elif topic:
            yield Passage(document, unit, Relation.FOLLOWS, (topic,))


def of_search(
    document: IndexDocument,
    units: Iterable[Sentence],
    highlights: tuple[Span, ...],
    words: tuple[str, ...],
) -> Iterator[Passage]:
    """Those of some sentences of an entry that speak of a search.

    `highlights` are the spans of its text that matched, `words` what was looked for; without words
    every sentence speaks of it.
    """
    title = document.normal_title
    in_title = bool(words) and all(word in title for word in words)
    for unit in units:
        held = dict.fromkeys(
            document.text[start:end]
            for start, end in highlights
            if start < unit.end and end > unit.start
        )
        if held:
            yield Passage(document, unit, Relation.WORDS, tuple(held))
        elif in_title:
            yield Passage(document, unit, Relation.TITLE, words)
        elif not words:
            yield Passage(document, unit, Relation.ALL)
