"""Who learns from whom, as both check pages ask it, and the sentences that are left in doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.enrich import SentenceSubject
from kb.model import BANK_SIDES, Bulletin
from kb.uploads import field_names, in_doubt, is_given, role_banks

CHOICES = tuple((side.value, label) for side, label in BANK_SIDES.items())
# So many sentences in doubt are listed.
LISTED = 200
_IN_TURN = "选定它主要讲的一家；要各归各家，入库后点“编辑”，把分号改成句号"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sentence in doubt: the field where it is settled, why it is in doubt, and what to do where
    choosing a bank is not all, else ""."""

    text: str
    field: str
    why: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class RoleView:
    """`fields` are the names of the fields, each with its bank; `is_open` says that no editor has
    decided the part of one of them. `doubtful` counts the sentences in doubt, of which the first are
    `sentences`; `given` of them stand in entries with a bank."""

    fields: tuple[tuple[str, str], ...] = ()
    is_open: bool = False
    doubtful: int = 0
    given: int = 0
    sentences: tuple[Doubtful, ...] = ()
    choices: tuple[tuple[str, str], ...] = CHOICES


def role_view(
    bulletin: Bulletin,
    values: Mapping[str, str],
    said: Mapping[str, Sequence[SentenceSubject]],
) -> RoleView:
    """The fields among the `values`; `said` are the subjects of the sentences by entry."""
    fields = role_banks(values)
    decided = {role.bank for role in bulletin.roles}
    doubtful = [
        (entry, one) for entry in bulletin.entries for one in in_doubt(entry, said[entry.anchor])
    ]
    return RoleView(
        fields,
        any(bank not in decided for _, bank in fields),
        len(doubtful),
        sum(is_given(entry, one) for entry, one in doubtful),
        tuple(
            Doubtful(
                one.sentence.quoted,
                field_names(entry.anchor, one)[0],
                one.evidence,
                _IN_TURN if one.in_turn else "",
            )
            for entry, one in doubtful[:LISTED]
        ),
    )
