"""Readers: a source file in, a Draft out.

Readers know formats, not bulletins. The reader of a format is imported when the first file of this
format is read.
"""

from __future__ import annotations

from kb.readers import draft
from kb.readers.archive import is_archive, passed_over, read_members
from kb.readers.draft import MAX_CAPTION, Block, Draft, DraftPicture
from kb.readers.encoding import ENCODINGS, decode, recoded
from kb.readers.formats import ARCHIVE, FORMATS, MAX_BYTES, TEXT_FORMATS, check_format
from kb.readers.left_out import listed
from kb.readers.read import (
    expand,
    is_known,
    is_of_a_page,
    parts_of,
    read,
    read_bytes,
)
from kb.readers.sandbox import Limits, Sandbox, read_alone

__all__ = [
    "ARCHIVE",
    "ENCODINGS",
    "FORMATS",
    "MAX_BYTES",
    "MAX_CAPTION",
    "TEXT_FORMATS",
    "Block",
    "Draft",
    "DraftPicture",
    "Limits",
    "Sandbox",
    "check_format",
    "decode",
    "draft",
    "expand",
    "is_archive",
    "is_known",
    "is_of_a_page",
    "listed",
    "parts_of",
    "passed_over",
    "read",
    "read_alone",
    "read_bytes",
    "read_members",
    "recoded",
]
