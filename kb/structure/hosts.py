"""Whose practice a bulletin without groups is about, and who came to learn it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.structure.bank_names import BankNames, is_organiser
from kb.structure.heading_bank import bank_of_heading
from kb.structure.host_choice import Choice, decide_hosts
from kb.structure.judgement import Judgement
from kb.structure.publisher import described_instead
from kb.structure.visits import visits

# This many characters at the beginning of a text say why it was written.
OPENING = 500
# How much a statement about a visit weighs: in the title, in the opening, further on.
_IN_TITLE, _IN_OPENING, _LATER = 3.0, 2.0, 0.5
# The weight of a bank that the title names without saying whether it went or was visited.
_NAMED_IN_TITLE = 1.5
_OWN = re.compile(r"我[行社]|我县?联社|本[行社]")
# A title of learning, and not of what a bank does.
_LEARNS = re.compile(r"学习|跟班|跟岗|考察|取经|见学|研学|挂职|走出去|对标")
# A title of what was learned elsewhere, whoever was visited.
_AWAY = re.compile(
    r"赴外|外出(?:学习|考察|跟班|取经|培训|交流)|走出去|出外|走读|游学|访学|[天周月][^，。]{0,4}[二两三四五六七八][家地个](?:农商)?(?:银?行|联社|社|$)"
    r"|[二两三四五六七八]家(?:农商)?(?:银?行|联社)(?:[^，。]{0,6}[天周月日记]|学|跟)"
)
# A title that counts the banks it is about.
_COUNTED = re.compile(
    "[二两三四五六七八](?:家|个)?(?:农商)?(?:银?行|联社)(?!长|业)|[两三四五六]地(?:行|走|学|跟|见|记)"
)
# A title of what another bank wrote about itself.
_PASSED_ON = re.compile(
    r"(?:转发|转载|印发|摘登|推广|推介)[^，。]{0,4}[^，。]{2,20}(?:银行|农商行|联社)"
)
# Whose people somebody talked to; they learn where the opening says that they went elsewhere.
_ASKED = re.compile(r"(?:(?:专|探|采)?访|对话|对谈|连线)[了“]?$")
_LABELLED = re.compile(r"[【\[]?[一-鿿]{2,6}\s*[】\]:：]")
# Who speaks says where they come from.
_SPEAKS = re.compile(r"我们?(?:是|来自)$|[，,]来自$")
_HEAD_LINE = 40
_OPENS = re.compile(r"[【\[〔]([^】\]〕]{2,16}(?:银行|农商行|联社|农信社))[】\]〕]")
# A line of the imprint that says where one learned.
_HOST_STATED = re.compile(r"(?:承办|受访|接待|带教|接收|接纳|东道)(?:单位|机构|银行|行)?\s*[:：]")
# The same on a card with a case (案例名称：…), where 来源单位 does not say who published it.
_CARD = re.compile(r"(?:案例|做法|经验|亮点)(?:名称|编号|标题|题目|主题)\s*[:：]")
_OF_CARD = 6
_ORIGIN = re.compile(r"(?:案例|做法|经验|亮点)?(?:来源|出处|原创)(?:单位|机构|银行|行)?\s*[:：]\s*")
# A letter of those who learned, and of those who were learned from, to the other.
_TO = "(?:[在到赴来去]|走进|前往)"
_TO_LEARN = (
    "(?:行|社|联社)[^。；]{0,16}(?:跟班|跟岗|学习|考察|交流|培训|挂职|参观|取经|调研|观摩|实训)"
)
_LEARNED_AT_YOURS = re.compile(f"{_TO}贵{_TO_LEARN}")
_LEARNED_AT_OURS = re.compile(
    f"{_TO}(?:我|本){_TO_LEARN}|贵[行社][^。；]{{0,4}}派[^。；]{{2,16}}(?:跟班|跟岗|学习)[^。；]{{0,8}}我[行社][^。；]{{0,6}}(?:欢迎|同意)"
)


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a bulletin that say whose it is. `head` are the lines under the
    title, `imprint` lines about who wrote it, `signed` those at
    the end with which its writer signs, `headings` those of sections."""

    title: str
    head: tuple[str, ...]
    headings: tuple[str, ...]
    text: str
    imprint: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """`host` is the one host, "" when there are several or none was understood; `hosts` are all
    banks whose practice may be described, `learners` those who learn. `own` says that the host writes about
    itself (我行 is the host)."""

    host: str
    hosts: tuple[str, ...]
    learners: frozenset[str]
    judgement: Judgement
    own: bool = False


