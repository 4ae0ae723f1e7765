"""The fields of the index, and the fingerprint that tells an old index from a current one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kb.text import simplified

# Raise it whenever the meaning of what is written to an index changes.
VERSION = 22

# Searched by string; indexed by pairs of characters and characters (kb/text/grams.py).
TEXT_FIELDS = ("text", "title")
# Fields of tokens: those of the text fields, and the words of the text.
TOKEN_FIELDS = (*TEXT_FIELDS, "words")
# The value of "visible_to" of what everybody may see.
EVERYBODY = "*"
# Exact values, also counted as facets. "bank" has every bank whose practice the entry is about, by
# its sentences; "party" has those it is about only as learners, or for contrast; "organisation" has
# all that are named; "visible_to" has the banks and groups whose people may see it.
VALUE_FIELDS = (
    "bulletin",
    "kind",
    "group",
    "bank",
    "party",
    "organisation",
    "practice",
    "month",
    "span",
    "visible_to",
)
# Value fields in which a piece of a value is looked for, too.
NAME_FIELDS = ("group", "bank", "organisation", "practice")
FACETS = ("bank", "group", "practice", "kind", "month")


def fingerprint(segmenter: Iterable[str]) -> str:
    """A digest of everything that decides the content of an index, apart from the documents
    themselves.

    `segmenter` is what decides how words are cut, user dictionary included.
    """
    parts = [str(VERSION), *TOKEN_FIELDS, *VALUE_FIELDS, *segmenter, *simplified().values()]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
