"""Which parts of a text are checked: text in quotes or in a quotation style, and every other long
sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.text import sentences

# Shorter quoted words are names and slogans; shorter sentences could be anybody's.
SHORTEST_QUOTED = 8
SHORTEST_SENTENCE = 12
_QUOTED = re.compile(r"“([^“”]{1,2000})”|「([^「」]{1,2000})」|\"([^\"]{1,2000})\"")
# A citation in short form, as 复制原文和出处 puts it after a quotation.
_CITATION = re.compile(r"[（(][^（(]*《[^》]*》[^）]*(?:）[^）]*){0,2}[）)][。，]?")
_MARKDOWN = re.compile(r"^[ \t]*(?:(>)|#{1,6} |[-*+] |[0-9]+[.)] )[ \t]*")
# What Markdown holds next to text: lines of attributes, pictures and the addresses of links.
_ATTRIBUTES = re.compile(r"[ \t]*\{:[^{}]*\}[ \t]*")
_LINK = re.compile(r"(!?)\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
# Over how many lines a quotation may break.
_MOST_LINES = 40
_PAIRS = (("“", "”"), ("「", "」"))
# Where a line ends so, its sentence goes on in the next line.
_GOES_ON = "，、,"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the checked text; `quoted` says that all of it is set as a quotation."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch to check: paragraph[start:end] is `text`. `marked` says that it is set as a
    quotation; other sentences may well be the writer's own. `around` is the sentence around a
    quotation, "" when it is alone."""

    paragraph: int
    start: int
    end: int
    text: str
    marked: bool
    around: str = ""


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain or Markdown text; lines after > are quotations. Lines that break
    within a quotation, or after a comma, are joined, as text copied from a PDF needs it."""
    found: list[Paragraph] = []
    lines = [_line(line) for line in text.splitlines()]
    at = 0
    while at < len(lines):
        paragraph, _ = lines[at]
        end = _end(lines, at)
        if paragraph is not None:
            joined = _joined([p.text for p, _ in lines[at:end] if p is not None])
            found.append(Paragraph(joined, paragraph.quoted))
        at = end
    return tuple(found)


def _line(line: str) -> tuple[Paragraph | None, bool]:
    """A line as a paragraph, None when it holds no text; and whether a mark begins it."""
    if _ATTRIBUTES.fullmatch(line):
        return None, False
    mark = _MARKDOWN.match(line)
    rest = line[mark.end() :] if mark else line
    rest = _LINK.sub(lambda link: "" if link[1] else link[2], rest).strip()
    return Paragraph(rest, bool(mark and mark[1])) if rest else None, bool(mark)


def _end(lines: list[tuple[Paragraph | None, bool]], start: int) -> int:
    """The line after the last one of the paragraph that begins at `start`."""
    end = start + 1
    open_marks = ""
    for at in range(start, min(len(lines), start + _MOST_LINES)):
        paragraph, marked = lines[at]
        if paragraph is None or (at > start and marked):
            break
        open_marks = _open_marks(open_marks, paragraph.text)
        if not open_marks:
            end = at + 1
            if paragraph.quoted or paragraph.text[-1] not in _GOES_ON:
                break
    return end


def _open_marks(before: str, text: str) -> str:
    """The quotation marks that are open after a text, when those in `before` were open."""
    straight = (text.count('"') + before.count('"')) % 2
    found = '"' if straight else ""
    for begin, end in _PAIRS:
        last, closed = text.rfind(begin), text.rfind(end)
        if last > closed or (last == closed and begin in before):
            found += begin
    return found


def _joined(lines: list[str]) -> str:
    """Lines as one: with a space only where it parts two words in Latin letters."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalpha() and line[0].isascii()
        text += (" " if latin and line[0].isalpha() else "") + line
    return text


def quotations(paragraphs: Iterable[Paragraph]) -> tuple[Quotation, ...]:
    """What is to be checked, in reading order."""
    return tuple(q for n, paragraph in enumerate(paragraphs) for q in _of(n, paragraph))


def _of(number: int, paragraph: Paragraph) -> Iterator[Quotation]:
    text = paragraph.text
    if paragraph.quoted:
        for unit in sentences(text):
            if len(unit.text) >= SHORTEST_QUOTED:
                yield Quotation(number, unit.start, unit.end, unit.text, marked=True)
        return
    quoted = [
        match.span(match.lastindex or 1)
        for match in _QUOTED.finditer(text)
        if match.end() - match.start() - 2 >= SHORTEST_QUOTED
    ]
    units = sentences(text)
    at = 0
    for start, end in quoted:
        while at < len(units) and units[at].end <= start:
            yield from _sentence(number, units[at].start, units[at].text)
            at += 1
        around = next((u.text for u in units if u.start < start and end < u.end), "")
        yield Quotation(number, start, end, text[start:end], marked=True, around=around)
        # The rest of a sentence with a quotation introduces it, or is its source.
        while at < len(units) and units[at].start < end:
            at += 1
    for unit in units[at:]:
        yield from _sentence(number, unit.start, unit.text)


def _sentence(number: int, start: int, text: str) -> Iterator[Quotation]:
    bare = text.strip('“”"「」 ')
    if len(bare) >= SHORTEST_SENTENCE and not _CITATION.fullmatch(bare):
        begin = start + text.index(bare)
        yield Quotation(number, begin, begin + len(bare), bare, marked=False)
