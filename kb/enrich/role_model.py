"""Which banks of a bulletin are learned from and which learn, weighed from all its clues.

A log-linear model over the roles of all banks together: each role has a weight by the clues of its
bank (`role_clues`), and how many hosts, learners and others a text has weighs by the kind of text.
The weights are a data file that `python -m bench.roles --train` writes. What a structure of groups
says is never overruled.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kb.enrich.parties import Parties
from kb.enrich.plain_roles import plain_roles
from kb.enrich.role_clues import TO_US, kinds_of_text, role_clues, signers
from kb.enrich.stated_parties import stated_parties
from kb.model import Bulletin, Organisation, Side
from kb.text import analysed

SIDES = (Side.HOST, Side.LEARNER, Side.THIRD)
# The clue of a bank whose people learn together with those who tell the text.
FELLOW = "同学"
# Before the side of a bank of which the form of the text leaves no doubt (plain_roles.py).
PLAIN = "文体:"
# The clues that decide the role of a bank, with the number of the role: what an editor said, what the form
# of the text says, and that its people are fellow learners.
DECIDED = (
    {f"编者:{side.value}": number for number, side in enumerate(SIDES)}
    | {f"{PLAIN}{side.value}": number for number, side in enumerate(SIDES)}
    | {FELLOW: SIDES.index(Side.LEARNER)}
)
# What a role is worth that is certain.
CERTAIN: tuple[Chances, ...] = ((0.98, 0.01, 0.01), (0.01, 0.98, 0.01), (0.01, 0.01, 0.98))
BIAS = ""
_WEIGHTS = "role_weights.json"
# Before a kind of text, in the file of weights.
COUNT = "合:"
# Before how many hosts and learners are stated.
STATED = "明说:"

Chances = tuple[float, float, float]

# A tally says how many hosts (0, 1, more), learners (0, 1, more) and others (0, some) a text has, as
# hosts × 6 + learners × 2 + others; NEXT tells for each role the tally when one bank is added.
TALLIES = range(18)
NEXT = (
    [min(tally // 6 + 1, 2) * 6 + tally % 6 for tally in TALLIES],
    [tally // 6 * 6 + min(tally % 6 // 2 + 1, 2) * 2 + tally % 2 for tally in TALLIES],
    [tally // 2 * 2 + 1 for tally in TALLIES],
)
# Roles of some banks in order: those before the last one, and the last one.
_Chain = tuple["_Chain", int] | None
_START = [1.0, *[0.0] * 17]
_MOST_BANKS = 4
# How many assignments of roles are followed, and the chance below which a role is not.
_BEAM, _NEVER = 100, 1e-4


@dataclass(frozen=True)
class RoleModel:
    """Weights by clue for host, learner and third; those of the bias stand under "". `counts` are
    the weights of each tally (`TALLIES`) by kind of text."""

    weights: Mapping[str, Sequence[float]]
    counts: Mapping[str, Sequence[float]]

    def chances(
        self, clues: Mapping[str, Mapping[str, float]], kinds: Sequence[str]
    ) -> dict[str, Chances]:
        """How likely each bank is host, learner, third (together 1), given the others and the kinds
        of the text. Sums over all roles of all banks, tally by tally: linear in the banks."""
        factors = [self._factors(found) for found in clues.values()]
        before = [_START]
        for one in factors:
            before.append(_counted(before[-1], one))
        before.pop()
        after = self._of_tallies((*kinds, of_number(len(clues))))
        banks = list(clues)
        found: dict[str, Chances] = {}
        for at in reversed(range(len(banks))):
            one, known = factors[at], before[at]
            sums = [
                one[role] * sum(k * after[to] for k, to in zip(known, NEXT[role], strict=True))
                for role in range(3)
            ]
            total = sum(sums) or 1.0
            found[banks[at]] = sums[0] / total, sums[1] / total, sums[2] / total
            after = _scaled(
                [
                    sum(one[role] * after[NEXT[role][tally]] for role in range(3))
                    for tally in TALLIES
                ]
            )
        return {bank: found[bank] for bank in banks}

    def assignments(
        self,
        clues: Mapping[str, Mapping[str, float]],
        kinds: Sequence[str],
        most: int,
        least: float,
    ) -> list[tuple[dict[str, int], float]]:
        """The likeliest roles of all banks together, each with the logarithm of its chance: no more
        than `most`, and after the first none below `least`. A beam, linear in the banks."""
        beam: Sequence[tuple[_Chain, int, float]] = [(None, 0, 0.0)]
        for found in clues.values():
            factors = self._factors(found)
            total = sum(factors)
            longer = [
                ((roles, role), NEXT[role][tally], weight + math.log(factor / total))
                for roles, tally, weight in beam
                for role, factor in enumerate(factors)
                if factor / total > _NEVER
            ]
            beam = sorted(longer, key=lambda one: -one[2])[:_BEAM]
        after = self._of_tallies((*kinds, of_number(len(clues))))
        whole = [
            (roles, weight + math.log(max(after[tally], _NEVER))) for roles, tally, weight in beam
        ]
        whole.sort(key=lambda one: -one[1])
        total = math.log(sum(math.exp(weight - whole[0][1]) for _, weight in whole)) + whole[0][1]
        kept = [
            (dict(zip(clues, _unchained(roles), strict=True)), weight - total)
            for roles, weight in whole[:most]
        ]
        return [one for one in kept if one is kept[0] or one[1] >= math.log(least)]

    def _factors(self, clues: Mapping[str, float]) -> list[float]:
        if decided := DECIDED.keys() & clues.keys():
            return [float(number == DECIDED[min(decided)]) for number in range(len(SIDES))]
        scores = list(self.weights.get(BIAS, (0.0, 0.0, 0.0)))
        for clue, weight in clues.items():
            if found := self.weights.get(clue):
                scores = [score + weight * w for score, w in zip(scores, found, strict=True)]
        top = max(scores)
        return [math.exp(score - top) for score in scores]

    def _of_tallies(self, kinds: Sequence[str]) -> list[float]:
        known = [self.counts[kind] for kind in (BIAS, *kinds) if kind in self.counts]
        scores = [sum(column) for column in zip(*known, strict=True)] or [0.0] * len(TALLIES)
        top = max(scores)
        return [math.exp(score - top) for score in scores]


def _unchained(roles: _Chain) -> list[int]:
    """The roles of a chain, the first one first."""
    found: list[int] = []
    while roles is not None:
        roles, role = roles
        found.append(role)
    return found[::-1]


def of_number(banks: int) -> str:
    """The kind of a text by how many banks it names."""
    return f"家数:{min(banks, _MOST_BANKS)}"


def as_stated(parties: Parties) -> str:
    """The kind of a text by how many hosts and learners its structure and its visits state."""
    return f"{STATED}{min(len(parties.hosts), 2)}{min(len(parties.learners), 2)}"


def _counted(tallies: Sequence[float], roles: Sequence[float]) -> list[float]:
    """The sums by tally when one bank more is counted."""
    found = [0.0] * len(TALLIES)
    for role, factor in enumerate(roles):
        for known, to in zip(tallies, NEXT[role], strict=True):
            found[to] += known * factor
    return _scaled(found)


def _scaled(amounts: Sequence[float]) -> list[float]:
    total = sum(amounts) or 1.0
    return [amount / total for amount in amounts]


@cache
def role_model() -> RoleModel:
    """The model that is delivered."""
    text = files("kb.enrich").joinpath("data", _WEIGHTS).read_text("utf-8")
    known = json.loads(text)
    counts = {key[len(COUNT) :]: numbers for key, numbers in known.items() if key.startswith(COUNT)}
    return RoleModel(known, counts)


@dataclass(frozen=True)
class Seen:
    """What a bulletin shows of its banks: what it states, the clues of each bank that a sentence
    names, and the kinds of the text. Wide forms in its text are made plain."""

    bulletin: Bulletin
    stated: Parties
    clues: Mapping[str, Mapping[str, float]]
    kinds: tuple[str, ...]


def seen_in(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Seen:
    """What a bulletin shows of its banks."""
    bulletin = replace(
        bulletin, content=tuple(replace(i, text=analysed(i.text)) for i in bulletin.content)
    )
    stated = stated_parties(bulletin, organisations)
    plain = {} if stated.several else plain_roles(bulletin, stated)
    stated = _moved(_moved(stated, plain), {role.bank: role.side for role in bulletin.roles})
    stated = replace(stated, kinds=kinds_of_text(bulletin))
    named = weighed_banks(role_clues(bulletin, stated))
    for role in bulletin.roles:
        if role.bank in named:
            named[role.bank][f"编者:{role.side.value}"] = 1.0
    for bank in stated.fellows:
        if bank in named and named[bank].keys().isdisjoint(DECIDED):
            named[bank][FELLOW] = 1.0
    for bank, side in plain.items():
        if bank in named and named[bank].keys().isdisjoint(DECIDED):
            named[bank][f"{PLAIN}{side.value}"] = 1.0
    return Seen(bulletin, stated, named, (*stated.kinds, as_stated(stated)))


def _moved(stated: Parties, said: Mapping[str, Side]) -> Parties:
    """The parties that a structure states, those of which it is said what they do moved there."""
    if not said:
        return stated
    sides = {bank: said.get(bank, stated.side_of(bank)) for bank in stated.banks}
    hosts = tuple(bank for bank, side in sides.items() if side is Side.HOST)
    learners = tuple(bank for bank, side in sides.items() if side is Side.LEARNER)
    own = stated.own if sides.get(stated.own) is stated.own_side else ""
    return replace(stated, hosts=hosts, learners=learners, own=own)


def weighed_banks(clues: Mapping[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The banks that some sentence names. One that only the structure or an editor knows keeps the
    side it has."""
    return {bank: found for bank, found in clues.items() if any(c[:2] == "份:" for c in found)}


