"""Enumerations within a line: 一是…二是…, 第一，…第二，…, 首先…其次…, （1）…（2）…, and which of their items
can be quoted by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.text.numerals import NUMBER, parse_numeral

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
# 一是…二是…, 一要…二要…; measure words (一个, 一户) are left out on purpose.
_CHAINS = (
    ("是", re.compile(rf"({_HAN_NUMBER})([是要看抓靠来则查问推强])")),
    ("第", re.compile(rf"第({NUMBER})(?=[，,、：:是])")),
    ("步", re.compile(rf"第({NUMBER})(?:步|个?环节|道关|关)(?=[，,、：:是])")),
    ("其", re.compile(r"其([一二三四五六七八九])(?=[，,、：:是])")),
    ("（", re.compile(r"[（(]([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[)）]")),
    ("①", re.compile(r"([①-⑳])")),
)
# Marks that may be letters or figures of the text as well: an item must stand at the beginning of a clause that
# no comma begins (甲、看建档；乙、看签约；1.先评；2.再公示；).
_WEAK_CHAINS = (
    re.compile(r"([甲乙丙丁戊己庚辛])[、．.:：](?![甲乙丙丁戊己庚辛])"),
    re.compile(r"([A-Ha-h])[、．.)）](?![A-Za-z])"),
    re.compile(r"([0-9]{1,2}|[０-９]{1,2})[、．.)）](?![0-9０-９])"),
)
_STEMS = "甲乙丙丁戊己庚辛"
_FIRST_NEXT = re.compile(r"首先|其次|再次|再者|最后")
_FIRST_NEXT_VALUES = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_COMMAS = "，,、"
# An item with this many characters is a whole clause.
_LONG_ITEM = 30
# An item is looked at so far.
_FAR = 200
_END = re.compile("[。！？!?]")
_BOUNDARY = "，,；;：:。.、！？!?…—”」』）)"


def chain_items(line: str, sheltered: Callable[[int], bool]) -> dict[int, int]:
    """Where the items of chains begin → where the chain begins. `sheltered` says whether a place is
    inside quotes or brackets."""
    items: dict[int, int] = {}
    for name, pattern in _CHAINS:
        marks: dict[str, list[tuple[int, int]]] = {}
        for match in pattern.finditer(line):
            if _begins_clause(line, match.start()) and not sheltered(match.start()):
                family = match.group(2) if name == "是" else name
                marks.setdefault(family, []).append((match.start(), _mark_value(match.group(1))))
        for found in marks.values():
            items |= _runs(found)
    for pattern in _WEAK_CHAINS:
        found = [
            (match.start(), _mark_value(match.group(1)))
            for match in pattern.finditer(line)
            if _begins_item(line, match) and not sheltered(match.start())
        ]
        items |= {at: first for at, first in _runs(found).items() if at not in items}
    first_next = [
        (match.start(), _FIRST_NEXT_VALUES[match.group()])
        for match in _FIRST_NEXT.finditer(line)
        if _begins_clause(line, match.start()) and not sheltered(match.start())
    ]
    return items | _runs(first_next, gaps=True)


def whole_items(line: str, items: dict[int, int]) -> dict[int, int]:
    """The items that can be quoted by themselves. Where commas separate the items of a chain and one
    of those is short, a comma separates none of its items, and a chain of one item is none."""
    chains: dict[int, list[int]] = {}
    for at in sorted(items):
        chains.setdefault(items[at], []).append(at)
    whole: dict[int, int] = {}
    for first, places in chains.items():
        joined = {at for at in places[1:] if _before(line, at) in _COMMAS}
        ends = [*places[1:], _end_of(line, places[-1])]
        short = any(
            not _is_whole(line[at:end])
            for at, end in zip(places, ends, strict=True)
            if at in joined or end in joined
        )
        left = [at for at in places if at not in joined] if short else places
        whole |= {at: first for at in left if len(left) > 1}
    return whole


def _before(line: str, at: int) -> str:
    """The last character before a place that is not white space."""
    while at and line[at - 1].isspace():
        at -= 1
    return line[at - 1 : at] or "\n"


def _end_of(line: str, at: int) -> int:
    """Where the sentence that goes on at a place ends."""
    match = _END.search(line, at, at + _FAR)
    return match.end() if match else min(len(line), at + _FAR)


def _is_whole(item: str) -> bool:
    """Does an item of a chain say something by itself: more than one clause, or a long one?"""
    inner = item.rstrip("，,、；;。 ")
    return len(inner) >= _LONG_ITEM or (len(inner) >= _LONG_ITEM // 2 and "，" in inner[4:])


def _mark_value(mark: str) -> int:
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    if mark in _STEMS:
        return _STEMS.index(mark) + 1
    if mark.isascii() and mark.isalpha():
        return ord(mark.lower()) - ord("a") + 1
    return parse_numeral(mark)


def _begins_clause(line: str, at: int) -> bool:
    while at and line[at - 1].isspace():
        at -= 1
    return not at or line[at - 1] in _BOUNDARY


def _begins_item(line: str, mark: re.Match[str]) -> bool:
    """Does an item begin here, behind a colon, a semicolon, a full stop, or at the start of the line? The
    first one may stand behind a comma (在考核上，甲、看…；乙、看…)."""
    at = mark.start()
    if _mark_value(mark.group(1)) == 1:
        return _begins_clause(line, at)
    while at and line[at - 1].isspace():
        at -= 1
    return not at or line[at - 1] in "；;：:。！？"


def _runs(marks: list[tuple[int, int]], *, gaps: bool = False) -> dict[int, int]:
    """The marks that count up from one, two of them at least, with the place of their first.

    With `gaps` they only need to rise (首先…最后).
    """
    runs: list[list[tuple[int, int]]] = []
    for at, value in marks:
        last = runs[-1][-1][1] if runs else 0
        if value == 1:
            runs.append([(at, value)])
        elif runs and (value > last if gaps else value == last + 1):
            runs[-1].append((at, value))
    return {at: run[0][0] for run in runs if len(run) > 1 for at, _ in run}
