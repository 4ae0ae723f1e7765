"""Which banks of a bulletin are learned from and which learn, weighed from all its clues.

A multinomial logistic model over the clues of `role_clues`; its weights are a data file that
`python -m bench.roles --train` writes. What a structure of groups says is never overruled.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kb.enrich.parties import Parties
from kb.enrich.role_clues import TO_US, role_clues, signers
from kb.enrich.stated_parties import stated_parties
from kb.enrich.subject_cues import CONTRAST
from kb.model import Bulletin, Organisation, Side
from kb.text import analysed

SIDES = (Side.HOST, Side.LEARNER, Side.THIRD)
BIAS = ""
_WEIGHTS = "role_weights.json"

Chances = tuple[float, float, float]


@dataclass(frozen=True)
class RoleModel:
    """Weights by clue for host, learner and third; those of the bias stand under ""."""

    weights: Mapping[str, Sequence[float]]

    def chances(self, clues: Mapping[str, float]) -> Chances:
        """How likely a bank with these clues is host, learner, third; together 1."""
        scores = list(self.weights.get(BIAS, (0.0, 0.0, 0.0)))
        for clue, weight in clues.items():
            if found := self.weights.get(clue):
                scores = [score + weight * w for score, w in zip(scores, found, strict=True)]
        top = max(scores)
        host, learner, third = (math.exp(score - top) for score in scores)
        total = host + learner + third
        return host / total, learner / total, third / total


@cache
def role_model() -> RoleModel:
    """The model that is delivered."""
    text = files("kb.enrich").joinpath("data", _WEIGHTS).read_text("utf-8")
    return RoleModel(json.loads(text))


def parties_of(
    bulletin: Bulletin, organisations: Sequence[Organisation], model: RoleModel | None = None
) -> Parties:
    """The parties of a bulletin: what it states, weighed with everything else it shows."""
    bulletin = replace(
        bulletin, content=tuple(replace(i, text=analysed(i.text)) for i in bulletin.content)
    )
    stated = stated_parties(bulletin, organisations)
    model = model or role_model()
    clues = role_clues(bulletin, stated)
    # A bank that only the structure or an editor knows keeps the side it has.
    named = {bank: found for bank, found in clues.items() if any(c[:2] == "份:" for c in found)}
    chances = {bank: model.chances(found) for bank, found in named.items()}
    if stated.several or len(stated.banks) < 2:
        return replace(stated, chances=chances)
    return weighed(bulletin, stated, chances)


def weighed(bulletin: Bulletin, stated: Parties, chances: Mapping[str, Chances]) -> Parties:
    """The parties with the likeliest side of each bank. One bank at least is learned from."""
    sides = {bank: stated.side_of(bank) for bank in stated.banks}
    sides |= {bank: SIDES[max(range(3), key=lambda k: c[k])] for bank, c in chances.items()}
    for bank in _only_contrasted(bulletin, stated):
        sides[bank] = Side.THIRD
    if chances and Side.HOST not in sides.values():
        sides[max(chances, key=lambda bank: chances[bank][0])] = Side.HOST
    banks = sorted(stated.banks, key=lambda b: stated.hosts.index(b) if b in stated.hosts else 99)
    found = replace(
        stated,
        hosts=tuple(bank for bank in banks if sides[bank] is Side.HOST),
        learners=tuple(bank for bank in banks if sides[bank] is Side.LEARNER),
    )
    own, own_side = _own(bulletin, stated, found)
    return replace(found, own=own, own_side=own_side, chances=chances)


def _only_contrasted(bulletin: Bulletin, stated: Parties) -> set[str]:
    """The banks that no heading or visit names, only sentences that set them against another."""
    found = set(stated.banks) - {*stated.hosts, *stated.learners}
    for line in (bulletin.title, *(item.text for item in bulletin.content)):
        for sentence in line.split("。"):
            if CONTRAST.search(sentence) is None:
                found -= {mention.bank for mention in stated.mentions(sentence)}
    return found


def _own(bulletin: Bulletin, stated: Parties, found: Parties) -> tuple[str, Side]:
    """Who 我行 is: the host when others come to it or when it signs; else the learner."""
    signed = signers(bulletin, found)
    hosts = [bank for bank in found.hosts if bank in signed]
    learners = [bank for bank in found.learners if bank in signed]
    text = "\n".join((bulletin.title, *(item.text for item in bulletin.content)))
    if len(found.hosts) == 1 and (
        (hosts and not learners) or (not learners and TO_US.search(text))
    ):
        return found.hosts[0], Side.HOST
    if learners or found.learners:
        return _only(learners or found.learners), Side.LEARNER
    if stated.own_side is Side.LEARNER:
        return "", Side.LEARNER
    return _only(found.hosts), Side.HOST


def _only(banks: Sequence[str]) -> str:
    return banks[0] if len(banks) == 1 else ""
