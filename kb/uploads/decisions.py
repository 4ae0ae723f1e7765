"""What the editor decides about an upload: correct, publish, discard, have it read again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from kb.access import known_names
from kb.corpus import By, changes
from kb.errors import ConflictError, CorpusError, KbError, StorageError
from kb.files import LOCAL, Home
from kb.intake import FileStatus, Known, store_proposal
from kb.knowledge_base import KnowledgeBase
from kb.remote import corpus_lock
from kb.rights import Right
from kb.state import OPEN, Upload, UploadState, uploads
from kb.uploads import revisions
from kb.uploads.check import Check, check
from kb.uploads.corrections import corrected
from kb.uploads.entry_edits import Edited, places_now, restore
from kb.uploads.merging import merged
from kb.uploads.revisions import Revision
from kb.uploads.shelf import Shelf

_CHECKED = (UploadState.WAITING,)


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of saving. `wrong` says in Chinese, by field, what cannot be taken; `conflicts`
    has the fields that another editor changed meanwhile, with their value now (None where their
    entry is gone). Nothing was saved unless both are empty."""

    wrong: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str | None] = field(default_factory=dict)


def correct(
    kb: KnowledgeBase, upload_id: str, typed: Mapping[str, str], by: By, *, seen: int
) -> Saved:
    """Keep what an editor typed. `seen` is the number of the revision that their form showed: what
    another editor saved since then is kept too. ConflictError when the upload no longer waits;
    Forbidden without the right to publish, as for all decisions."""
    by.require(Right.PUBLISH)
    shelf = Shelf(kb.home)
    while True:
        current = revisions.latest(shelf, upload_id)
        base = revisions.at(shelf, upload_id, min(seen, current.number))
        found = merged(base.bulletin, current.bulletin, typed, kb.vocabulary)
        if found.conflicts:
            return Saved(conflicts=found.conflicts)
        if refused := _unknown_audience(kb, found.typed.get("visible", ""), typed, by):
            return Saved(wrong={"visible": refused})
        made = corrected(current.bulletin, found.typed, kb.vocabulary, kb.aspects.lexicon.names)
        if made.wrong or made.bulletin == current.bulletin:
            return Saved(wrong=made.wrong)
        what = f"修改 {len(found.typed)} 处"
        if _add(kb.home, current, Edited(made.bulletin, current.left_out, what), upload_id, by):
            return Saved()


def _unknown_audience(kb: KnowledgeBase, names: str, typed: Mapping[str, str], by: By) -> str:
    """What to ask about names that nobody has, "" when all are known or the editor is sure: a
    bulletin for them would be hidden from all readers."""
    if kb.settings.access != LOCAL or typed.get("sure", "") == names:
        return ""
    banks = kb.vocabulary.organisations
    audience = known_names.audience_in(names, banks)
    unknown = known_names.unknown_audience(kb.home, by.actor, audience, banks)
    return (
        f"机构名录和账号里都没有“{'”、“'.join(unknown)}”。确实要写，请再保存一次" if unknown else ""
    )


def edit_entries(
    kb: KnowledgeBase, upload_id: str, edit: Callable[[Revision], Edited], by: By
) -> Edited:
    """Do something to whole entries of the upload as it is now. Raises what the edit raises, and
    ConflictError when the upload no longer waits."""
    by.require(Right.PUBLISH)
    shelf = Shelf(kb.home)
    while True:
        current = revisions.latest(shelf, upload_id)
        edited = edit(current)
        if _add(kb.home, current, edited, upload_id, by):
            return edited


def take_back(
    kb: KnowledgeBase, upload_id: str, numbers: Collection[int], by: By, *, seen: int
) -> Edited:
    """Restore passages that were left out, by their places on the page of revision `seen`: other
    passages may stand in these places by now. Raises as `edit_entries`, and NotFoundError when one of
    them was restored meanwhile."""
    by.require(Right.PUBLISH)
    shown = revisions.at(Shelf(kb.home), upload_id, seen)
    return edit_entries(
        kb, upload_id, lambda now: restore(now, places_now(now, shown, numbers)), by
    )


