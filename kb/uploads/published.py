"""Corrections of a bulletin that is published: the fields of the check form, as before publication.

The form names the file it was made from by its digest. What another editor changed since then is
kept too; both are merged field by field, as on the check screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.corpus import By, Corpus, bulletin_markdown, changes, digest, history
from kb.errors import ConflictError, KbError, no_bulletin
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin
from kb.rights import Right
from kb.uploads.corrections import corrected
from kb.uploads.decisions import Saved
from kb.uploads.merging import merged

# Who may see it has a page of its own, which asks about names that nobody has.
_ELSEWHERE = ("visible",)


def correct_published(
    kb: KnowledgeBase, bulletin_id: str, typed: Mapping[str, str], by: By, *, seen: str
) -> Saved:
    """Keep what an editor typed about a published bulletin. The caller holds the writer lock, and
    updates the index afterwards.

    `seen` is the digest of the file that their form showed. ConflictError when that file is no longer
    known, NotFoundError when the bulletin is gone; Forbidden without the right to edit.
    """
    by.require(Right.EDIT)
    present = kb.corpus.read_markdown(bulletin_id)
    if present is None:
        raise no_bulletin(bulletin_id)
    current = kb.corpus.load_bulletin(bulletin_id)
    base = current if digest(present) == seen else _as_seen(kb.corpus, bulletin_id, seen)
    fields = {name: value for name, value in typed.items() if name not in _ELSEWHERE}
    found = merged(base, current, fields, kb.vocabulary)
    if found.conflicts:
        return Saved(conflicts=found.conflicts)
    made = corrected(current, found.typed, kb.vocabulary, kb.aspects.lexicon.names)
    if made.wrong or made.bulletin == current:
        return Saved(wrong=made.wrong)
    changes.correct(kb.corpus, made.bulletin, by, f"核对：修改 {len(found.typed)} 处")
    return Saved()


def _as_seen(corpus: Corpus, bulletin_id: str, seen: str) -> Bulletin:
    """The version of a bulletin whose file has this digest."""
    for version in reversed(history.versions(corpus, bulletin_id)):
        if version.data is not None and digest(version.data) == seen:
            try:
                return bulletin_markdown.loads(version.markdown, bulletin_id, bulletin_id)
            except KbError:
                break
    raise ConflictError(
        "打开这一页以后，这期简报的文件被改过，对不上了",
        where=bulletin_id,
        hint="请重新打开这一页，再改一次",
    )
