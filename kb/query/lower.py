"""From query tree to what engines and ranker work with. Done once for each search, and pure.

What was typed as one string is first of all a string: it matches where it stands as typed (FULL),
or in another spelling. Entries that hold all its words, scattered, are matches of a looser level
(kb/index/engines/port.py).
"""

from __future__ import annotations

import re

from kb.model import KIND_NAMES
from kb.query.conditions import (
    Contains,
    Everything,
    HasValue,
    Match,
    NoneOf,
    ValueHolds,
    Within,
    all_of,
    any_of,
)
from kb.query.lowered import Cutter, Lowered, Names, Word
from kb.query.spellings import spellings
from kb.query.stop_words import STOP_WORDS, joined_asking
from kb.query.terms import joined_words, lone_pairs, telling_tokens
from kb.query.tree import END_MARKS, And, Dates, Field, Node, Not, Or, Phrase, Text
from kb.text import normalize, touches_number

MAX_WORDS = 200
# A branch is named in an entry; the practice is its bank's.
_BRANCH = ("支行", "分理处")
_PARTICLES = frozenset("的了吗呢吧是呀啊")
_QUOTED = re.compile(r"[\"'「『«《]([^\"'「」『』«»《》]{1,60})[\"'」』»》]")


def lower(tree: Node | None, text: str, cutter: Cutter, names: Names, *, expand: bool) -> Lowered:
    """Lower a tree; `text` is what was typed, `expand` looks for aliases of practices too."""
    if tree is None:
        return Lowered(Everything())
    cutter = _Remembering(cutter)
    strings = _Lowering(cutter, names, expand)
    match = strings.node(tree)
    typed = "" if isinstance(tree, Text) else normalize(text)
    whole = match
    if any(map(touches_number, (*strings.strings, typed))):
        whole = _Lowering(cutter, names, expand, whole=True).node(tree)
    words = _Lowering(cutter, names, expand, scattered=True)
    scattered: Match | None = words.node(tree)
    if typed:
        # A pasted piece of running text is found even where it looks like operators.
        match, whole = (
            any_of([found, Contains("text", typed, edge and touches_number(typed))])
            for found, edge in ((match, False), (whole, True))
        )
    return Lowered(
        match=match,
        whole=None if whole == match else whole,
        scattered=None if scattered == match else scattered,
        hard=words.hard(tree),
        literals=tuple(words.literals),
        strings=tuple(strings.strings),
        pieces=tuple(words.strings),
        words=tuple(words.words.values())[:MAX_WORDS],
        tokens=telling_tokens(tuple(words.literals), cutter.words),
        phrases=tuple(words.phrases),
        expanded=words.expanded,
    )


class _Remembering:
    """A cutter that cuts each text once."""

    def __init__(self, cutter: Cutter) -> None:
        self._cutter = cutter
        self._known: dict[str, list[str]] = {}

    def words(self, normal: str) -> list[str]:
        """The words of a normal form."""
        if normal not in self._known:
            self._known[normal] = joined_asking(self._cutter.words(normal))
        return self._known[normal]


