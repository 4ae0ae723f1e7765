"""Queries: what a person typed (parse), what must hold for an entry to match (lower, conditions).

Nothing here reads an index.
"""

from __future__ import annotations

from kb.query.conditions import (
    AllOf,
    AnyOf,
    Contains,
    Everything,
    HasValue,
    Match,
    NoneOf,
    ValueHolds,
    Within,
    all_of,
    any_of,
    is_among,
)
from kb.query.dates import parse_span
from kb.query.everyday import EverydayWords
from kb.query.lower import lower
from kb.query.lowered import Lowered, Word
from kb.query.parse import MAX_LENGTH, Parsed, parse, without_fields
from kb.query.pinyin import SpelledNames
from kb.query.spellings import spellings
from kb.query.stop_words import QUESTION_WORDS, STOP_WORDS, without_question_words
from kb.query.terms import joined_words
from kb.query.tree import Field, Node, fields_of, is_plain, unquoted

__all__ = [
    "MAX_LENGTH",
    "QUESTION_WORDS",
    "STOP_WORDS",
    "AllOf",
    "AnyOf",
    "Contains",
    "EverydayWords",
    "Everything",
    "Field",
    "HasValue",
    "Lowered",
    "Match",
    "Node",
    "NoneOf",
    "Parsed",
    "SpelledNames",
    "ValueHolds",
    "Within",
    "Word",
    "all_of",
    "any_of",
    "fields_of",
    "is_among",
    "is_plain",
    "joined_words",
    "lower",
    "parse",
    "parse_span",
    "spellings",
    "unquoted",
    "without_fields",
    "without_question_words",
]
