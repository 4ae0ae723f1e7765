"""What an editor should look at in an upload, each doubt with the field where it is settled."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kb.enrich import Vocabulary, announced
from kb.errors import KbError
from kb.files import write_durably
from kb.identity import unplaced_digests
from kb.model import Bulletin, Kind, Side
from kb.structure import YEAR_INFERRED, Confidence, Judgement, Note
from kb.uploads.shelf import Reading, Shelf
from kb.uploads.subject_corrections import in_doubt, parties_now, subjects_by_entry
from kb.uploads.unplaced import forget_field

# An entry of this many characters is probably several.
LONG = 1500
# What readers write for a character that they cannot read.
_DAMAGED = "\ufffd"
# The field of the form for each field of a note or judgement.
_NAMES = {"title": "标题", "issue": "期号", "period": "起止日期", "bank": "机构"}
_FIELDS = {"title": "title", "issue": "issue", "period": "start", "bank": "bank"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: what, in Chinese, and the name of the field where it is settled, ""
    when there is none. `looked` says that an editor has looked at it, `must` that the
    upload cannot be published before."""

    text: str
    field: str = ""
    looked: bool = False
    must: bool = False

    @property
    def key(self) -> str:
        """A short name that stays the same as long as the doubt is about the same thing."""
        return hashlib.sha256(f"{self.field}\x00{self.text}".encode()).hexdigest()[:12]


def review(
    notes: Sequence[Note],
    reading: Reading,
    bulletin: Bulletin,
    vocabulary: Vocabulary,
    looked: frozenset[str],
) -> tuple[Doubt, ...]:
    """All doubts: those not looked at first, else notes, then fields, then entries in order."""
    found = [_of_note(note, bulletin) for note in notes]
    found += _of_fields(reading, bulletin, notes)
    found += _of_entries(bulletin, vocabulary)
    seen = [Doubt(d.text, d.field, d.key in looked) for d in dict.fromkeys(found)]
    return tuple(sorted(seen, key=lambda doubt: doubt.looked))


def _of_note(note: Note, bulletin: Bulletin) -> Doubt:
    """The doubt of a note. One about damaged characters leads to the first entry that has one."""
    field = _field_of(note.field, note.group, bulletin)
    if field or _DAMAGED not in note.text:
        return Doubt(note.text, field)
    entry = next((entry for entry in bulletin.entries if _DAMAGED in entry.text), None)
    if entry is None:
        return Doubt(note.text, "title" if _DAMAGED in bulletin.title else "")
    return Doubt(f"{note.text}。文字在入库后点“编辑”改正", f"kind-{entry.anchor}")


