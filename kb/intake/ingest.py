"""From source files to corpus and index.

`propose` says what a file would do, `store_proposal` does it, `ingest` does both for many files and
brings the index up to date once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from kb.corpus import By, Corpus, changes, history
from kb.errors import ConflictError, CorpusError, KbError, SourceError, UnreadableSource
from kb.files import readable
from kb.index import update_index
from kb.intake.known_bulletins import Known
from kb.intake.proposal import FileStatus, Proposal, recognise
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Source
from kb.readers import (
    FORMATS,
    TEXT_FORMATS,
    Draft,
    Sandbox,
    expand,
    is_known,
    is_of_a_page,
    read_alone,
    read_bytes,
    recoded,
)
from kb.structure import Neighbours, Structured, picture_bytes, structure

__all__ = [
    "FileResult",
    "FileStatus",
    "Proposal",
    "find_files",
    "ingest",
    "propose",
    "save_pictures",
    "store_proposal",
    "understand",
]

Read = Callable[[bytes, str], Draft]
"""Reads the bytes of a file of some name: in a process of its own, or kb.readers.read in this."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `proposal` is None when it failed, and `error` then says why."""

    file: Path
    status: FileStatus
    proposal: Proposal | None = None
    error: KbError | None = None

    @property
    def name(self) -> str:
        """The name of the file as text."""
        return readable(self.file.name)

    @property
    def bulletin(self) -> Bulletin | None:
        """The bulletin of the corpus that the file is now, None when it failed."""
        if self.proposal is None:
            return None
        unchanged = self.status is FileStatus.UNCHANGED
        return self.proposal.before if unchanged else self.proposal.bulletin

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the editor should look at, in Chinese."""
        return self.proposal.warnings if self.proposal else ()


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known format in the folders named, in order of name; in the
    place of an archive the files in it. What was saved with a page is no file of its own."""
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if is_known(p) and p.is_file() and not _is_passed_over(p, path)
            )
            files |= dict.fromkeys(file for p in inside for file in expand(p))
        else:
            files |= dict.fromkeys(expand(path))
    return list(files)


def _is_passed_over(file: Path, root: Path) -> bool:
    """Is this file of a folder hidden, or a part of a saved page?"""
    between = file.parents[: len(file.relative_to(root).parts) - 1]
    return file.name.startswith(".") or any(map(is_of_a_page, between))


def ingest(
    kb: KnowledgeBase,
    files: Iterable[Path],
    *,
    today: date,
    year: int | None = None,
    encoding: str = "",
    sample: bool = False,
    dry_run: bool = False,
    done: Callable[[FileResult], None] | None = None,
    who: str = "命令行",
    read: Read | None = None,
    finishing: Callable[[], None] | None = None,
) -> list[FileResult]:
    """Read, structure and store each file, then bring the index up to date once.

    A bad file is reported and passed over. Nothing is written on a dry run. The caller holds the
    writer lock. `done` is told of each file as it is finished: what it is told of is stored for
    good. When the run is cut short, by Ctrl-C or a full disk, what is stored is indexed all the
    same if that can be done, and the next run goes on; `finishing` is told when that begins, which
    may take a while. With `year` or `encoding`, that of text files, files that are known already
    are read anew. One sandbox reads all files unless `read` is given.
    """
    results: list[FileResult] = []
    sandbox = Sandbox()
    reading = read or sandbox.read
    known = Known(kb.corpus)
    try:
        for file in files:
            result = _ingest_file(
                kb,
                known,
                file,
                today=today,
                year=year,
                sample=sample,
                dry_run=dry_run,
                who=who,
                read=_of_encoding(reading, encoding) if encoding else reading,
                anew=encoding != "",
            )
            results.append(result)
            if done:
                done(result)
    except BaseException:
        if not dry_run and results:
            with suppress(KbError):
                _finish(kb, finishing)
        raise
    finally:
        sandbox.close()
    if not dry_run:
        _finish(kb, finishing)
    return results


def _of_encoding(read: Read, encoding: str) -> Read:
    """Reads text files in an encoding that a person named, and others as they are."""

    def reading(data: bytes, name: str) -> Draft:
        is_text = FORMATS[Path(name).suffix.lower()][0] in TEXT_FORMATS
        return read(recoded(data, name, encoding) if is_text else data, name)

    return reading


def _finish(kb: KnowledgeBase, finishing: Callable[[], None] | None) -> None:
    if finishing:
        finishing()
    update_index(kb)


