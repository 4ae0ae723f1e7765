"""Who writes each passage of a bulletin in which several learners write: letters, short essays."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.enrich.parties import Parties
from kb.model import Entry, Side

# A line that names the writer is no longer than this.
_BYLINE = 30
_SALUTATION = re.compile(r"\s*(?:编辑(?:部|同志)|尊敬的|各位(?:领导|同事|同仁|编辑))")
_AT_END = re.compile(r"\s*(?:——|—|[（(])")
# Before a bank that a writer calls their own: 我们桑阳, 我是桑阳农商银行的, 我来自.
_MINE = re.compile(r"(?:我们|咱们?|我是|我来自|我代表|我所在的)$")
_MINE_LENGTH = 4

# A collection of speeches or papers: each section is written by the bank its heading names.
_COLLECTION = re.compile(
    "发言摘|发言选|材料摘|材料选|材料汇编|书面交流材料|(?:发言|交流材料)(?:摘要)?(?:刊发|刊登|编发)"
)

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at a position (number of the entry, offset in its text)."""

    at: Position
    text: str
    opens: bool


class Writers:
    """The bank that writes each passage: named by its byline, by its signature, as their own by
    the writer, or by the heading in a collection of speeches."""

    def __init__(self, parties: Parties, entries: Sequence[Entry], title: str = "") -> None:
        self._starts: list[Position] = []
        self._banks: list[str] = []
        numbers = {id(entry): number for number, entry in enumerate(entries)}
        self._numbers = numbers
        collected = any(
            _COLLECTION.search(line) for line in (title, *(e.text for e in entries[:3]))
        )
        for passage in _passages(entries):
            entry = entries[passage[0].at[0]]
            heading = entry.heading_path[-1] if entry.heading_path else passage[0].text
            self._starts.append(passage[0].at)
            own = _only_bank(parties, heading) if collected else ""
            self._banks.append(own or _writer(parties, passage))

    def at(self, entry: Entry, offset: int) -> str:
        """The bank that writes what stands at an offset of an entry, "" when it does not say."""
        number = self._numbers.get(id(entry))
        if number is None:
            return ""
        found = bisect(self._starts, (number, offset)) - 1
        return self._banks[found] if found >= 0 else ""


def _passages(entries: Sequence[Entry]) -> Iterator[list[_Line]]:
    """Stretches of lines by one writer: from a heading, a byline or a salutation to the next."""
    passage: list[_Line] = []
    for line in _lines(entries):
        if line.opens and passage:
            yield passage
            passage = []
        passage.append(line)
    if passage:
        yield passage


def _lines(entries: Sequence[Entry]) -> Iterator[_Line]:
    path: tuple[str, ...] = ()
    for number, entry in enumerate(entries):
        lines = entry.text.split("\n")
        opens = entry.heading_path != path or (len(lines) > 1 and "。" not in lines[0])
        path = entry.heading_path
        offset = 0
        for line in lines:
            salutes = _SALUTATION.match(line) is not None
            yield _Line((number, offset), line, opens or salutes)
            opens = False
            offset += len(line) + 1


def _only_bank(parties: Parties, heading: str) -> str:
    banks = {mention.bank for mention in parties.mentions(heading)}
    return banks.pop() if len(banks) == 1 and "。" not in heading else ""


def _writer(parties: Parties, passage: Sequence[_Line]) -> str:
    own = ""
    for line in passage:
        mentions = parties.mentions(line.text)
        learners = {m.bank for m in mentions if parties.side_of(m.bank) is Side.LEARNER}
        short = len(line.text) <= _BYLINE and "。" not in line.text
        placed = line is not passage[0] or _AT_END.match(line.text)
        banks = {mention.bank for mention in mentions}  # a writer may be known by name too
        if len(learners) == 1 and banks == learners and short and placed:
            return learners.pop()
        for mention in mentions:
            before = line.text[max(0, mention.start - _MINE_LENGTH) : mention.start]
            if mention.bank in learners and _MINE.search(before):
                own = own or mention.bank
    return own
