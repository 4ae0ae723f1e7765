"""The bulletin of a text as a file, and the bank of an entry of it."""

from __future__ import annotations

from datetime import date

from kb.model import Bulletin, Source
from kb.readers import read
from kb.structure import structure


def made(text: str, name: str = "一.txt") -> Bulletin:
    source = Source(name, name[-3:].strip("."), "0" * 64, date(2026, 1, 1))
    return structure(read(text.encode(), name), source, today=date(2026, 12, 1)).bulletin


def bank_of(text: str, words: str, name: str = "一.txt") -> str:
    """The bank of the entry that contains the words."""
    return next(entry.bank for entry in made(text, name).entries if words in entry.text)
