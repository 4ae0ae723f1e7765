"""Who takes part in a bulletin: the banks that are visited, those that learn, and who "we" are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.enrich.visits import Mention, visit_in
from kb.model import Bulletin, Organisation, Side

_KINDS = (
    "农村商业银行|农商银行|农商行|农村合作银行|农合行|农村信用合作联社|农村信用联社|信用合作联社"
    "|信用联社|农信联社|农信社|信用社|联社|村镇银行|农商联合银行|审计中心"
)
_KIND_AT_END = re.compile(rf"(?:县|市|区)?(?:{_KINDS})$")
# Learners that are not a 农商银行: their full names, wherever one begins a clause.
_OTHER_KINDS = re.compile(
    r"(?:^|(?<=[，。；：、\n,;: 　）)]))"
    r"([\u4e00-\u9fff]{2,7}?(?:县|市|区)?(?:农村信用合作联社|农村信用联社|村镇银行|审计中心))"
)
# Offices that send others to learn; they are not a party.
_ORGANISER = re.compile("办事处$|省联社$|协会$")
_NO_NAME = re.compile(r"[到赴向在由各我你该其本几两每]|中心审计|^[一二三四五六七八九十]+")
# After the bare place of a bank (石桥) what makes it the bank: 石桥的做法, 石桥这边, 与石桥不同.
_AFTER_PLACE = re.compile(
    r"这边|那边|的(?:做法|经验|办法|模式|规定|制度|听证|清单|样张|一次性)|方面(?=[，,])"
)
_BEFORE_PLACE = re.compile(r"(?:与|和|同|跟|比|较|像|学)$")
_AFTER_COMPARED = re.compile(r"不同|相比|比较|相反|不一样|一样|相似|类似")

_COMES_FROM = re.compile(r"来自")
_HOST_LINE = re.compile(r"(?:跟班|学习|承办|受访|挂职)单位[:：]\s*")
_WE = re.compile(r"我[行社们]|我县联社|我联社|本行|本社")
_WHEN = "本周|当天|当晚|周[一二三四五六日]|晚间|会后|参观途中|学习期间|座谈会?上|其中"
# How many characters at the start of a bulletin may describe the visit.
_HEAD = 600
# A line that may say whose report it is, no longer than this.
_BYLINE = 45
_LEARNERS = re.compile("学员|跟班(?:人员|干部)|考察[团组]")
_OUR_BANK = re.compile("我[行社]|本[行社]")
_ASKS = re.compile("[？?]|^[问答]")
# Two banks meet as equals: each is the host for what it tells about itself.
_MEET = re.compile("座谈|互访|结对|交流会|共建|对接")


@dataclass(frozen=True)
class Parties:
    """The banks of one bulletin.

    `hosts` are learned from, in the order of the text; `learners` learn. `own` is the bank that
    "we" (我行) means, on `own_side`; "" when that is unclear. `banks` are all names. `several` says
    that groups of learners are with several hosts; `groups` are the names of those. `branches` are
    the known branches of the hosts and learners.
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

    @cached_property
    def _names(self) -> tuple[dict[str, str], re.Pattern[str] | None]:
        """Alias or place → bank, and the pattern of a mention."""
        places: dict[str, str] = {}
        for bank in self.banks:
            place = _KIND_AT_END.sub("", bank)
            if len(place) >= 2:
                places.setdefault(place, bank)
        whole = dict(self.aliases) | {bank: bank for bank in self.banks}
        if not whole:
            return {}, None
        named = "|".join(sorted(map(re.escape, whole), key=len, reverse=True))
        bare = "|".join(sorted(map(re.escape, places), key=len, reverse=True))
        pattern = rf"(?P<whole>{named})"
        if bare:
            pattern += rf"|(?P<place>{bare})(?P<kind>(?:县|市|区)?(?:{_KINDS}))?"
        return places | whole, re.compile(pattern)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The banks named in a text, in order."""
        names, pattern = self._names
        if pattern is None:
            return ()
        found = []
        for match in pattern.finditer(text):
            if match["whole"]:
                found.append(Mention(match.start(), match.end(), names[match["whole"]]))
            elif match["kind"] or _is_bank(text, match):
                found.append(Mention(match.start(), match.end(), names[match["place"]]))
        return tuple(found)

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
        if bank in self.hosts:
            return Side.HOST
        return Side.LEARNER if bank in self.learners else Side.THIRD


def _is_bank(text: str, match: re.Match[str]) -> bool:
    """Does the place alone mean its bank here?"""
    if text.startswith("组", match.end()):
        return False
    if _AFTER_PLACE.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 2) : match.start()]
    return bool(_BEFORE_PLACE.search(before) and _AFTER_COMPARED.match(text, match.end()))


def parties_of(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Parties:
    """The parties of a bulletin: from its structure, then from its sentences."""
    lines = [bulletin.title, *bulletin.subtitle.split("\n")]
    lines += [part for item in bulletin.content for part in item.text.split("\n")]
    banks = _all_banks(bulletin, "\n".join(lines), organisations)
    aliases = tuple(
        (alias, o.name) for o in organisations if o.name in banks for alias in o.aliases
    )
    names = Parties(banks=banks, aliases=aliases)
    head = list(_head(lines))
    hosts, learners = _told(names, lines, head)
    structured = [group.bank for group in bulletin.groups]
    structured += [e.bank for e in bulletin.entries if e.side is Side.HOST]
    told_hosts = [bank for bank in hosts if bank not in structured]
    if not hosts and not learners and _MEET.search(bulletin.title):
        told_hosts += [m.bank for m in names.mentions(bulletin.title)]
    sure = [bank for bank in structured if bank and bank not in learners] or [
        bank for bank in structured if bank
    ]
    if not sure and not told_hosts and not learners:
        told_hosts = _tells_of_itself(names, bulletin)
    all_hosts = tuple(dict.fromkeys([*sure, *told_hosts]))
    learners += tuple(e.bank for e in bulletin.entries if e.side is Side.LEARNER and e.bank)
    all_learners = tuple(dict.fromkeys(bank for bank in learners if bank not in all_hosts))
    several = len({group.bank for group in bulletin.groups if group.bank}) > 1
    own, side = _own(
        names, head, all_hosts, all_learners, visited=bool(hosts), learning=_of_learning(lines)
    )
    if several:
        own, side = "", Side.LEARNER
    if side is Side.LEARNER and own and own not in all_learners:
        all_learners += (own,)
    return Parties(
        banks,
        all_hosts,
        all_learners,
        own,
        side,
        aliases,
        several,
        tuple(group.name for group in bulletin.groups),
        tuple(branch for o in organisations if o.name in banks for branch in o.branches),
    )


def _all_banks(
    bulletin: Bulletin, text: str, organisations: Sequence[Organisation]
) -> tuple[str, ...]:
    """Every bank that is named, by its full name, the most frequent first."""
    # Imported here, because a search does not need it and importing the structure takes longer than
    # a search.
    from kb.structure import banks_in

    text = re.sub(rf"[\u4e00-\u9fff]{{2,4}}(?:{_KINDS})(?=系统)", "，", text)
    found = [bank for bank, _ in banks_in(text, organisations).most_common()]
    found += [g.bank for g in bulletin.groups] + [e.bank for e in bulletin.entries]
    found += [m[1] for m in _OTHER_KINDS.finditer(text) if not _NO_NAME.search(m[1])]
    return tuple(bank for bank in dict.fromkeys(found) if bank and not _ORGANISER.search(bank))


def _tells_of_itself(names: Parties, bulletin: Bulletin) -> list[str]:
    """The bank of a text in which nobody visits anybody: the one of its title, else its only one."""
    titles = (bulletin.title, *bulletin.subtitle.split("\n"))
    titled = [mention.bank for line in titles for mention in names.mentions(line)]
    if titled:
        return titled[:1]
    return list(names.banks) if len(names.banks) == 1 else []


def _of_learning(lines: Sequence[str]) -> bool:
    """Do learners tell the text, though no sentence says that they went?"""
    text = "\n".join(lines)
    return len(_LEARNERS.findall(text)) > 1 and _OUR_BANK.search(text) is None


def _head(lines: Sequence[str]) -> Iterator[str]:
    """The title and the first lines."""
    length = 0
    for line in lines:
        yield line
        length += len(line)
        if length > _HEAD:
            return


def _told(
    names: Parties, lines: Sequence[str], head: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(hosts, learners) as the head tells of a visit, and learners that any line names."""
    hosts: dict[str, None] = {}
    learners: dict[str, None] = {}
    for line in head:
        for part in re.split("[。！？]", line):
            found = names.mentions(part)
            if visit := visit_in(part, found):
                hosts |= dict.fromkeys(visit.hosts)
                learners |= dict.fromkeys(visit.learners)
            if match := _HOST_LINE.search(part):
                hosts |= dict.fromkeys(m.bank for m in found if m.start >= match.end())
                learners |= dict.fromkeys(m.bank for m in found if m.end <= match.start())
    for line in lines:
        if match := _COMES_FROM.search(line):
            end = re.compile("[。；;]").search(line, match.end())
            stretch = line[match.end() : end.start() if end else len(line)]
            listed = re.match(r"[\u4e00-\u9fff、]{2,60}", stretch)
            if listed and "家" in stretch:
                stems = listed.group().split("、")
                by_place = {_KIND_AT_END.sub("", bank): bank for bank in names.banks}
                learners |= {by_place[s]: None for s in stems if s in by_place}
            learners |= dict.fromkeys(m.bank for m in names.mentions(stretch))
    return tuple(hosts), tuple(bank for bank in learners if bank not in hosts)


def _own(
    names: Parties,
    head: Sequence[str],
    hosts: tuple[str, ...],
    learners: tuple[str, ...],
    *,
    visited: bool,
    learning: bool,
) -> tuple[str, Side]:
    """Who 我行 is: the one that learns, when somebody learns; else the one it is about."""
    if learners:
        return (learners[0] if len(learners) == 1 else ""), Side.LEARNER
    if visited:
        short = (line for line in head if len(line) <= _BYLINE and not _ASKS.search(line))
        named = (m.bank for line in short for m in names.mentions(line))
        others = list(dict.fromkeys(bank for bank in named if bank not in hosts))
        return (others[0] if others else ""), Side.LEARNER
    if learning:
        return "", Side.LEARNER
    return (hosts[0] if len(hosts) == 1 else ""), Side.HOST
