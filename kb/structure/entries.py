"""From paragraphs to entries: which are lessons, activities, overviews, honours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kb.model import Entry, Kind, Side
from kb.structure.announced import announced, with_points_at_home
from kb.structure.entry_title import entry_title
from kb.structure.group_points import group_points
from kb.structure.honours import is_honour
from kb.structure.labels import is_lesson_label, label_of
from kb.structure.points import (
    LONG,
    Points,
    begins_with_point,
    bold_points,
    chained_points,
    continues,
    interview,
    is_answer,
    is_introduction,
    lesson_style,
    numbered_points,
    ordered_points,
    parallel_points,
    questions,
)
from kb.structure.points_together import are_alike
from kb.structure.practice import tells_practice
from kb.structure.roles import Role
from kb.structure.rosters import goes_on_roster, rows_of_rosters, tells_persons
from kb.structure.sections import Paragraph
from kb.structure.siblings import is_among_points
from kb.structure.tables import are_points, find_tables, heads_among, is_caption, tells_point
from kb.text import numbering

# A numbered point of no more characters tells nothing yet.
_BARE = 24
# A heading of what was learned, which may hold a list of subjects or tell points.
_MAY_TELL = re.compile(r"学习内容")
Owner = Callable[[Sequence[Paragraph], Kind], tuple[str, Side]]  # bank and side of an entry


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive paragraphs of one section. Indices in `heads` are headings that are the point of
    the lesson under them. `teaching` says that the bulletin is about how a bank does things."""

    paragraphs: Sequence[Paragraph]
    heads: frozenset[int] = frozenset()
    teaching: bool = False


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
    judge = _judge(run, owner)
    points = judge.points
    tables = find_tables([p.text for p in paragraphs], points.opens | run.heads)
    by_bank = {head for head, rows in tables.items() if _of_several(paragraphs, rows, owner)}
    by_bank -= rows_of_rosters([p.text for p in paragraphs])
    of_points = {
        head
        for head, rows in tables.items()
        if run.teaching and are_points([paragraphs[n].text for n in (head, *rows)])
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
            is_point = head_of[index] in of_points and tells_point(paragraph.text, head.text)
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


def _made(one: _Open, judge: _Judge, owner: Owner) -> Entry:
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
    return len(parts) == 1 and len(text) <= _BARE and numbering(text) is not None


def _plans_from(paragraphs: Sequence[Paragraph], owner: Owner) -> int:
    """Where the paragraphs at the end begin that tell what the learners plan, though the heading
    above is about the host."""
    index = len(paragraphs)
    while index and owner([paragraphs[index - 1]], Kind.OVERVIEW)[1] is Side.LEARNER:
        index -= 1
    return index


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


def _is_point(text: str) -> bool:
    return begins_with_point(text) and not is_introduction(text) and not continues(text)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What applies to all paragraphs of a run together."""

    points: Points
    style: str
    by_point: bool
    long: int
    teaching: bool
    alike: bool = False

    def belongs(self, text: str, *, headed: bool) -> bool:
        """Does this paragraph continue the open lesson?"""
        found = numbering(text)
        if found:
            return found.style != self.style
        return headed or (continues(text) and not self.points.between)

    def kind(self, parts: Sequence[Paragraph], *, is_point: bool) -> Kind:
        """The kind of an entry."""
        section = parts[0].section
        text = parts[0].text
        whole = "\n".join(part.text for part in parts)
        if section.role is Role.HONOUR:
            return Kind.HONOUR if is_honour(text) else Kind.OVERVIEW
        if tells_persons([part.text for part in parts]):
            return Kind.OVERVIEW
        if section.role is Role.OVERVIEW:
            told = _MAY_TELL.search(section.path[-1]) if section.path else None
            points = chained_points(whole) >= 2 and tells_practice(whole)
            return Kind.LESSON if told and points else Kind.OVERVIEW
        if is_point:
            return Kind.LESSON
        if section.group and len(whole) >= _BARE and is_lesson_label(label_of(text, parts[0].lead)):
            return Kind.LESSON
        found = numbering(text)
        if section.role is Role.LESSON:
            return self._in_lessons(whole, numbered=found is not None)
        says = self.alike or len(whole) >= LONG or tells_practice(whole)
        if found and says and begins_with_point(whole.replace("\n", "。")):
            return Kind.LESSON
        if (
            self.teaching
            and len(whole) >= LONG
            and chained_points(whole) >= 2
            and not self.points.opens
        ):
            return Kind.LESSON
        return Kind.ACTIVITY if section.role is Role.ACTIVITY else Kind.OVERVIEW

    def _in_lessons(self, text: str, *, numbered: bool) -> Kind:
        """The kind of a paragraph in a section whose heading says that it holds lessons."""
        if self.points.opens or (is_introduction(text) and not numbered):
            return Kind.OVERVIEW
        if self.style:
            told = len(text) >= LONG and tells_practice(text)
            return Kind.LESSON if numbered or told else Kind.OVERVIEW
        if self.by_point:
            return Kind.LESSON if is_among_points(text, self.long // 2) else Kind.OVERVIEW
        return Kind.LESSON if len(text) >= self.long else Kind.OVERVIEW


def _points_of_banks(run: Run, owner: Owner) -> Points:
    """The paragraphs that are each about another bank, in a text about how several do things."""
    paragraphs = run.paragraphs
    banks = {
        n: bank
        for n, paragraph in enumerate(paragraphs)
        if len(paragraph.text) >= LONG // 3 and (bank := owner([paragraph], Kind.LESSON)[0])
    }
    several = len(set(banks.values())) > 1
    return Points(frozenset(banks) if several else frozenset())


def _judge(run: Run, owner: Owner) -> _Judge:
    paragraphs = run.paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    role = paragraphs[0].section.role if paragraphs else None
    points = Points(frozenset())
    if run.heads or role in (Role.HONOUR, Role.OVERVIEW):
        pass
    elif role is Role.LESSON and (asked := interview(texts)).opens:
        points = asked
    elif role is Role.LESSON and not lesson_style(texts):
        ordered = ordered_points(texts) or bold_points(paragraphs)
        points = Points(ordered, between=True) if ordered else points
    elif (role is None and len(questions(texts)) >= 2) or (role is None and run.teaching):
        points = parallel_points(paragraphs)
        if not points.opens and not any(p.section.bank for p in paragraphs):
            points = _points_of_banks(run, owner)
    elif role is None and all(len(texts[n]) >= LONG for n in numbered_points(texts)):
        points = Points(numbered_points(texts))
    elif role is Role.ACTIVITY and paragraphs[0].section.group:
        points = group_points(texts)
    apart = heads_among(points.opens, texts) | rows_of_rosters(texts)
    return _Judge(
        points=replace(points, opens=points.opens - apart),
        style=lesson_style(texts),
        by_point=2 * sum(map(_is_point, texts)) > sum(len(text) >= LONG // 2 for text in texts),
        long=LONG if any(len(text) >= LONG for text in texts) else LONG // 2,
        teaching=run.teaching,
        alike=are_alike(texts),
    )
