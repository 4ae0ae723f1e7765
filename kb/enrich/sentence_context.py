"""What surrounds each sentence of a bulletin, as named clues: the banks named in it and before it, its
place, the headings above it, who writes and who speaks.

The entries are read in order with a small state. Nothing is decided here: the model of subjects
(subject_model.py) weighs the clues.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.enrich.bank_clues import core_of, of_bank, role_in
from kb.enrich.lines import Line
from kb.enrich.parties import Parties
from kb.enrich.sentence_signs import SentenceSigns
from kb.enrich.sentences_ahead import opening
from kb.enrich.set_phrases import edges
from kb.enrich.speakers import Speakers
from kb.enrich.subject_clues import heading_clues, leads, short_lead, words_in
from kb.enrich.visits import Mention, Visit
from kb.enrich.writers import Writers
from kb.model import Bulletin, Entry, Side
from kb.text import CELLS, Sentence, analysed

# No more banks than this are weighed for one sentence.
_MOST_BANKS = 6
# The first sentences of a bulletin often tell about the visit.
_OPENING = 3
# Words of a sentence that say whether it goes on with the subject before it.
_TURNS = frozenset(
    "我行 我 我们 本行 该行 其 他们 总行全行 学员 打算 其中 序号 问开头 答开头 访问 回来 要 体会 相比 建议".split()
)
# Words that say for the rest of a paragraph whom it is about.
_LASTING = frozenset("我行 我们 我 该行 他们 学员 打算 建议 体会 差距 介绍 客人 贵行 一行".split())
# A bulletin is divided into this many parts of equal length; in which one a sentence stands is a clue.
# A shorter one has no parts, and its kind says something else.
_PARTS, _LONG = 5, 300
SHORT_TEXT = "短文"


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with its clues.

    `words` are those in it, `place` says where it stands, `banks` what is true of each bank that it
    may be about, `cores` the most telling of these, `roles` the likeliest side of every bank (角host) and
    how sure it is (率0高), `turns` what bears on whether the subject of the
    sentence before goes on.
    """

    unit: Sentence
    mentions: tuple[Mention, ...]
    words: tuple[str, ...]
    place: tuple[str, ...]
    banks: Mapping[str, tuple[str, ...]]
    cores: Mapping[str, str]
    roles: Mapping[str, tuple[str, str]]
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of the banks around one sentence."""

    mentions: tuple[Mention, ...]
    visit: Visit | None
    headings: tuple[tuple[str, ...], ...]
    titled: frozenset[str]
    first: str
    writer: str
    speaker: str
    column: frozenset[str]


_NO_LINE = Line.of("")


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being read: where it begins and ends, its first bank, its short lead."""

    start: int = 0
    end: int = -1
    line: Line = _NO_LINE
    first: str = ""
    lead: tuple[str, ...] = ()
    said: set[str] = field(default_factory=set)


