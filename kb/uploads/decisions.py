"""What the editor decides about an upload: correct, publish, discard, have it read again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from kb.corpus import By
from kb.errors import ConflictError, CorpusError, KbError
from kb.files import Home, writer_lock
from kb.index import update_index
from kb.intake import FileStatus, Known, store_proposal
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin
from kb.state import OPEN, Upload, UploadState, uploads
from kb.uploads.check import Check, check
from kb.uploads.shelf import Shelf, with_own_id

_CHECKED = (UploadState.WAITING,)


@dataclass(frozen=True, slots=True)
class Published:
    """The bulletin that an upload became, or already was; in Chinese why it cannot be found by
    search yet, "" when it can."""

    bulletin_id: str
    not_indexed: str = ""


def correct(home: Home, upload_id: str, bulletin: Bulletin, now: datetime) -> None:
    """Keep what the editor made of the bulletin; ConflictError when the upload waits no more."""
    if not uploads.move(home, upload_id, _CHECKED, UploadState.WAITING, now, title=bulletin.title):
        raise settled()
    Shelf(home).put_corrected(upload_id, with_own_id(bulletin))


def publish(
    kb: KnowledgeBase, upload_id: str, by: By, *, seen: str, forced: bool = False
) -> Published:
    """Store an upload as it was corrected, and index it.

    `seen` is that of the Check the editor looked at. ConflictError, and nothing is changed, when
    the corpus says something else by now, or the upload was dealt with already. `forced` puts its
    fields in the place of those of a bulletin of the same text; without, that one stays as it is.
    """
    with writer_lock(kb.home.state, by.who):
        upload = uploads.find(kb.home, upload_id)
        if upload.state is not UploadState.WAITING:
            raise settled()
        known = Known(kb.corpus)
        checked = check(kb, upload, known=known, forced=forced)
        if checked.seen != seen:
            raise ConflictError(
                "它与已有简报的关系有了变化：已有的简报刚被改动，或者您改了标题、日期",
                hint="请看过页面上现在的对照，再入库",
            )
        _store(kb, known, checked, by)
        bulletin_id = checked.proposal.bulletin.id
        return Published(bulletin_id, _indexed(kb))


def publish_clear(kb: KnowledgeBase, by: By) -> list[Published]:
    """Publish all uploads that are new and about which there is nothing to look at."""
    published: list[str] = []
    problem = ""
    with writer_lock(kb.home.state, by.who):
        try:
            known = Known(kb.corpus)
        except CorpusError:  # the page of each upload says what is wrong
            return []
        try:
            for upload in uploads.in_state(kb.home, UploadState.WAITING):
                checked = _check_if_readable(kb, known, upload)
                if checked and checked.is_clear:
                    _store(kb, known, checked, by)
                    published.append(checked.proposal.bulletin.id)
        finally:
            if published:
                problem = _indexed(kb)
    return [Published(bulletin_id, problem) for bulletin_id in published]


def _check_if_readable(kb: KnowledgeBase, known: Known, upload: Upload) -> Check | None:
    """The check of an upload; None when its own page has to say what is wrong with it."""
    with suppress(KbError):
        return check(kb, upload, known=known)
    return None


def _store(kb: KnowledgeBase, known: Known, checked: Check, by: By) -> None:
    upload, proposal = checked.upload, checked.proposal
    shelf = Shelf(kb.home)
    kept = proposal.status is FileStatus.UNCHANGED
    if not kept:
        proposal = replace(proposal, pictures=shelf.pictures(upload.id))
        store_proposal(kb, known, proposal, shelf.source(upload.id), by)
    state = UploadState.UNCHANGED if kept else UploadState.PUBLISHED
    values = {"title": proposal.bulletin.title, "bulletin": proposal.bulletin.id}
    uploads.move(kb.home, upload.id, _CHECKED, state, by.when, **values)
    if not kept:
        shelf.clear(upload.id)  # the corpus has its bytes


def _indexed(kb: KnowledgeBase) -> str:
    """Bring the index up to date; what is stored stays stored when that fails."""
    try:
        update_index(kb)
    except KbError as error:
        return str(error)
    return ""


def discard(home: Home, upload_id: str, now: datetime) -> None:
    """Give an upload up. Its bytes are kept for a while, so that it can be read again."""
    if not uploads.move(home, upload_id, OPEN, UploadState.DISCARDED, now):
        raise settled()


def retry(home: Home, upload_id: str, now: datetime) -> None:
    """Have an upload read again, whatever was corrected of it: one that failed, was given up, or is
    in the corpus already, which is then meant to be replaced. ConflictError when it is under way
    or published."""
    upload = uploads.find(home, upload_id)
    origins = (
        UploadState.WAITING,
        UploadState.FAILED,
        UploadState.DISCARDED,
        UploadState.UNCHANGED,
    )
    anew = upload.anew or upload.state is UploadState.UNCHANGED
    values = {"attempts": 0, "anew": anew, "error": "", "hint": ""}
    can = can_retry(home, upload)
    if not can or not uploads.move(home, upload_id, origins, UploadState.QUEUED, now, **values):
        raise settled()


def can_retry(home: Home, upload: Upload) -> bool:
    """Could it be read again? Not without its bytes: files of an unknown kind are not kept."""
    return Shelf(home).has_source(upload.id)


def settled() -> ConflictError:
    """What to say of an upload that is no longer in the state it was thought to be in."""
    return ConflictError("这份上传的文件已经有了别的进展", hint="请看“入库”页上的现状")