class _Lowering:
    """Walks a tree and gathers, from what is asked for and not excluded, what ranks.

    With `whole` strings must cut no number; with `scattered` plain text is looked for word by word.
    """

    def __init__(
        self,
        cutter: Cutter,
        names: Names,
        expand: bool,
        *,
        whole: bool = False,
        scattered: bool = False,
    ) -> None:
        self.cutter = cutter
        self.names = names
        self.expand = expand
        self.whole = whole
        self.scattered = scattered
        self.literals: dict[str, None] = {}
        self.strings: dict[str, None] = {}
        self.words: dict[str, Word] = {}
        self.phrases: dict[str, None] = {}
        self.expanded: dict[str, tuple[str, ...]] = {}

    def node(self, node: Node) -> Match:
        """The match of a node that is asked for."""
        match node:
            case Text(text):
                return self._text(text)
            case Phrase(text):
                literal = normalize(text)
                self.literals[literal] = self.phrases[literal] = self.strings[literal] = None
                for word in self._content_words(literal):
                    self.words.setdefault(word, Word(word))
                return self._contains(literal)
            case And(children):
                return all_of([self.node(child) for child in self._telling(children)])
            case Or(children):
                return any_of([self.node(child) for child in children])
            case _:
                return self._condition(node)

    def hard(self, tree: Node) -> Match | None:
        """The conditions of a tree that is a row of words, alternatives of words, and conditions."""
        children = tree.children if isinstance(tree, And) else (tree,)
        if any(isinstance(child, And | Or) and not _only_words(child) for child in children):
            return None
        return all_of(
            [
                self._contains(normalize(child.text))
                if isinstance(child, Phrase)
                else self._condition(child)
                for child in children
                if not _only_words(child)
            ]
        )

    def _telling(self, children: tuple[Node, ...]) -> tuple[Node, ...]:
        """The parts of a row without the texts that say nothing, unless it has no others."""

        def says(child: Node) -> bool:
            return not isinstance(child, Text) or any(
                word not in STOP_WORDS for word in self.cutter.words(normalize(child.text))
            )

        return tuple(child for child in children if says(child)) or children

    def _text(self, text: str) -> Match:
        typed = normalize(text)
        literal = typed.strip(END_MARKS) or typed
        if not literal:
            return Everything()
        self.literals[literal] = None
        self.literals |= dict.fromkeys(filter(None, map(normalize, _QUOTED.findall(typed))))
        words = self._content_words(literal)
        for word in words:
            self.words.setdefault(word, Word(word, self._others(word)))
        pieces = joined_words(literal, words)[:MAX_WORDS]
        if self.scattered and pieces:
            self.strings |= dict.fromkeys(lone_pairs(literal, self.cutter.words(literal)))
            return all_of([self._string(piece) for piece in pieces])
        if len(pieces) == 1 and pieces[0] != literal and not _goes_on(literal, pieces[0], words):
            # 什么是整村授信: the rest asks.
            return any_of([self._string(literal), self._string(pieces[0])])
        return self._string(literal)

    def _string(self, literal: str) -> Match:
        """A string, in any of its spellings, or another name of the practice that it names."""
        full = self.names.with_full_bank_names(literal)
        forms = tuple(dict.fromkeys((literal, full, *spellings(literal), *spellings(full))))
        others = tuple(name for form in forms for name in self._names(form))
        if others:
            self.expanded[literal] = others
        self.strings |= dict.fromkeys((*forms, *others))
        return any_of(
            [
                *(found for form in forms for found in self._anywhere(form)),
                *(self._contains(name) for name in others),
            ]
        )

    def _others(self, word: str) -> tuple[str, ...]:
        """What a word may also be called."""
        return (*spellings(word), *self._names(word))

    def _names(self, word: str) -> tuple[str, ...]:
        """The other names of a practice, those left out that hold the word and are found anyway."""
        names = self.names.alternatives(word) if self.expand else ()
        return tuple(name for name in names if word not in name)

    def _contains(self, literal: str, name: str = "text") -> Match:
        return Contains(name, literal, self.whole and touches_number(literal))

    def _anywhere(self, literal: str) -> tuple[Match, ...]:
        """In the text, its title and headings, or the name of its bank or group."""
        return (
            self._contains(literal),
            self._contains(literal, "title"),
            ValueHolds("bank", literal),
            ValueHolds("group", literal),
        )

    def _content_words(self, literal: str) -> list[str]:
        """The words of a string without those that say nothing, unless it has no others."""
        words = list(dict.fromkeys(self.cutter.words(literal)))
        return [word for word in words if word not in STOP_WORDS] or words

    def _condition(self, node: Node) -> Match:
        """The match of a node that only sorts out: nothing of it ranks or is highlighted."""
        match node:
            case Not(child):
                work = _Lowering(self.cutter, self.names, expand=False, whole=True)
                return NoneOf(work.node(child))
            case Dates(start, end):
                return Within(start, end)
            case Field("title", value):
                return Contains("title", normalize(value))
            case Field("kind", value):
                kind = KIND_NAMES.get(normalize(value))
                return HasValue("kind", frozenset({kind.value if kind else value}))
            case Field("bank", value) if normalize(value).endswith(_BRANCH):
                return ValueHolds("organisation", normalize(value))
            case Field("bank" | "party" as field, value):
                return self._organisation(field, normalize(value))
            case Field("mention", value):
                named = self._organisation("organisation", normalize(value))
                return all_of([named, NoneOf(self._organisation("bank", normalize(value)))])
            case Field("practice", value):
                names = (normalize(value), *self.names.alternatives(normalize(value)))
                return any_of([ValueHolds("practice", name) for name in names])
            case Field(name, value):
                return ValueHolds(name, normalize(value))
            case _:
                return self.node(node)

    def _organisation(self, field: str, name: str) -> Match:
        """A value of the field is an organisation with a name that holds the string."""
        named = self.names.organisations_named(name)
        return any_of([ValueHolds(field, name), HasValue(field, frozenset(named))])


def _goes_on(literal: str, piece: str, words: list[str]) -> bool:
    """Is the one character after a piece that ends in a lone one part of it? 客户经里 is 客户经理 mistyped,
    and not about 客户经."""
    rest = literal.removeprefix(piece)
    return len(rest) == 1 and len(words[-1]) == 1 and rest not in _PARTICLES


def _only_words(node: Node) -> bool:
    """Is it text that may match in part, or alternatives of such?"""
    if isinstance(node, And | Or):
        return all(map(_only_words, node.children))
    return isinstance(node, Text)
