"""Structure: a Draft in, a Bulletin out.

It knows bulletins, not formats, and reads neither corpus nor index.
"""

from __future__ import annotations

from kb.structure.bank_names import bank_mentions, banks_in, canonical
from kb.structure.entry_title import entry_title
from kb.structure.labels import label_of
from kb.structure.neighbours import Neighbours, place_of
from kb.structure.notes import Note, notes
from kb.structure.period import YEAR_INFERRED
from kb.structure.pictures import picture_bytes
from kb.structure.plain_lessons import with_plain_lessons
from kb.structure.several import MAX_ISSUES, issues_at, issues_in
from kb.structure.understand import (
    CONFIDENCE_LABELS,
    Confidence,
    Judgement,
    Structured,
    is_version,
    issue_number,
    keep_anchors,
    structure,
)

__all__ = [
    "CONFIDENCE_LABELS",
    "MAX_ISSUES",
    "YEAR_INFERRED",
    "Confidence",
    "Judgement",
    "Neighbours",
    "Note",
    "Structured",
    "bank_mentions",
    "banks_in",
    "canonical",
    "entry_title",
    "is_version",
    "issue_number",
    "issues_at",
    "issues_in",
    "keep_anchors",
    "label_of",
    "notes",
    "picture_bytes",
    "place_of",
    "structure",
    "with_plain_lessons",
]
