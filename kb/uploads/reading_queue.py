"""The background work: uploads are read and understood, one at a time, in turn."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from kb.errors import KbError
from kb.files import Home
from kb.intake import IngestOptions, Known, Read, new_terms, recognise, understand
from kb.knowledge_base import KnowledgeBase
from kb.readers import is_archive, listed, passed_over
from kb.state import Upload, UploadState, uploads
from kb.uploads.check import notes_on
from kb.uploads.review import review
from kb.uploads.shelf import Line, Reading, Shelf
from kb.uploads.unpack import unpack

# A file whose reading was interrupted this often by the end of the process may be the cause.
MAX_ATTEMPTS = 3
KEPT = timedelta(days=30)
# No file takes this long to arrive.
ARRIVING = timedelta(hours=1)
_LOG = logging.getLogger(__name__)


def take_up(home: Home, now: datetime) -> None:
    """Make ready: what was being read when the process ended, or the disk was full, is queued
    again, and what ended long ago is removed. To be called while nothing is read."""
    for upload in uploads.in_state(home, UploadState.READING):
        if upload.attempts < MAX_ATTEMPTS:
            uploads.move(home, upload.id, [UploadState.READING], UploadState.QUEUED, now)
        else:
            _fail(
                home,
                upload,
                KbError(
                    f"读了 {upload.attempts} 次都没有读完，程序每次都中途停止",
                    hint="请用原编辑器另存后再上传",
                ),
                now,
            )
    uploads.remove_finished(home, now - KEPT)
    Shelf(home).clear_all_but(uploads.ids(home), now - ARRIVING)


def read_next(kb: KnowledgeBase, read: Read, now: datetime) -> Upload | None:
    """Read the upload whose turn it is, and return it as it was then; None when none is queued.

    Anything wrong with the file becomes the error of its upload, never an exception. KbError when the
    state cannot be written.
    """
    upload = uploads.claim(kb.home, now)
    if upload is None:
        return None
    try:
        if is_archive(Path(upload.name)):
            _unpack(kb.home, upload, now)
        else:
            _read(kb, upload, read, now)
    except KbError as error:
        _fail(kb.home, upload, error, now)
    except Exception:
        _LOG.exception("upload %s (%s)", upload.id, upload.name)
        problem = KbError("读取时程序出了意外", hint="可以重试；若仍然出错，请查看运行窗口里的记录")
        _fail(kb.home, upload, problem, now)
    return upload


def _fail(home: Home, upload: Upload, error: KbError, now: datetime) -> None:
    values = {"error": error.message, "hint": error.hint}
    uploads.move(home, upload.id, [UploadState.READING], UploadState.FAILED, now, **values)


def _unpack(home: Home, upload: Upload, now: datetime) -> None:
    others = passed_over(Shelf(home).source_path(upload.id))
    number = unpack(home, upload, now)
    title = f"{upload.name}：解出 {number} 份文件"
    if others:
        title += f"；没有读入：不是简报的文件 {len(others)} 个（{listed(others)}）"
    _done(home, upload, UploadState.UNPACKED, now, title=title)
    if uploads.find(home, upload.id).state is UploadState.UNPACKED:
        Shelf(home).clear(upload.id)


def _read(kb: KnowledgeBase, upload: Upload, read: Read, now: datetime) -> None:
    shelf = Shelf(kb.home)
    known = Known(kb.corpus)
    same = known.with_source(upload.sha256)
    if same and not upload.forced:
        title = kb.corpus.load_bulletin(same).title
        _done(kb.home, upload, UploadState.UNCHANGED, now, title=title, bulletin=same)
        return
    uploads.set_stage(kb.home, upload.id, "读取文件")
    data = shelf.source(upload.id)
    draft = read(data, upload.name)
    uploads.set_stage(kb.home, upload.id, "理解结构")
    structured = understand(
        data,
        upload.name,
        IngestOptions(now.date(), read=lambda _data, _name: draft),
        kb.vocabulary.organisations,
        issues=known.issues,
    )
    uploads.set_stage(kb.home, upload.id, "与已有的简报和词典比对")
    bulletin = structured.bulletin
    reading = Reading(
        lines=tuple(Line(block.text, len(block.pictures)) for block in draft.blocks),
        bulletin=bulletin,
        judgements=structured.judgements,
        unread=draft.warnings,
        terms=new_terms.unknown_in(kb, bulletin),
        furniture=structured.furniture,
    )
    proposal = recognise(kb.corpus, known, bulletin, forced=upload.forced)
    notes = notes_on(reading, bulletin, proposal, known)
    shelf.put_pictures(upload.id, structured.pictures)
    shelf.put_reading(upload.id, reading)
    _done(
        kb.home,
        upload,
        UploadState.WAITING,
        now,
        title=bulletin.title,
        doubts=len(review(notes, reading, bulletin, kb.vocabulary, frozenset())),
        bulletin=proposal.before.id if proposal.before else "",
    )


def _done(
    home: Home, upload: Upload, state: UploadState, now: datetime, **values: str | int
) -> None:
    uploads.move(home, upload.id, [UploadState.READING], state, now, error="", hint="", **values)
