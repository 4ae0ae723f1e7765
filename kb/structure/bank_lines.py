"""Lines of plain text that open the sections of several banks and say more than their names: who speaks
(上篇　石桥农商银行行长某某), which stop of a journey (第一站：石桥), which department learned there
(公司业务部（石桥站）), what its headline is (◎石桥农商银行：厅堂里的算账机), which letter counts it
(A 石桥篇), or the same words behind each place (石桥跟班点, 青枫跟班点).

One such line may be anything. Two of one form that name different banks, each above a text, are
headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.readers import Block
from kb.structure.bank_names import SUFFIX, BankNames
from kb.structure.listed_places import ByPlace
from kb.structure.looks import is_short, mark_of
from kb.text import numbering, without_numbering

# What counts or calls the sections: 上篇, 第二站, 访谈三, 连线.
_LABEL = re.compile(
    r"[\W_]{0,3}(?P<label>[上中下][篇集辑]|[A-H](?=[\s　、.．])|第[一二三四五六七八九十\d]{1,2}[站篇章回场行家位辑]"
    r"|(?:对话|专访|访谈|连线|探访|走[进近]|问道|对谈|直击|学在|走访|受访(?:者|人|行)?|嘉宾|来自)[一二三四五六七八九十\d]?)"
    r"[\s　、.．]{0,3}[：:·|｜—\-]{0,2}[\s　]{0,3}[“《【]?"
)
# Who speaks for a bank: 行长某某, 党委书记、董事长　某某.
_POST = r"(?:党委|总行|支部|副)?(?:书记|董事长|监事长|理事长|行长|主任|总经理|经理|主席)"
_OFFICE = "(?:[一-鿿]{2,8}?(?:部|中心|支行|室|条线))?"
_PERSON = re.compile(
    rf"{_OFFICE}(?:{_POST}[、兼\s　]{{0,2}}){{1,3}}[一-鿿]{{0,4}}[谈说讲]?[：:—\-\s　]{{0,2}}.{{0,16}}"
)
# Behind the bare place of a bank, where it opens a section.
_BEHIND_PLACE = re.compile(
    r"(?:县|市)?(?:学习|跟班|跟岗)?(?:小?组|站|篇|行)?(?=$|[\s　：:·|｜—\-“，,」』】])"
)
# A department or branch of the learners, and in brackets where its people were: 公司业务部（石桥站）.
_UNIT_LINE = re.compile(
    r"[\W_]{0,3}(?P<unit>[一-鿿、]{1,14}(?:部|部门|中心|条线|办公室|支行|营业室|科|团队|专班|组|片区|队))"
    r"[\s　]?[（(](?:赴|驻|在|到|去|学于)?(?P<inside>[^（）()]{2,14})[）)]"
)
# The place of a bank, and behind it the words that its siblings have, too; which are none of a bank.
_LONGEST_TAIL, _PLACE_LENGTHS = 8, (2, 3, 4)
_NO_TAIL = re.compile("[县市区镇乡村街路]|支行|分行|网点|营业|信用社")
_WHOLE = re.compile(r"[一-鿿]{2,12}")
_EDGES = "【】《》〔〕[] 　◆●■★▲"
# No more such lines are looked at, so that the cost stays linear in the text.
_MOST = 200
_KIND = re.compile(rf"(?:县|市)?{SUFFIX}")
_STOP = re.compile(rf"(?:县|市)?(?:{SUFFIX})?(?:站|组|行|篇|学习|跟班|跟岗|考察)*")
_OFFICER = re.compile(SUFFIX + _OFFICE + _POST)
# The headline of a bank behind a mark: ◎石桥农商银行：厅堂里的算账机.
_HEADLINE = re.compile(
    rf"(?:县|市)?{SUFFIX}[\s　]?(?:[：:｜|][\s　]?\S|[（(][^（()）]{{2,12}}[）)]$)"
)
_ASKED = re.compile(r"(?:追?问|Q|记者|主持人)\s*[:：]")
# The text under such a line has at least this many characters, or is a sentence or a question.
_SENTENCE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Line:
    """The form of a line, the place of its bank, and what tells it from its siblings."""

    form: str
    place: str
    own: str


def bank_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The numbers of the plain lines that open sections of several banks."""
    short = [n for n, block in enumerate(blocks[:-1]) if is_short(block.text)]
    candidates = [n for n in short if _may_open(blocks[n].text)]
    alike = _alike(blocks, short[:_MOST])
    if len(candidates) < 2 and not alike:
        return frozenset()
    places = BankNames("\n".join(block.text for block in blocks)).by_place
    forms: dict[str, dict[int, _Line]] = {}
    for n in candidates:
        if line := _read(blocks[n].text, places):
            forms.setdefault(line.form, {})[n] = line
    for tail, named in alike.items():
        lines = {n: _Line(tail, place, place) for n, place in named.items() if place in places}
        forms.setdefault(f"tail{tail}", lines)
    found: set[int] = set()
    for lines in forms.values():
        if _opens(lines, blocks):
            found.update(lines)
    return frozenset(found)