def undo(kb: KnowledgeBase, upload_id: str, by: By, *, seen: int) -> str:
    """Go back to before the last change, no matter who made it, and say in Chinese what was undone.
    `seen` is the number of the revision that the editor saw: a click that arrives twice undoes one
    change. KbError when there is none; ConflictError when the upload no longer waits, or something
    was saved since."""
    by.require(Right.PUBLISH)
    shelf = Shelf(kb.home)
    current = revisions.latest(shelf, upload_id)
    if current.parent is None:
        raise KbError("没有可以撤销的修改", hint="页面上是现在的内容")
    if current.number != seen:
        raise _changed()
    before = revisions.at(shelf, upload_id, current.parent)
    undone = Edited(before.bulletin, before.left_out, before.what)
    if not _add(kb.home, current, undone, upload_id, by, parent=before.parent):
        raise _changed()
    return current.what


def _changed() -> ConflictError:
    return ConflictError("打开这一页以后又有修改，没有撤销", hint="请看过页面上现在的内容再撤销")


_SAME_PARENT = -1


def _add(
    home: Home,
    current: Revision,
    edited: Edited,
    upload_id: str,
    by: By,
    *,
    parent: int | None = _SAME_PARENT,
) -> bool:
    """Store a change of the current revision; False when another one came first."""
    title = edited.bulletin.title
    made = revisions.next_after(current, edited.bulletin, edited.left_out, edited.what, by.who)
    if parent != _SAME_PARENT:
        made = replace(made, parent=parent)
    with uploads.moving(
        home, upload_id, _CHECKED, UploadState.WAITING, by.when, title=title
    ) as waits:
        if waits:
            return revisions.add(Shelf(home), upload_id, made)
    raise settled(uploads.find(home, upload_id).state)


def publish(kb: KnowledgeBase, upload_id: str, by: By, *, seen: str, forced: bool = False) -> str:
    """Store an upload as it was corrected, and return the id of its bulletin. The index is left to
    the caller.

    `seen` is that of the Check the editor looked at. ConflictError, and nothing is changed, when
    the corpus says something else by now, or the upload was dealt with already. `forced` puts its
    fields in the place of those of a bulletin of the same text; without, that one stays as it is.
    """
    by.require(Right.PUBLISH)
    with corpus_lock(kb.home, kb.settings.corpus, by.who):
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
        changes = checked.proposal.status is not FileStatus.UNCHANGED
        if changes and any(doubt.must and not doubt.looked for doubt in checked.doubts):
            raise ConflictError("它会改回编者改过的文字", hint="请先看过那一条疑问，再入库")
        if not _store(kb, known, checked, by):
            if (state := uploads.find(kb.home, upload_id).state) is not UploadState.WAITING:
                raise settled(state)
            raise ConflictError(
                "别的编者刚才也保存了修改，还没有入库", hint="请看过页面上现在的内容，再入库"
            )
        return checked.proposal.bulletin.id


def publish_clear(kb: KnowledgeBase, by: By) -> list[str]:
    """Publish all uploads that are new and leave nothing to look at; returns the ids of their
    bulletins. The index is left to the caller."""
    by.require(Right.PUBLISH)
    published: list[str] = []
    with corpus_lock(kb.home, kb.settings.corpus, by.who):
        try:
            known = Known(kb.corpus)
        except CorpusError:  # the page of each upload says what is wrong
            return []
        for upload in uploads.in_state(kb.home, UploadState.WAITING):
            checked = _check_if_readable(kb, known, upload)
            if checked and checked.is_clear and _store(kb, known, checked, by):
                published.append(checked.proposal.bulletin.id)
    return published


def _check_if_readable(kb: KnowledgeBase, known: Known, upload: Upload) -> Check | None:
    """The check of an upload; None when its own page has to say what is wrong with it."""
    with suppress(KbError):
        return check(kb, upload, known=known)
    return None


