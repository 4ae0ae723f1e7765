"""The parties of a bulletin as its structure and its sentences about visits state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.enrich.departments import departments_in
from kb.enrich.fellows import fellows_in
from kb.enrich.labelled_speakers import labelled_speakers
from kb.enrich.named_branches import named_branches
from kb.enrich.parties import KINDS, Parties
from kb.enrich.persons import persons_in
from kb.enrich.place_names import places_alone
from kb.enrich.short_banks import short_banks
from kb.enrich.visits import visit_in
from kb.model import Bulletin, Organisation, Side

# Learners that are not a 农商银行: their full names, wherever one begins a clause.
_OTHER_KINDS = re.compile(
    r"(?:^|(?<=[，。；：、\n,;: 　）)—]))"
    r"([\u4e00-\u9fff]{2,7}?(?:县|市|区)?(?:农村信用合作联社|农村信用联社|农信联社|信用联社|村镇银行|审计中心))"
)
# Whose office it is, before its own name: 省联社溪州审计中心.
_BELOW = re.compile("^省(?:农信|农村信用)?联社(?=..)|^省农商(?:联合)?银行(?=..)")
# Offices that send others to learn; they are not a party.
_ORGANISER = re.compile("办事处$|省联社$|协会$")
_NO_NAME = re.compile(
    r"[到赴向在由各我你该其本几两每]|中心审计|^[一二三四五六七八九十]+|[行社]$|^外[地出跟]|^(?:跟班|出差)"
)
_LISTED = re.compile(
    r"(?:赴|到|往|在|自|对|去了?|走进|[，。：])(?P<places>(?:[\u4e00-\u9fff]{2,3}[、和与及]){1,6}[\u4e00-\u9fff]{2,3}?)"
    r"[两二三四五六]家(?:县级?|市级?)?农商银?行"
)
_BEFORE = re.compile("曾|以前|早年|此前|过去")
_GOES = ("赴", "到", "往", "去", "走进")
# 赴甲县、乙县、丙县学习: the places, which are banks where the text names such banks.
_TOURED = re.compile(
    r"(?:赴|到|往|走进)(?P<places>(?:[\u4e00-\u9fff]{2,4}[、和与及]){1,6}[\u4e00-\u9fff]{2,4}?)"
    r"(?:等地|等?[两二三四五六七八]地|[两二三四五六七八]县)?(?:开展|进行)?(?=跟班|学习|考察|取经|调研|参观|对标)"
)
_COUNTY = re.compile("(?<=..)[县市区]$")
_VISITED_PLACE = re.compile(
    r"(?:赴|到|访|走进|在)(?P<place>[\u4e00-\u9fff]{2,3}?)(?=跟班|学习|考察|取经|对标)"
)
_COMES_FROM = re.compile(r"来自")
_HOST_LINE = re.compile(
    r"(?:跟班|跟岗|学习|承办|受访|挂职|对标|考察)(?:单位|行|机构|对象|银行|行社)[:：]\s*"
)
# How many characters at the start of a bulletin may describe the visit.
_HEAD = 600
# A line that may say whose report it is, no longer than this.
_BYLINE = 45
_LEARNERS = re.compile("学员|跟班(?:人员|干部)|考察[团组]")
_OUR_BANK = re.compile("我[行社]|本[行社]")
_ASKS = re.compile("[？?]|^[问答]")
# In a title, right before the bank that its signer learns from.
_LEARNS_FROM = re.compile("(?:学习|借鉴|对标|推广|学[深懂]?|取经|考察)[“「]?$")
# Two banks meet as equals: each is the host for what it tells about itself.
_MEET = re.compile("座谈|互访|结对|交流会|共建|对接")


def stated_parties(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Parties:
    """The parties of a bulletin: from its structure, then from its sentences."""
    organisations = (*_renamed(bulletin), *organisations)
    lines = [bulletin.title, *bulletin.subtitle.split("\n"), *bulletin.signed.split("\n")]
    lines += [part for item in bulletin.content for part in item.text.split("\n")]
    banks = _all_banks(bulletin, "\n".join(lines), organisations)
    aliases = tuple(
        (alias, o.name) for o in organisations if o.name in banks for alias in o.aliases
    )
    names = Parties(banks=banks, aliases=aliases)
    known = dict(aliases) | dict.fromkeys(banks, "")
    persons: dict[str, str] = {}
    named = [(line, names.mentions(line)) for line in lines]
    for name, bank in (*persons_in(named), *labelled_speakers(named)):
        if name not in known:
            persons.setdefault(name, bank)
    people = tuple(persons.items())
    branches = tuple(named_branches(named).items())
    departments = tuple(departments_in(named).items())
    names = replace(names, persons=people, named_branches=branches)
    head = list(_head(lines))
    hosts, learners = _hosts_and_learners(names, lines, head)
    fellows = _fellows(names, lines)
    hosts = tuple(bank for bank in hosts if bank not in fellows)
    learners = tuple(dict.fromkeys((*learners, *fellows)))
    learners = learners or _signing_learner(names, bulletin)
    structured = [group.bank for group in bulletin.groups]
    structured += [e.bank for e in bulletin.entries if e.side is Side.HOST]
    stated_hosts = [bank for bank in hosts if bank not in structured]
    if not hosts and not learners and _MEET.search(bulletin.title):
        stated_hosts += [m.bank for m in names.mentions(bulletin.title)]
    sure = [bank for bank in structured if bank and bank not in learners] or [
        bank for bank in structured if bank
    ]
    if not sure and not stated_hosts and not learners:
        stated_hosts = _tells_of_itself(names, bulletin)
    all_hosts = tuple(dict.fromkeys([*sure, *stated_hosts]))
    learners += tuple(e.bank for e in bulletin.entries if e.side is Side.LEARNER and e.bank)
    all_learners = tuple(dict.fromkeys(bank for bank in learners if bank not in all_hosts))
    alone = tuple(bank for bank in all_learners if bank not in fellows)
    several = len({group.bank for group in bulletin.groups if group.bank}) > 1
    own, side = _own(
        names, head, all_hosts, alone, visited=bool(hosts or fellows), learning=_of_learning(lines)
    )
    if several:
        own, side = _sender(names, bulletin, all_hosts), Side.LEARNER
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
        people,
        branches,
        departments,
        fellows=tuple(bank for bank in all_learners if bank in fellows),
    )


def _renamed(bulletin: Bulletin) -> Iterator[Organisation]:
    """The banks for which, as an editor said, the text has another name."""
    for role in bulletin.roles:
        if role.written:
            yield Organisation(role.bank, (role.written,))


def _signing_learner(names: Parties, bulletin: Bulletin) -> tuple[str, ...]:
    """The one bank that signs a paper whose title names another to learn from (关于学习借鉴甲农商银行…的意见)."""
    titled = names.mentions(bulletin.title)
    if len({m.bank for m in titled}) != 1 or not _LEARNS_FROM.search(
        bulletin.title, 0, titled[0].start
    ):
        return ()
    signed = {m.bank for line in bulletin.signed.split("\n") for m in names.mentions(line)}
    return tuple(signed) if len(signed) == 1 and titled[0].bank not in signed else ()


def _sender(names: Parties, bulletin: Bulletin, hosts: Sequence[str]) -> str:
    """The one bank of the title, or else the one that signs, that sends the groups of a bulletin; "" when
    there are more, or none."""
    titles = (bulletin.title, *bulletin.subtitle.split("\n"))
    for lines in (titles, bulletin.signed.split("\n")):
        named = {m.bank for line in lines for m in names.mentions(line)}.difference(hosts)
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def _fellows(names: Parties, lines: Sequence[str]) -> dict[str, None]:
    """The banks, in order, whose people were with the same host, unless the title says that one is visited."""
    titled = visit_in(lines[0], names.mentions(lines[0]))
    visited = titled.hosts if titled else ()
    found = (
        fellow
        for line in lines
        for part in re.split("[。！？]", line)
        if part
        for fellow in fellows_in(part, names.mentions(part))
    )
    return dict.fromkeys(bank for bank in found if bank not in visited)


def _all_banks(
    bulletin: Bulletin, text: str, organisations: Sequence[Organisation]
) -> tuple[str, ...]:
    """Every bank that is named, by its full name, the most frequent first."""
    # Imported here, because a search does not need it and importing the structure takes longer than
    # a search.
    from kb.structure import banks_in

    text = re.sub(rf"[\u4e00-\u9fff]{{2,4}}(?:{KINDS})(?=系统)", "，", text)
    found = [bank for bank, _ in banks_in(text, organisations).most_common()]
    found += [g.bank for g in bulletin.groups] + [e.bank for e in bulletin.entries]
    found += [role.bank for role in bulletin.roles]
    found += _listed(text)
    found += _of_title(bulletin.title, found)
    found += [
        _BELOW.sub("", m[1]) for m in _OTHER_KINDS.finditer(text) if not _NO_NAME.search(m[1])
    ]
    titles = (bulletin.title, *bulletin.subtitle.split("\n"))
    found += [place + "农商银行" for place in places_alone(titles, text, found)]
    found += [place + "农商银行" for place in short_banks(titles, text, found)]
    full = {alias: one.name for one in reversed(organisations) for alias in one.aliases}
    found = [full.get(bank, bank) for bank in found]
    return tuple(bank for bank in dict.fromkeys(found) if bank and not _ORGANISER.search(bank))


def _listed(text: str) -> Iterator[str]:
    """The banks of a list of places: 赴沅东、韭山、荔波塘三家农商银行."""
    for match in _LISTED.finditer(text):
        for place in re.split("[、和与及]", match["places"]):
            if len(place) >= 2 and not _NO_NAME.search(place):
                yield place + "农商银行"


def visited_in_list(text: str, names: Parties) -> Iterator[str]:
    """The banks of a list of places to which somebody goes: 先后前往甲、乙两家农商银行."""
    by_place = names.by_place
    before = _BEFORE.search(text)
    for match in (*_LISTED.finditer(text), *_TOURED.finditer(text)):
        went_before = before is not None and before.end() <= match.start()
        if match.group().startswith(_GOES) and not went_before:
            places = (_COUNTY.sub("", p) for p in re.split("[、和与及]", match["places"]))
            yield from (by_place[place] for place in places if place in by_place)


def _of_title(title: str, known: Sequence[str]) -> Iterator[str]:
    """The bank of a place that a title only names as where one learns: 赴棕榈湾跟班见闻."""
    for match in _VISITED_PLACE.finditer(title):
        place = match["place"]
        if not _NO_NAME.search(place) and not any(place in bank for bank in known):
            yield place + "农商银行"


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


def _hosts_and_learners(
    names: Parties, lines: Sequence[str], head: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(hosts, learners) as the head tells of a visit, and learners that any line names."""
    hosts: dict[str, None] = {}
    learners: dict[str, None] = {}
    for line in head:
        for part in re.split("[。！？]", line):
            found = names.mentions(part)
            hosts |= dict.fromkeys(visited_in_list(part, names))
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
                known = names.by_place
                learners |= {known[s]: None for s in stems if s in known}
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
