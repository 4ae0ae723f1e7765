"""Who learns from whom, as both check pages ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.enrich import SentenceSubject
from kb.model import BANK_SIDES, Bulletin
from kb.uploads import is_given, role_banks

CHOICES = tuple((side.value, label) for side, label in BANK_SIDES.items())


@dataclass(frozen=True, slots=True)
class RoleView:
    """`fields` are the names of the fields, each with its bank; `is_open` says that no editor has
    decided the part of one of them; `doubtful` sentences are left in doubt in entries with a bank."""

    fields: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    doubtful: int = 0
    choices: tuple[tuple[str, str], ...] = CHOICES


def role_view(
    bulletin: Bulletin,
    values: Mapping[str, str],
    said: Mapping[str, Sequence[SentenceSubject]],
) -> RoleView:
    """The fields among the `values`; `said` are the subjects of the sentences by entry."""
    fields = role_banks(values)
    decided = {role.bank for role in bulletin.roles}
    return RoleView(
        fields,
        any(bank not in decided for _, bank in fields),
        sum(is_given(entry, one) for entry in bulletin.entries for one in said[entry.anchor]),
    )
