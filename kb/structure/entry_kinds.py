"""Of which kind an entry is, by its section and by all paragraphs around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kb.model import Kind, Side
from kb.structure.conversations import interview, questions
from kb.structure.group_points import group_points
from kb.structure.honours import is_honour
from kb.structure.labels import is_lesson_label, label_of
from kb.structure.ordered_points import (
    Points,
    chained_points,
    is_introduction,
    lesson_style,
    numbered_points,
    ordered_points,
)
from kb.structure.points import LONG, begins_with_point, bold_points, continues, parallel_points
from kb.structure.points_together import are_alike
from kb.structure.practice import tells_practice
from kb.structure.roles import Role
from kb.structure.rosters import rows_of_rosters, tells_persons
from kb.structure.sections import Paragraph
from kb.structure.siblings import is_among_points
from kb.structure.tables import heads_among
from kb.text import numbering

# A numbered point of no more characters tells nothing yet.
BARE = 24
# A heading of what was learned, which may hold a list of subjects or tell points.
_MAY_TELL = re.compile(r"学习内容")
# Labels of what somebody did on a day, and of what a tutor says of them.
_WORK = re.compile("(?:工作|跟班|跟岗|岗位|今日|当日|学习)(?:内容|安排|任务|事项|经过)")
_NO_LESSON = re.compile(
    rf"{_WORK.pattern}|(?:带教|指导)?(?:老师|师傅|导师)?(?:评语|点评|寄语|评价)"
)
Owner = Callable[[Sequence[Paragraph], Kind], tuple[str, Side]]  # bank and side of an entry


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive paragraphs of one section. Indices in `heads` are headings that are the point of
    the lesson under them. `teaching` says that the bulletin is about how a bank does things."""

    paragraphs: Sequence[Paragraph]
    heads: frozenset[int] = frozenset()
    teaching: bool = False


def _is_point(text: str) -> bool:
    return begins_with_point(text) and not is_introduction(text) and not continues(text)


@dataclass(frozen=True, slots=True)
class KindJudge:
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
        label = label_of(text, parts[0].lead)
        if len(parts) == 1 and label and _NO_LESSON.fullmatch(label) and not tells_practice(whole):
            return Kind.ACTIVITY if _WORK.match(label) else Kind.OVERVIEW
        if section.role is Role.OVERVIEW:
            may_tell = _MAY_TELL.search(section.path[-1]) if section.path else None
            points = chained_points(whole) >= 2 and tells_practice(whole)
            return Kind.LESSON if may_tell and points else Kind.OVERVIEW
        if is_point:
            return Kind.LESSON
        if section.group and len(whole) >= BARE and is_lesson_label(label):
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
            telling = len(text) >= LONG and tells_practice(text)
            return Kind.LESSON if numbered or telling else Kind.OVERVIEW
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


def kind_judge(run: Run, owner: Owner) -> KindJudge:
    """What the paragraphs of a run say together about the kind of each."""
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
    return KindJudge(
        points=replace(points, opens=points.opens - apart),
        style=lesson_style(texts),
        by_point=2 * sum(map(_is_point, texts)) > sum(len(text) >= LONG // 2 for text in texts),
        long=LONG if any(len(text) >= LONG for text in texts) else LONG // 2,
        teaching=run.teaching,
        alike=are_alike(texts),
    )
