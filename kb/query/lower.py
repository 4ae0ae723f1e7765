"""From query tree to what engines and ranker work with. Done once a search, and pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

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
from kb.query.tree import And, Dates, Field, Node, Not, Or, Phrase, Text
from kb.text import normalize

# Words that ask, and words that only join others; none of them says what is looked for.
QUESTION_WORDS = frozenset(
    "什么 哪 哪些 哪个 哪里 哪儿 哪种 哪位 哪年 哪家 谁 何 何时 何地 何人 何种 为何 如何 怎么 怎样 怎么样 怎么办"
    " 为什么 多少 几 几个 几家 几次 多久 多大 多长 是否 吗 呢 吧 请问 有何 有无 能否 可否 是什么 有什么 有哪些".split()
)
STOP_WORDS = QUESTION_WORDS | frozenset(
    "的 了 是 在 和 与 及 或 有 对 把 被 将 为 以 于 从 到 由 就 都 也 还 又 而 且 并 等 着 过 地 得 之 其 这 那"
    " 个 中 上 下 里 用 可 可以 能 会 要 a an the of in on to and or is are".split()
)
MAX_WORDS = 200


class Names(Protocol):
    """What lowering asks the vocabulary."""

    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names of the practice that the string names."""

    def organisations_named(self, normal: str) -> tuple[str, ...]:
        """The full names of organisations with a name that holds the string."""


class Cutter(Protocol):
    """What lowering asks the segmenter."""

    def words(self, normal: str) -> list[str]:
        """The words of a normal form."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that ranks, with the other names it is also looked for under."""

    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lowered:
    """A query ready to run.

    `match` decides what is found; `literals` are the strings as typed, for the exact-string
    bonus; `words` rank and highlight; `phrases` were quoted. `hard` is what must hold even of a
    partial match, and None when the query has alternatives, so that it is never loosened.
    `expanded` maps a practice's name as typed to the names also looked for.
    """

    match: Match
    literals: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    phrases: tuple[str, ...] = ()
    hard: Match | None = None
    expanded: dict[str, tuple[str, ...]] = field(default_factory=dict)


def lower(tree: Node | None, text: str, cutter: Cutter, names: Names, *, expand: bool) -> Lowered:
    """Lower a tree; `text` is what was typed, `expand` looks for aliases of practices too."""
    if tree is None:
        return Lowered(Everything())
    work = _Lowering(cutter, names, expand)
    match = work.node(tree)
    whole = normalize(text)
    if not isinstance(tree, Text) and whole:
        # A pasted piece of running text is found even where it looks like operators.
        match = any_of([match, Contains("text", whole)])
    return Lowered(
        match=match,
        literals=tuple(work.literals),
        words=tuple(work.words.values())[:MAX_WORDS],
        phrases=tuple(work.phrases),
        hard=work.hard(tree),
        expanded={
            word.text: word.alternatives for word in work.words.values() if word.alternatives
        },
    )


class _Lowering:
    """Walks a tree and gathers, from what is asked for and not excluded, what ranks."""

    def __init__(self, cutter: Cutter, names: Names, expand: bool) -> None:
        self.cutter = cutter
        self.names = names
        self.expand = expand
        self.literals: dict[str, None] = {}
        self.words: dict[str, Word] = {}
        self.phrases: dict[str, None] = {}

    def node(self, node: Node) -> Match:
        """The match of a node that is asked for."""
        match node:
            case Text(text):
                return self._text(text)
            case Phrase(text):
                literal = normalize(text)
                self.literals[literal] = self.phrases[literal] = None
                for word in self._content_words(literal):
                    self.words.setdefault(word, Word(word))
                return Contains("text", literal)
            case And(children):
                return all_of([self.node(child) for child in children])
            case Or(children):
                return any_of([self.node(child) for child in children])
            case _:
                return self._condition(node)

    def hard(self, tree: Node) -> Match | None:
        """The conditions of a tree that is a plain row of words and conditions."""
        children = tree.children if isinstance(tree, And) else (tree,)
        if any(isinstance(child, And | Or) for child in children):
            return None
        return all_of(
            [
                Contains("text", normalize(child.text))
                if isinstance(child, Phrase)
                else self._condition(child)
                for child in children
                if not isinstance(child, Text)
            ]
        )

    def _text(self, text: str) -> Match:
        literal = normalize(text)
        if not literal:
            return Everything()
        self.literals[literal] = None
        words = self._content_words(literal)
        if not words:
            return _anywhere(literal)
        required: list[Match] = []
        for word in words:
            names = self.names.alternatives(word) if self.expand else ()
            others = tuple(name for name in names if word not in name)  # those are found anyway
            self.words.setdefault(word, Word(word, others))
            required.append(any_of([_anywhere(word), *(Contains("text", o) for o in others)]))
        return all_of(required[:MAX_WORDS])

    def _content_words(self, literal: str) -> list[str]:
        """The words of a string without those that say nothing, unless it has no others."""
        words = list(dict.fromkeys(self.cutter.words(literal)))
        return [word for word in words if word not in STOP_WORDS] or words

    def _condition(self, node: Node) -> Match:
        """The match of a node that only sorts out: nothing of it ranks or is highlighted."""
        match node:
            case Not(child):
                return NoneOf(_Lowering(self.cutter, self.names, expand=False).node(child))
            case Dates(start, end):
                return Within(start, end)
            case Field("title", value):
                return Contains("title", normalize(value))
            case Field("kind", value):
                kind = KIND_NAMES.get(normalize(value))
                return HasValue("kind", frozenset({kind.value if kind else value}))
            case Field("organisation", value):
                named = self.names.organisations_named(normalize(value))
                holds = ValueHolds("organisation", normalize(value))
                return any_of([holds, HasValue("organisation", frozenset(named))])
            case Field("practice", value):
                names = (normalize(value), *self.names.alternatives(normalize(value)))
                return any_of([ValueHolds("practice", name) for name in names])
            case Field(name, value):
                return ValueHolds(name, normalize(value))
            case _:
                return self.node(node)


def _anywhere(literal: str) -> Match:
    """In the text, its title and headings, or the name of its bank or group."""
    return any_of(
        [
            Contains("text", literal),
            Contains("title", literal),
            ValueHolds("bank", literal),
            ValueHolds("group", literal),
        ]
    )
