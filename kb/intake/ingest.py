"""From source files to corpus and index.

`proposals` says what ingesting a file would change, `store_proposal` makes the change, and `ingest`
does both for many files and then updates the index once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kb.corpus import By, Corpus, changes, history
from kb.errors import ConflictError, CorpusError, KbError, SourceError
from kb.files import readable
from kb.index import update_index
from kb.intake.kept_corrections import recognise_corrected
from kb.intake.known_bulletins import Known
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus, Proposal
from kb.intake.understand import understand, understand_issues
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin
from kb.readers import Sandbox, read_alone, read_bytes
from kb.structure import picture_bytes


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result for one file; `proposal` is None when it failed, and `error` then says why."""

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
        """The bulletin of the corpus that the file became, None when it failed."""
        if self.proposal is None:
            return None
        unchanged = self.status is FileStatus.UNCHANGED
        return self.proposal.before if unchanged else self.proposal.bulletin

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the editor should look at, in Chinese."""
        return self.proposal.warnings if self.proposal else ()


def ingest(
    kb: KnowledgeBase,
    files: Iterable[Path],
    options: IngestOptions,
    *,
    done: Callable[[FileResult], None] | None = None,
    finishing: Callable[[], None] | None = None,
    unread: Callable[[CorpusError], None] | None = None,
) -> list[FileResult]:
    """Read, structure and store each file, then update the index once.

    A bad file is reported and skipped. The caller holds the writer lock. `done` is called with each
    result once its file is safely stored, `finishing` before the index is updated, which may take a
    while, and `unread` for each malformed bulletin that the index skipped. When the run is
    interrupted, by Ctrl-C or a full disk, what is stored is indexed if possible, and the next run
    continues from there.
    """
    results: list[FileResult] = []
    sandbox = Sandbox()
    options = replace(options, read=options.read or sandbox.read)
    known = Known(kb.corpus)
    try:
        for file in files:
            for result in _ingest_file(kb, known, file, options):
                results.append(result)
                if done:
                    done(result)
    except BaseException:
        if not options.dry_run and results:
            with suppress(KbError):
                _finish(kb, finishing, unread)
        raise
    finally:
        sandbox.close()
    if not options.dry_run:
        _finish(kb, finishing, unread)
    return results


def _finish(
    kb: KnowledgeBase,
    finishing: Callable[[], None] | None,
    unread: Callable[[CorpusError], None] | None,
) -> None:
    if finishing:
        finishing()
    for error in update_index(kb).unread:
        if unread:
            unread(error)


def _ingest_file(
    kb: KnowledgeBase, known: Known, file: Path, options: IngestOptions
) -> Iterator[FileResult]:
    """The results for a file: one, or one for each of the issues in it."""
    try:
        data = read_bytes(file)
        for proposal in proposals(kb, known, data, readable(file.name), options):
            if not options.dry_run:
                store_proposal(kb, known, proposal, data, By(options.actor, datetime.now()))
            # The pictures of all files of a run would take too much memory.
            yield FileResult(file, proposal.status, replace(proposal, pictures={}))
    except (SourceError, CorpusError) as error:
        yield FileResult(file, FileStatus.FAILED, error=error)


def proposals(
    kb: KnowledgeBase, known: Known, data: bytes, name: str, options: IngestOptions
) -> Iterator[Proposal]:
    """What ingesting the bytes of a source file would do, for each of the issues in it, one after
    the other: each is compared with a corpus that has those before. SourceError says why the file
    cannot be read.

    When a known file is read again (`options.again`), the new result replaces the old one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    same_file = known.with_source(sha256)
    if same_file and not options.again:
        yield _unchanged(kb, same_file)
        return
    organisations = kb.vocabulary.organisations

    def read_again(data: bytes, name: str, part: int) -> Bulletin:
        return understand(data, name, options, organisations, known.issues, part=part).bulletin

    issues = understand_issues(data, name, options, organisations, known.issues)
    split = known.of_source(sha256)
    if len(issues) == 1 and split and not options.again:  # an editor has split this file
        yield from (_unchanged(kb, one.id) for one in split)
        return
    for structured in issues:
        part = structured.bulletin.source.part
        same_part = known.with_source(sha256, part) if part else None
        if same_part and not options.again:
            yield _unchanged(kb, same_part)
            continue
        bulletin = replace(structured.bulletin, sample=options.sample)
        proposal, kept = recognise_corrected(
            kb.corpus,
            known,
            replace(structured, bulletin=bulletin),
            read_again,
            forced=options.again,
        )
        yield replace(
            proposal,
            warnings=(*structured.warnings, *kept.notes, *proposal.warnings),
            judgements=structured.judgements,
            pictures=structured.pictures,
            furniture=kept.furniture,
        )


def _unchanged(kb: KnowledgeBase, bulletin_id: str) -> Proposal:
    present = kb.corpus.load_bulletin(bulletin_id)
    return Proposal(FileStatus.UNCHANGED, present, present)


def store_proposal(
    kb: KnowledgeBase, known: Known, proposal: Proposal, data: bytes, by: By, *, remark: str = ""
) -> None:
    """Store a proposal and the bytes of its source file durably; the index is left to the caller,
    who holds the writer lock. `remark` is added to its history, in Chinese. Pictures that the
    proposal does not bring are read from the source.

    ConflictError when the bulletin it updates was changed since it was proposed.
    """
    bulletin, before = proposal.bulletin, proposal.before
    if proposal.status is FileStatus.UNCHANGED:
        if before and before.source.sha256 == hashlib.sha256(data).hexdigest():
            with suppress(SourceError):  # lost files are restored
                _keep_files(kb.corpus, before, data, {})
        return
    was = before.id if before else bulletin.id
    if history.digest(kb.corpus.read_markdown(was)) != proposal.file_digest:
        raise ConflictError("确认以后，这期简报又被改过", where=was, hint="请重新预览后再入库")
    _keep_files(kb.corpus, bulletin, data, proposal.pictures)
    note = "；".join(filter(None, (bulletin.source.name, remark)))
    changes.store(kb.corpus, bulletin, by, was=was, note=note)
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
    """Save the picture files of a bulletin that are missing or damaged in the corpus, from
    `pictures` or else from the bytes of its source file; returns how many.

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
