"""What editors corrected in a bulletin, kept when a newer version of its source is read.

Three versions are compared: the bulletin as it stands in the corpus, its old source read again, and
the new source. Where the corpus differs from the old source, an editor decided; that decision holds
as long as the new source says the same as the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kb.corpus import Corpus
from kb.errors import KbError
from kb.identity import keep_anchors
from kb.intake.known_bulletins import Known
from kb.intake.overruled import overruled, overruled_entry
from kb.intake.proposal import FileStatus, Proposal, is_version_of_source, recognise
from kb.intake.said_of_sentences import lost, with_moved
from kb.intake.taken_in import squeezed, taken_in
from kb.model import Bulletin, Entry, Heading
from kb.structure import Structured
from kb.text import without_numbering

_FIELDS = ("title", "subtitle", "series", "issue", "groups", "roles")
_ENTRY_FIELDS = ("kind", "text", "title", "group", "bank", "side", "practices")
# Entries that an editor joined to one or split from one; beginnings of texts that are looked up, and
# how many places with the same beginning are tried.
_MOST, _BEGINNING, _TRIED = 8, 4, 32
# Lost sentences that are named, and how much of each.
_QUOTED, _SHOWN = 5, 60
# Of how many bulletins that share much with a new one the sources are read again.
_READ_AGAIN = 3
Understand = Callable[[bytes, str, int], Bulletin]


@dataclass(frozen=True, slots=True)
class Kept:
    """A bulletin with the decisions of editors, and how many of them there are; `lost` are the
    sentences that an editor assigned to a bank or an aspect and that the new source no longer has,
    `overruled` the decisions that do not hold because the new source says otherwise, `furniture` the
    lines of it that are no part of the bulletin."""

    bulletin: Bulletin
    count: int = 0
    lost: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What an editor should know, in Chinese."""
        kept = f"沿用了编者对上一版的 {self.count} 处修改，请核对"
        said = "".join(
            f"“{text[:_SHOWN]}{'……' * (len(text) > _SHOWN)}”" for text in self.lost[:_QUOTED]
        )
        more = "等" if len(self.lost) > _QUOTED else ""
        gone = f"{len(self.lost)} 处没有沿用：新文件里这几句改了，说的是谁、归哪一方面请重新核对：{said}{more}"
        others = "；".join(self.overruled[:_QUOTED]) + "等" * (len(self.overruled) > _QUOTED)
        changed = f"{len(self.overruled)} 处没有沿用：新文件里读出的也变了，请重新核对：{others}"
        notes = ((kept, self.count), (gone, len(self.lost)), (changed, len(self.overruled)))
        return tuple(note for note, count in notes if count)


def recognise_corrected(
    corpus: Corpus, known: Known, structured: Structured, understand: Understand, *, forced: bool
) -> tuple[Proposal, Kept]:
    """What storing a bulletin would do that was just read, and the bulletin as it should be then:
    where it is a new version, with what editors decided about the one before.

    `understand` makes a bulletin of the old source again; nothing is kept where that source is lost
    or can no longer be read, nor when the new fields are `forced`.
    """
    bulletin, furniture = structured.bulletin, structured.furniture
    proposal = recognise(corpus, known, bulletin, forced=forced)
    as_read = Kept(bulletin, furniture=furniture)
    if forced or proposal.status not in (FileStatus.ADDED, FileStatus.UPDATED):
        return proposal, as_read
    if proposal.before is not None:
        before, old = proposal.before, _read_again(corpus, proposal.before, understand)
    else:
        for other in proposal.similar[:_READ_AGAIN]:
            before = corpus.load_bulletin(other.id)
            old = _read_again(corpus, before, understand)
            if old is not None and is_version_of_source(bulletin, old, known):
                break
        else:
            return proposal, as_read
    if old is None:
        return proposal, as_read
    kept = merged(bulletin, old, before, furniture)
    return recognise(corpus, known, kept.bulletin, version_of=before.id), kept


def _read_again(corpus: Corpus, bulletin: Bulletin, understand: Understand) -> Bulletin | None:
    """What the program makes of the source of a bulletin; None where it is lost or not readable."""
    source = bulletin.source
    try:
        path = corpus.source_path(source.sha256, Path(source.name).suffix)
        return understand(path.read_bytes(), source.name, source.part)
    except (KbError, OSError):
        return None