def lacks(bulletin: Bulletin, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a bulletin lacks, in a few words, for the list of uploads."""
    lessons = [entry for entry in bulletin.entries if entry.kind is Kind.LESSON]
    title = announced(bulletin)
    untagged = sum(not vocabulary.practices_of(entry, title) for entry in lessons)
    said = (
        (not bulletin.issue and bool(bulletin.series), "缺期号"),
        (bulletin.period is None, "缺日期"),
        (bulletin.period is not None and bulletin.period.year_inferred, "年份是推断的"),
        (not any(entry.bank for entry in bulletin.entries), "缺机构"),
        (not lessons, "没有经验"),
        (untagged > 0, f"{untagged} 条经验没有做法"),
    )
    return tuple(what for is_so, what in said if is_so)


def looked_at(shelf: Shelf, upload_id: str) -> frozenset[str]:
    """The keys of the doubts that editors have looked at."""
    keys: set[str] = set()
    for path in (shelf.root / upload_id).glob("looked*.json"):
        with suppress(OSError, ValueError, TypeError):
            keys.update(map(str, json.loads(path.read_bytes())))
    return frozenset(keys)


def look_at(shelf: Shelf, upload_id: str, keys: frozenset[str]) -> None:
    """Remember that an editor has looked at doubts; KbError when the upload is gone.

    Each call writes a file of its own, so that of two editors at the same moment neither loses a mark.
    """
    folder = shelf.root / upload_id
    if not folder.is_dir():
        raise KbError("这份上传的文件已经处理完了", hint="请看“入库”页上的现状")
    if new := sorted(keys - looked_at(shelf, upload_id)):
        name = f"looked-{secrets.token_hex(8)}.json"
        write_durably(folder / name, json.dumps(new).encode())


def _of_fields(reading: Reading, bulletin: Bulletin, notes: Sequence[Note]) -> Iterator[Doubt]:
    """Fields that the program is unsure of and no editor has changed."""
    groups = {group.name for group in bulletin.groups}
    for judgement in reading.judgements:
        if judgement.confidence is Confidence.HIGH or _is_changed(
            judgement.field, reading, bulletin
        ):
            continue
        if is_taken_over(judgement, reading.bulletin):
            continue
        reason = judgement.evidence.rpartition(YEAR_INFERRED)[2]
        if any(reason and reason in note.text for note in notes):
            continue  # a note says so already
        if judgement.subject and judgement.subject not in groups:
            continue
        name = _NAMES.get(judgement.field, "")
        said = f"{name}“{judgement.value}”：" if name and judgement.value else ""
        yield Doubt(
            f"{said}{judgement.evidence}", _field_of(judgement.field, judgement.subject, bulletin)
        )


def _field_of(field: str, group: str, bulletin: Bulletin) -> str:
    """The name of the form's field. A bulletin with groups has a bank for each, and none itself."""
    if field != "bank" or not bulletin.groups:
        return _FIELDS.get(field, "")
    names = [one.name for one in bulletin.groups]
    return f"group-{names.index(group)}-bank" if group in names else ""


def is_taken_over(judgement: Judgement, read: Bulletin) -> bool:
    """Has a field what an editor decided about the version before, not what this file says?"""
    values = {"title": read.title, "issue": read.issue}
    if read.period:
        values["period"] = f"{read.period.start} 至 {read.period.end}"
    return values.get(judgement.field, judgement.value) != judgement.value


def _is_changed(field: str, reading: Reading, bulletin: Bulletin) -> bool:
    read = reading.bulletin
    if field == "bank":
        now = {(e.anchor, e.bank) for e in bulletin.entries}
        return (
            not {(e.anchor, e.bank) for e in read.entries} & now or bulletin.groups != read.groups
        )
    name = "period" if field == "period" else field
    return bool(getattr(read, name, None) != getattr(bulletin, name, None))


def _of_entries(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[Doubt]:
    with_banks = any(entry.bank for entry in bulletin.entries)
    said = subjects_by_entry(bulletin, vocabulary.organisations)
    about = announced(bulletin)
    lessons = (entry for entry in bulletin.entries if entry.kind is Kind.LESSON)
    if doubtful := sum(len(in_doubt(entry, said[entry.anchor])) for entry in lessons):
        banks = parties_now(bulletin, vocabulary.organisations).banks
        is_decided = {role.bank for role in bulletin.roles}.issuperset(banks)
        then = "请逐句看，或一并归到各条的机构" if is_decided else "请先看谁向谁学习，再逐句看"
        yield Doubt(f"经验里有 {doubtful} 句拿不准讲的是哪家，没有归到机构：{then}", "roles")
    for entry in bulletin.entries:
        if gone := unplaced_digests(entry):
            where = f"“{entry.title}”里编者指定过的 {len(gone)} 句找不到了"
            yield Doubt(f"{where}，指定的不起作用，请重新指定", forget_field(entry))
        if entry.kind is not Kind.LESSON:
            continue
        name = f"“{entry.title}”"
        if with_banks and not entry.bank:
            yield Doubt(f"{name}没有机构", f"bank-{entry.anchor}")
        if not vocabulary.practices_of(entry, about):
            yield Doubt(f"{name}没有归入做法", f"practices-{entry.anchor}")
        if len(entry.text) > LONG:
            yield Doubt(f"{name}有 {len(entry.text)} 字，可能混了几条", f"kind-{entry.anchor}")
        hosts = [s for s in said[entry.anchor] if s.side is Side.HOST and not s.corrected]
        banks = tuple(dict.fromkeys(filter(None, (entry.bank, *(s.bank for s in hosts)))))
        if hosts and len(banks) > 1:
            yield Doubt(
                f"{name}说到不止一家：{'、'.join(banks)}，请核对每句说的是谁",
                f"kind-{entry.anchor}",
            )
