"""What a person asked for, as a tree."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from kb.text import normalize

# Punctuation at the ends of what was typed that is not part of what is searched for.
END_MARKS = "。，、；：？！…,.;:?!~\"'()（）"

# Name of a field as typed → field. The English names serve scripts.
FIELDS = {
    "机构": "bank",
    "bank": "bank",
    "参与方": "party",
    "party": "party",
    "提到": "mention",
    "mention": "mention",
    "做法": "practice",
    "practice": "practice",
    "小组": "group",
    "group": "group",
    "类型": "kind",
    "kind": "kind",
    "标题": "title",
    "title": "title",
    "时间": "period",
    "time": "period",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words: found as a string, or as all the words it is made of."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Quoted: found exactly as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on a field: 机构:温岭."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """A condition on the period: it shares a day with the span, whose ends may be open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    child: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    children: tuple[Node, ...]


Node = Text | Phrase | Field | Dates | Not | And | Or


def fields_of(tree: Node | None) -> tuple[Field, ...]:
    """The conditions on fields in a tree, excluded ones too, each once."""
    match tree:
        case Field():
            return (tree,)
        case Not(child):
            return fields_of(child)
        case And(children) | Or(children):
            return tuple(dict.fromkeys(field for child in children for field in fields_of(child)))
        case _:
            return ()


def is_plain(tree: Node | None) -> bool:
    """Is it words only: no quotes, operators, fields or dates?"""
    children = tree.children if isinstance(tree, And) else (tree,)
    return all(isinstance(child, Text) for child in children)


def unquoted(
    tree: Node, nowhere: Collection[str], exists: Callable[[str], bool]
) -> tuple[Node, tuple[str, ...]]:
    """The tree in which quoted strings that occur nowhere (given in normal form) lose the
    punctuation at their ends, where `exists` says that this helps, else their quotes; and the
    strings that lost their quotes, as typed. Excluded strings stay as they are."""
    opened: list[str] = []

    def change(node: Node) -> Node:
        match node:
            case Phrase(text) if normalize(text) in nowhere:
                bare = text.strip(END_MARKS)
                if normalize(bare) not in nowhere and bare and exists(normalize(bare)):
                    return Phrase(bare)
                opened.append(text)
                return Text(text)
            case And(children):
                return And(tuple(map(change, children)))
            case Or(children):
                return Or(tuple(map(change, children)))
            case _:
                return node

    return change(tree), tuple(opened)
