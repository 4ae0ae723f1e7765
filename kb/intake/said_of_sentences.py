"""What editors said of single sentences, in a newer version of their bulletin.

A word on a sentence stands in its entry. Where the new source has the sentence in another entry, the
word goes with it; where the sentence is gone, the editor is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.identity import corrected_digests, sentence_digest, sentence_digests
from kb.model import Bulletin, Entry, Heading
from kb.text import analysed_sentences


def with_moved(
    content: Sequence[Heading | Entry], was: Sequence[Entry | None], before: Bulletin
) -> tuple[list[Heading | Entry], int]:
    """The content with the words on those sentences of `before` that stand in another entry now, and
    how many these are. `was` is the entry of `before` that each item of the content was."""
    moved = list(content)
    said = {id(entry): digests for entry in before.entries if (digests := corrected_digests(entry))}
    if not said:
        return moved, 0
    had = [sentence_digests(entry) if entry else frozenset() for entry in was]
    places: dict[str, list[int]] = {}
    for at, item in enumerate(content):
        for digest in sentence_digests(item) if isinstance(item, Entry) else ():
            places.setdefault(digest, []).append(at)
    count = 0
    for entry in before.entries:
        for digest in sorted(said.get(id(entry), ())):
            there = places.get(digest, [])
            new = [at for at in there if digest not in had[at]]
            if len(new) != 1 or any(was[at] is entry for at in there):
                continue  # it stands where it stood, or it is not clear which one it is
            moved[new[0]] = _with(moved[new[0]], entry, digest)
            count += 1
            for at, one in enumerate(was):
                if one is entry:
                    moved[at] = _without(moved[at], digest)
    return moved, count


def lost(bulletin: Bulletin, before: Bulletin) -> Iterator[str]:
    """The sentences of `before` with an editor's word on them that are not here."""
    corrected = {digest for entry in before.entries for digest in corrected_digests(entry)}
    if not corrected:
        return
    there = {digest for entry in bulletin.entries for digest in sentence_digests(entry)}
    for entry in before.entries:
        for unit in analysed_sentences(entry.text):
            digest = sentence_digest(unit.text)
            if digest in corrected and digest not in there:
                yield unit.text


def _with(item: Heading | Entry, entry: Entry, digest: str) -> Heading | Entry:
    """An entry with what an editor said of a sentence in another one, unless it has such a word."""
    if isinstance(item, Heading):
        return item
    subjects = () if any(one.digest == digest for one in item.subjects) else entry.subjects
    aspects = () if any(one.digest == digest for one in item.aspects) else entry.aspects
    return replace(
        item,
        subjects=(*item.subjects, *(one for one in subjects if one.digest == digest)),
        aspects=(*item.aspects, *(one for one in aspects if one.digest == digest)),
    )


def _without(item: Heading | Entry, digest: str) -> Heading | Entry:
    if isinstance(item, Heading):
        return item
    return replace(
        item,
        subjects=tuple(one for one in item.subjects if one.digest != digest),
        aspects=tuple(one for one in item.aspects if one.digest != digest),
    )