def _store(kb: KnowledgeBase, known: Known, checked: Check, by: By) -> bool:
    """Store what was checked; False, and nothing is changed, when an editor has saved something of it
    since, or it no longer waits. Nobody can save while it is stored."""
    upload, proposal = checked.upload, checked.proposal
    shelf = Shelf(kb.home)
    kept = proposal.status is FileStatus.UNCHANGED
    state = UploadState.UNCHANGED if kept else UploadState.PUBLISHED
    values = {"title": proposal.bulletin.title, "bulletin": proposal.bulletin.id}
    move = partial(uploads.moving, kb.home, upload.id, _CHECKED, state, by.when, **values)
    stored = False
    try:
        with move() as waits:
            if not waits or revisions.latest(shelf, upload.id).number != checked.revision.number:
                raise _Overtaken
            if not kept:
                _into_corpus(kb, known, checked, by)
            stored = True
    except _Overtaken:
        return False
    except StorageError:  # the database went away meanwhile, and may be there again
        if not stored:
            raise
        with move():
            pass
    if not kept:
        shelf.clear(upload.id)  # the corpus has its bytes
    return True


class _Overtaken(Exception):
    """Somebody else was first."""


def _into_corpus(kb: KnowledgeBase, known: Known, checked: Check, by: By) -> None:
    shelf, upload_id = Shelf(kb.home), checked.upload.id
    proposal = replace(checked.proposal, pictures=shelf.pictures(upload_id))
    left = checked.unlooked
    remark = f"入库时还有 {left} 处疑问没看" if left else ""
    store_proposal(kb, known, proposal, shelf.source(upload_id), by, remark=remark)
    for other in checked.replaces:
        changes.remove(kb.corpus, other.id, by)
        known.drop(other.id)


def discard(home: Home, upload_id: str, by: By) -> None:
    """Discard an upload. Its bytes are kept for a while, so that it can be read again."""
    by.require(Right.PUBLISH)
    if not uploads.move(home, upload_id, OPEN, UploadState.DISCARDED, by.when):
        raise settled()


def discard_failed(home: Home, by: By) -> int:
    """Discard all uploads that failed; how many there were."""
    by.require(Right.PUBLISH)
    failed = uploads.in_state(home, UploadState.FAILED)
    return sum(
        uploads.move(home, one.id, (UploadState.FAILED,), UploadState.DISCARDED, by.when)
        for one in failed
    )


def retry(home: Home, upload_id: str, by: By) -> None:
    """Have an upload read again, corrections or not: one that failed, was given up, or is
    in the corpus already, which is then meant to be replaced. ConflictError when it is under way
    or published."""
    by.require(Right.PUBLISH)
    upload = uploads.find(home, upload_id)
    origins = (
        UploadState.WAITING,
        UploadState.FAILED,
        UploadState.DISCARDED,
        UploadState.UNCHANGED,
    )
    forced = upload.forced or upload.state is UploadState.UNCHANGED
    values = {"attempts": 0, "forced": forced, "error": "", "hint": ""}
    can = can_retry(home, upload)
    if not can or not uploads.move(home, upload_id, origins, UploadState.QUEUED, by.when, **values):
        raise settled()


def can_retry(home: Home, upload: Upload) -> bool:
    """Could it be read again? Not without its bytes: files of an unknown kind are not kept."""
    return Shelf(home).has_source(upload.id)


def settled(state: UploadState | None = None) -> ConflictError:
    """The error for an upload that is no longer in the expected state, which is `state` by now."""
    if state is UploadState.PUBLISHED:
        return ConflictError(
            "这份上传已经入库，刚才填写的没有保存", hint="请在“简报”里打开这一期，点“核对”"
        )
    if state is UploadState.DISCARDED:
        return ConflictError("这份上传已被放弃，刚才填写的没有保存", hint="需要时请再上传一次")
    return ConflictError("这份上传的文件已经有了别的进展", hint="请看“入库”页上的现状")
