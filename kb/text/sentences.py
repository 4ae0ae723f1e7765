"""Sentences of Chinese running text, with their places in it.

A unit is what a reader would quote by itself: a whole sentence up to 。！？…… (half-width ! ? too),
or an item of an enumeration (一是…；二是…；第一，…第二，…；首先…其次…；（1）…；（2）…). Parts
joined by ；are one rule and stay together: half a rule misleads. So do short items that only commas
separate (一是早，二是小). Marks inside quotes and brackets
do not end a sentence; a number in front stays with its sentence; a line feed always ends one. Each cell
of a column that is a bank is one by itself (bank_columns.py). The
units are in order and do not overlap, and only white space lies between them.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kb.text.analysed import MAX_ANALYSED, analysed_length
from kb.text.bank_columns import column_cuts
from kb.text.enumerations import chain_items, whole_items
from kb.text.highlight import Span
from kb.text.numerals import numbering
from kb.text.tables import BAR

_CLOSES = {
    "「": "」", "『": "』", "“": "”", "‘": "’", "（": "）)", "(": "）)", "《": "》", "〈": "〉",
    "【": "】", "[": "]", "〔": "〕", "{": "}", '"': '"',
}  # fmt: skip
_CLOSERS = "".join(_CLOSES.values())
_MARK = re.compile(f"[{re.escape(''.join(_CLOSES) + _CLOSERS)}]")
_QUOTES = '”’」』"'
# A pair wider than this is a typing error, or a speech that is better split.
MAX_SHELTER = 150
_FULL = "。！？…!?"
_END = re.compile(r"(?:[。！？!?]|…{2,}|\.{3,})+|[.．](?=\s|$|[\u4e00-\u9fff])")
# What continues the sentence although a mark or a closing quote comes before it.
_GOES_ON = re.compile(r"[，,、；;：:。．.！？!?）)】」』”’》〉…—的等这]")
# How long a number in front of a sentence may be, with the spaces before it.
_FRONT = 60
_BEFORE_POINT = re.compile(r"[\u4e00-\u9fff）)”」%％]")
_LATIN = re.compile(r"[0-9A-Za-z]")
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is the part [start, end) of the text, without white space at its ends.

    `lead` is the unit that introduces the chain this unit is an item of (驿站承担三件事：), when
    both are in one sentence.
    """

    start: int
    end: int
    text: str
    lead: Span | None = None

    @property
    def introduces(self) -> bool:
        """Does it only announce what follows it (收获如下：)?"""
        return self.text.endswith(("：", ":"))

    @property
    def quoted(self) -> str:
        """The text without the bar before a cell of a table."""
        return self.text.removeprefix(BAR)

    @property
    def quoted_span(self) -> Span:
        """The place of `quoted` in the text."""
        return self.end - len(self.quoted), self.end


def sentences(text: str) -> tuple[Sentence, ...]:
    """The units of a text."""
    cuts = column_cuts(text)
    return tuple(unit for line in _LINE.finditer(text) for unit in _units(text, *line.span(), cuts))


def analysed_sentences(text: str) -> tuple[Sentence, ...]:
    """The units of what is analysed of a text (kb/text/analysed.py), with their places in it."""
    if len(text) <= MAX_ANALYSED:
        return sentences(text)
    cuts = column_cuts(text)
    return tuple(
        unit
        for line in _LINE.finditer(text)
        for unit in _units(text, line.start(), line.start() + analysed_length(line.group()), cuts)
    )


def _units(text: str, at: int, end: int, cuts: Mapping[int, tuple[int, ...]]) -> Iterator[Sentence]:
    """The units of one line, [at, end) of the text; `cuts` are those of the rows of tables."""
    cells = [cut - at for cut in cuts.get(at, ()) if cut < end]
    for start, stop, lead in _of_line(text[at:end], cells):
        yield Sentence(
            at + start,
            at + stop,
            text[at + start : at + stop],
            (at + lead[0], at + lead[1]) if lead else None,
        )


def chains(text: str) -> tuple[Span, ...]:
    """Where the enumerations of a text stand (一是…；二是…), over line breaks too: each from the unit
    that introduces it, if one does, to the end of its last item. In order, none within another."""
    units = sentences(text)
    numbers = {unit.start: number for number, unit in enumerate(units)}
    members: dict[int, list[int]] = {}
    for at, first in _items(text, _shelters(text)).items():
        if at in numbers:
            members.setdefault(first, []).append(numbers[at])
    found: list[Span] = []
    for _, items in sorted(members.items()):
        first = min(items)
        if first and (before := units[first - 1]):
            led = not _ended(text, (before.start, before.end))
            first -= led
        span = units[first].start, units[max(items)].end
        if found and span[0] < found[-1][1]:
            span = found[-1][0], max(span[1], found.pop()[1])
        found.append(span)
    return tuple(found)


