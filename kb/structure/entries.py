"""Paragraphs to entries: which are lessons, activities, overviews, honours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.model import Entry, Kind, Picture
from kb.structure.roles import Role
from kb.text import STYLES, numbering, title_of, without_numbering

_INTRODUCES = re.compile(r"(?:如下|以下(?:几点|方面|几个方面)|体现在)?[:：]$|如下[。.]?$")
_CONTINUES = re.compile(
    r"^(?:[一二三四五六七八九]是|其[一二三四]|首先|其次|再次|最后|同时|此外|另外|例如|比如|具体)"
)
_NOT_IN_LISTS = ("。", "！", "!", "：", ":", "；")
_IMPRINT = re.compile(
    r"(?:来源|编辑|责编|审核|校对|供稿|撰稿|图文|文字|图片|摄影|作者|编印|抄送|主办|本期)\W"
)
# A paragraph of so many characters says something at length; where none does, half of it.
LONG = 80


@dataclass(frozen=True, slots=True)
class Section:
    """The headings above a paragraph and what they say of it."""

    path: tuple[str, ...]
    role: Role | None
    group: str
    bank: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section, with the pictures that go with it."""

    text: str
    section: Section
    pictures: tuple[Picture, ...] = ()


def begins_with_point(text: str) -> bool:
    """Does a paragraph open with a short sentence that its rest explains?"""
    body = without_numbering(text)
    first = re.split(r"[。：:]", body, maxsplit=1)[0]
    return 0 < len(first) <= 30 and len(body) > len(first) + 20


def is_introduction(text: str) -> bool:
    """Does a paragraph announce what follows it ("…收获如下：")?"""
    return _INTRODUCES.search(text) is not None


def is_honour(text: str) -> bool:
    """Is this a line of a list of honours: a name or an office, no sentence?"""
    return len(text) <= 60 and not text.endswith(_NOT_IN_LISTS) and not _IMPRINT.match(text)


def make_entries(paragraphs: Sequence[Paragraph], heads_lesson: frozenset[int]) -> list[Entry]:
    """The entries of consecutive paragraphs of one section.

    Indices in `heads_lesson` are headings that are the point of the lesson under them: they and
    the paragraphs behind them make one entry.
    """
    entries: list[Entry] = []
    parts: list[Paragraph] = []
    lesson_style = _lesson_style([paragraph.text for paragraph in paragraphs])
    open_lesson = False
    by_point = any(
        begins_with_point(p.text) and not is_introduction(p.text) and not _CONTINUES.match(p.text)
        for p in paragraphs
    )
    long = LONG if any(len(p.text) >= LONG for p in paragraphs) else LONG // 2
    headed = False
    for index, paragraph in enumerate(paragraphs):
        section = paragraph.section
        if index in heads_lesson:
            parts, open_lesson, headed = [paragraph], True, True
        elif open_lesson and _belongs(paragraph.text, headed, lesson_style):
            parts.append(paragraph)
            entries.pop()
        else:
            parts, open_lesson, headed = [paragraph], False, False
        kind = _kind([part.text for part in parts], section, lesson_style, by_point, long)
        open_lesson = open_lesson or kind is Kind.LESSON
        if section.role is Role.HONOUR and kind is Kind.OVERVIEW:
            section = replace(section, group="", bank="")  # a closing word speaks for all
        entries.append(_entry(parts, kind, section))
    return entries


def _entry(parts: Sequence[Paragraph], kind: Kind, section: Section) -> Entry:
    text = "\n".join(part.text for part in parts)
    pictures = [picture for part in parts for picture in part.pictures]
    return Entry(
        anchor="",
        kind=kind,
        text=text,
        title=title_of(text),
        group=section.group,
        bank=section.bank,
        heading_path=section.path,
        pictures=tuple(replace(p, caption="") if p.caption == text else p for p in pictures),
    )


def _lesson_style(texts: Sequence[str]) -> str:
    """The outermost numbering among the paragraphs: deeper ones are parts of a lesson."""
    styles = {found.style for text in texts if (found := numbering(text))}
    return next((style for style in STYLES if style in styles), "")


def _belongs(text: str, headed: bool, lesson_style: str) -> bool:
    """Does this paragraph go on with the open lesson?"""
    found = numbering(text)
    if found:
        return found.style != lesson_style
    return headed or _CONTINUES.match(text) is not None


def _kind(
    texts: Sequence[str], section: Section, lesson_style: str, by_point: bool, long: int
) -> Kind:
    text = texts[0]
    found = numbering(text)
    if section.role is Role.HONOUR:
        return Kind.HONOUR if is_honour(text) else Kind.OVERVIEW
    if section.role is Role.OVERVIEW:
        return Kind.OVERVIEW
    whole = "\n".join(texts)
    if section.role is Role.LESSON:
        if is_introduction(text) and not found:
            return Kind.OVERVIEW
        if lesson_style:
            return Kind.LESSON if found else Kind.OVERVIEW
        if by_point:
            return Kind.LESSON if begins_with_point(text) else Kind.OVERVIEW
        return Kind.LESSON if len(text) >= long else Kind.OVERVIEW
    if found and len(whole) >= LONG and begins_with_point(whole.replace("\n", "。")):
        return Kind.LESSON
    return Kind.ACTIVITY if section.role is Role.ACTIVITY else Kind.OVERVIEW
