"""Two editors, one form: what this one typed, merged into what the other one saved meanwhile.

The fields are merged three ways: the form names the revision it showed (the base). A field that
only one of the two changed is taken from that one. A field that both changed differently is a
conflict, and nothing is saved until an editor has decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.enrich import Vocabulary
from kb.model import Bulletin
from kb.uploads.corrections import fields_of


@dataclass(frozen=True, slots=True)
class Merged:
    """`typed` are the fields that this editor changed; `conflicts` the fields, with their value
    now, that the other one changed too and differently. The value is None where the entry of the
    field is gone."""

    typed: dict[str, str]
    conflicts: dict[str, str | None]


def merged(
    base: Bulletin, current: Bulletin, typed: Mapping[str, str], vocabulary: Vocabulary
) -> Merged:
    """What of the typed fields is new against the base, and what of it collides."""
    before = fields_of(base, vocabulary)
    now = fields_of(current, vocabulary)
    changed = {
        name: value for name, value in typed.items() if _same(value) != _same(before.get(name, ""))
    }
    known = {name: value for name, value in changed.items() if name in before}
    conflicts = {
        name: now.get(name)
        for name, value in known.items()
        if now.get(name) != before[name] and _same(value) != _same(now.get(name) or "")
    }
    return Merged(known, conflicts)


def _same(value: str) -> str:
    """A value in the form for comparing: browsers send line ends as CR LF."""
    return "\n".join(value.splitlines())
