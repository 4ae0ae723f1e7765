"""From the levelled outline to the headings and entries of a bulletin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.identity import with_anchors
from kb.model import Entry, Heading, Kind, Side
from kb.structure import groups as grouping
from kb.structure.bank_names import banks_in
from kb.structure.day_headings import is_day_heading
from kb.structure.entries import make_entries
from kb.structure.entry_kinds import Run
from kb.structure.frame import Frame
from kb.structure.group_closing import closing_from
from kb.structure.heading_bank import bank_of_heading
from kb.structure.journey import with_stays
from kb.structure.outline import Outline
from kb.structure.owners import Owners, carried_on, opens_homeward
from kb.structure.pictures import as_entries_have_them
from kb.structure.point_headings import heads_lesson, point_headings
from kb.structure.practice import tells_practice
from kb.structure.roles import Role, is_learners, role_of
from kb.structure.sections import Paragraph, Section
from kb.structure.siblings import like, like_siblings
from kb.text import heads_aims, without_numbering

# A line that says whose practice the lines behind it tell, until the next one; how long it may be.
_OWNER = re.compile(
    r"[【\[]?(?:(?:学习|考察|对标|受访|调研|走访|借鉴|典型|推荐)?(?:对象|机构|银行|行社)|(?:受访|承办|考察|被学)(?:单位|行))\s*[】\]:：]"
)
_LABEL_LINE = 40
# A paragraph that tells what a host does says at least so much.
_SAYS = 40
# What is still wrong is no practice, however many points it has.
_LACKS = re.compile(r"问题|不足|困难|短板|差距")
# Honours of learners, not of the bank they visit.
_OF_LEARNERS = re.compile("学习之星|学员|跟班")
# What was seen at the host: 可借鉴的做法.
_OF_HOST = re.compile("(?:可|值得)(?:学习)?借鉴|对方(?:的)?做法|学到(?:的|了)|(?:学习|主要)收获")


def content(found: Outline, frame: Frame) -> list[Heading | Entry]:
    """Headings and entries in reading order, anchored."""
    items = _items(found, frame)
    entries = with_anchors([item for item in items if isinstance(item, Entry)])
    entries = _carried(entries, frame)
    entries = like_siblings(_lessons_without_points(entries, frame))
    anchored = iter(entries)
    return [next(anchored) if isinstance(item, Entry) else item for item in items]


def _items(found: Outline, frame: Frame) -> list[Heading | Entry]:
    hosted = frozenset(group.bank for group in frame.groups)
    owners = Owners(frame.names, frame.parties, grouped=bool(frame.groups), hosted=hosted)
    root = Section((), None, "", "" if frame.groups else frame.parties.host)
    may_have_points = frame.teaching or frame.groups
    points = point_headings(found.body, frame) if may_have_points else frozenset()
    hosts = frame.hosts
    closing = closing_from(found.body) if frame.groups else len(found.body)
    items: list[Heading | Entry] = []
    path: list[tuple[int, Section]] = []
    run: list[Paragraph] = []
    heads: set[int] = set()
    labelled = ""
    waiting = as_entries_have_them(found.pictures)

    def flush() -> None:
        items.extend(make_entries(Run(tuple(run), frozenset(heads), frame.teaching), owners.of))
        run.clear()
        heads.clear()

    for index, (level, block) in enumerate(found.body):
        closed = bool(level) and bool(path) and path[-1][0] >= level
        outer = next((s for depth, s in reversed(path) if not level or depth < level), root)
        is_point = index in points or (level and heads_lesson(found.body, index, outer))
        if closed or (level and not is_point):
            flush()
            labelled = ""
            path = [(depth, section) for depth, section in path if depth < level]
        if level and not is_point:
            waiting += as_entries_have_them(block.pictures)
            heading = Heading(block.text, level)
            path.append((level, _section(heading, outer, frame)))
            items.append(heading)
            continue
        if level:
            heads.add(len(run))
            labelled = ""
        elif owner := _labelled(block.text, frame):
            labelled = owner
        pictures = as_entries_have_them(block.pictures, block.caption)
        section = replace(outer, role=Role.LESSON) if index in points else outer
        if labelled and section.side is Side.HOST and not frame.groups:
            section = replace(section, bank=labelled)
        group = grouping.group_of_point(block.text) if hosts and not level else ""
        if bank := hosts.get(group, ""):
            section = replace(section, group=group, bank=bank, side=Side.HOST)
        if index == closing:
            flush()
        if index >= closing:
            section = replace(section, role=Role.OVERVIEW, group="", bank="")
        run.append(Paragraph(block.text, section, waiting + pictures, block.lead))
        waiting = ()
    flush()
    if waiting:  # the file ends with a heading
        last = max((n for n, item in enumerate(items) if isinstance(item, Entry)), default=None)
        if last is not None and isinstance(entry := items[last], Entry):
            items[last] = replace(entry, pictures=entry.pictures + waiting)
    return items


def _labelled(text: str, frame: Frame) -> str:
    """The bank of a line that only labels what follows with it (对象：X, 【机构】X), else ""."""
    if len(text) > _LABEL_LINE or not (label := _OWNER.match(text)):
        return ""
    banks = {mention.name for mention in frame.names.mentions(text[label.end() :])}
    bank = banks.pop() if len(banks) == 1 else ""
    return "" if bank in frame.parties.learners else bank


def _carried(entries: list[Entry], frame: Frame) -> list[Entry]:
    """The entries; in a bulletin of several hosts, an entry without a bank gets that of the entry
    before."""
    if frame.groups or frame.parties.host:
        return entries
    alone = _banks_alone(entries, frame)
    entries = with_stays(entries, frame)
    last: Entry | None = None
    result = []
    for entry in entries:
        if not entry.bank and entry.side is Side.HOST and entry.kind is Kind.LESSON:
            entry = replace(entry, bank=alone.get(entry.heading_path, ""))
        if not entry.bank and entry.side is Side.HOST and last and last.bank:
            within = last.heading_path == entry.heading_path
            bank = carried_on(entry.text, last.bank) if within else ""
            result.append(replace(entry, bank=bank))
        else:
            result.append(entry)
        last = result[-1]
    return result


def _banks_alone(entries: Sequence[Entry], frame: Frame) -> dict[tuple[str, ...], str]:
    """The bank of each section whose first entry with a bank opens it, when the section names no
    other host: what follows there is about the same bank."""
    named: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        mentioned = {mention.name for mention in frame.names.mentions(entry.text)}
        hosts = (mentioned | {entry.bank}) - frame.parties.learners - {""}
        if hosts or entry.heading_path in named:
            named.setdefault(entry.heading_path, set()).update(hosts)
        elif entry.kind is Kind.LESSON:
            named[entry.heading_path] = {"", entry.text}  # a lesson of nobody comes first
    return {path: next(iter(banks)) for path, banks in named.items() if len(banks) == 1}


def _lessons_without_points(entries: list[Entry], frame: Frame) -> list[Entry]:
    """The entries; where no form shows a lesson in a text about how a bank does things, or in the
    part of a group, those that tell measures are lessons."""
    settled = {entry.group for entry in entries if entry.kind is Kind.LESSON}
    if settled and (not frame.groups or "" in settled):
        return entries
    kinds: tuple[Kind, ...] = (Kind.OVERVIEW, Kind.ACTIVITY) if frame.teaching else ()
    kinds += (Kind.ACTIVITY,) * bool(frame.groups)

    def is_lesson(entry: Entry) -> bool:
        named = {mention.name for mention in frame.names.mentions(entry.text)}
        about_another = bool(named) and bool(entry.bank) and entry.bank not in named
        lacks = bool(entry.heading_path) and _LACKS.search(entry.heading_path[-1]) is not None
        may_be = (
            not lacks
            and entry.group not in settled
            and entry.kind in kinds
            and entry.side is Side.HOST
            and not about_another
        )
        return may_be and tells_practice(entry.text)

    lessons = [n for n, entry in enumerate(entries) if is_lesson(entry)]
    alike = {
        at
        for n in lessons
        for at in (n - 1, n + 1)
        if 0 <= at < len(entries) and entries[at].kind in kinds and like(entries[at], entries[n])
    }
    raised = {*lessons, *alike, *_of_other_hosts(entries, lessons, kinds, frame)}
    return [replace(e, kind=Kind.LESSON) if n in raised else e for n, e in enumerate(entries)]


def _of_other_hosts(
    entries: Sequence[Entry], lessons: Sequence[int], kinds: Sequence[Kind], frame: Frame
) -> set[int]:
    """Where each of two hosts or more has a paragraph that tells a measure, the paragraphs of the
    other hosts, which have none."""
    having = {entries[n].bank for n in lessons} - {""}
    if frame.groups or frame.parties.host or len(having) < 2:
        return set()
    return {
        n
        for n, entry in enumerate(entries)
        if entry.kind in kinds
        and entry.side is Side.HOST
        and entry.bank in frame.parties.hosts
        and entry.bank not in having
        and len(entry.text) >= _SAYS
    }


def _names_learner(words: str, frame: Frame) -> bool:
    return any(m.name in frame.parties.learners for m in frame.names.mentions(words))


def _section(heading: Heading, outer: Section, frame: Frame) -> Section:
    words = without_numbering(heading.text)
    hosts = frame.hosts
    group = grouping.group_of(words)
    role = role_of(words)
    if group and not hosts.get(group) and not grouping.is_group_line(words) and role is None:
        group = ""
    if hosts:
        named = next(iter(banks_in(words, frame.organisations)), "")
    else:
        named = bank_of_heading(words, frame.names, frame.parties.learners)
    if role is Role.HONOUR and not group:
        outer = replace(
            outer, group="", bank="" if hosts or _OF_LEARNERS.search(words) else outer.bank
        )
    if role is None and not group and named and grouping.is_banks_point(words):
        role = Role.LESSON
    if role is None and not group and named and frame.teaching and len(frame.parties.hosts) > 1:
        role = Role.LESSON
    if role is None and is_day_heading(heading.text) and frame.teaching:
        role = Role.LESSON
    side = outer.side
    if side is Side.LEARNER and role is Role.LESSON and _OF_HOST.search(words):
        # What was seen there, within a plan of what to make of it (成果转化方案).
        side, named = Side.HOST, named or frame.only_host
    plans = is_learners(words) or is_learners(heading.text)
    plans = plans or opens_homeward(words, frame.names, frame.parties.learners)
    if frame.planning and frame.only_host and not named:
        plans = plans or heads_aims(words)
    if plans and (hosts or not frame.parties.own or _names_learner(words, frame)):
        side, role = Side.LEARNER, Role.OVERVIEW
    elif named and not hosts:
        side = Side.HOST
    role = role or outer.role or (Role.ACTIVITY if group else None)
    bank = (hosts.get(group, "") if group else "") or (named if not hosts else "") or outer.bank
    return Section(
        path=(*outer.path, heading.text),
        role=role,
        group=group or outer.group,
        bank="" if side is Side.LEARNER else bank,
        side=side,
    )
