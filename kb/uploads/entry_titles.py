"""The titles of entries as fields of the check form: title-<anchor>."""

from __future__ import annotations

from collections.abc import Mapping

from kb.model import Entry
from kb.structure import entry_title

LONGEST_TITLE = 200


def title_field(entry: Entry) -> str:
    """The name of the field of an entry."""
    return f"title-{entry.anchor}"


def typed_title(entry: Entry, typed: Mapping[str, str], wrong: dict[str, str]) -> str:
    """The title of an entry after its field was typed. An empty one gives back the title that its text
    has; `wrong` is called with one that is too long."""
    name = title_field(entry)
    title = plain(typed[name])
    if title == plain(entry.title):
        return entry.title
    if len(title) > LONGEST_TITLE:
        wrong[name] = f"题目请不要超过 {LONGEST_TITLE} 字"
        return entry.title
    return title or entry_title(entry.text, entry.heading_path)


def plain(text: str) -> str:
    """One line without characters that nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