def parties(document: Document, names: BankNames) -> Parties:
    """Host and learners of a bulletin without groups, with the evidence."""
    stated = (line for line in document.imprint if _HOST_STATED.match(line))
    opening, later = document.text[:OPENING], document.text[OPENING:]
    origin = _origin(document)
    host_votes: dict[str, float] = {}
    learner_votes: dict[str, float] = {}
    hosts_by_part: dict[str, list[str]] = {}
    went: set[str] = set()
    to_us = False
    for part, text, weight in (
        ("title", "\n".join((document.title, *document.head, *stated, *origin)), _IN_TITLE),
        ("opening", opening, _IN_OPENING),
        ("later", later, _LATER),
    ):
        for visit in visits(text, names):
            to_us = to_us or (visit.to_us and part != "later")
            hosts_by_part.setdefault(part, []).extend(visit.hosts)
            went |= set(visit.learners) if visit.hosts and part == "opening" else set()
            for bank in visit.hosts:
                _add(host_votes, bank, weight)
            for bank in visit.learners:
                _add(learner_votes, bank, weight)
    learners_asked = _asked(document, names) & went
    receiver, learned_there = _written_to(document, names)
    if receiver and learned_there:
        _add(host_votes, receiver, _IN_TITLE)
        hosts_by_part.setdefault("opening", []).append(receiver)
        to_us = False
    elif receiver:
        _add(learner_votes, receiver, _IN_TITLE)
    in_title = list(dict.fromkeys(m.name for m in names.mentions(document.title)))
    for bank in in_title:
        _add(host_votes, bank, _NAMED_IN_TITLE)
    counts = Counter(m.name for m in names.mentions(document.text))
    learners = frozenset(
        bank for bank in learner_votes if learner_votes[bank] > host_votes.get(bank, 0)
    ) | {bank for bank in counts if is_organiser(bank) and bank not in host_votes}
    learners |= learners_asked
    author = _author(document, names)
    if (
        author
        and hosts_by_part.get("opening")
        and author not in hosts_by_part["opening"]
        and not to_us
    ):
        learners |= {author}
    speaker = _speaker(opening, names)
    if (
        speaker
        and hosts_by_part.get("opening")
        and speaker not in hosts_by_part["opening"]
        and not to_us
    ):
        learners |= {speaker}
    publisher = in_title[0] if len(in_title) == 1 else "" if in_title else author
    if (
        not to_us
        and not hosts_by_part.get("title")
        and publisher not in hosts_by_part.get("opening", ())
    ):
        other = described_instead(document.title, publisher, document.text, names)
        if other and other not in learners:
            hosts_by_part.setdefault("opening", []).append(other)
            learners |= {publisher}
    unlabelled = not any(_LABELLED.match(line) for line in document.head)
    if author and unlabelled and _AWAY.search(document.title) and not to_us:
        learners |= {author} if counts and author not in counts else set()
    sections = _of_sections((*document.headings, *_opening(document.text)), names, learners)
    if author and len(sections) > 1 and author not in sections and not to_us:
        learners |= {author}  # who collects what several others do
    if (
        _LEARNS.search(document.title) and not to_us
    ):  # a paper of those who learn is called after them
        visited = {
            *(sections if len(sections) > 1 else ()),
            *hosts_by_part.get("title", ()),
            *hosts_by_part.get("opening", ()),
        }
        learners |= {bank for bank in in_title if visited and bank not in visited}
        sections = [bank for bank in sections if bank not in learners]
    others = Counter({b: n for b, n in counts.items() if b not in learners})
    choice = Choice(
        in_title=[b for b in in_title if b not in learners],
        hosts_by_part={
            part: [b for b in dict.fromkeys(banks) if b not in learners]
            for part, banks in hosts_by_part.items()
        },
        sections=sections,
        author=author if author not in learners else "",
        counts=others,
        to_us=to_us,
        several=len(others) > 1 and _COUNTED.search(document.title) is not None,
    )
    hosts, judgement = decide_hosts(choice)
    host = hosts[0] if len(hosts) == 1 else ""
    own = bool(host) and bool(_OWN.search(document.text))
    own = own and (host == author or all(map(is_organiser, learners)))
    passed_on = _PASSED_ON.search(document.title) is not None
    own = own and (passed_on or not any(hosts_by_part.get(part) for part in ("title", "opening")))
    own = own or (to_us and bool(host))
    named_hosts = () if to_us else tuple(others)
    return Parties(host, tuple(hosts) or named_hosts, learners, judgement, own)


