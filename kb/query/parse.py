"""Query text to query tree. No input is an error.

    整村授信 考核 both "一站式" exactly this text 话术 OR 通关 话术 或 通关 either -临海 not (话术
    或 通关) 试点 brackets 机构:温岭 a field 时间:2018-07..2018-09 a span of days

Quotes, brackets, colon and minus may be full-width. An operator is one only where a word could
begin or end, so that a piece of running text, pasted, stays text; what cannot be parsed is text
too, and the notice says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.query.dates import parse_span
from kb.query.tree import FIELDS, And, Dates, Field, Node, Not, Or, Phrase, Text
from kb.text import normalize

MAX_LENGTH = 1000
MAX_DEPTH = 12
MAX_LEAVES = 60

# Opening quote → what may close it: input methods mix up the double quotes.
_QUOTES = dict.fromkeys('"“”„＂', '"“”„＂') | {"「": "」", "『": "』", "«": "»"}
_OPEN, _CLOSE = "(（", ")）"
_MINUS = "-－"
_OR = {"or", "或", "|", "｜", "||"}
_AND = {"and", "与", "&", "&&"}
# What may come between closing quotes and the next word: punctuation, closing brackets.
_AFTER_QUOTES = re.compile(r"[。，、；：？！,.;:?!]*(?:[)）\s]|$)")
_FIELD = re.compile(rf"((?ai:{'|'.join(FIELDS)}))\s?[:：]\s?(?=\S)")

_SENTENCE = re.compile(r"[^\s，。；！？,;!?]*[，。；！？,;!?]")
_CONDITION = re.compile(rf"[-－]?{_FIELD.pattern}(?:[\"“”„＂][^\"“”„＂]*[\"“”„＂]|[^\s)）]+)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree (None: nothing was asked), the text as it was read, and a notice in Chinese or ""."""

    tree: Node | None
    text: str
    notice: str = ""


def without_fields(text: str) -> str:
    """A text without its conditions on fields (机构:青枫): the words that are left."""
    return " ".join(_CONDITION.sub(" ", text).split())


class _Fault(Exception):
    """The text is not a query of the language; its message becomes the notice."""


def parse(text: str) -> Parsed:
    """Parse what a person typed."""
    notice = ""
    text = text.encode(errors="replace").decode().strip()  # a lone surrogate is not a character
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notice = f"检索词过长，只取了前 {MAX_LENGTH} 个字"
    # Characters that the normal form drops must not separate a word from its operator.
    text = "".join(filter(_is_kept, text)).strip()
    if not text:
        return Parsed(None, "")
    try:
        tree = _Parser(text).parse()
    except _Fault as fault:
        tree, notice = Text(text), "；".join(filter(None, (notice, f"{fault}，已按普通文字检索")))
    return Parsed(tree, text, notice)


@lru_cache(maxsize=8192)
def _is_kept(char: str) -> bool:
    """Is a character white space, or something in the normal form?"""
    return char.isspace() or bool(normalize(char))


