"""Uploads: source files are kept, read in the background, checked by the editor, and published.

    receive → reading_queue (read, structure) → check → corrections → decisions (publish or discard)

Nothing of an upload is in corpus or index before it is published. kb/state/uploads.py records where
an upload stands; its bytes and what was understood are under state/uploads/ (shelf.py). Both outlive
the process.
"""

from __future__ import annotations

from kb.uploads import decisions, reading_queue
from kb.uploads.check import Check, NearDuplicate, Row, check, near_duplicates
from kb.uploads.corrections import corrected, fields_of, host_of
from kb.uploads.reading_queue import KEPT
from kb.uploads.receive import Arrival, receive, receive_text
from kb.uploads.shelf import Line, Shelf

__all__ = [
    "KEPT",
    "Arrival",
    "Check",
    "Line",
    "NearDuplicate",
    "Row",
    "Shelf",
    "check",
    "corrected",
    "decisions",
    "fields_of",
    "host_of",
    "near_duplicates",
    "reading_queue",
    "receive",
    "receive_text",
]