def _asked(document: Document, names: BankNames) -> set[str]:
    """The banks whose people the title says that somebody talked to (访甲农商银行行长丁一)."""
    lines = (document.title, *document.head)
    return {
        m.name for line in lines for m in names.mentions(line) if _ASKED.search(line[: m.start])
    }


def _add(votes: dict[str, float], bank: str, weight: float) -> None:
    votes[bank] = votes.get(bank, 0.0) + weight


def _of_sections(headings: Sequence[str], names: BankNames, learners: frozenset[str]) -> list[str]:
    """The banks that headings name as those of their sections, in order."""
    found = (bank_of_heading(heading, names, learners) for heading in headings)
    return list(dict.fromkeys(filter(None, found)))


def _opening(text: str) -> list[str]:
    """The names in brackets with which paragraphs open: 【玉泉农商银行】收息日当“家访日”."""
    return [match.group(1) for match in map(_OPENS.match, text.split("\n")) if match]


def _speaker(opening: str, names: BankNames) -> str:
    """The bank from which the speaker says to come: 我是龙泉铺农商银行的祝晓东; "" when none does."""
    said = (
        m for m in names.mentions(opening) if _SPEAKS.search(opening[max(0, m.start - 4) : m.start])
    )
    return next((m.name for m in said), "")


def _written_to(document: Document, names: BankNames) -> tuple[str, bool]:
    """The bank that a letter about learning is written to, and whether one learned there (在贵行跟班) or its
    people came to the writer (贵行员工在我行跟班); "" when this is no such letter."""
    opening = document.text[:OPENING]
    there = _LEARNED_AT_YOURS.search(opening) is not None
    here = _LEARNED_AT_OURS.search(opening) is not None
    if there == here or "贵" not in opening:
        return "", False
    lines = (*document.head, *document.imprint, *opening.split("\n")[:2])
    addressed = (line.strip() for line in lines if len(line) <= _HEAD_LINE)
    banks = ({m.name for m in names.mentions(line)} for line in addressed if line[-1:] in "：:")
    return next((bank for named in banks if len(named) == 1 for bank in named), ""), there


def _origin(document: Document) -> list[str]:
    """The lines of a card that say whose case it tells, as lines that say where one learned."""
    lines = [document.title, *document.head, *document.signed, *document.imprint]
    lines += document.text[:OPENING].split("\n")[:_OF_CARD]
    if not any(map(_CARD.match, lines)):
        return []
    return [_ORIGIN.sub("学习单位：", line) for line in lines if _ORIGIN.match(line)]


def _author(document: Document, names: BankNames) -> str:
    """The bank that a short line under the title names, perhaps with an office or a day; where the
    text says 我行, also one of the imprint; else one that signs."""
    signed = document.imprint if _OWN.search(document.text) else ()
    for line in (*document.head, *signed, *document.signed):
        addressed = line.endswith(("：", ":"))  # to whom it is written
        mentions = names.mentions(line) if len(line) <= _HEAD_LINE and not addressed else []
        found = list(visits(line, names)) if mentions else []
        if len({m.name for m in mentions}) == 1 and not any(v.hosts or v.to_us for v in found):
            return mentions[0].name
    return ""
