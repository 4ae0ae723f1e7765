"""Corrections of sentences that are not there any more, so that none is lost in silence.

A correction names its sentence by a digest. The sentence is gone where its text was changed, or where
the program cuts the text in smaller pieces than it did: a row of a table in its cells, an enumeration
in its items. The correction stays in the file and counts for nothing, until an editor takes it out
with the field forget-<anchor>.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kb.identity import sentence_digest, unplaced_digests
from kb.model import SIDE_LABELS, AspectCorrection, Bulletin, Entry, SubjectCorrection
from kb.text import analysed_sentences

# A sentence of an earlier version may have been several of today's, one after another in a line.
_MOST_PIECES = 16


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A correction without its sentence: what was `said` of it, in Chinese, and the `text` it was about,
    "" where that is not known."""

    digest: str
    said: str
    text: str


def forget_field(entry: Entry) -> str:
    """The name of the field that takes out the corrections of an entry without a sentence."""
    return f"forget-{entry.anchor}"


def unplaced(
    entries: Iterable[Entry], earlier: Iterable[Bulletin] = ()
) -> Mapping[str, tuple[Unplaced, ...]]:
    """The corrections without a sentence, by the anchors of the entries that have some. What they were
    about is looked for in the passages of these entries, and then in `earlier` versions of their
    bulletin, the last one first; none of these is read more than once, or without need."""
    gone = {entry: digests for entry in entries if (digests := unplaced_digests(entry))}
    wanted = frozenset[str]().union(*gone.values())
    # A digest has one text, wherever that is found.
    texts = {d: text for one in gone for d, text in _texts_of(gone[one], one.text).items()}
    if len(texts) < len(wanted):
        for version in earlier:
            for one in version.entries:
                texts = _texts_of(wanted, one.text) | texts
            if len(texts) == len(wanted):
                break
    return {
        entry.anchor: tuple(
            Unplaced(one.digest, _said(one), texts.get(one.digest, ""))
            for one in _corrections(entry)
            if one.digest in digests
        )
        for entry, digests in gone.items()
    }


def without_unplaced(entry: Entry) -> Entry:
    """The entry without the corrections that have no sentence."""
    gone = unplaced_digests(entry)
    return replace(
        entry,
        subjects=tuple(one for one in entry.subjects if one.digest not in gone),
        aspects=tuple(one for one in entry.aspects if one.digest not in gone),
    )


def _corrections(entry: Entry) -> list[SubjectCorrection | AspectCorrection]:
    return [*entry.subjects, *entry.aspects]


def _texts_of(digests: Collection[str], text: str) -> dict[str, str]:
    """Digest → passage, of the passages of a text that have one of the digests."""
    passages = {sentence_digest(passage): passage for passage in _passages(text)}
    return {digest: passages[digest] for digest in digests if digest in passages}


def _passages(text: str) -> Iterator[str]:
    """The lines of a text, and what some of its sentences in a row are together within a line."""
    yield from (line.strip() for line in text.splitlines())
    units = analysed_sentences(text)
    for number, first in enumerate(units):
        for last in units[number : number + _MOST_PIECES]:
            passage = text[first.start : last.end]
            if "\n" in passage:
                break
            yield passage


def _said(one: SubjectCorrection | AspectCorrection) -> str:
    if isinstance(one, AspectCorrection):
        return f"方面是{one.aspect}" if one.aspect else "不归任何方面"
    side = SIDE_LABELS[one.side]
    return f"说的是{one.bank}（{side}）" if one.bank else f"哪一方：{side}"
