"""What a whole bulletin is about, by its title and by what its opening announces (就整村授信专访了…)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.enrich.vocabulary import Vocabulary
from kb.model import Bulletin, Entry, Kind

_OPENING = 2
_INTERVIEW = re.compile(
    r"(?:就|围绕|聚焦)(?P<topic>[^。！？!?，,；;、\n]{2,30})[，,]?[^。！？!?，,；;、\n]{0,8}(?:专访|采访|访谈|对话)"
)


def announced(bulletin: Bulletin) -> str:
    """The title of a bulletin, and the one topic that its opening announces for the whole interview."""
    opening = [e.text for e in bulletin.entries[:_OPENING] if e.kind is Kind.OVERVIEW]
    found = next(filter(None, map(_INTERVIEW.search, opening)), None)
    return f"{bulletin.title}\n{found['topic']}" if found else bulletin.title


def practices_by_entry(
    vocabulary: Vocabulary, bulletin: Bulletin, entries: Iterable[Entry]
) -> dict[str, tuple[str, ...]]:
    """The practices of some entries of a bulletin, by their anchors. What it announces is looked for
    once."""
    about = announced(bulletin)
    return {entry.anchor: vocabulary.practices_of(entry, about) for entry in entries}
