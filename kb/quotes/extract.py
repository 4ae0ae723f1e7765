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
    """The paragraphs of a plain or Markdown text; lines after > are quotations."""
    found = []
    for line in text.splitlines():
        mark = _MARKDOWN.match(line)
        rest = line[mark.end() :] if mark else line
        if rest.strip():
            found.append(Paragraph(rest.strip(), bool(mark and mark[1])))
    return tuple(found)


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
