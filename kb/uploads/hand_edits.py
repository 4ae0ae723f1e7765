"""Corrections of a bulletin's text that an update from a source file would undo."""

from __future__ import annotations

from kb.corpus import Corpus, bulletin_markdown, history
from kb.errors import KbError
from kb.intake import FileStatus, Proposal
from kb.model import Entry
from kb.text import normalize

_FROM_SOURCE = (history.Action.ADDED, history.Action.UPDATED)
_NAMED = 5


def undone_edits(corpus: Corpus, proposal: Proposal) -> tuple[Entry, ...]:
    """The entries of the corpus whose text somebody changed after the bulletin was last read from a
    source file, and whose text the proposal does not have. None where the history cannot be read."""
    before = proposal.before
    if before is None or proposal.status is not FileStatus.UPDATED:
        return ()
    try:
        versions = history.versions(corpus, before.id)
        read = next(v for v in reversed(versions) if v.action in _FROM_SOURCE and not v.by_hand)
        old = bulletin_markdown.loads(read.markdown, before.id, before.id)
    except (KbError, StopIteration):
        return ()
    known = {normalize(e.text) for e in (*old.entries, *proposal.bulletin.entries)}
    return tuple(entry for entry in before.entries if normalize(entry.text) not in known)


def undone_note(undone: tuple[Entry, ...]) -> str:
    """A note for the editor about them, in Chinese."""
    titles = "、".join(f"“{entry.title}”" for entry in undone[:_NAMED])
    more = "等" if len(undone) > _NAMED else ""
    return f"会改回编者改过的 {len(undone)} 条：{titles}{more}。请对照变化，看过以后才能入库"