def merged(new: Bulletin, old: Bulletin, before: Bulletin, furniture: tuple[str, ...] = ()) -> Kept:
    """`new` with everything in which `before` differs from `old`, as far as `new` and `old` are the
    same. `old` is what the program makes of the source of `before`, `furniture` are the lines of the
    new source that are no part of `new`."""
    read = {entry.anchor: entry for entry in old.entries}
    decided = dict(_by_anchors_of(old, before))
    anchors = {entry: anchor for anchor, entry in _by_anchors_of(old, new)}
    there = [squeezed(entry.text) for entry in before.entries]
    others = [squeezed(entry.text) for anchor, entry in decided.items() if anchor not in read]
    content: list[Heading | Entry] = []
    stood: list[Entry | None] = []  # the entry of `before` that each item was
    changed: list[str] = []
    count = 0
    for item, is_regrouped in _regrouped(new, before):
        was = None if isinstance(item, Heading) else read.get(anchors.get(item, ""))
        mine, stands = item, None
        if is_regrouped or was is None or isinstance(item, Heading):
            count += is_regrouped
            stands = item if is_regrouped and isinstance(item, Entry) else None
        elif entry := decided.get(was.anchor):
            mine, stands = _decided(item, was, entry), entry
            if mine.text != item.text and any(part in squeezed(was.text) for part in others):
                mine = item  # it was split in a way that is not found again: all of it is kept
            else:
                changed += overruled_entry(mine, was, entry)
            count += mine != item
        elif item.text == was.text and not any(squeezed(item.text) in text for text in there):
            count += 1  # an editor dropped it
            continue
        content.append(mine)
        stood.append(stands)
    content, moved = with_moved(content, stood, before)
    fields = _changed(new, old, before, _FIELDS)
    if _days(new) == _days(old) != _days(before):
        fields["period"] = before.period
    result = _renamed(replace(new, content=tuple(content), **fields))
    changed = [*overruled(result, old, before), *changed]
    result, left = taken_in(result, old, before, furniture)
    count += moved + len(fields) + len(furniture) - len(left)
    return Kept(result, count, tuple(lost(result, before)), tuple(changed), left)


def _renamed(bulletin: Bulletin) -> Bulletin:
    """Entries that are new stand under the bank for which, as an editor said, the text has another name."""
    names = {role.written: role.bank for role in bulletin.roles if role.written}
    if not names:
        return bulletin
    content = tuple(
        replace(item, bank=names.get(item.bank, item.bank)) if isinstance(item, Entry) else item
        for item in bulletin.content
    )
    return replace(bulletin, content=content)


def _decided(item: Entry, was: Entry, decided: Entry) -> Entry:
    """An entry of the new source with what an editor decided about the one it was. Where its words and
    headings are the same all of it holds, though the program may read the rest of the source otherwise."""
    same = item.text == was.text and _path(item) == _path(was)
    changed = _changed(was if same else item, was, decided, _ENTRY_FIELDS)
    return replace(
        item,
        **changed,
        subjects=item.subjects or decided.subjects,
        aspects=item.aspects or decided.aspects,
    )


def _path(entry: Entry) -> list[str]:
    return [without_numbering(heading) for heading in entry.heading_path]


def _changed(new: object, old: object, decided: object, names: Sequence[str]) -> dict[str, Any]:
    """The fields that an editor changed and that the new source leaves as they were."""
    return {
        name: getattr(decided, name)
        for name in names
        if getattr(new, name) == getattr(old, name) != getattr(decided, name)
    }


def _by_anchors_of(old: Bulletin, other: Bulletin) -> Iterator[tuple[str, Entry]]:
    """The entries of another version, each with the anchor of the entry of `old` that it is."""
    named = keep_anchors(other, old).entries
    return ((like.anchor, entry) for like, entry in zip(named, other.entries, strict=True))


def _days(bulletin: Bulletin) -> tuple[object, ...]:
    period = bulletin.period
    return (period.start, period.end) if period else ()


def _regrouped(new: Bulletin, before: Bulletin) -> Iterator[tuple[Heading | Entry, bool]]:
    """The new content. Entries that `before` has joined or split, with the same text, are as they are
    there, and marked."""
    there = {squeezed(entry.text) for entry in before.entries}
    begins = _places(before.entries)
    content, at = new.content, 0
    while at < len(content):
        item = content[at]
        at += 1
        text = squeezed(item.text) if isinstance(item, Entry) else ""
        # A part may be shorter than what is looked up.
        looked_up = range(1, _BEGINNING + 1) if text and text not in there else ()
        for place in (place for n in looked_up for place in begins.get(text[:n], ())):
            parts = before.entries[place : place + _MOST]
            if found := _adds_up(parts, text):
                yield from ((part, True) for part in parts[:found])
                break
            entries = _entries_from(content[at - 1 : at - 1 + _MOST])
            if found := _adds_up(entries, squeezed(before.entries[place].text)):
                yield before.entries[place], True
                at += found - 1
                break
        else:
            yield item, False


def _adds_up(parts: Sequence[Entry], whole: str) -> int:
    """How many of the parts, two or more, are the whole text together; 0 if they are not."""
    text = ""
    for number, part in enumerate(parts, 1):
        text += squeezed(part.text)
        if text == whole and number > 1:
            return number
        if not whole.startswith(text):
            return 0
    return 0


def _entries_from(content: Sequence[Heading | Entry]) -> list[Entry]:
    """The entries in front, up to a heading."""
    found = []
    for item in content:
        if isinstance(item, Heading):
            break
        found.append(item)
    return found


def _places(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """Where entries are that begin with the same characters."""
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        same = places.setdefault(squeezed(entry.text)[:_BEGINNING], [])
        if len(same) < _TRIED:
            same.append(place)
    return places
