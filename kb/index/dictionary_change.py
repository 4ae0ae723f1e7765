"""A change of the user dictionary: which words are new or gone, and which documents they touch.

Words are only used for ranking (kb/text/segment.py). A word that enters or leaves the dictionary
changes the cut of the texts that contain it, so only these are cut again. jieba weighs a word
against the sum of all frequencies, so in theory other texts could be cut differently too; only a
rebuild would show it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from kb.errors import EngineError
from kb.files import Home
from kb.index import fields
from kb.index.documents import IndexDocument
from kb.index.engines import Engine, Order, Request
from kb.query import Contains, HasValue, any_of
from kb.text import Segmenter

# So many words are looked for in one search; a cluster takes a thousand conditions at most.
AT_ONCE = 500


class Indexed(Protocol):
    """What these functions use of a knowledge base."""

    @property
    def home(self) -> Home:
        """Where its folders are."""

    @property
    def segmenter(self) -> Segmenter:
        """Cuts texts into words."""

    @property
    def engine(self) -> Engine:
        """The engine whose index is looked at."""


def note_of(kb: Indexed) -> dict[str, Any]:
    """The note written at the last commit of the index; {} when there was another commit since."""
    try:
        data = json.loads(note_file(kb).read_text("utf-8"))
        if data["commit"] == kb.engine.status().commit:
            return dict(data)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}


def note_file(kb: Indexed) -> Path:
    """The file with the note of what the index was made from."""
    return kb.home.machine / f"indexed-{kb.engine.name}.json"


def dictionary_of(kb: Indexed) -> dict[str, Any]:
    """The dictionary in the note: the words, and everything else that decides the index."""
    segmenter = kb.segmenter
    return {"words": list(segmenter.user_words), "base": fields.fingerprint(segmenter.cutter)}


def changed_words(kb: Indexed) -> frozenset[str] | None:
    """The words by which the user dictionary differs from that of the index; None when that is not
    known, or when more than words differ. EngineError when there is no index."""
    now, note = dictionary_of(kb), note_of(kb)
    if note.get("base") != now["base"] or not isinstance(note.get("words"), list):
        return None
    return frozenset(note["words"]) ^ frozenset(now["words"])


def documents_with(kb: Indexed, words: frozenset[str]) -> frozenset[str]:
    """The ids of the documents of the index whose text contains one of the words."""
    if not words:
        return frozenset()
    found: set[str] = set()
    in_order, everything = sorted(words), kb.engine.status().documents
    for first in range(0, len(in_order), AT_ONCE):
        match = any_of([Contains("text", word) for word in in_order[first : first + AT_ONCE]])
        request = Request(match=match, order=Order.DATE, size=everything)
        found.update(candidate.id for candidate in kb.engine.search(request).candidates)
    return frozenset(found)


def documents_of(kb: Indexed, bulletin_ids: Iterable[str]) -> tuple[IndexDocument, ...]:
    """What the index holds of some bulletins; nothing when it cannot be read, or when its format is
    not the current one."""
    try:
        if note_of(kb).get("base") != dictionary_of(kb)["base"]:
            return ()
        match = HasValue("bulletin", frozenset(bulletin_ids))
        request = Request(match=match, order=Order.DATE, size=kb.engine.status().documents)
        return tuple(found.document() for found in kb.engine.search(request).candidates)
    except EngineError:
        return ()