class ContextReader:
    """Reads the entries of one bulletin in order."""

    def __init__(
        self, parties: Parties, bulletin: Bulletin, signs: SentenceSigns | None = None
    ) -> None:
        self._parties = parties
        self._signs = signs or SentenceSigns()
        entries = bulletin.entries
        self._first, self._closing = edges(entries)
        self._length = max(1, sum(len(entry.text) for entry in entries))
        self._short = () if self._length >= _LONG else (SHORT_TEXT,)
        self._read = 0
        self._speakers = Speakers(parties)
        self._writers = Writers(parties, entries, bulletin.title)
        titles = (bulletin.title, *bulletin.subtitle.split("\n"))
        in_title = {m.bank for line in titles for m in parties.mentions(line)}
        self._always = {b: tuple(of_bank(parties, b, in_title)) for b in parties.banks}
        self._roles = {bank: role_in(clues) for bank, clues in self._always.items()}
        self._group_banks = {group.name: group.bank for group in bulletin.groups}
        self._last: dict[str, tuple[int, int, int]] = {}
        self._recent = self._leader = ""
        self._visited: tuple[str, ...] = ()
        self._recent_of: dict[Side, str] = {}
        self._sentence = self._paragraph = self._entry = 0
        self._words_before: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()

    def read(self, entry: Entry) -> Iterator[Context]:
        """The sentences of an entry."""
        self._entry += 1
        parties = self._parties
        headings = tuple(
            tuple(m.bank for m in parties.mentions(h)) for h in reversed(entry.heading_path)
        )
        above = [
            f"{'节题' if number == 0 else '上级题'}{clue}"
            for number, heading in enumerate(reversed(entry.heading_path))
            for clue in heading_clues(heading)
        ]
        above.append(f"条目{entry.kind.value}")
        titled = frozenset(m.bank for m in parties.mentions(entry.title))
        host = entry.bank if entry.side is Side.HOST else ""
        paragraph = _Paragraph()
        units = self._signs.sentences(entry.text)
        named = [parties.mentions(unit.text) for unit in units]
        ahead_of = self._signs.ahead(entry.text, named)
        for unit, mentions, ahead in zip(units, named, ahead_of, strict=True):
            self._sentence += 1
            if opens := unit.start > paragraph.end:
                paragraph = self._paragraph_at(entry.text, unit, paragraph.lead)
            column = self._column(paragraph, unit)
            around = _Around(
                mentions,
                self._signs.visit(unit.text, mentions),
                headings,
                titled,
                paragraph.first,
                self._writers.at(entry, unit.start),
                self._speakers.speaking(unit.text, mentions, host),
                frozenset(m.bank for m in parties.mentions(column)),
            )
            words = self._signs.said(unit.text, parties, around.visit) + self._short
            place = [*above, *paragraph.lead, *self._place(entry, unit, around, opens=opens)]
            place += ahead.words
            if paragraph.line.bars:
                place += ["表格", *(f"列题{clue}" for clue in heading_clues(column))]
            weighed = self._weighed(entry, around)
            banks = {
                bank: (*self._clues(entry, unit.text, bank, around), *ahead.of(bank))
                for bank in weighed
            }
            cores = {bank: core_of(bank, clues, mentions) for bank, clues in banks.items()}
            turns = (*_turns(place, words, around), *opening(unit.text, mentions))
            place += [f"段前{word}" for word in sorted(paragraph.said.difference(words))]
            paragraph.said |= _LASTING.intersection(words)
            yield Context(unit, mentions, words, tuple(place), banks, cores, self._roles, turns)
            if opens and mentions:
                paragraph.first = mentions[0].bank
            self._remember(unit.text, mentions)
            if around.visit:
                self._visited = around.visit.hosts
        self._read += len(entry.text)

    def _paragraph_at(self, text: str, unit: Sentence, lead: tuple[str, ...]) -> _Paragraph:
        """The paragraph that a sentence begins; a short lead counts until the next one."""
        end = text.find("\n", unit.start)
        end = end if end >= 0 else len(text)
        line = Line.of(analysed(text[unit.start : end]))
        if short := short_lead(line.text) or short_lead(unit.text):
            lead = tuple(f"段题{clue}" for clue in heading_clues(short))
        self._paragraph += 1
        self._words_before = ()
        return _Paragraph(unit.start, end, line, "", lead)

    def _place(
        self, entry: Entry, unit: Sentence, around: _Around, *, opens: bool
    ) -> Iterator[str]:
        """Where a sentence stands, whatever bank it is about."""
        yield from (f"上句{word}" for word in self._words_before)
        if opens:
            yield "段首句"
            if unit.start == 0:
                yield "条首句"
        if entry.anchor == self._first and unit.start == 0:
            yield "全文首句"
        if entry.anchor == self._closing and unit.end >= len(entry.text.rstrip()):
            yield "全文末句"
        if self._sentence <= _OPENING:
            yield "开头几句"
        if self._length >= _LONG:
            yield f"第{(self._read + unit.start) * _PARTS // self._length}部"
            yield from self._parties.kinds
        else:
            yield from (f"短{kind}" for kind in self._parties.kinds)
        yield "有人在说" if around.speaker else "没人在说"
        if around.writer:
            yield "有署名"
        led = next((m for m in around.mentions if leads(unit.text, m)), None)
        if led:
            yield f"主语是{self._parties.side_of(led.bank).value}"

    def _weighed(self, entry: Entry, around: _Around) -> Sequence[str]:
        """The banks a sentence may be about: all of a bulletin, or the nearest of many."""
        parties = self._parties
        if len(parties.banks) <= _MOST_BANKS:
            return parties.banks
        near = [mention.bank for mention in around.mentions]
        near += [self._recent, self._leader, *self._recent_of.values()]
        near += [entry.bank, around.writer, around.speaker, parties.own]
        near += [bank for found in around.headings for bank in found]
        near += [*parties.hosts[:_OPENING], *parties.learners[:_OPENING]]
        return [b for b in dict.fromkeys(near) if b in self._always][:_MOST_BANKS]

    def _clues(self, entry: Entry, text: str, bank: str, around: _Around) -> Iterator[str]:
        """What is true of a bank at a sentence."""
        yield from self._signs.standing(text, around.mentions, bank)
        yield from self._always[bank]
        yield self._distance(bank)
        if bank == self._recent:
            yield "上文最近"
        if bank == self._leader:
            yield "上句主语"
        if bank == self._recent_of.get(Side.HOST):
            yield "最近的主方"
        if bank == self._recent_of.get(Side.LEARNER):
            yield "最近的学方"
        for number, found in enumerate(around.headings):
            if found:
                named = "节题名" if number == 0 else "上级题名"
                yield named if bank in found else "节题他行"
                break
        if bank in around.titled:
            yield "条题名"
        if entry.bank:
            yield f"条目属{entry.side.value}" if entry.bank == bank else "条目属他行"
        if entry.group:
            yield "组在此行" if self._group_banks.get(entry.group) == bank else "组在他行"
        if around.first:
            yield "段首名" if bank == around.first else "段首他行"
        if around.writer:
            yield "署名此行" if bank == around.writer else "署名他行"
        if around.speaker:
            yield "此行在说" if bank == around.speaker else "他行在说"
        if around.visit:
            guest = bank in around.visit.learners
            yield "被访" if bank in around.visit.hosts else "去访" if guest else "访外"
        if self._visited:
            yield "刚被访" if bank in self._visited else "刚被访他行"
        if around.column:
            yield "列题此行" if bank in around.column else "列题他行"

    def _column(self, paragraph: _Paragraph, unit: Sentence) -> str:
        """The heading of the column that a cell of a table stands in, "" outside."""
        line = paragraph.line
        if not line.bars:
            return ""
        first = unit.start == paragraph.start
        if line.is_heading and first:
            self._columns = tuple(line.text.split(CELLS))
        number = line.bars_before(unit.start - paragraph.start) + unit.text.startswith("| ")
        number += unit.text.count(CELLS) if first else 0
        if line.is_heading or not 0 < number < len(self._columns):
            return ""
        return self._columns[number]

    def _distance(self, bank: str) -> str:
        """How far back a bank was named."""
        if (at := self._last.get(bank)) is None:
            return "上文未提"
        sentence, paragraph, entry = at
        if paragraph == self._paragraph:
            return "上句提过" if sentence == self._sentence - 1 else "本段提过"
        if entry == self._entry:
            return "上段提过" if paragraph == self._paragraph - 1 else "本条提过"
        return "上条提过" if entry == self._entry - 1 else "早先提过"

    def _remember(self, text: str, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            self._last[mention.bank] = (self._sentence, self._paragraph, self._entry)
            self._recent = mention.bank
            self._recent_of[self._parties.side_of(mention.bank)] = mention.bank
        if mentions:
            self._leader = next((m.bank for m in mentions if leads(text, m)), "")
        self._words_before = words_in(text)


def _turns(place: Sequence[str], words: Sequence[str], around: _Around) -> Iterator[str]:
    """What bears on whether the subject of the sentence before goes on."""
    yield "总"
    yield from (clue for clue in place if clue in ("段首句", "条首句", "表格"))
    if any(clue.startswith("主语是") for clue in place):
        yield "有主语"
    else:
        yield "提到行" if around.mentions else "未提行"
    yield from (word for word in words if word in _TURNS)
