"""Structure: a Draft in, a Bulletin out. It knows bulletins, not formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from kb.model import Bulletin, Entry, Group, Heading, Kind, Organisation, Source
from kb.readers.draft import Block, Draft
from kb.structure import banks
from kb.structure.entries import Section, make_entries
from kb.structure.identity import bulletin_id, keep_anchors, with_anchors
from kb.structure.outline import GROUP_LINE, outline
from kb.structure.period import find_period
from kb.structure.roles import Role, role_of
from kb.structure.series import series_and_issue
from kb.text.numerals import STYLES, numbering, without_numbering

__all__ = ["Structured", "keep_anchors", "structure"]


@dataclass(frozen=True, slots=True)
class Structured:
    """A bulletin as understood, and in Chinese what was not understood or only inferred."""

    bulletin: Bulletin
    warnings: tuple[str, ...]


def structure(
    draft: Draft,
    source: Source,
    *,
    year: int | None = None,
    today: date,
    organisations: Sequence[Organisation] = (),
) -> Structured:
    """Understand a draft. Nothing is dropped: each block's text is in title, subtitle or content.

    `year` settles the year of the period; `today` bounds an inferred one.
    """
    found = outline(draft.blocks)
    stem = PurePath(source.name).stem
    title = found.title or draft.title or stem
    series, issue = series_and_issue(title, found.subtitle)
    text = "\n".join(block.text for block in draft.blocks)
    head = [line for line in (*found.subtitle.split("\n"), title) if line]
    period = find_period(head, text, stem, year=year, today=today)
    groups = _groups(found.body, organisations)
    content = _content(found.body, groups, _host(title, text, groups, organisations), organisations)
    bulletin = Bulletin(
        id=bulletin_id(title, period),
        title=title,
        content=tuple(content),
        source=source,
        subtitle=found.subtitle,
        series=series,
        issue=issue,
        period=period,
        groups=groups,
    )
    return Structured(bulletin, tuple(_warnings(bulletin, titled=bool(found.title))))


def _warnings(bulletin: Bulletin, *, titled: bool) -> list[str]:
    warnings = []
    if not titled:
        warnings.append(f"没有认出标题，暂用“{bulletin.title}”")
    if bulletin.period is None:
        warnings.append("没有认出起止日期，可用 --year 指明年份或在正文中写明日期")
    elif bulletin.period.year_inferred:
        warnings.append(
            f"原文没有写年份，推断为 {bulletin.period.start.year} 年：{bulletin.period.evidence}"
        )
    warnings += [f"没有认出{group.name}的机构" for group in bulletin.groups if not group.bank]
    if not any(entry.kind is Kind.LESSON for entry in bulletin.entries):
        warnings.append("没有认出经验条目")
    return warnings


def _groups(
    body: Sequence[tuple[int, Block]], organisations: Sequence[Organisation]
) -> tuple[Group, ...]:
    """The groups the headings name, in order, with the bank each section speaks of."""
    texts: dict[str, list[str]] = {}
    current = ""
    for level, block in body:
        if level:
            current = banks.group_of(without_numbering(block.text)) or current
            if role_of(block.text) is Role.HONOUR:
                current = ""
        if current:
            texts.setdefault(current, []).append(block.text)
    return tuple(
        Group(name, banks.host_of(name, "\n".join(lines), organisations))
        for name, lines in texts.items()
    )


def _host(
    title: str, text: str, groups: Sequence[Group], organisations: Sequence[Organisation]
) -> str:
    """The one host bank of a bulletin without groups, if its title or text is clear about it."""
    if groups:
        return ""
    for organisation in organisations:
        place = re.sub(r"(?:农商|农村商业)银行$", "", organisation.name)
        if any(name in title for name in (organisation.name, *organisation.aliases, f"{place}专")):
            return organisation.name
    named = banks.banks_in(title, organisations)
    return next(iter(named), "") or banks.dominant(banks.banks_in(text, organisations))


def _content(
    body: Sequence[tuple[int, Block]],
    groups: Sequence[Group],
    host: str,
    organisations: Sequence[Organisation],
) -> list[Heading | Entry]:
    hosts = {group.name: group.bank for group in groups}
    content: list[Heading | Entry] = []
    path: list[tuple[int, Heading, Section]] = []
    root = Section((), None, "", host)
    run: list[tuple[Block, Section]] = []
    heads: set[int] = set()

    def flush() -> None:
        content.extend(make_entries(run, frozenset(heads)))
        run.clear()
        heads.clear()

    for index, (level, block) in enumerate(body):
        section = path[-1][2] if path else root
        if level and not _heads_lesson(body, index, section):
            flush()
            while path and path[-1][0] >= level:
                path.pop()
            outer = path[-1][2] if path else root
            heading = Heading(block.text, level)
            path.append((level, heading, _section(heading, outer, hosts, organisations)))
            content.append(heading)
        else:
            if level:
                heads.add(len(run))
            run.append((block, section))
    flush()
    anchored = iter(with_anchors([item for item in content if isinstance(item, Entry)]))
    return [next(anchored) if isinstance(item, Entry) else item for item in content]


def _section(
    heading: Heading,
    outer: Section,
    hosts: dict[str, str],
    organisations: Sequence[Organisation],
) -> Section:
    words = without_numbering(heading.text)
    group = banks.group_of(words)
    role = role_of(words)
    if group and not hosts.get(group) and GROUP_LINE.match(words) is None and role is None:
        group = ""
    named = next(iter(banks.banks_in(words, organisations)), "")
    if role is Role.HONOUR and not group:
        outer = replace(outer, group="", bank="" if hosts else outer.bank)
    role = role or outer.role or (Role.ACTIVITY if group else None)
    return Section(
        path=(*outer.path, heading.text),
        role=role,
        group=group or outer.group,
        bank=(hosts.get(group, "") if group else "") or (named if not hosts else "") or outer.bank,
    )


def _heads_lesson(body: Sequence[tuple[int, Block]], index: int, section: Section) -> bool:
    """Is this heading the point of one lesson: numbered, in a section of lessons, and followed by
    plain paragraphs rather than by headings or numbered paragraphs of its own?"""
    words = body[index][1].text
    found = numbering(words)
    if section.role is not Role.LESSON or found is None or index + 1 == len(body):
        return False
    point = without_numbering(words)
    if role_of(point) not in (None, Role.LESSON) or banks.group_of(point):
        return False
    depth = STYLES.index(found.style)
    for distance, (level, following) in enumerate(body[index + 1 :]):
        inner = numbering(following.text)
        deeper = inner is not None and STYLES.index(inner.style) > depth
        if level or deeper:
            return distance > 0 and not deeper
    return True
