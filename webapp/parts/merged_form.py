"""One form, two editors: what this one typed, merged with what the other stored meanwhile.

The form carries the fields it was made from (the base), as JSON. A field that only one of the two
changed is taken from that one; one that both changed differently is a conflict, to be decided by a
person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

# Characters of a base that is read.
LARGEST = 400_000
MERGED = "其余的已合并到下面。请核对后再保存一次，以您填写的为准"
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MergedForm:
    """`fields` are those to store or show; `conflicts` has the fields that both changed, with the
    value that the other one stored."""

    fields: dict[str, str]
    conflicts: dict[str, str] = field(default_factory=dict)

    def note(self, labels: Mapping[str, str]) -> str:
        """What the other editor changed, in Chinese; "" without conflicts."""
        changes = [
            f"{labels.get(name, name)}：别人已改为“{_short(value)}”"
            for name, value in self.conflicts.items()
        ]
        return f"没有保存，别人也改了这几处。{'；'.join(changes)}" if changes else ""


def dump_base(fields: Mapping[str, str]) -> str:
    """The base as the form carries it."""
    return json.dumps(dict(fields), ensure_ascii=False)


def merge_forms(
    base: str, stored: Mapping[str, str], typed: Mapping[str, str]
) -> MergedForm | None:
    """The typed fields with what another editor stored meanwhile; None when the form does not say
    what it was made from. `base` is that of `dump_base`."""
    shown = _read(base)
    if shown is None:
        return None
    conflicts: dict[str, str] = {}
    fields = dict(typed)
    for name, now in stored.items():
        if name not in typed:
            continue
        mine, before, theirs = (_plain(one) for one in (typed[name], shown.get(name, ""), now))
        if theirs in (mine, before):
            continue
        if mine == before:
            fields[name] = now
        else:
            conflicts[name] = now
    return MergedForm(fields, conflicts)


def _read(base: str) -> dict[str, str] | None:
    try:
        found = json.loads(base[:LARGEST])
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _short(value: str) -> str:
    text = "、".join(filter(None, _plain(value).split("\n"))) or "空"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _plain(value: str) -> str:
    """A value in the form for comparing: browsers send line ends as CR LF."""
    return "\n".join(line.strip() for line in value.strip().splitlines())
