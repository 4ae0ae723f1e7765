"""What is known about whom one sentence is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.enrich.branches import branch_in
from kb.model import Side
from kb.text import Sentence

CORRECTED = "编者指定"
DOUBTFUL = "拿不准"
IN_TURN = "一句先后讲了几家行"


@dataclass(frozen=True, slots=True)
class SentenceSubject:
    """What a sentence is about: `bank` ("" when none is meant by name) on a `side`.

    `evidence` says why, in Chinese. `branch` is the branch or outlet it tells about, "" for the
    whole bank. `study` says that it tells what learners did at their host, not what they plan.
    """

    sentence: Sentence
    bank: str
    side: Side
    evidence: str
    branch: str = ""
    study: bool = False

    @property
    def doubtful(self) -> bool:
        """Is it left to the editor, since too little says whom it is about?"""
        return self.evidence.startswith(DOUBTFUL)

    @property
    def in_turn(self) -> bool:
        """Is it in doubt because it tells of several banks, one after the other?"""
        return self.doubtful and IN_TURN in self.evidence

    @property
    def corrected(self) -> bool:
        """Did an editor decide it?"""
        return self.evidence == CORRECTED

    def of_table(
        self, bank: str, side: Side, evidence: str, branches: Iterable[str]
    ) -> SentenceSubject:
        """The subject of the same sentence where the table that it stands in says whose it is."""
        branch = branch_in(self.sentence.text, branches) if bank else ""
        return replace(self, bank=bank, side=side, evidence=evidence, branch=branch, study=False)


def banks_of(sides: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The banks whose practice sentences are about, in order of first mention; of each its bank and
    side."""
    return tuple(dict.fromkeys(bank for bank, side in sides if side == Side.HOST and bank))
