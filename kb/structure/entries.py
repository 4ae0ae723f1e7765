"""From paragraphs to entries: which are lessons, activities, overviews, honours."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kb.model import Entry, Kind, Side
from kb.structure.announced import announced, with_points_at_home
from kb.structure.conversations import is_answer
from kb.structure.entry_kinds import BARE, KindJudge, Owner, Run, kind_judge
from kb.structure.entry_title import entry_title
from kb.structure.ordered_points import Points
from kb.structure.points import LONG
from kb.structure.roles import Role
from kb.structure.rosters import goes_on_roster, rows_of_rosters
from kb.structure.sections import Paragraph
from kb.structure.tables import are_points, find_tables, is_caption, tells_point
from kb.text import numbering


@dataclass(slots=True)
class _Open:
    """Paragraphs that make one entry; `head` is the line of a table's heads that stands before it."""

    parts: list[Paragraph]
    is_point: bool
    head: str = ""


def make_entries(run: Run, owner: Owner) -> list[Entry]:
    """The entries of consecutive paragraphs of one section: headings that are a point and the
    paragraphs after them make one entry."""
    paragraphs = run.paragraphs
    judge = kind_judge(run, owner)
    points = judge.points
    texts = [p.text for p in paragraphs]
    below = _rows_of_banks(paragraphs, points, run.heads, owner)
    tables = find_tables(texts, (points.opens - below) | run.heads)
    by_bank = {head for head, rows in tables.items() if _of_several(paragraphs, rows, owner)}
    by_bank -= rows_of_rosters(texts)
    of_points = {
        head
        for head, rows in tables.items()
        if run.teaching and are_points([texts[n] for n in (head, *rows)])
    }
    head_of = {row: head for head, rows in tables.items() for row in rows}
    for first in tables.keys() - by_bank - of_points - points.opens - run.heads:
        if first and is_caption(paragraphs[first - 1].text):
            head_of[first] = first - 1
    belonging = _announced(run, tables.keys() - by_bank - of_points, points)
    last_point = max(points.opens, default=-1)
    plans = _plans_from(paragraphs, owner) if run.heads else len(paragraphs)
    made: list[_Open] = []
    open_lesson = headed = opened = False
    for index, paragraph in enumerate(paragraphs):
        last = made[-1] if made else None
        if head_of.get(index) in by_bank | of_points:
            head = paragraphs[head_of[index]]
            if last and last.parts == [head]:
                made.pop()
            open_lesson = headed = False
            told = head_of[index] in of_points and tells_point(paragraph.text, head.text)
            is_point = told or index in points.opens
            made.append(_Open([paragraph], is_point, f"{head.text}\n"))
            continue
        if index not in head_of and last and not (last.head or open_lesson or points.between):
            open_lesson = judge.kind(last.parts, is_point=last.is_point) is Kind.LESSON
        if index in run.heads:
            made.append(_Open([paragraph], is_point=True))
            open_lesson, headed = True, True
        elif last and (
            index in head_of
            or index in belonging
            or goes_on_roster(last.parts[-1], paragraph)
            or (
                open_lesson
                and (
                    judge.belongs(paragraph.text, headed=headed or _is_bare(last.parts))
                    or _is_in_list(paragraph.text, paragraphs[index - 1].text)
                )
                and not (headed and index >= plans)
            )
            or (
                points.between
                and index not in points.opens
                and opened
                and (
                    index < last_point
                    or is_answer(paragraph.text)
                    or (points.followed and index == last_point + 1)
                )
            )
        ):
            last.parts.append(paragraph)
            last.head = ""
        else:
            made.append(_Open([paragraph], index in points.opens))
            open_lesson = headed = False
        opened = opened or index in points.opens
    return with_points_at_home(
        [_made(one, judge, owner) for one in made], [one.is_point for one in made]
    )


def _announced(run: Run, tables: AbstractSet[int], points: Points) -> frozenset[int]:
    """The paragraphs that the one before announces. Honours stay one entry each, and so do pictures."""
    apart = {
        n
        for n, paragraph in enumerate(run.paragraphs)
        if paragraph.section.role is Role.HONOUR or paragraph.pictures
    }
    return announced([p.text for p in run.paragraphs], tables, points.opens | run.heads | apart)


def _made(one: _Open, judge: KindJudge, owner: Owner) -> Entry:
    """The entry of paragraphs that belong together."""
    entry = _entry(one.parts, judge.kind(one.parts, is_point=one.is_point), owner)
    return replace(entry, text=one.head + entry.text) if one.head else entry


def _is_in_list(text: str, before: str) -> bool:
    """Is a paragraph an item of a list that explains the one before: without a number, and one of
    several that semicolons separate?"""
    return numbering(text) is None and (
        before.endswith(("；", ";")) or (len(text) < LONG and text.endswith(("；", ";")))
    )


def _is_bare(parts: Sequence[Paragraph]) -> bool:
    """Is this only the numbered headline of a point (2、产品多。), which the next paragraph tells?"""
    text = parts[0].text
    return len(parts) == 1 and len(text) <= BARE and numbering(text) is not None


def _plans_from(paragraphs: Sequence[Paragraph], owner: Owner) -> int:
    """Where the paragraphs at the end begin that tell what the learners plan, though the heading
    above is about the host."""
    index = len(paragraphs)
    while index and owner([paragraphs[index - 1]], Kind.OVERVIEW)[1] is Side.LEARNER:
        index -= 1
    return index


def _rows_of_banks(
    paragraphs: Sequence[Paragraph], points: Points, heads: AbstractSet[int], owner: Owner
) -> frozenset[int]:
    """The rows of tables, each about another bank, below a row that names their columns: they are points
    too, but they stay below their heads."""
    tables = find_tables([p.text for p in paragraphs], heads)
    named = ((head, rows) for head, rows in tables.items() if head not in points.opens)
    return frozenset(n for _, rows in named if _of_several(paragraphs, rows, owner) for n in rows)


def _of_several(paragraphs: Sequence[Paragraph], rows: Sequence[int], owner: Owner) -> bool:
    """Are the rows of a table about several banks? Then each is an entry, with the heads before it."""
    banks = {owner([paragraphs[row]], Kind.OVERVIEW)[0] for row in rows}
    return len(banks - {""}) > 1


def _entry(parts: Sequence[Paragraph], kind: Kind, owner: Owner) -> Entry:
    section = parts[0].section
    bank, side = owner(parts, kind)
    if side is Side.LEARNER and kind is Kind.LESSON:
        kind = Kind.OVERVIEW  # what learners plan is nobody's practice yet
    if section.role is Role.HONOUR and kind is Kind.OVERVIEW:
        # Closing remarks are for all groups.
        section, bank = replace(section, group="", bank=""), ""
    text = "\n".join(part.text for part in parts)
    pictures = [picture for part in parts for picture in part.pictures]
    return Entry(
        anchor="",
        kind=kind,
        text=text,
        title=entry_title(text, section.path),
        group=section.group,
        bank=bank,
        heading_path=section.path,
        pictures=tuple(replace(p, caption="") if p.caption == text else p for p in pictures),
        side=side,
    )