def _ingest_file(
    kb: KnowledgeBase,
    known: Known,
    file: Path,
    *,
    today: date,
    year: int | None,
    sample: bool,
    dry_run: bool,
    who: str,
    read: Read,
    anew: bool,
) -> FileResult:
    try:
        data = read_bytes(file)
        name = readable(file.name)
        proposal = propose(
            kb, known, data, name, today=today, year=year, sample=sample, read=read, anew=anew
        )
    except (SourceError, CorpusError) as error:
        return FileResult(file, FileStatus.FAILED, error=error)
    if not dry_run:
        store_proposal(kb, known, proposal, data, By(who, datetime.now()))
    # The pictures of all files of a run would be too much to hold.
    return FileResult(file, proposal.status, replace(proposal, pictures={}))


def propose(
    kb: KnowledgeBase,
    known: Known,
    data: bytes,
    name: str,
    *,
    today: date,
    year: int | None = None,
    sample: bool = False,
    read: Read = read_alone,
    anew: bool = False,
) -> Proposal:
    """What ingesting the bytes of a source file would do; SourceError says why it cannot be read.

    With `year` or `anew` a file that is known already is read again, and what comes of it takes the
    place of what came of it before.
    """
    anew = anew or year is not None
    same_file = known.with_source(hashlib.sha256(data).hexdigest())
    if same_file and not anew:
        present = kb.corpus.load_bulletin(same_file)
        return Proposal(FileStatus.UNCHANGED, present, present)
    structured = understand(kb, data, name, today=today, year=year, issues=known.issues, read=read)
    bulletin = replace(structured.bulletin, sample=sample)
    proposal = recognise(kb.corpus, known, bulletin, forced=anew)
    return replace(
        proposal,
        warnings=(*structured.warnings, *proposal.warnings),
        judgements=structured.judgements,
        pictures=structured.pictures,
    )


def understand(
    kb: KnowledgeBase,
    data: bytes,
    name: str,
    *,
    today: date,
    year: int | None = None,
    issues: Callable[[str], Neighbours] = lambda series: (),
    read: Read = read_alone,
) -> Structured:
    """Read and structure the bytes of a source file, storing nothing; SourceError says why not.

    `issues` is that of kb.structure.structure.
    """
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
        issues=issues,
    )
    if not structured.bulletin.entries:
        raise UnreadableSource("只有标题，没有正文", where=name, hint="请检查原文是否完整")
    return structured


def store_proposal(
    kb: KnowledgeBase, known: Known, proposal: Proposal, data: bytes, by: By
) -> None:
    """Store a proposal and the bytes of its source file, for good; the index is left to the caller,
    who holds the writer lock. Pictures that the proposal does not bring are read from the source.

    ConflictError when the bulletin it updates was changed since it was proposed.
    """
    bulletin, before = proposal.bulletin, proposal.before
    if proposal.status is FileStatus.UNCHANGED:
        if before and before.source.sha256 == hashlib.sha256(data).hexdigest():
            with suppress(SourceError):  # files that were lost are made good again
                _keep_files(kb.corpus, before, data, {})
        return
    was = before.id if before else bulletin.id
    if history.digest(kb.corpus.read_markdown(was)) != proposal.file_digest:
        raise ConflictError("确认以后，这期简报又被改过", where=was, hint="请重新预览后再入库")
    _keep_files(kb.corpus, bulletin, data, proposal.pictures)
    changes.store(kb.corpus, bulletin, by, was=was, note=bulletin.source.name)
    known.drop(was)
    known.put(bulletin)


def _keep_files(
    corpus: Corpus, bulletin: Bulletin, data: bytes, pictures: dict[str, bytes]
) -> None:
    corpus.save_source(bulletin.source.sha256, Path(bulletin.source.name).suffix, data)
    save_pictures(corpus, bulletin, data, pictures)


def save_pictures(
    corpus: Corpus, bulletin: Bulletin, data: bytes, pictures: dict[str, bytes] | None = None
) -> int:
    """Keep those picture files of a bulletin that the corpus lacks or has damaged, out of
    `pictures`, else out of the bytes of its source file; returns how many.

    SourceError when that file cannot be read.
    """
    lacking = {file for file in bulletin.picture_files if not corpus.has_picture(file)}
    found = pictures or {}
    if lacking - found.keys():
        found = found | picture_bytes(read_alone(data, bulletin.source.name).blocks)
    saved = sorted(lacking & found.keys())
    for file in saved:
        corpus.save_picture(file, found[file])
    return len(saved)
