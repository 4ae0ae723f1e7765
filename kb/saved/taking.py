"""Taking an excerpt from an entry, and checking later whether the entry still says it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kb.corpus import Corpus, Piece, text_pieces
from kb.errors import CorpusError, EngineError, QueryError, no_entry
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, entry_id, split_entry_id
from kb.query import Contains
from kb.saved.excerpts import Contents, Excerpt
from kb.text import Span, matcher, normalize, sentences

# Sentences shorter than this may be the same by chance.
_SHORT = 12
# How many characters around a changed text are searched for the ends of its sentences.
_REACH = 40


class BadExcerpt(QueryError):
    """A range of an entry that cannot be an excerpt."""


class Standing(StrEnum):
    """Whether the source still has an excerpt: unchanged, elsewhere in the corpus, in other words,
    or not at all; or may not be seen."""

    CURRENT = "current"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Checked:
    """An excerpt and its source. `now` is the excerpt as the source would give it (its text differs
    from the excerpt's when CHANGED), None when GONE; `pieces` are the difference of the texts."""

    standing: Standing
    bulletin: Bulletin | None
    entry: Entry | None
    now: Excerpt | None
    pieces: tuple[Piece, ...] = ()


def digest(text: str) -> str:
    """The digest of an entry's text that an excerpt keeps."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Sources:
    """The entries of a corpus by id, each bulletin read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._bulletins: dict[str, Bulletin | None] = {}

    def find(self, entry_id: str) -> tuple[Bulletin, Entry] | None:
        """A bulletin and its entry, None when there is no readable one with this id."""
        bulletin_id, anchor = split_entry_id(entry_id)
        if bulletin_id not in self._bulletins:
            try:
                self._bulletins[bulletin_id] = self._corpus.load_bulletin(bulletin_id)
            except CorpusError:
                self._bulletins[bulletin_id] = None
        bulletin = self._bulletins[bulletin_id]
        if bulletin is None:
            return None
        entry = next((e for e in bulletin.entries if e.anchor == anchor), None)
        return (bulletin, entry) if entry else None

    def entry(self, entry_id: str) -> tuple[Bulletin, Entry]:
        """A bulletin and its entry; NotFoundError."""
        found = self.find(entry_id)
        if found is None:
            raise no_entry(entry_id)
        return found


def take(
    sources: Sources, entry_id: str, start: int = 0, end: int | None = None, quoted: str = ""
) -> Excerpt:
    """The excerpt [start, end) of an entry (None: to its end), without white space at its ends.

    With `quoted` the range must have this text, apart from white space; if the text is elsewhere in
    the entry, it is taken from there. NotFoundError without the entry, BadExcerpt for a range that
    is empty or does not have the quoted text.
    """
    _, entry = sources.entry(entry_id)
    text = entry.text
    end = len(text) if end is None else end
    if not 0 <= start < end <= len(text):
        raise BadExcerpt("选中的范围不在这个条目里", hint="原文可能刚被更正，请刷新后重选")
    quoted = quoted.strip()
    if quoted and _bare(text[start:end]) != _bare(quoted):
        start = text.find(quoted)
        if start < 0:
            raise BadExcerpt("选中的文字与原文不一致，没有加入", hint="请只在一个条目的正文里选")
        end = start + len(quoted)
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if not piece:
        raise BadExcerpt("选中的只有空白")
    today = date.today().isoformat()
    return Excerpt("", entry_id, start, start + len(piece), piece, digest(text), taken=today)


def joined_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Ranges of a text in reading order; those with only white space between them are one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _bare(text: str) -> str:
    return "".join(text.split())


def checked(kb: KnowledgeBase, excerpts: Iterable[Excerpt]) -> dict[str, Checked]:
    """The state of each excerpt against its source, by the excerpt's id."""
    sources = Sources(kb.corpus)
    return {excerpt.id: _check(kb, sources, excerpt) for excerpt in excerpts}


def _check(kb: KnowledgeBase, sources: Sources, excerpt: Excerpt) -> Checked:
    if not excerpt.entry:  # kb.saved.shown_to
        return Checked(Standing.HIDDEN, None, None, None)
    found = sources.find(excerpt.entry) or _elsewhere(kb, sources, excerpt)
    if found is None:
        return Checked(Standing.GONE, None, None, None)
    bulletin, entry = found
    id_ = entry_id(bulletin.id, entry.anchor)
    text = entry.text
    if id_ == excerpt.entry and text[excerpt.start : excerpt.end] == excerpt.text:
        return Checked(Standing.CURRENT, bulletin, entry, excerpt)
    start = text.find(excerpt.text)
    moved = start >= 0
    start, end = (start, start + len(excerpt.text)) if moved else _successor(excerpt.text, text)
    now = Excerpt(
        excerpt.id, id_, start, end, text[start:end], digest(text),
        excerpt.note, excerpt.question, excerpt.pictures, excerpt.taken,
    )  # fmt: skip
    if moved:
        standing = Standing.CURRENT if id_ == excerpt.entry else Standing.MOVED
        return Checked(standing, bulletin, entry, now)
    return Checked(Standing.CHANGED, bulletin, entry, now, text_pieces(excerpt.text, now.text))


def _elsewhere(
    kb: KnowledgeBase, sources: Sources, excerpt: Excerpt
) -> tuple[Bulletin, Entry] | None:
    """The entry that has the excerpt now: a bulletin with a corrected title or date has another id,
    and so do its entries."""
    try:
        response = kb.engine.search(
            Request(Contains("text", normalize(excerpt.text)), order=Order.DATE, size=20)
        )
    except EngineError:
        return None
    anchor = split_entry_id(excerpt.entry)[1]
    ids = sorted(
        (candidate.id for candidate in response.candidates),
        key=lambda id_: split_entry_id(id_)[1] != anchor,
    )
    for id_ in ids:
        found = sources.find(id_)
        if found and excerpt.text in found[1].text:
            return found
    return None


def _successor(old: str, text: str) -> tuple[int, int]:
    """Where a corrected text says what `old` said: from the first to the last stretch they share
    around the longest one, out to the ends of sentences where `old` began and ended with one."""
    longest = matcher(old, text).find_longest_match()
    low = max(0, longest.b - longest.a - _REACH)
    high = min(len(text), longest.b - longest.a + len(old) + _REACH)
    blocks = matcher(old, text[low:high]).get_matching_blocks()
    shared = [block for block in blocks if block.size > 1]
    if not shared:
        return 0, len(text)
    start = max(0, low + shared[0].b - shared[0].a)
    end = min(len(text), low + shared[-1].b + len(old) - shared[-1].a)
    units = sentences(text)
    if old.endswith(("。", "！", "？", "；", "”")):
        end = next((unit.end for unit in units if unit.start < end <= unit.end), end)
    begins = next((unit.start for unit in units if unit.start <= start < unit.end), start)
    start = begins if start - begins <= _SHORT else start
    while start < end and text[start].isspace():
        start += 1
    return start, max(start + 1, len(text[:end].rstrip()))


def warnings(contents: Contents) -> dict[str, tuple[str, ...]]:
    """By excerpt id, in Chinese: which sentences of it occur earlier in the collection."""
    found: dict[str, list[str]] = defaultdict(list)
    by_entry: dict[str, list[tuple[Excerpt, str]]] = defaultdict(list)
    said: dict[str, tuple[str, str]] = {}  # a sentence → the id and chapter that said it first
    for chapter in contents.chapters:
        for excerpt in chapter.excerpts:
            overlaps = [
                title
                for other, title in by_entry[excerpt.entry]
                if other.start < excerpt.end and excerpt.start < other.end
            ]
            if overlaps:
                found[excerpt.id].append(f"与“{overlaps[0]}”一章里的摘录重复")
            by_entry[excerpt.entry].append((excerpt, chapter.title))
            for unit in sentences(excerpt.text):
                key = normalize(unit.text)
                first = said.setdefault(key, (excerpt.id, chapter.title))
                if first[0] != excerpt.id and len(key) >= _SHORT and not overlaps:
                    found[excerpt.id].append(
                        f"“{unit.text[:20]}{'…' * (len(unit.text) > 20)}”"
                        f"在“{first[1]}”一章里已经有了"
                    )
    return {id_: tuple(dict.fromkeys(lines)) for id_, lines in found.items()}
