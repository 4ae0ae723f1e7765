"""Where a sentence stands, as the rules that settle a guess see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.enrich.parties import Parties
from kb.model import Entry, Side

# Below this probability a sentence is not shown as a bank's practice, and one about nobody may be about
# somebody. One sentence under a wrong bank costs as much as three that are left in doubt: by that, .86 was
# chosen on hands that were left out. A little higher since the wording of sentences counts, so that what is
# shown is wrong about as rarely.
SURE = 0.88


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its entry, the banks that the entry names, and the banks of the bulletin.

    `decided` is what an editor decided of these banks. `many_send`: several banks send learners.
    `announced` are the places where sentences begin that learners announced as their own; `learned`
    the bank from which something was learned, by such places. `missing`: a host is not named.
    `plan`: the paper is one of plans. `against` is the bank, with its side, which the sentence
    before set against what came before. `parted`: each point has a part of the learners of its own.
    `writer` is the bank that tells of itself in the whole text. `in_run`: the entry is a point of a run
    whose points before it are all about its bank.
    `shown`: the title says that the practice of the only host is shown to others. `notice`: the paper is a
    notice of a bank to its own people. `interview`: a title line says that people of the only host are asked;
    `question` is where the first question of the entry stands. `guides` are the people of the host whom the
    learners went along with, as they are called. `reported` is where the paragraph begins in which
    learners report of their own bank, up to the sentence before.
    """

    entry: Entry
    named: frozenset[str]
    parties: Parties
    decided: Mapping[str, Side]
    many_send: bool
    announced: frozenset[int]
    learned: Mapping[int, str]
    missing: bool
    plan: bool
    against: tuple[str, Side] | None = None
    parted: bool = False
    writer: str = ""
    in_run: bool = False
    shown: bool = False
    notice: bool = False
    interview: bool = False
    question: int = 0
    guides: frozenset[str] = frozenset()
    reported: int = -1


def own_learner(parties: Parties) -> str:
    """The writer's bank where it learns; "" else."""
    return parties.own if parties.own_side is Side.LEARNER else ""