def weighed(bulletin: Bulletin, stated: Parties, chances: Mapping[str, Chances]) -> Parties:
    """The parties with the likeliest side of each bank. Of several banks one at least is learned
    from, unless an editor decided otherwise."""
    sides = {bank: stated.side_of(bank) for bank in stated.banks}
    sides |= {bank: SIDES[max(range(3), key=lambda k: c[k])] for bank, c in chances.items()}
    decided = {role.bank for role in bulletin.roles}
    undecided = [bank for bank in chances if bank not in decided]
    if len(chances) > 1 and undecided and Side.HOST not in sides.values():
        sides[max(undecided, key=lambda bank: chances[bank][0])] = Side.HOST
    banks = sorted(stated.banks, key=lambda b: stated.hosts.index(b) if b in stated.hosts else 99)
    found = replace(
        stated,
        hosts=tuple(bank for bank in banks if sides[bank] is Side.HOST),
        learners=tuple(bank for bank in banks if sides[bank] is Side.LEARNER),
    )
    own, own_side = _own(bulletin, stated, found)
    if own and own_side is Side.LEARNER and own not in found.learners:
        found = replace(found, learners=(*found.learners, own))
    return replace(found, own=own, own_side=own_side, chances=chances)


# Who learns says so of themselves, where no sentence names their bank.
_LEARNERS = re.compile("我[行社]|学员(?!工)|跟班|跟岗")


def _own(bulletin: Bulletin, stated: Parties, found: Parties) -> tuple[str, Side]:
    """Who 我行 is: the host when others come to it or when it signs; else the learner, who
    may only sign."""
    fellows = frozenset(found.fellows)
    signed = signers(bulletin, found) - fellows
    alone = [bank for bank in found.learners if bank not in fellows]
    hosts = [bank for bank in found.hosts if bank in signed]
    learners = [bank for bank in found.learners if bank in signed]
    text = "\n".join((bulletin.title, *(item.text for item in bulletin.content)))
    if len(found.hosts) == 1 and (
        (hosts and not learners) or (not learners and TO_US.search(text))
    ):
        return found.hosts[0], Side.HOST
    if learners or found.learners:
        return _only(learners or alone), Side.LEARNER
    others = [bank for bank in signed if bank not in found.hosts]
    tells_of_others = len(found.hosts) > 1 and len(others) == 1 and _LEARNERS.search(text)
    if stated.own_side is Side.LEARNER or tells_of_others:
        return _only(others), Side.LEARNER
    return _only(found.hosts), Side.HOST


def _only(banks: Sequence[str]) -> str:
    return banks[0] if len(banks) == 1 else ""
