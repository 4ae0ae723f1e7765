"""What differs between two versions of a bulletin, as an editor would say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.identity import sentence_digest
from kb.model import (
    BANK_SIDES,
    KIND_LABELS,
    NO_BANK,
    SIDE_LABELS,
    BankRole,
    Bulletin,
    Entry,
    Heading,
    Period,
    Picture,
)
from kb.text import analysed_sentences, matcher

# Latin words and numbers are compared as a whole, Chinese character by character.
_TOKEN = re.compile(r"[0-9A-Za-z.%]+|.", re.DOTALL)
# Comparing takes time proportional to the square of the length: long texts are compared by
# sentences.
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
_LONG = 3000
# This few unchanged characters or words between two changes count as changed too.
_ISLAND = 1
# Characters of a sentence that are shown; who says what it is about where no editor does.
_SHOWN = 20
_BY_PROGRAM = "由程序判断"


class Mark(StrEnum):
    """What happened to something."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both versions have, or only the new one (ADDED) or the old one
    (REMOVED)."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What happened to an entry. `pieces` is its text with additions and removals; `details` says
    in Chinese what else changed (kind, group …)."""

    mark: Mark
    before: Entry | None
    after: Entry | None
    pieces: tuple[Piece, ...]
    details: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its current title, or its last one."""
        entry = self.after or self.before
        return entry.title if entry else ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the bulletin that changed; values as a person reads them, "" for none."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs: fields of the bulletin, and entries in the order of the new version, with
    removed ones where they were. `reordered` says that entries changed places."""

    fields: tuple[FieldChange, ...]
    entries: tuple[EntryChange, ...]
    reordered: bool = False

    def count(self, mark: Mark) -> int:
        """How many entries were added, removed or changed."""
        return sum(change.mark is mark for change in self.entries)

    @property
    def summary(self) -> str:
        """In one Chinese line, "没有变化" when nothing differs."""
        parts = [
            f"{word} {count} 条"
            for mark, word in ((Mark.ADDED, "新增"), (Mark.REMOVED, "删去"), (Mark.CHANGED, "修改"))
            if (count := self.count(mark))
        ]
        parts += ["条目次序有变"] * self.reordered
        parts += [f"{field.label}有变" for field in self.fields]
        return "，".join(parts) or "没有变化"


def differences(before: Bulletin | None, after: Bulletin | None) -> Difference:
    """What differs; None stands for no bulletin. Entries are the same when their anchors are."""
    old = _by_anchor(before)
    new = _by_anchor(after)
    kept = [anchor for anchor in old if anchor in new]
    return Difference(
        fields=tuple(_fields(before, after)) if before and after else (),
        entries=tuple(_entries(old, new, paths=_headings(before) == _headings(after))),
        reordered=kept != [anchor for anchor in new if anchor in old],
    )


def _by_anchor(bulletin: Bulletin | None) -> dict[str, Entry]:
    """The entries without their pictures, which are compared as a field of the bulletin."""
    entries = bulletin.entries if bulletin else ()
    return {entry.anchor: replace(entry, pictures=()) for entry in entries}


def text_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """A text with removals and additions, in reading order."""
    token = _TOKEN if max(len(before), len(after)) < _LONG else _SENTENCE
    old, new = token.findall(before), token.findall(after)
    pieces: list[Piece] = []
    removed = added = ""
    for tag, i, j, k, m in matcher(old, new).get_opcodes():
        here, there = "".join(old[i:j]), "".join(new[k:m])
        island = tag == "equal" and len(here) <= _ISLAND and i > 0 and j < len(old)
        if tag == "equal" and not (island and (removed or added)):
            pieces += _changed(removed, added)
            removed = added = ""
            pieces.append(Piece(Mark.SAME, here))
        else:
            removed += here
            added += there
    return (*pieces, *_changed(removed, added))


def _changed(removed: str, added: str) -> list[Piece]:
    pieces = (Piece(Mark.REMOVED, removed), Piece(Mark.ADDED, added))
    return [piece for piece in pieces if piece.text]


def _entries(old: dict[str, Entry], new: dict[str, Entry], *, paths: bool) -> Iterator[EntryChange]:
    """`paths` says that an entry under other headings has changed: not when the headings were only
    reworded."""
    lost: dict[
        str, list[Entry]
    ] = {}  # an entry that still exists → the removed ones that followed it
    stands = ""
    for anchor, entry in old.items():
        if anchor in new:
            stands = anchor
        else:
            lost.setdefault(stands, []).append(entry)

    def removed_after(anchor: str) -> Iterator[EntryChange]:
        for entry in lost.get(anchor, ()):
            yield EntryChange(Mark.REMOVED, entry, None, (Piece(Mark.REMOVED, entry.text),))

    yield from removed_after("")
    for anchor, entry in new.items():
        before = old.get(anchor)
        if before is None:
            yield EntryChange(Mark.ADDED, None, entry, (Piece(Mark.ADDED, entry.text),))
        elif before != (entry if paths else replace(entry, heading_path=before.heading_path)):
            pieces = text_pieces(before.text, entry.text)
            details = tuple(_details(before, entry))
            yield EntryChange(Mark.CHANGED, before, entry, pieces, details)
        yield from removed_after(anchor)


def _details(before: Entry, after: Entry) -> Iterator[str]:
    practices = [
        "按正文" if e.practices is None else "、".join(e.practices) for e in (before, after)
    ]
    for label, old, new in (
        ("类型", KIND_LABELS[before.kind], KIND_LABELS[after.kind]),
        ("小组", before.group, after.group),
        ("机构", before.bank, after.bank),
        ("说的是谁", SIDE_LABELS[before.side], SIDE_LABELS[after.side]),
        ("做法", *practices),
        *_of_sentences(before, after),
        ("所在标题", " / ".join(before.heading_path), " / ".join(after.heading_path)),
        ("题目", before.title, after.title),
    ):
        if old != new and not (label == "题目" and before.text != after.text):
            yield f"{label}：{old or '无'} → {new or '无'}"


def _of_sentences(before: Entry, after: Entry) -> Iterator[tuple[str, str, str]]:
    """What editors said of each sentence before and after, with the sentence."""
    texts = {sentence_digest(unit.text): unit.text for unit in analysed_sentences(after.text)}
    for what, old, new in (
        ("说的是谁", _subjects(before), _subjects(after)),
        ("归入的方面", _aspects(before), _aspects(after)),
    ):
        for digest in dict.fromkeys((*old, *new)):
            if digest in texts:
                name = f"“{_shortened(texts[digest])}”{what}"
                yield name, old.get(digest, _BY_PROGRAM), new.get(digest, _BY_PROGRAM)


def _subjects(entry: Entry) -> dict[str, str]:
    return {
        one.digest: f"{one.bank}（{SIDE_LABELS[one.side]}）" if one.bank else SIDE_LABELS[one.side]
        for one in entry.subjects
    }


def _aspects(entry: Entry) -> dict[str, str]:
    return {one.digest: one.aspect or "不归任何方面" for one in entry.aspects}


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def _fields(before: Bulletin, after: Bulletin) -> Iterator[FieldChange]:
    old, new = _values(before), _values(after)
    for name, label in (
        ("title", "标题"),
        ("subtitle", "副标题"),
        ("signed", "署名"),
        ("series", "系列"),
        ("issue", "期号"),
        ("period", "起止日期"),
        ("groups", "小组"),
        ("roles", "谁向谁学习"),
        ("source", "来源文件"),
        ("sample", "示例标记"),
        ("headings", "小标题"),
    ):
        if old[name] != new[name]:
            yield FieldChange(name, label, old[name], new[name])
    was, now = _pictures(before), _pictures(after)
    if was != now:
        counts = [f"{sum(map(len, of.values()))} 张" for of in (was, now)]
        counts[1] += "，有更换" * (counts[0] == counts[1])
        yield FieldChange("pictures", "配图", *counts)


def _pictures(bulletin: Bulletin) -> dict[str, tuple[Picture, ...]]:
    return {entry.anchor: entry.pictures for entry in bulletin.entries if entry.pictures}


def _values(bulletin: Bulletin) -> dict[str, str]:
    """The fields of a bulletin as a person reads them."""
    return {
        "title": bulletin.title,
        "subtitle": bulletin.subtitle,
        "signed": bulletin.signed,
        "series": bulletin.series,
        "issue": bulletin.issue,
        "period": _period(bulletin.period),
        "groups": "、".join(f"{g.name}（{g.bank or NO_BANK}）" for g in bulletin.groups),
        "roles": "、".join(map(_role, bulletin.roles)),
        "source": bulletin.source.name,
        "sample": "示例" if bulletin.sample else "",
        "headings": " / ".join(_headings(bulletin)),
    }


def _role(role: BankRole) -> str:
    written = f"，原文写作“{role.written}”" if role.written else ""
    return f"{role.bank}（{BANK_SIDES[role.side]}{written}）"


def _headings(bulletin: Bulletin | None) -> list[str]:
    content = bulletin.content if bulletin else ()
    return [item.text for item in content if isinstance(item, Heading)]


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    inferred = f"（年份为推断：{period.evidence}）" if period.year_inferred else ""
    return f"{period.start} 至 {period.end}{inferred}"
