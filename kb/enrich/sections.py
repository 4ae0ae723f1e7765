"""Whom a section is about before its sentences are read: by heading, entry and paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.enrich import subject_cues as cues
from kb.enrich.parties import Parties
from kb.enrich.visits import Mention, visit_in
from kb.model import SIDE_LABELS, Entry, Side

# A line that may be a heading is no longer than this.
_HEADING = 30


@dataclass(frozen=True, slots=True)
class Who:
    """A bank and a side, with the evidence; `stays` says that the next sentence goes on with it
    when nothing else is said. `study` is that of SentenceSubject; `floats` says that a section goes
    over to another host when a paragraph begins with it, `titled` that its heading names the bank;
    `visits` is the bank that a sentence about a visit goes to."""

    bank: str
    side: Side
    evidence: str
    stays: bool = True
    study: bool = False
    floats: bool = False
    titled: bool = False
    visits: str = ""


def section_from(parties: Parties, line: str, first: str, section: Who, owner: Who) -> Who:
    """The section from a paragraph on: a line that is a heading, or a short lead (启示。), says
    whose it is; a paragraph that begins with one of several hosts is that host's."""
    lead = line if len(line) <= _HEADING and not cues.RUNS_ON.search(line) else first
    if len(lead) <= _HEADING and not cues.RUNS_ON.search(lead.rstrip("。：:")):
        if plans := _of_learners(parties, lead):
            return plans
        if section.side is Side.LEARNER and owner.side is Side.HOST:
            section = owner
    if len(parties.hosts) < 2 or " | " in line or not owner.floats:
        return section
    mentions = parties.mentions(first)
    if not visit_in(first, mentions) and (host := leading(parties, first, mentions, Side.HOST)):
        return Who(host, Side.HOST, f"本段讲{host}", floats=True)
    return section


def _of_learners(parties: Parties, heading: str) -> Who | None:
    """The learners, when a heading says that its section is theirs."""
    if parties.own_side is not Side.LEARNER:
        return None
    reflects = (
        len(heading) <= cues.REFLECTS_LONGEST
        and cues.REFLECTS_HEADING.search(heading)
        and not parties.mentions(heading)
    )
    if reflects or cues.PLANS_HEADING.search(heading):
        return Who(parties.own, Side.LEARNER, f"所在章节“{heading}”是学习方的打算")
    return None


def section_of(parties: Parties, entry: Entry, visited: str) -> Who:
    """Whom an entry is about unless its sentences say otherwise."""
    for heading in reversed(entry.heading_path):
        if plans := _of_learners(parties, heading):
            return plans
    for text in (entry.title, *reversed(entry.heading_path)):
        hosts = [m for m in parties.mentions(text) if m.bank in parties.hosts]
        if hosts and not visit_in(text, parties.mentions(text)):
            return Who(hosts[0].bank, Side.HOST, f"所在章节讲{hosts[0].bank}", titled=True)
    if entry.side is Side.LEARNER and parties.own_side is Side.HOST and parties.own:
        return Who(parties.own, Side.HOST, f"全文讲{parties.own}")
    if entry.side is not Side.HOST:
        bank = entry.bank or (parties.own if entry.side is Side.LEARNER else "")
        label = SIDE_LABELS[entry.side]
        return Who(bank, entry.side, f"所在条目归为“{label}”")
    side = parties.side_of(entry.bank) if entry.bank else Side.NONE
    if entry.bank and (side is Side.HOST or entry.group or not parties.hosts):
        return Who(entry.bank, side, f"所在条目讲{entry.bank}", floats=not entry.group)
    if len(parties.hosts) == 1:
        return Who(parties.hosts[0], Side.HOST, f"全文讲{parties.hosts[0]}")
    if visited:
        return Who(visited, Side.HOST, f"上文说到{visited}")
    return Who("", Side.NONE, "没有说哪家行")


def leading(parties: Parties, text: str, mentions: Sequence[Mention], side: Side) -> str:
    """The bank of a side that leads the sentence, "" when none does."""
    for mention in mentions:
        if parties.side_of(mention.bank) is side and leads(text, mention):
            return mention.bank
    return ""


def leads(text: str, mention: Mention) -> bool:
    """Is a mention at the beginning of a clause, so that the clause is about it?"""
    return cues.OBJECT.search(text[max(0, mention.start - 8) : mention.start]) is None