def _of_line(line: str, cells: Sequence[int] = ()) -> Iterator[tuple[int, int, Span | None]]:
    """(start, end, lead) of the units of one line; `cells` are places where it is cut too."""
    pairs = _shelters(line)
    items = whole_items(line, _items(line, pairs))
    cuts = sorted({0, *_ends(line, pairs), *items, *cells, len(line)})
    spans = [span for a, b in itertools.pairwise(cuts) if (span := _trimmed(line, a, b))]
    lead: Span | None = None
    chain: object = None
    for index, (start, end) in enumerate(spans):
        if start not in items:
            yield start, end, None
            continue
        if items[start] != chain:
            chain = items[start]
            before = spans[index - 1] if index else None
            lead = before if before and not _ended(line, before) else None
        yield start, end, lead


def _items(line: str, pairs: list[Span]) -> dict[int, int]:
    return chain_items(line, lambda at: _inside(pairs, at))


def _ended(line: str, span: Span) -> bool:
    """Does this unit end with a full stop or the like, so that it introduces nothing?"""
    return line[span[1] - 1] in "。！？；!?;…."


def _trimmed(line: str, start: int, end: int) -> Span | None:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _shelters(line: str) -> list[Span]:
    """The outermost pairs of quotes and brackets, as spans that include both marks.

    A mark without its partner protects nothing.
    """
    stack: list[tuple[str, int]] = []
    pairs: list[Span] = []
    for match in _MARK.finditer(line):
        char, at = match.group(), match.start()
        # A mark opened too long ago protects nothing, even if it is closed later.
        del stack[: bisect_left(stack, at - MAX_SHELTER, key=itemgetter(1))]
        depth = next(
            (n for n in range(len(stack) - 1, -1, -1) if char in _CLOSES[stack[n][0]]), None
        )
        if depth is not None:
            pairs.append((stack[depth][1], at + 1))
            del stack[depth:]
        elif char in _CLOSES:
            stack.append((char, at))
    outer: list[Span] = []
    for start, end in sorted(pairs):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return outer


def _inside(pairs: list[Span], at: int) -> bool:
    """Is a place inside one of the pairs, which are in order and do not overlap?"""
    before = bisect_left(pairs, (at, at)) - 1
    return before >= 0 and pairs[before][0] < at < pairs[before][1]


def _ends(line: str, pairs: list[Span]) -> Iterator[int]:
    """Where sentences end."""
    begin = 0
    openings = {start for start, _ in pairs}
    for match in _END.finditer(line):
        end = match.end()
        if _inside(pairs, match.start()) or not _ends_here(line, begin, match):
            continue
        while end < len(line) and line[end] in _CLOSERS and end not in openings:
            end += 1
        begin = end
        yield end
    for start, end in pairs:
        if _speech_ends(line, start, end):
            yield end


def _ends_here(line: str, begin: int, match: re.Match[str]) -> bool:
    mark = match.group()
    before = line[match.start() - 1] if match.start() > begin else ""
    after = line[match.end() : match.end() + 1]
    if mark in (".", "．"):
        # A full stop typed as a point: after Chinese, and not after a number in front.
        front = line[begin : begin + _FRONT].lstrip()
        number = numbering(front) if match.start() - begin < _FRONT else None
        blank = min(begin + _FRONT, len(line)) - begin - len(front)
        in_number = number is not None and match.start() - begin - blank < number.length
        return not in_number and _BEFORE_POINT.match(before) is not None
    if mark in ("!", "?") and before and after:
        return not (_LATIN.match(before) and _LATIN.match(after))
    if set(mark) <= {"…", "."}:
        return not _GOES_ON.match(after)
    return True


def _speech_ends(line: str, start: int, end: int) -> bool:
    """Does a quotation that ends with a full stop end the sentence around it too?

    他说：“不急。”下一步… does; “不急。”行长说 and “干就完了！”的口号 do not.
    """
    if line[end - 1] not in _QUOTES or line[end - 2] not in _FULL:
        return False
    while start and line[start - 1].isspace():
        start -= 1
    if end == len(line) or _GOES_ON.match(line[end]) or not start:
        return False
    return line[start - 1] in "：:" or line[end - 2] == "。"
