"""The ways in which a text may be read: which bank is learned from, which learns, and who "we" are.

The roles of the banks decide what most sentences mean, and a text often does not say them. So the
likeliest few are kept, each with what speaks for it; the model of subjects (subject_model.py) weighs
them by how well the sentences fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log

from kb.enrich.own_paper import writes_itself
from kb.enrich.parties import Parties
from kb.enrich.role_clues import signers
from kb.enrich.role_model import (
    CERTAIN,
    SIDES,
    RoleModel,
    Seen,
    role_model,
    seen_in,
    weighed,
)
from kb.enrich.subject_cues import COUNTED_BANKS
from kb.enrich.visits import Mention, visit_in
from kb.model import Bulletin, Heading, Organisation, Side

# No more roles than this are weighed, and none that is less likely.
MOST_ROLES, LEAST_CHANCE = 4, 0.03
# How many roles that must be alike are followed, and the least chance of one.
MOST_FOLLOWED, NEVER = 60, 1e-6
# The clue of a reading that tells how likely its roles are, as a logarithm.
ROLES = "角色"
# The headline of a section behind the bank it is of: ●盐仓农商银行：厅堂里的算账机.
_HEADLINE = re.compile(r"[\s　]?[:：｜|—]{1,2}[\s　]?[^。；|｜]{3,40}$")
_MARKED = re.compile(r"\W{0,4}(?:[一二三四五六七八九十\d]{1,2}[）)、.．])?\W{0,2}")
_OURS = re.compile("[我本][行社]|我们[行社]?|我联社")
_WE = re.compile("我[行社们部联]|本[行社单部]|咱|自己")
# What the whole text shows about who "we" are.
_SHOWS = {
    "人家": re.compile("人家|他们|对方"),
    "该行": re.compile("该[行社]"),
    "差距": re.compile("差距|对照|反观|我[行们]也|照着|回去|回来|带回"),
    "到我行": re.compile("[到来赴]我[行社们]|来访|莅临|贵[行社]|你们"),
    "学员": re.compile("学员|考察|跟班|跟岗|观摩|学习"),
}

# What may stand around the name of a bank that heads a section alone.
_COUNTS = re.compile(
    r"[\W_]{0,3}(?:第?[一二三四五六七八九十\d]{1,2}[站篇章家回]?|[上中下]篇|[A-H])?[\W_]{0,4}"
)
_OF_BANK = re.compile(r"(?:农商银?行|联社)?的?(?:篇|站|经验|做法|印象|见闻)?[\W_]{0,2}")
# What a bank does, behind its name: 甲农商银行的网格管理. What it lacks, plans or took part in may be the learners'.
_TOPIC = re.compile(
    r"(?!.*(?:差距|不足|短板|问题|打算|现状|情况|启示|思考|计划|整改|转化|落地|建议|方案|落实|应用|借鉴|体会|心得|收获|感|座谈|学习|考察|跟班|学员|人员|名单|怎么办))"
    "的?[一-鿿]{3,8}"
)
# The count behind a list of banks, and what stands between its members.
_COUNTED_LIST = re.compile(f"[三四五六七八]{COUNTED_BANKS}")
_BETWEEN = re.compile("(?:农商银?行)?[、，和及与]?(?:以及)?")
# A title compares the banks that it lists: 甲、乙不良清收做法比较. With 与 it may be the writer's own and another.
_COMPARED = re.compile("比较|对比|对照|异同|比一比")
_LIST_SIGN = re.compile("(?:农商银?行)?、")
# A list stands in so many of the first paragraphs, and so many of them count.
_OPENING, _MOST_LISTS = 3, 4
_LONGEST_HEADING = 24
# A field that says who is learned from, and the bank right behind it.
_STATED = re.compile(
    r"[（(【\W]{0,2}(?:(?:跟班|跟岗|学习|考察|参观|调研|走访|挂职)(?:地点|机构|对象)|(?:受访|被访|答问|讲述|口述)(?:者|人|对象|嘉宾))\s?[】]?[:：]\s?"
)
_LONGEST_FIELD = 40
_IS_HOST = SIDES.index(Side.HOST)

# Others come to us; that we went to them.
_COMES_TO_US = re.compile(
    "(?:来到?|到|赴|莅临)我[行社](?!的)[^，。]{0,12}?(?:学习|跟班|跟岗|考察|取经|交流|参观|观摩|见学|调研)"
)
_TEACH = re.compile("授课|讲师|分享|讲座|指导|传授|送教|帮扶|宣讲|讲课|辅导|传经")
_WE_GO = re.compile("我[行社][^，。]{0,16}(?:赴|到|去|走进|前往)")

Own = tuple[str, Side]


@dataclass(frozen=True, slots=True)
class Reading:
    """The parties of a text as they may be; `clues` say how much speaks for it, by name."""

    parties: Parties
    clues: Mapping[str, float]


def readings_of(
    bulletin: Bulletin, organisations: Sequence[Organisation], model: RoleModel | None = None
) -> tuple[Reading, ...]:
    """The likeliest readings of a bulletin, the likeliest first. What groups say is not doubted."""
    model = model or role_model()
    seen = seen_in(bulletin, organisations)
    if seen.stated.several or not seen.clues:
        chances = model.chances(seen.clues, seen.kinds)
        if seen.stated.several:
            return (Reading(replace(seen.stated, chances=chances), {ROLES: 0.0}),)
        return (Reading(weighed(seen.bulletin, seen.stated, chances), {ROLES: 0.0}),)
    text = "\n".join((bulletin.title, *(item.text for item in bulletin.content)))
    shows = [name for name, pattern in _SHOWS.items() if pattern.search(text)]
    asks = _WE.search(text) is not None
    found = []
    for roles, chance in _assignments(model, seen):
        chances = {bank: CERTAIN[role] for bank, role in roles.items()}
        parties = weighed(seen.bulletin, seen.stated, chances)
        signed = signers(seen.bulletin, parties) if asks else frozenset()
        for own in _owns(parties) if asks else ((parties.own, parties.own_side),):
            clues = {ROLES: chance}
            if asks:
                rule = own == (parties.own, parties.own_side)
                who = _who(own)
                signs = [*shows, *parties.kinds, *(["署名"] if own[0] in signed else [])]
                signs.append(f"{min(len(parties.banks), 3)}家")
                clues |= {f"{who}&{sign}": 1.0 for sign in signs} | {who: 1.0}
                clues["如规则"] = float(rule)
            found.append(Reading(replace(parties, own=own[0], own_side=own[1]), clues))
    return _of_itself(_without_guests(tuple(found), bulletin), bulletin, seen.stated)


def _without_guests(found: tuple[Reading, ...], bulletin: Bulletin) -> tuple[Reading, ...]:
    """The readings in which those learn who come to us (甲农商银行来我行学习), by the title or the first
    sentence, and are not 我行."""
    first = next((item.text for item in bulletin.content if len(item.text) > _LONGEST_HEADING), "")
    guests = set[str]()
    lines = bulletin.title, first.split("。", 1)[0]
    for line in lines:
        if (comes := _COMES_TO_US.search(line)) and not _WE_GO.search(line):
            mentions = found[0].parties.mentions(line[: comes.start()])
            guests |= {mention.bank for mention in mentions}
    taught = _TEACH.search("".join(lines))
    kept = tuple(
        one
        for one in found
        if one.parties.own not in guests and guests <= set(one.parties.learners)
    )
    return kept if guests and kept and not taught else found


def _of_itself(
    found: tuple[Reading, ...], bulletin: Bulletin, parties: Parties
) -> tuple[Reading, ...]:
    """The readings in which the bank of a paper on itself is 我行, where there are any."""
    writer = writes_itself(bulletin, parties) or writes_itself(bulletin, found[0].parties)
    own = [one for one in found if one.parties.own == writer and writer in one.parties.hosts]
    return tuple(own) if writer and own else found


def _assignments(model: RoleModel, seen: Seen) -> list[tuple[dict[str, int], float]]:
    """The likeliest roles of all banks; those that were visited together have one role, those that the
    text states as the ones learned from are hosts."""
    together = [
        known
        for banks in _of_one_role(seen.bulletin, seen.stated)
        if len(known := banks & seen.clues.keys()) > 1
    ]
    asked = _asked(seen.bulletin, seen.stated) & seen.clues.keys()
    if together or asked:
        found = model.assignments(seen.clues, seen.kinds, MOST_FOLLOWED, NEVER)
        alike = [one for one in found if all(len({one[0][b] for b in t}) == 1 for t in together)]
        alike = [one for one in alike if all(one[0][b] == _IS_HOST for b in asked)]
        if alike:
            least = alike[0][1] + log(LEAST_CHANCE)
            return [one for one in alike[:MOST_ROLES] if one[1] >= least]
    return model.assignments(seen.clues, seen.kinds, MOST_ROLES, LEAST_CHANCE)


def _of_one_role(bulletin: Bulletin, parties: Parties) -> Iterator[frozenset[str]]:
    """The banks that a list of the title says were visited (赴甲、乙、丙跟班) or are compared, and those whose
    names open headlines of one form, where nothing states that one of these visited another."""
    for line in (bulletin.title, *bulletin.subtitle.split("\n")):
        if visit := visit_in(line, parties.mentions(line)):
            yield frozenset(visit.hosts)
        elif _COMPARED.search(line):
            yield _compared(line, parties)
    for item in bulletin.content[:_OPENING]:
        yield from _listed(item.text, parties)
    if not parties.learners:
        yield _before_headlines(bulletin, parties)
    yield from _heading_sections(bulletin, parties)


def _compared(line: str, parties: Parties) -> frozenset[str]:
    """The banks of the list that a line begins to compare, joined by 、 only."""
    listed: list[Mention] = []
    for mention in parties.mentions(line):
        if listed and not _LIST_SIGN.fullmatch(line, listed[-1].end, mention.start):
            break
        listed.append(mention)
    return frozenset(mention.bank for mention in listed)


def _listed(text: str, parties: Parties) -> Iterator[frozenset[str]]:
    """The banks of a list that is counted: 对甲、乙、丙三家农商银行作了调研."""
    for count in islice(_COUNTED_LIST.finditer(text), _MOST_LISTS):
        named = [m for m in parties.mentions(text) if m.end <= count.start()]
        listed, end = set(), count.start()
        for mention in reversed(named):
            if not _BETWEEN.fullmatch(text, mention.end, end):
                break
            listed.add(mention.bank)
            end = mention.start
        yield frozenset(listed)


def _heading_sections(bulletin: Bulletin, parties: Parties) -> Iterator[frozenset[str]]:
    """The banks whose names alone head sections of one level (A 甲篇, B 乙篇), and those that the title
    does not name where each such section says what its bank does (一、甲的网格管理, 二、乙的新人培养)."""
    headed: dict[int, set[str]] = {}
    topics: dict[int, set[str]] = {}
    known = {m.bank for m in parties.mentions(bulletin.title)} | set(parties.learners)
    for item in bulletin.content:
        if not isinstance(item, Heading) or len(item.text) > _LONGEST_HEADING:
            continue
        found = parties.mentions(item.text)
        alone = len(found) == 1 and _COUNTS.fullmatch(item.text, 0, found[0].start)
        if alone and _OF_BANK.fullmatch(item.text, found[0].end):
            headed.setdefault(item.level, set()).add(found[0].bank)
        elif alone and found[0].bank not in known and _TOPIC.fullmatch(item.text, found[0].end):
            topics.setdefault(item.level, set()).add(found[0].bank)
    yield from map(frozenset, (*headed.values(), *topics.values()))


def _asked(bulletin: Bulletin, parties: Parties) -> frozenset[str]:
    """The banks that fields of a form or the foot of an interview state as the ones learned from
    (考察地点：甲, 受访者：甲公司业务部经理)."""
    lines = (*bulletin.subtitle.split("\n"), *(item.text for item in bulletin.content))
    found = set()
    for line in lines:
        if (field := _STATED.match(line[:_LONGEST_FIELD])) and "\n" not in line:
            found |= {m.bank for m in parties.mentions(line) if m.start == field.end()}
    return frozenset(found)


def _before_headlines(bulletin: Bulletin, parties: Parties) -> frozenset[str]:
    """The banks whose names open headlines, where a headline on ours (●本行：我们能做点啥) says that
    none of these is ours."""
    found: dict[str, None] = {}
    ours = False
    for heading in (item.text for item in bulletin.content if isinstance(item, Heading)):
        named = parties.mentions(heading)
        if own := _OURS.search(heading):
            ours = ours or _opens_headline(heading, own.start(), own.end())
        elif len(named) == 1 and _opens_headline(heading, named[0].start, named[0].end):
            found[named[0].bank] = None
    return frozenset(found) if ours else frozenset()


def _opens_headline(heading: str, start: int, end: int) -> bool:
    return bool(_MARKED.fullmatch(heading, 0, start) and _HEADLINE.match(heading, end))


def _owns(parties: Parties) -> tuple[Own, ...]:
    """Who 我行 may be, given the roles: as the rules say, the only host, the learner."""
    found: list[Own] = [(parties.own, parties.own_side)]
    if len(parties.hosts) == 1:
        found.append((parties.hosts[0], Side.HOST))
    if parties.own_side is not Side.LEARNER:
        learner = parties.learners[0] if len(parties.learners) == 1 else ""
        found.append((learner, Side.LEARNER))
    return tuple(dict.fromkeys(found))


def _who(own: Own) -> str:
    return f"我行是{own[1].value}{'' if own[0] else '无名'}"
