"""Keeps the index in step with the corpus."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from typing import Protocol

from kb.corpus import Corpus
from kb.errors import CorpusError, EngineError, IndexDamaged, IndexMissing
from kb.files import write_durably
from kb.index.analyses import Analyses
from kb.index.dictionary_change import (
    changed_words,
    dictionary_of,
    documents_of,
    documents_with,
    note_file,
    note_of,
)
from kb.index.documents import IndexDocument, documents, prepare
from kb.index.engines import Engine, Writer
from kb.index.file_digests import file_digests
from kb.index.rebuild import Going, Sources, put_all
from kb.model import Bulletin, split_entry_id
from kb.state import writer_lock

Progress = Callable[[int, int], None]
# What is remembered of the file of a malformed bulletin: no file is like it, so it is read again.
_UNREAD = ""
# So many bulletins are held in memory while the index is updated.
MOST_HELD = 200


class Indexable(Sources, Protocol):
    """What an update of the index uses of a knowledge base."""

    @property
    def engine(self) -> Engine:
        """The engine whose index is updated."""

    @property
    def fingerprint(self) -> str:
        """What a current index was built with."""


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What an update did to the index. `rebuilt` says in Chinese why it was rebuilt, or "";
    `unread` are the malformed bulletins, which keep the entries that the index has of them."""

    put: int
    removed: int
    documents: int
    rebuilt: str = ""
    unread: tuple[CorpusError, ...] = ()


def why_rebuild(kb: Indexable) -> str:
    """Why the index cannot be updated in place, in Chinese; "" when it can."""
    try:
        if kb.engine.status().fingerprint != kb.fingerprint and changed_words(kb) is None:
            return "词典或索引格式有变"
        kb.engine.frequencies({})  # opens it
    except IndexMissing:
        return "还没有索引"
    except IndexDamaged:
        return "索引已损坏"
    return ""


def is_behind(kb: Indexable) -> bool:
    """Was the index made with other words in the user dictionary, or can it not be updated?"""
    return bool(why_rebuild(kb)) or kb.engine.status().fingerprint != kb.fingerprint


def update_index(
    kb: Indexable,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    processes: int = 1,
) -> IndexChange:
    """Bring the index in step with the corpus, by set difference where it can be updated in place.

    A missing, damaged or stale index is rebuilt next to the live one, which keeps answering. A
    malformed bulletin is skipped and reported; what the index has of it stays, and every update tries
    it again. The caller holds the writer lock. `progress` is called with (done, of) at every
    bulletin, 0 while they are read and compared; what it raises ends the update. A rebuild analyses in
    this number of `processes`; on a cluster it goes on where one was interrupted.
    """
    reason = "按要求重建" if rebuild else why_rebuild(kb)
    now = _image(kb)
    before = {} if reason else _known_image(kb)
    words = frozenset() if reason else changed_words(kb) or frozenset()
    recut = documents_with(kb, words)
    touched = {split_entry_id(document_id)[0] for document_id in recut}
    changed = [i for i in now if before.get(i) != now[i] or i in touched]
    gone = before.keys() - now.keys()
    if before and not changed and not gone and not words:
        return IndexChange(0, 0, kb.engine.status().documents)
    found = _Bulletins(kb.corpus, changed)
    want: dict[str, str] = {}
    have: dict[str, str] = {}
    _tell(progress, 0, found)
    if not reason:  # a rebuild puts all of them: no need to compare
        want = {d.id: d.digest for d in _documents(kb, found, progress)}
        have = kb.engine.digests([*changed, *gone] if before else None)
        have = {i: digest for i, digest in have.items() if split_entry_id(i)[0] not in found.unread}
    removed = [document_id for document_id in have if document_id not in want]
    put = 0
    if reason or removed or want != have or words:
        with kb.engine.writer(kb.fingerprint, rebuild=bool(reason)) as writer:
            for document_id in removed:
                writer.remove(document_id)
            same = {i: digest for i, digest in have.items() if i not in recut}
            if reason:
                put = put_all(kb, writer, found, now, Going(progress, processes))
            else:
                put = _put_changed(kb, writer, found, same, progress)
            # What the index holds of malformed bulletins is written again where it would be lost or
            # would be cut with the old words.
            if found.unread and (reason or words):
                for document in documents_of(kb, found.unread):
                    if reason or document.id in recut:
                        writer.put(prepare(document, kb.segmenter))
    Analyses(kb.home, kb.vocabulary).forget(gone)
    unread = found.unread
    _remember_image(kb, now | dict.fromkeys(unread, _UNREAD))
    documents = kb.engine.status().documents
    return IndexChange(put, len(removed), documents, reason, tuple(unread.values()))


