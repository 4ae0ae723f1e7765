"""Sections and paragraphs on their way from the outline to entries."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import Picture, Side
from kb.structure.roles import Role


@dataclass(frozen=True, slots=True)
class Section:
    """The headings above a paragraph and what they say about it. `bank` owns the section; `side` is
    the side it is about."""

    path: tuple[str, ...]
    role: Role | None
    group: str
    bank: str
    side: Side = Side.HOST


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section, with the pictures that go with it. `lead` counts the bold characters
    at its beginning, where the rest is not bold."""

    text: str
    section: Section
    pictures: tuple[Picture, ...] = ()
    lead: int = 0
