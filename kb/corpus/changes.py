"""Every way in which a bulletin of the corpus changes, each recorded in its history.

The caller holds the writer lock, and updates the index afterwards. Each change is made whole or not
at all, even if the process is killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kb.corpus import bulletin_markdown, history
from kb.corpus.folder import Corpus
from kb.corpus.history import Action
from kb.corpus.plain_files import decoded
from kb.errors import ConflictError, KbError, NotFoundError, no_bulletin
from kb.files import disk_errors, numbered, remove_durably
from kb.model import Bulletin
from kb.rights import Actor, Right, require


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change, and when. Every change asks whether they may."""

    actor: Actor
    when: datetime

    @property
    def who(self) -> str:
        """How histories call them."""
        return self.actor.label

    def require(self, right: Right) -> None:
        """Forbidden unless they have the right."""
        require(self.actor, right)


def store(corpus: Corpus, bulletin: Bulletin, by: By, *, was: str = "", note: str = "") -> None:
    """Add a bulletin, or replace the one with its id.

    `was` is its id until now, when the id changes. Forbidden without the right to publish.
    """
    by.require(Right.PUBLISH)
    if was and was != bulletin.id:
        _rename(corpus, was, bulletin.id, by)
        note = note or f"原编号 {was}"
    present = corpus.read_markdown(bulletin.id)
    action = Action.ADDED if present is None else Action.UPDATED
    _write(corpus, bulletin.id, bulletin_markdown.dumps(bulletin).encode(), action, by, note)


def edit(corpus: Corpus, bulletin_id: str, markdown: str, by: By, *, expected: str) -> Bulletin:
    """Replace a bulletin's file by an edited text and return the bulletin it describes now.

    `expected` is the digest (kb.history.digest) of the file that was edited. ConflictError when
    somebody changed it meanwhile, CorpusError with the line when the text is malformed. Forbidden
    without the right to edit, as for all changes below.
    """
    by.require(Right.EDIT)
    bulletin = bulletin_markdown.loads(markdown, bulletin_id, bulletin_id)
    present = corpus.read_markdown(bulletin_id)
    if present is None:
        raise no_bulletin(bulletin_id, hint="可能刚被移除：kb bin 查看")
    if history.digest(present) != expected:
        raise ConflictError(
            "打开编辑以后，这期简报又被别人改过",
            where=bulletin_id,
            hint="请先看看新的内容，再把改动加上去",
        )
    # Written from the bulletin, so that blocks added by an editor get permanent ids.
    data = bulletin_markdown.dumps(bulletin).encode()
    _write(corpus, bulletin_id, data, Action.EDITED, by)
    return bulletin


def set_audience(corpus: Corpus, bulletin_id: str, names: tuple[str, ...], by: By) -> None:
    """Say which banks and groups may see a bulletin, none for everybody; CorpusError for a name that
    cannot be one."""
    by.require(Right.EDIT)
    bulletin = replace(corpus.load_bulletin(bulletin_id), visible_to=names)
    data = bulletin_markdown.dumps(bulletin).encode()
    note = f"可以看的：{'、'.join(names) or '所有人'}"
    _write(corpus, bulletin_id, data, Action.EDITED, by, note)


def correct(corpus: Corpus, bulletin: Bulletin, by: By, note: str) -> None:
    """Replace a bulletin by one with other fields: what was understood of it is corrected, its text
    stays. `note` says in Chinese what was corrected."""
    by.require(Right.EDIT)
    data = bulletin_markdown.dumps(bulletin).encode()
    _write(corpus, bulletin.id, data, Action.EDITED, by, note)


def restore_version(corpus: Corpus, bulletin_id: str, number: int, by: By) -> None:
    """Make a bulletin what it was after change `number`; a removed one comes back.

    NotFoundError when there is no such version, or when it is that of a removal.
    """
    by.require(Right.EDIT)
    version = history.version(corpus, bulletin_id, number)
    if version.data is None:
        raise NotFoundError(f"第 {number} 版是移除，没有内容可恢复", where=bulletin_id)
    _write(corpus, bulletin_id, version.data, Action.RESTORED, by, f"恢复到第 {number} 版")


def remove(corpus: Corpus, bulletin_id: str, by: By) -> Path:
    """Move a bulletin to the bin and return its new path; NotFoundError when there is none."""
    by.require(Right.EDIT)
    present = corpus.read_markdown(bulletin_id)
    if present is None:
        raise no_bulletin(bulletin_id)
    with _recorded(corpus, bulletin_id, Action.REMOVED, by, None):
        return corpus.remove_bulletin(bulletin_id, by.when)


def undo_remove(corpus: Corpus, bulletin_id: str, by: By) -> str:
    """Restore what was last removed under this id, and return the id it has now.

    If another bulletin has taken the id, the restored one becomes <id>-2. NotFoundError when the
    bin holds none of this id.
    """
    by.require(Right.EDIT)
    item = next((item for item in corpus.bin_items() if item.bulletin_id == bulletin_id), None)
    if item is None:
        raise NotFoundError(f"回收站里没有“{bulletin_id}”", hint="用 kb bin 查看回收站")
    with disk_errors(item.path):
        data = item.path.read_bytes()
    for path in numbered(Path(bulletin_id)):
        present = corpus.read_markdown(path.name)
        if present is None or present == data:  # the same: an earlier undo was interrupted
            break
    note = "从回收站恢复" if path.name == bulletin_id else f"从回收站恢复，原编号 {bulletin_id}"
    _write(corpus, path.name, data, Action.RESTORED, by, note)
    remove_durably(item.path)
    return path.name


def _write(
    corpus: Corpus, bulletin_id: str, data: bytes, action: Action, by: By, note: str = ""
) -> None:
    """Write a bulletin's file, unless its content is the same already."""
    path = str(corpus.bulletin_path(bulletin_id))
    # Never a file that cannot be read.
    bulletin_markdown.loads(decoded(data, path), bulletin_id, path)
    if corpus.read_markdown(bulletin_id) != data:
        with _recorded(corpus, bulletin_id, action, by, data, note):
            corpus.write_markdown(bulletin_id, data)


def _rename(corpus: Corpus, old: str, new: str, by: By) -> None:
    with _recorded(corpus, old, Action.REMOVED, by, None, f"改为编号 {new}"):
        corpus.rename_bulletin(old, new)


@contextmanager
def _recorded(
    corpus: Corpus, bulletin_id: str, action: Action, by: By, after: bytes | None, note: str = ""
) -> Iterator[None]:
    """Record a change before it is made; delete the record if the change fails."""
    before = corpus.read_markdown(bulletin_id)
    made = history.record(
        corpus.home,
        bulletin_id,
        action,
        who=by.who,
        when=by.when,
        before=before,
        after=after,
        note=note,
    )
    try:
        yield
    except BaseException:
        with suppress(KbError):
            if corpus.read_markdown(bulletin_id) == before:
                history.withdraw(made)
        raise
