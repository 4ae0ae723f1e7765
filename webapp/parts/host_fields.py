"""The banks that a bulletin without groups is about, as fields of the check screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.model import Bulletin
from kb.uploads import host_fields


@dataclass(frozen=True, slots=True)
class HostField:
    """The field `name` holds a bank; `following` entries take another one when it is changed."""

    name: str
    label: str
    following: int


def hosts_shown(bulletin: Bulletin) -> tuple[HostField, ...]:
    """One field where there is one bank, several with a number where there are several."""
    counts = Counter(entry.bank for entry in bulletin.entries)
    fields = host_fields(bulletin)
    labels = (
        [f"机构{number}" for number in range(1, len(fields) + 1)]
        if fields.keys() != {"bank"}
        else ["机构"]
    )
    return tuple(
        HostField(name, label, counts[bank])
        for (name, bank), label in zip(fields.items(), labels, strict=True)
    )
