"""The background work: uploads are read and understood, one at a time, in turn."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from kb.errors import KbError
from kb.files import Home
from kb.intake import (
    IngestOptions,
    Known,
    Read,
    new_terms,
    recognise,
    recognise_corrected,
    understand,
    understand_issues,
)
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin
from kb.readers import is_archive, listed, passed_over
from kb.state import Upload, UploadState, node_name, uploads
from kb.uploads.carried import carried
from kb.uploads.check import Around, notes_on
from kb.uploads.review import review
from kb.uploads.scanning import Infected, scan
from kb.uploads.shelf import Line, Reading, Shelf
from kb.uploads.split import split
from kb.uploads.unpack import unpack

# A file whose reading was interrupted this often by the end of the process may be the cause.
MAX_ATTEMPTS = 3
KEPT = timedelta(days=30)
# No file takes this long to arrive.
ARRIVING = timedelta(hours=1)
# Seconds between two signs of life of a node that reads. A node that gave none for so long is dead:
# the clocks of the nodes may differ by a minute or two.
SIGN_SECONDS = 20.0
DEAD_AFTER = timedelta(minutes=5)
_LOG = logging.getLogger(__name__)


def take_up(home: Home, now: datetime) -> None:
    """Make ready: what was being read when this node stopped, when the disk was full, or when
    another node died, is queued again, and what ended long ago is removed. To be called while this
    node reads nothing."""
    dead = (now - DEAD_AFTER).timestamp()
    for upload in uploads.in_state(home, UploadState.READING):
        if upload.node != node_name() and upload.alive >= dead:
            continue
        if upload.attempts < MAX_ATTEMPTS:
            uploads.end_claim(home, upload, UploadState.QUEUED, now)
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
    upload = uploads.claim(kb.home, node_name(), now)
    if upload is None:
        return None
    try:
        with _signs_of_life(kb.home, upload):
            if kb.settings.scanner:
                _stage(kb.home, upload, "查杀病毒")
                scan(kb.settings.scanner, Shelf(kb.home).source_path(upload.id))
            if is_archive(Path(upload.name)):
                _unpack(kb.home, upload, now)
            else:
                _read(kb, upload, read, now)
    except KbError as error:
        if isinstance(error, Infected):
            Shelf(kb.home).clear(upload.id)
        _fail(kb.home, upload, error, now)
    except Exception:
        _LOG.exception("upload %s (%s)", upload.id, upload.name)
        problem = KbError("读取时程序出了意外", hint="可以重试；若仍然出错，请查看运行窗口里的记录")
        _fail(kb.home, upload, problem, now)
    return upload


@contextmanager
def _signs_of_life(home: Home, claimed: Upload) -> Iterator[None]:
    """Until the end of the block, say again and again that an upload is being read."""
    done = threading.Event()

    def signs() -> None:
        while not done.wait(SIGN_SECONDS):
            try:
                uploads.keep_claim(home, claimed, datetime.now())
            except KbError as error:  # the next sign may come in time
                _LOG.warning("upload %s: %s", claimed.id, error)

    thread = threading.Thread(target=signs, name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _fail(home: Home, upload: Upload, error: KbError, now: datetime) -> None:
    values = {"error": error.message, "hint": error.hint}
    uploads.end_claim(home, upload, UploadState.FAILED, now, **values)


def _unpack(home: Home, upload: Upload, now: datetime) -> None:
    others = passed_over(Shelf(home).source_path(upload.id))
    found = unpack(home, upload, now)
    title = f"{upload.name}：解出 {found.files} 份文件"
    if found.refused:
        title += f"，其中 {found.refused} 份不能读入"
    if others:
        title += f"；没有读入：不是简报的文件 {len(others)} 个（{listed(others)}）"
    if _done(home, upload, UploadState.UNPACKED, now, title=title):
        Shelf(home).clear(upload.id)


def _read(kb: KnowledgeBase, upload: Upload, read: Read, now: datetime) -> None:
    shelf = Shelf(kb.home)
    known = Known(kb.corpus)
    part = shelf.part(upload.id)
    data = shelf.source(upload.id)
    sha256 = hashlib.sha256(data).hexdigest()
    same = known.with_source(sha256, part)
    if same and not upload.forced:
        title = kb.corpus.load_bulletin(same).title
        _done(kb.home, upload, UploadState.UNCHANGED, now, title=title, bulletin=same)
        return
    _stage(kb.home, upload, "读取文件")
    draft = read(data, upload.name)
    _stage(kb.home, upload, "理解结构")
    organisations = kb.vocabulary.organisations
    options = IngestOptions(now.date(), read=lambda _data, _name: draft)
    grouping = shelf.grouping(upload.id)
    cuts = grouping.cuts if grouping else None
    issues = understand_issues(data, upload.name, options, organisations, known.issues, cuts=cuts)
    if part == 0 and len(issues) > 1:
        split(kb.home, upload, data, len(issues), now)
        title = f"{upload.name}：拆成 {len(issues)} 期"
        if _done(kb.home, upload, UploadState.UNPACKED, now, title=title):
            shelf.clear(upload.id)
        return
    if len(issues) == 1 and not upload.forced and (of_file := known.of_source(sha256)):
        first = of_file[0]  # an editor has split this file
        _done(kb.home, upload, UploadState.UNCHANGED, now, title=first.title, bulletin=first.id)
        return
    structured = issues[max(part, 1) - 1]
    draft = structured.draft
    _stage(kb.home, upload, "与已有的简报和词典比对")

    def read_again(data: bytes, name: str, part: int) -> Bulletin:
        options = IngestOptions(now.date(), read=read)
        return understand(data, name, options, organisations, known.issues, part=part).bulletin

    proposal, kept = recognise_corrected(
        kb.corpus, known, structured, read_again, forced=upload.forced
    )
    if grouping:
        again = partial(read_again, data, upload.name)
        kept = carried(kb.corpus, known, shelf, grouping, structured, again)
        proposal = recognise(kb.corpus, known, kept.bulletin, forced=True)
    bulletin = kept.bulletin
    reading = Reading(
        lines=tuple(Line(block.text, len(block.pictures)) for block in draft.blocks),
        bulletin=bulletin,
        judgements=structured.judgements,
        unread=(*draft.warnings, *kept.notes),
        terms=new_terms.unknown_in(kb, bulletin),
        furniture=kept.furniture,
    )
    notes = notes_on(reading, bulletin, proposal, Around(known, kb.vocabulary))
    if not uploads.keep_claim(kb.home, upload, datetime.now()):
        return  # given up, or what another node reads now must not be replaced
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


def _stage(home: Home, upload: Upload, stage: str) -> None:
    uploads.keep_claim(home, upload, datetime.now(), stage=stage)


def _done(
    home: Home, upload: Upload, state: UploadState, now: datetime, **values: str | int
) -> bool:
    return uploads.end_claim(home, upload, state, now, error="", hint="", **values)
