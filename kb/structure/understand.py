"""Structure: a Draft in, a Bulletin out. It knows bulletins, not formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from kb.identity import bulletin_id, is_version, keep_anchors, with_anchors
from kb.model import Bulletin, Entry, Group, Heading, Organisation, Source
from kb.readers import Block, Draft
from kb.structure import banks
from kb.structure.doubts import doubts
from kb.structure.entries import Paragraph, Section, make_entries
from kb.structure.judgement import CONFIDENCE_LABELS, Confidence, Judgement
from kb.structure.neighbours import Neighbours, place_of
from kb.structure.outline import Outline, outline
from kb.structure.period import FoundPeriod, judge_period
from kb.structure.pictures import as_entries_have_them, picture_bytes
from kb.structure.roles import Role, role_of
from kb.structure.series import issue_number, series_and_issue
from kb.text import STYLES, numbering, without_numbering

# Lines beneath a title that may say whose bulletin it is: how many, and characters of each.
HEAD_LINES = 4
HEAD_LINE = 30

__all__ = [
    "CONFIDENCE_LABELS",
    "Confidence",
    "Judgement",
    "Structured",
    "is_version",
    "issue_number",
    "keep_anchors",
    "structure",
]


@dataclass(frozen=True, slots=True)
class Structured:
    """A bulletin as understood, in Chinese what was not understood or only inferred, how sure its
    title, issue, period and banks are, and the bytes of its picture files by name."""

    bulletin: Bulletin
    warnings: tuple[str, ...]
    judgements: tuple[Judgement, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)


def structure(
    draft: Draft,
    source: Source,
    *,
    year: int | None = None,
    today: date,
    organisations: Sequence[Organisation] = (),
    issues: Callable[[str], Neighbours] = lambda series: (),
) -> Structured:
    """Understand a draft. Nothing is dropped: each block's text is in title, subtitle or content,
    its pictures beside the entry that follows them or else the last one.

    `year` settles the year of the period; `today` bounds an inferred one. `issues` gives the
    (number, period) of the issues of a series that are known already.
    """
    found = outline(draft.blocks)
    stem = PurePath(source.name).stem
    title = found.title or draft.title or stem
    series, issue = series_and_issue(title, found.subtitle)
    place = place_of(issue_number(issue), issue, issues(series))
    text = "\n".join(block.text for block in draft.blocks)
    head = [line for line in (*found.subtitle.split("\n"), title) if line]
    period = judge_period(head, text, stem, year=year, today=today, place=place)
    hosts = _hosts(title, text, found.body, organisations)
    groups = tuple(Group(host.subject, host.value) for host in hosts if host.subject)
    host = "" if groups else hosts[0].value
    bulletin = Bulletin(
        id=bulletin_id(title, period.period if period else None),
        title=title,
        content=tuple(_content(found, groups, host, organisations)),
        source=source,
        subtitle=found.subtitle,
        series=series,
        issue=issue,
        period=period.period if period else None,
        groups=groups,
    )
    judgements = (
        _judged_title(title, found.title, draft.title),
        _judged_issue(series, issue),
        _judged_period(period),
        *hosts,
    )
    warnings = (*draft.warnings, *doubts(bulletin, place, titled=bool(found.title)))
    return Structured(bulletin, warnings, judgements, picture_bytes(draft.blocks))


def _judged_title(title: str, found: str, stated: str) -> Judgement:
    if found:
        return Judgement("title", title, Confidence.HIGH, "正文开头的标题")
    if stated:
        return Judgement("title", title, Confidence.MEDIUM, "文件自带的标题")
    return Judgement("title", title, Confidence.LOW, "没有认出标题，用文件名代替")


def _judged_issue(series: str, issue: str) -> Judgement:
    if issue:
        return Judgement("issue", issue, Confidence.HIGH, f"标题写有“{issue}”，系列为“{series}”")
    return Judgement("issue", "", Confidence.LOW, "标题没有写期号")


def _judged_period(found: FoundPeriod | None) -> Judgement:
    if found is None:
        return Judgement("period", "", Confidence.LOW, "没有认出起止日期")
    value = f"{found.period.start} 至 {found.period.end}"
    return Judgement("period", value, found.confidence, found.evidence)


def _hosts(
    title: str,
    text: str,
    body: Sequence[tuple[int, Block]],
    organisations: Sequence[Organisation],
) -> list[Judgement]:
    """The bank of each group the headings name, in order, by what its sections say; the one bank
    of a bulletin without groups."""
    texts: dict[str, list[str]] = {}
    current = ""
    for level, block in body:
        if level:
            current = banks.group_of(without_numbering(block.text)) or current
            if role_of(block.text) is Role.HONOUR:
                current = ""
        if current:
            texts.setdefault(current, []).append(block.text)
    hosts = [
        banks.judge_host(name, "\n".join(lines), organisations) for name, lines in texts.items()
    ]
    return hosts or [_only_host(title, text, organisations)]


def _only_host(title: str, text: str, organisations: Sequence[Organisation]) -> Judgement:
    """The one host bank of a bulletin without groups, if its title or text is clear about it."""
    if named := banks.visited(title, organisations):
        return Judgement("bank", named, Confidence.HIGH, "标题写明去这家机构学习")
    for organisation in organisations:
        place = re.sub(r"(?:农商|农村商业)银行$", "", organisation.name)
        if any(name in title for name in (organisation.name, *organisation.aliases, f"{place}专")):
            return Judgement("bank", organisation.name, Confidence.HIGH, "标题写有这家机构")
    if named := next(iter(banks.banks_in(title, organisations)), ""):
        return Judgement("bank", named, Confidence.HIGH, "标题写有这家机构")
    head = "\n".join(line for line in text.split("\n")[:HEAD_LINES] if len(line) <= HEAD_LINE)
    if len(beneath := list(banks.banks_in(head, organisations))) == 1:
        return Judgement("bank", beneath[0], Confidence.HIGH, "标题下写有这家机构")
    most = banks.judge_named("", banks.banks_in(text, organisations))
    if not most.value and (named := banks.visited(text, organisations)):
        return Judgement("bank", named, Confidence.MEDIUM, "文中写明去这家机构学习")
    return most


def _content(
    found: Outline,
    groups: Sequence[Group],
    host: str,
    organisations: Sequence[Organisation],
) -> list[Heading | Entry]:
    hosts = {group.name: group.bank for group in groups}
    content: list[Heading | Entry] = []
    path: list[tuple[int, Heading, Section]] = []
    root = Section((), None, "", host)
    run: list[Paragraph] = []
    heads: set[int] = set()
    waiting = as_entries_have_them(found.pictures)

    def flush() -> None:
        content.extend(make_entries(run, frozenset(heads)))
        run.clear()
        heads.clear()

    for index, (level, block) in enumerate(found.body):
        section = path[-1][2] if path else root
        if level and not _heads_lesson(found.body, index, section):
            flush()
            waiting += as_entries_have_them(block.pictures)
            while path and path[-1][0] >= level:
                path.pop()
            outer = path[-1][2] if path else root
            heading = Heading(block.text, level)
            path.append((level, heading, _section(heading, outer, hosts, organisations)))
            content.append(heading)
        else:
            if level:
                heads.add(len(run))
            pictures = as_entries_have_them(block.pictures, block.caption)
            run.append(Paragraph(block.text, section, waiting + pictures))
            waiting = ()
    flush()
    entries = with_anchors([item for item in content if isinstance(item, Entry)])
    if waiting and entries:  # the file ends with a heading
        entries[-1] = replace(entries[-1], pictures=entries[-1].pictures + waiting)
    anchored = iter(entries)
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
    if group and not hosts.get(group) and not banks.is_group_line(words) and role is None:
        group = ""
    named = next(iter(banks.banks_in(words, organisations)), "")
    if role is Role.HONOUR and not group:
        outer = replace(outer, group="", bank="" if hosts else outer.bank)
    if role is None and not group and named and banks.is_banks_point(words):
        role = Role.LESSON
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
    if banks.is_banks_point(point):  # a section of its own: it names the bank of what follows
        return False
    depth = STYLES.index(found.style)
    for distance, (level, following) in enumerate(body[index + 1 :]):
        inner = numbering(following.text)
        deeper = inner is not None and STYLES.index(inner.style) > depth
        if level or deeper:
            return distance > 0 and not deeper
    return True
