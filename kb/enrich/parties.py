"""Who takes part in a bulletin: the banks that are visited, those that learn, and who "we" are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kb.enrich.name_finder import Found, NameFinder
from kb.enrich.visits import Mention
from kb.model import Side

KINDS = (
    "农村商业银行|农商银行|农商行|农村合作银行|农合行|农村信用合作联社|农村信用联社|信用合作联社"
    "|信用联社|农信联社|农信社|信用社|联社|村镇银行|农商联合银行|审计中心"
)
_KIND = re.compile(rf"(?:县|市|区)?(?:{KINDS})")
_KIND_AT_END = re.compile(rf"{_KIND.pattern}$")
# Behind a place that is not the bank: 石桥县, 石桥支行, 石桥组, 石桥人, 石桥街头.
_NO_BANK = re.compile(
    r"[支分市县区镇乡村河江海湖湾港路街组省州站片岛山办农东西南北城籍话菜产]|人(?![力事])|(?!的)[^，。；]{0,3}(?:镇|村|街道|网点|办事处)|(?!的)[^，。；]?支行"
)
_STOP = re.compile("[站篇][）)】]")
# So many sentences of a bulletin are kept with their mentions.
_MOST_KEPT = 2000
_Pairs = tuple[tuple[str, str], ...]
_WHEN = "本周|当天|当晚|周[一二三四五六日]|晚间|会后|参观途中|学习期间|座谈会?上|其中"


@dataclass(frozen=True)
class Parties:
    """The banks of one bulletin.

    `hosts` are learned from, in the order of the text; `learners` learn. `own` is the bank that
    "we" (我行) means, on `own_side`; "" when that is unclear. `banks` are all names.
    `several` says that groups of learners are with several hosts; `groups` are the names of those.
    `branches` are the known branches of the hosts and learners, `persons` the people,
    `named_branches` the branches and `departments` the departments that are named with their bank once.
    `kinds` are the kinds
    of the text. `fellows` are those learners whose people were with the same host as who tells it.
    `chances` are how likely a bank is host, learner, third, as the model of roles weighs it.
    """

    banks: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()
    own: str = ""
    own_side: Side = Side.NONE
    aliases: tuple[tuple[str, str], ...] = ()
    several: bool = False
    groups: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    persons: tuple[tuple[str, str], ...] = ()
    named_branches: tuple[tuple[str, str], ...] = ()
    departments: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    fellows: tuple[str, ...] = ()
    chances: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The banks named in a text, in order."""
        kept = self._kept
        if text not in kept:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[text] = self._mentions_in(text)
        return kept[text]

    @cached_property
    def _kept(self) -> dict[str, tuple[Mention, ...]]:
        # Looked up once: to find it takes a look at every name.
        return _kept_mentions(self.banks, self.aliases, self._of_banks)

    @cached_property
    def _named(self) -> tuple[dict[str, str], NameFinder]:
        return _names(self.banks, self.aliases, self._of_banks)

    def _mentions_in(self, text: str) -> tuple[Mention, ...]:
        names, finder = self._named
        found: list[Mention] = []
        for one in finder.find(text):
            by = self._by(one.name) if one.kind is None else "name" if one.kind else "place"
            if by == "branch" and found and found[-1].end == one.start:
                continue  # its bank is named right before it
            if by != "place" or _is_bank(text, one):
                found.append(Mention(one.start, one.end, names[one.name], by))
        return tuple(found)

    @cached_property
    def by_place(self) -> dict[str, str]:
        """Each bank by what makes its name its own."""
        return {place_of(bank): bank for bank in self.banks}

    @cached_property
    def _of_banks(self) -> _Pairs:
        return self.persons + self.named_branches

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """What is named by a name that is not a bank's."""
        people = {name: "person" for name, _ in self.persons}
        return {name: "branch" for name, _ in self.named_branches} | people

    def _by(self, name: str) -> str:
        return self._kinds.get(name, "name")

    @cached_property
    def _teams(self) -> re.Pattern[str]:
        """Groups of learners at the beginning of a sentence: 甲组, 石桥组."""
        names = {g for g in self.groups if g.endswith("组")}
        names |= {_KIND_AT_END.sub("", bank) + "组" for bank in self.banks}
        listed = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
        return re.compile(
            rf"(?:[^，,。；]{{0,16}}[，,]){{0,2}}(?:{_WHEN}[，,]?)?(?P<who>{listed or '(?!)'})"
        )

    def team_in(self, text: str) -> re.Match[str] | None:
        """The group of learners that a sentence is about, in the group `who` of the match."""
        return self._teams.match(text)

    def side_of(self, bank: str) -> Side:
        """The side of a bank; THIRD when it neither learns nor is learned from."""
        return self._sides.get(bank, Side.THIRD)

    @cached_property
    def _sides(self) -> dict[str, Side]:
        """The sides of hosts and learners; who is both is a host."""
        return dict.fromkeys(self.learners, Side.LEARNER) | dict.fromkeys(self.hosts, Side.HOST)

    @cached_property
    def on_side(self) -> Counter[Side]:
        """How many of the banks are on each side."""
        return Counter(map(self.side_of, self.banks))


@lru_cache(maxsize=8)
def _names(
    banks: tuple[str, ...], aliases: _Pairs, others: _Pairs
) -> tuple[dict[str, str], NameFinder]:
    """Alias or place → bank, and what finds them. Kept, since a text is read in several ways
    that differ only in the sides of its banks."""
    places: dict[str, str] = {}
    for bank in banks:
        place = _KIND_AT_END.sub("", bank)
        if len(place) >= 2:
            places.setdefault(place, bank)
    shorts = [(place_of(bank), bank) for bank in banks if len(place_of(bank)) == 1]
    whole = {place + kind: bank for place, bank in shorts for kind in KINDS.split("|")}
    whole |= dict(aliases) | {bank: bank for bank in banks} | dict(others)
    # Without a whole name there is no bank, and so no place.
    return places | whole, NameFinder(whole, places if whole else (), _KIND)


@lru_cache(maxsize=8)
def _kept_mentions(
    banks: tuple[str, ...], aliases: _Pairs, others: _Pairs
) -> dict[str, tuple[Mention, ...]]:
    """The mentions of sentences asked for already, by sentence: several rules ask for those of each."""
    return {}


def place_of(bank: str) -> str:
    """What makes a bank's name its own: 石桥 of 石桥农商银行."""
    return _KIND_AT_END.sub("", bank)


def _is_bank(text: str, found: Found) -> bool:
    """Does the place alone mean its bank here, and not a town, a branch or a group of learners? A stop of
    those who learn, in brackets, is a bank: 公司业务部（石桥站）."""
    if text[found.start - 1 : found.start] in tuple("（(【") and _STOP.match(text, found.end):
        return True
    return _NO_BANK.match(text, found.end) is None
