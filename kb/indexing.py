"""Keeping the index the image of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.documents import IndexDocument, documents, prepare
from kb.engines.base import Writer
from kb.errors import EngineError, IndexDamaged, IndexMissing
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What an update did to the index. `rebuilt` says in Chinese why it was made anew, or ""."""

    put: int
    removed: int
    documents: int
    rebuilt: str = ""


def why_rebuild(kb: KnowledgeBase) -> str:
    """Why the index cannot be updated in place, in Chinese; "" when it can."""
    try:
        status = kb.engine.status()
        kb.engine.digests()
    except IndexMissing:
        return "还没有索引"
    except IndexDamaged:
        return "索引已损坏"
    return "" if status.fingerprint == kb.fingerprint else "词典或索引格式有变"


def update_index(
    kb: KnowledgeBase, *, rebuild: bool = False, progress: Progress | None = None
) -> IndexChange:
    """Make the index the image of the corpus, by set difference where it can be updated in place.

    A missing, damaged or stale index is made anew beside the live one, which goes on answering.
    Raises CorpusError when a file of the corpus is malformed; the index then stays as it was.
    """
    reason = "按要求重建" if rebuild else why_rebuild(kb)
    bulletins = list(kb.corpus.bulletins())
    if reason:
        with kb.engine.writer(kb.fingerprint, rebuild=True) as writer:
            put = _put_all(kb, writer, bulletins, {}, progress)
        return IndexChange(put, 0, kb.engine.status().documents, reason)
    have = kb.engine.digests()
    want = {d.id: d.digest for d in _documents(kb, bulletins)}
    removed = [document_id for document_id in have if document_id not in want]
    if removed or want != have:
        with kb.engine.writer(kb.fingerprint) as writer:
            for document_id in removed:
                writer.remove(document_id)
            put = _put_all(kb, writer, bulletins, have, progress)
    else:
        put = 0
    return IndexChange(put, len(removed), kb.engine.status().documents)


def _documents(kb: KnowledgeBase, bulletins: list[Bulletin]) -> Iterator[IndexDocument]:
    for bulletin in bulletins:
        yield from documents(bulletin, kb.vocabulary)


def _put_all(
    kb: KnowledgeBase,
    writer: Writer,
    bulletins: list[Bulletin],
    have: dict[str, str],
    progress: Progress | None,
) -> int:
    put = 0
    for number, bulletin in enumerate(bulletins, 1):
        for document in documents(bulletin, kb.vocabulary):
            if have.get(document.id) != document.digest:
                writer.put(prepare(document, kb.segmenter))
                put += 1
        if progress:
            progress(number, len(bulletins))
    return put


def check_index(kb: KnowledgeBase) -> list[str]:
    """What is wrong with the index against the corpus, in Chinese; an empty list means nothing."""
    try:
        findings = kb.engine.verify()
        if reason := why_rebuild(kb):
            return [*findings, f"{reason}，需要重建：kb index --rebuild"]
        have = kb.engine.digests()
    except EngineError as error:
        return [str(error)]
    want = {d.id: d.digest for d in _documents(kb, list(kb.corpus.bulletins()))}
    missing = len(want.keys() - have.keys())
    extra = len(have.keys() - want.keys())
    changed = sum(have[i] != want[i] for i in have.keys() & want.keys())
    if missing or extra or changed:
        findings.append(
            f"索引与语料不一致：缺 {missing} 条、多 {extra} 条、有变 {changed} 条，需要更新：kb index"
        )
    return findings