class _Bulletins:
    """Bulletins of the corpus that are gone through more than once. The first are held; the others are
    read each time: a large corpus does not fit the memory. `unread` are the malformed ones that were
    met, with what is wrong with each; they are left out."""

    def __init__(self, corpus: Corpus, bulletin_ids: list[str]) -> None:
        self.unread: dict[str, CorpusError] = {}
        self._corpus = corpus
        self.ids = bulletin_ids
        self._held: dict[str, Bulletin] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Bulletin]:
        for bulletin_id in self.ids:
            bulletin = self._held.get(bulletin_id)
            if bulletin is None:
                try:
                    bulletin = self._corpus.load_bulletin(bulletin_id)
                except CorpusError as error:
                    self.unread[bulletin_id] = error
                    continue
                if len(self._held) < MOST_HELD:
                    self._held[bulletin_id] = bulletin
            yield bulletin


def ensure_index(kb: Indexable, holder: str, say: Callable[[str], None]) -> None:
    """Rebuild the index when it cannot serve; `say` is called with lines in Chinese about it."""
    if is_behind(kb):
        with writer_lock(kb.home, holder):
            if is_behind(kb):  # nobody else has done it meanwhile
                reason = why_rebuild(kb)
                say(f"{reason}，正在重建索引……" if reason else "词典有变，正在更新索引……")
                for error in update_index(kb).unread:
                    say(unread_line(error))


def unread_line(error: CorpusError) -> str:
    """One line in Chinese about a bulletin that was skipped."""
    return f"跳过了读不出的简报：{error}"


def _tell(progress: Progress | None, done: int, of: Sized) -> None:
    if progress:
        progress(done, len(of))


def _documents(
    kb: Indexable, bulletins: _Bulletins, progress: Progress | None = None
) -> Iterator[IndexDocument]:
    analyses = Analyses(kb.home, kb.vocabulary)
    for bulletin in bulletins:
        _tell(progress, 0, bulletins)
        yield from analyses.documents(bulletin)


def _put_changed(
    kb: Indexable,
    writer: Writer,
    bulletins: _Bulletins,
    have: dict[str, str],
    progress: Progress | None,
) -> int:
    put = 0
    analyses = Analyses(kb.home, kb.vocabulary)
    for number, bulletin in enumerate(bulletins, 1):
        for document in analyses.documents(bulletin):
            if have.get(document.id) != document.digest:
                writer.put(prepare(document, kb.segmenter))
                put += 1
        _tell(progress, number, bulletins)
    return put


def _image(kb: Indexable) -> dict[str, str]:
    """What the index should be made from: each bulletin's file, read with this vocabulary."""
    named = repr((kb.vocabulary.practices, kb.vocabulary.organisations)).encode()
    vocabulary = hashlib.sha256(named).hexdigest()[:16]
    digests = file_digests(kb.corpus, kb.home.machine / "indexed-files.json")
    return {i: f"{digest}-{vocabulary}" for i, digest in digests.items()}


def _known_image(kb: Indexable) -> dict[str, str]:
    """What the index is known to be made from; empty when there was another commit since."""
    bulletins = note_of(kb).get("bulletins")
    return dict(bulletins) if isinstance(bulletins, dict) else {}


def _remember_image(kb: Indexable, image: dict[str, str]) -> None:
    """Write down what the index was made from, so that only changes are read next time."""
    data = {"commit": kb.engine.status().commit, "bulletins": image, **dictionary_of(kb)}
    write_durably(note_file(kb), json.dumps(data, ensure_ascii=False).encode())


def check_index(kb: Indexable) -> list[str]:
    """How the index differs from the corpus, in Chinese, or why it cannot be read; an empty list means
    not at all."""
    try:
        return index_differences(kb)
    except EngineError as error:
        return [str(error)]


def index_differences(kb: Indexable) -> list[str]:
    """How the index differs from the corpus, in Chinese; an empty list means not at all. What it
    has of malformed bulletins is left out. EngineError when it cannot be read."""
    findings = kb.engine.verify()
    if reason := why_rebuild(kb):
        return [*findings, f"{reason}，需要重建：kb index --rebuild"]
    if is_behind(kb):
        findings.append("词典有变，需要更新：kb index")
    have = kb.engine.digests()
    found = _Bulletins(kb.corpus, kb.corpus.bulletin_ids())
    # What was kept of earlier analyses is not trusted here.
    want = {d.id: d.digest for bulletin in found for d in documents(bulletin, kb.vocabulary)}
    have = {i: digest for i, digest in have.items() if split_entry_id(i)[0] not in found.unread}
    missing = len(want.keys() - have.keys())
    extra = len(have.keys() - want.keys())
    changed = sum(have[i] != want[i] for i in have.keys() & want.keys())
    if missing or extra or changed:
        findings.append(
            f"索引与语料不一致：缺 {missing} 条、多 {extra} 条、有变 {changed} 条，需要更新：kb index"
        )
    return findings