def _alike(blocks: Sequence[Block], short: Sequence[int]) -> dict[str, dict[int, str]]:
    """Lines that have the same words behind what may be places: words → number → place."""
    found: dict[str, dict[int, str]] = {}
    for n in short:
        words = blocks[n].text.strip(_EDGES)
        if not _WHOLE.fullmatch(words):
            continue
        for length in _PLACE_LENGTHS:
            tail = words[length:]
            if len(words) >= length and len(tail) <= _LONGEST_TAIL and not _NO_TAIL.match(tail):
                found.setdefault(tail, {})[n] = words[:length]
    return {tail: lines for tail, lines in found.items() if len(lines) > 1}


def place_of_line(text: str, places: ByPlace) -> str:
    """The place of the bank whose section a line of such a form opens; "" for none."""
    line = _read(text, places)
    return line.place if line else ""


def _may_open(text: str) -> bool:
    words = _words(text)
    marked = mark_of(text) and _HEADLINE.search(words)
    return bool(
        marked or _LABEL.match(words) or _UNIT_LINE.fullmatch(words) or _OFFICER.search(words)
    )


def _words(text: str) -> str:
    """A line without its number, unless that is what counts the sections (第一站：…)."""
    return text if _LABEL.match(text) else without_numbering(text)


def _read(text: str, places: ByPlace) -> _Line | None:
    """A line as read, where it has one of the forms."""
    words = _words(text)
    if unit := _UNIT_LINE.fullmatch(words):
        place = places.at(unit["inside"], 0)
        rest = unit["inside"][len(place) :]
        named = place and _STOP.fullmatch(rest)
        return _Line("unit", place, words) if named else None
    if mark := mark_of(text) if text else "":
        place = places.at(words, len(mark))
        if place and _HEADLINE.match(words, len(mark) + len(place)):
            return _Line(f"mark{mark}", place, place)
    label = _LABEL.match(words)
    start = label.end() if label else 0
    place = places.at(words, start)
    if not place:
        return None
    end = start + len(place)
    kind = _KIND.match(words, end)
    person = _PERSON.fullmatch(words, kind.end()) if kind else None
    if kind and (person or not label):
        return _Line("person" + str(bool(label)), place, place) if person else None
    opens = label and (kind or _BEHIND_PLACE.match(words, end))
    return _Line("label", place, place) if opens else None


def _opens(lines: Mapping[int, _Line], blocks: Sequence[Block]) -> bool:
    """Do lines of one form open sections: of two banks or more, none twice, each above a text?"""
    several = len({line.place for line in lines.values()}) > 1
    once = len({line.own for line in lines.values()}) == len(lines)
    return several and once and all(_stands_above(blocks, n) for n in lines)


def _stands_above(blocks: Sequence[Block], n: int) -> bool:
    """Does a text stand below a line, perhaps behind the heading of its first point?"""
    below = blocks[n + 1].text
    counted = numbering(below)
    if n + 2 < len(blocks) and is_short(below) and counted and counted.value == 1:
        below = blocks[n + 2].text
    return _tells(below)


def _tells(text: str) -> bool:
    return len(text) >= _SENTENCE_LENGTH or text[-1] in "。！？" or _ASKED.match(text) is not None
