"""Uploads: source files are kept, read in the background, checked by the editor, and published.

    receive → reading_queue (read, structure) → check → corrections → decisions (publish or discard)

Nothing of an upload is in corpus or index before it is published. kb/state/uploads.py records where
an upload stands; its bytes and what was understood are under state/uploads/ (shelf.py). Both outlive
the process.
"""

from __future__ import annotations

from kb.uploads import decisions, reading_queue
from kb.uploads.aspect_corrections import NO_ASPECT, aspect_field
from kb.uploads.bank_fields import host_fields, is_host_field
from kb.uploads.check import Check, NearDuplicate, Row, check, near_duplicates
from kb.uploads.corrections import corrected, fields_of
from kb.uploads.entry_edits import Edited, drop, merge_with_previous, split, split_points
from kb.uploads.published import correct_published
from kb.uploads.reading_queue import KEPT
from kb.uploads.receive import Arrival, is_web_address, receive, receive_text
from kb.uploads.regroup import Grouped, cut, grouped, join, reopen
from kb.uploads.review import Doubt, is_taken_over, lacks, look_at, looked_at
from kb.uploads.revisions import LeftOut, LeftOutReason, Revision, latest
from kb.uploads.role_fields import role_banks
from kb.uploads.shelf import Line, Shelf
from kb.uploads.subject_corrections import field_names, in_doubt, is_given, subjects_by_entry
from kb.uploads.unplaced import Unplaced, forget_field, unplaced

__all__ = [
    "KEPT",
    "NO_ASPECT",
    "Arrival",
    "Check",
    "Doubt",
    "Edited",
    "Grouped",
    "LeftOut",
    "LeftOutReason",
    "Line",
    "NearDuplicate",
    "Revision",
    "Row",
    "Shelf",
    "Unplaced",
    "aspect_field",
    "check",
    "correct_published",
    "corrected",
    "cut",
    "decisions",
    "drop",
    "field_names",
    "fields_of",
    "forget_field",
    "grouped",
    "host_fields",
    "in_doubt",
    "is_given",
    "is_host_field",
    "is_taken_over",
    "is_web_address",
    "join",
    "lacks",
    "latest",
    "look_at",
    "looked_at",
    "merge_with_previous",
    "near_duplicates",
    "reading_queue",
    "receive",
    "receive_text",
    "reopen",
    "role_banks",
    "split",
    "split_points",
    "subjects_by_entry",
    "unplaced",
]