class _Parser:
    """Recursive descent over the characters; depth and leaves are capped."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.leaves = 0
        self._plain_brackets: set[int] = set()

    def parse(self) -> Node:
        node = self._either(depth=0)
        if node is None:
            raise _Fault("没有可检索的词")
        if _only_excludes(node):
            raise _Fault("只有排除的词")
        return node

    def _either(self, depth: int) -> Node | None:
        if depth > MAX_DEPTH:
            raise _Fault("括号层数过多")
        alternatives: list[Node] = []
        terms: list[Node] = []
        pending = False
        while (node := self._term(depth)) is not _END:
            if node is _OR_SIGN:
                if not terms:
                    raise _Fault("“或”的前面没有词")
                alternatives.append(_all(terms))
                terms, pending = [], True
            elif isinstance(node, Node):
                terms.append(node)
                pending = False
        if pending and not terms:
            raise _Fault("“或”的后面没有词")
        if terms:
            alternatives.append(_all(terms))
        if not alternatives:
            return None
        return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))

    def _term(self, depth: int) -> Node | object:
        self._skip_blanks()
        if self.position >= len(self.text):
            return _END
        char = self.text[self.position]
        if char in _CLOSE and depth:
            return _END
        if char in _OPEN and (inner := self._bracketed(depth)) is not None:
            return inner
        if char in _MINUS and self._excludes(self.position + 1):
            start = self.position
            self.position += 1
            node = self._term(depth)
            if isinstance(node, Node):
                return node.child if isinstance(node, Not) else Not(node)
            self.position = start
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            raise _Fault("检索词过多")
        if char in _QUOTES and (phrase := self._quoted(alone=True)) is not None:
            return Phrase(phrase)
        field = _FIELD.match(self.text, self.position)
        if field and not self._runs_on(field.end()):
            return self._field(FIELDS[field.group(1).lower()], field.end(), depth)
        word = self._word(depth)
        if word.lower() in _OR:
            return _OR_SIGN
        return _SKIP if word.lower() in _AND else Text(word)

    def _skip_blanks(self) -> None:
        while self.position < len(self.text) and self.text[self.position].isspace():
            self.position += 1

    def _excludes(self, position: int) -> bool:
        """Does a minus right before `position` exclude a term, and is not a dash?"""
        after = self.text[position : position + 1]
        return bool(after) and not after.isspace() and after not in _MINUS

    def _bracketed(self, depth: int) -> Node | None:
        """The bracketed group that opens here, or None when it does not close at the end of a word."""
        start, leaves = self.position, self.leaves
        if start in self._plain_brackets:
            return None
        self.position += 1
        node = self._either(depth + 1)
        closed = self.position < len(self.text) and self.text[self.position] in _CLOSE
        # (甲 或 乙)-丙 excludes; (试行)-丙 is a piece of text.
        ends = closed and self._closes_group()
        if ends and self._minus_follows():
            ends = isinstance(node, Or)
        if node is not None and ends:
            self.position += 1
            return node
        self.position, self.leaves = start, leaves
        self._plain_brackets.add(start)  # otherwise nested ones would be tried again and again
        return None

    def _quoted(self, *, alone: bool = False) -> str | None:
        """The text in the quotes that open here, None when they do not close; with `alone` also
        None when they are part of running text, as in a question (“一站式”是什么)."""
        closing = _QUOTES[self.text[self.position]]
        for end in range(self.position + 1, len(self.text)):
            if self.text[end] in closing:
                inside = self.text[self.position + 1 : end].strip()
                if not inside or (alone and not _AFTER_QUOTES.match(self.text, end + 1)):
                    return None
                self.position = end + 1
                return inside
        return None

    def _runs_on(self, value_at: int) -> bool:
        """Is what stands after a colon a sentence (做法：五步之间留出间隔，…), and not a name?"""
        if self.text[value_at] in _QUOTES:
            return False
        return bool(_SENTENCE.match(self.text, value_at))

    def _field(self, field: str, value_at: int, depth: int) -> Node:
        self.position = value_at
        value = (self._quoted() if self.text[value_at] in _QUOTES else None) or self._word(depth)
        if field != "period":
            return Field(field, value)
        try:
            return Dates(*parse_span(value))
        except ValueError:
            raise _Fault(f"看不懂时间“{value}”（可写 2018-07 或 2018-07..2018-09）") from None

    def _word(self, depth: int) -> str:
        """Up to the next blank, or to the bracket that closes the group around it."""
        start = self.position
        nested = 0
        while self.position < len(self.text) and not self.text[self.position].isspace():
            char = self.text[self.position]
            if char in _OPEN:
                nested += 1
            elif char in _CLOSE:
                if depth and not nested and self.position > start and self._closes_group():
                    break
                nested = max(0, nested - 1)
            self.position += 1
        return self.text[start : self.position]

    def _closes_group(self) -> bool:
        after = self.position + 1
        if after >= len(self.text) or self.text[after].isspace() or self.text[after] in _CLOSE:
            return True
        return self._minus_follows()

    def _minus_follows(self) -> bool:
        """Does a minus that excludes a term stand right behind the bracket here?"""
        after = self.position + 1
        return self.text[after : after + 1] in tuple(_MINUS) and self._excludes(after + 1)


_END, _OR_SIGN, _SKIP = object(), object(), object()


def _all(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else And(tuple(terms))


def _only_excludes(node: Node) -> bool:
    if isinstance(node, Not):
        return True
    if isinstance(node, And):
        return all(_only_excludes(child) for child in node.children)
    return isinstance(node, Or) and any(_only_excludes(child) for child in node.children)
