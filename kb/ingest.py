"""From source files to corpus and index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from kb.errors import KbError, SourceError, UnreadableSource
from kb.indexing import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Source
from kb.readers import FORMATS, read, read_bytes
from kb.structure import Structured, keep_anchors, structure


class FileStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `bulletin` is None when it failed, and `error` then says why."""

    file: Path
    status: FileStatus
    bulletin: Bulletin | None = None
    warnings: tuple[str, ...] = ()
    error: KbError | None = None


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known format in the folders named, in order of name."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")
            )
            files |= dict.fromkeys(p for p in inside if p.suffix.lower() in FORMATS)
        else:
            files[path] = None
    return list(files)


def ingest(
    kb: KnowledgeBase,
    files: Iterable[Path],
    *,
    today: date,
    year: int | None = None,
    sample: bool = False,
    dry_run: bool = False,
    done: Callable[[FileResult], None] | None = None,
) -> list[FileResult]:
    """Read, structure and store each file, then bring the index up to date once.

    A bad file is reported and passed over. Nothing is written on a dry run. The caller holds the
    writer lock. `done` is told of each file as it is finished.
    """
    results = []
    by_digest = kb.corpus.ids_by_digest()
    for file in files:
        try:
            result = _ingest_file(
                kb, file, by_digest, today=today, year=year, sample=sample, dry_run=dry_run
            )
        except SourceError as error:
            result = FileResult(file, FileStatus.FAILED, error=error)
        results.append(result)
        if done:
            done(result)
    if not dry_run:
        update_index(kb)
    return results


def _ingest_file(
    kb: KnowledgeBase,
    file: Path,
    by_digest: dict[str, str],
    *,
    today: date,
    year: int | None,
    sample: bool,
    dry_run: bool,
) -> FileResult:
    data = read_bytes(file)
    sha256 = hashlib.sha256(data).hexdigest()
    known = by_digest.get(sha256)
    if known and year is None:
        return FileResult(file, FileStatus.UNCHANGED, kb.corpus.load_bulletin(known))
    structured = understand(kb, data, file.name, today=today, year=year)
    bulletin, warnings = structured.bulletin, list(structured.warnings)
    bulletin = replace(bulletin, sample=sample)
    status = FileStatus.ADDED
    old_id = known or _predecessor(kb, bulletin)
    if old_id:
        old = kb.corpus.load_bulletin(old_id)
        bulletin = keep_anchors(replace(bulletin, sample=sample or old.sample), old)
        status = FileStatus.UPDATED
        if _same(bulletin, old):
            status = FileStatus.UNCHANGED
            if not known:
                warnings.append(f"与已有简报“{old.title}”文字相同，没有重复入库")
    if not dry_run and status is not FileStatus.UNCHANGED:
        kb.corpus.save_source(sha256, file.suffix, data)
        kb.corpus.save_bulletin(bulletin)
        by_digest[sha256] = bulletin.id
        if old_id and old_id != bulletin.id:  # it has another date or title now
            kb.corpus.bulletin_path(old_id).unlink()
    return FileResult(file, status, bulletin, tuple(warnings))


def understand(
    kb: KnowledgeBase, data: bytes, name: str, *, today: date, year: int | None = None
) -> Structured:
    """Read and structure the bytes of a source file, storing nothing; SourceError says why not."""
    source = Source(
        name=name,
        format=FORMATS[Path(name).suffix.lower()][0],
        sha256=hashlib.sha256(data).hexdigest(),
        ingested=today,
    )
    structured = structure(
        read(data, name),
        source,
        year=year,
        today=today,
        organisations=kb.vocabulary.organisations,
    )
    if not structured.bulletin.entries:
        raise UnreadableSource("只有标题，没有正文", where=name, hint="请检查原文是否完整")
    return structured


def _predecessor(kb: KnowledgeBase, bulletin: Bulletin) -> str:
    """The bulletin this one is a corrected version of: the one with its id, or ""."""
    return bulletin.id if kb.corpus.has_bulletin(bulletin.id) else ""


def _same(new: Bulletin, old: Bulletin) -> bool:
    """Do two bulletins say the same, whatever file they came from?"""
    return replace(new, source=old.source, id=old.id) == replace(old, id=old.id)
