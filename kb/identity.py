"""Permanent ids: of bulletins by date and title, of entries by their text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kb.model import Bulletin, Entry, Kind, Period, numbered_names
from kb.text import Nearest, analysed_sentences, matcher, normalize

_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff]+")
ALIKE = 0.6
# Two versions of a bulletin share at least this part of all their text; of a text with fewer
# characters more, because most of it may be the form that each report of its kind has.
SHARED, SHARED_SHORT, SHORT = 0.6, 0.85, 150


def bulletin_id(title: str, period: Period | None) -> str:
    """The id of a bulletin, also the name of its file: "2018-07-02-全市农商银行…"."""
    slug = _UNSAFE.sub("-", title).strip("-_")[:40].strip("-_") or "bulletin"
    return f"{period.start.isoformat() if period else 'undated'}-{slug}"


def with_anchors(entries: Sequence[Entry], taken: Iterable[str] = ()) -> list[Entry]:
    """The entries with anchors made from their text; a repeated text gets -2, -3, …

    Anchors in `taken` are not used.
    """
    seen = set(taken)
    names: dict[str, Iterator[str]] = {}
    anchored = []
    for entry in entries:
        digest = hashlib.sha256(normalize(entry.text).encode()).hexdigest()
        base = f"e{digest[:8]}"
        untried = names.setdefault(base, numbered_names(base))
        anchor = next(name for name in untried if name not in seen)
        seen.add(anchor)
        anchored.append(replace(entry, anchor=anchor))
    return anchored


def sentence_digest(text: str) -> str:
    """The name of a sentence in a correction: eight hexadecimal digits of the digest of its normal
    text."""
    return hashlib.sha256(normalize(text).encode()).hexdigest()[:8]


def sentence_digests(entry: Entry) -> frozenset[str]:
    """The digests of the sentences of an entry."""
    return frozenset(sentence_digest(unit.text) for unit in analysed_sentences(entry.text))


def corrected_digests(entry: Entry) -> frozenset[str]:
    """The digests of the sentences that an editor said something of."""
    subjects, aspects = entry.subjects, entry.aspects
    return frozenset([*(one.digest for one in subjects), *(one.digest for one in aspects)])


def unplaced_digests(entry: Entry) -> frozenset[str]:
    """The digests in the corrections of an entry that are those of no sentence of it."""
    named = corrected_digests(entry)
    return named - sentence_digests(entry) if named else named


def keep_anchors(new: Bulletin, old: Bulletin) -> Bulletin:
    """`new` with the anchors of `old`. Its entries also keep the practices, and the subjects
    and aspects of sentences, that an editor set in `old`, unless they were set in `new`; and the pictures, when
    `new` was read from a file without any.

    An unchanged text has its anchor already, unless an earlier correction gave it another; a
    corrected text takes the anchor of the most similar entry of its kind (difflib ratio ≥ 0.6).
    """
    alike: dict[str, list[Entry]] = {}
    for entry in old.entries:
        alike.setdefault(normalize(entry.text), []).append(entry)
    kept = {e.anchor: same.pop(0) for e in new.entries if (same := alike.get(normalize(e.text)))}
    kept |= _corrected(
        [entry for entry in new.entries if entry.anchor not in kept],
        [entry for left in alike.values() for entry in left],
    )
    others = [entry for entry in new.entries if entry.anchor not in kept]
    added = iter(with_anchors(others, taken=(entry.anchor for entry in kept.values())))
    bare = not new.picture_files and (bool(old.picture_files) or not _has_pictures(new))

    # What is said of a sentence in one entry of `new` has moved there.
    subjects = {one.digest for entry in new.entries for one in entry.subjects}
    aspects = {one.digest for entry in new.entries for one in entry.aspects}

    def carried(entry: Entry) -> Entry:
        before = kept.get(entry.anchor)
        if before is None:
            return next(added)
        said = before.practices if entry.practices is None else entry.practices
        return replace(
            entry,
            anchor=before.anchor,
            practices=said,
            subjects=entry.subjects
            or tuple(one for one in before.subjects if one.digest not in subjects),
            aspects=entry.aspects
            or tuple(one for one in before.aspects if one.digest not in aspects),
            pictures=before.pictures if bare else entry.pictures,
        )

    content = [carried(item) if isinstance(item, Entry) else item for item in new.content]
    return replace(new, content=tuple(content))


def _corrected(new: Sequence[Entry], free: Sequence[Entry]) -> dict[str, Entry]:
    """Anchor of a new entry → the free old one that it is most like, each of these once."""
    of_kind = {kind: [entry for entry in free if entry.kind is kind] for kind in Kind}
    nearest = {kind: Nearest([entry.text for entry in old]) for kind, old in of_kind.items()}
    kept: dict[str, Entry] = {}
    for entry in new:
        old = of_kind[entry.kind]
        near = nearest[entry.kind].near(entry.text)
        compared = ((_likeness(entry.text, old[number].text), number) for number in near)
        likeness, number = max(compared, key=lambda pair: pair[0], default=(0.0, -1))
        if likeness >= ALIKE:
            kept[entry.anchor] = old[number]
            nearest[entry.kind].take(number)
    return kept


def is_version(new: Bulletin, old: Bulletin, common: Collection[str] = ()) -> bool:
    """Is `new` the same bulletin as `old`, perhaps corrected, and not another one with the same
    title and date?

    It is when they share far more characters, equal or corrected, than each has alone: two daily
    reports of one form share phrases, but each has its own text. Where each tells a lesson that the
    other has not, not even corrected, they must share nearly all: what they share is their form. Entries
    whose anchors are in `common` are not counted, because they are in many bulletins.
    """
    anchors = {entry.anchor for entry in old.entries}
    kept = [entry for entry in keep_anchors(new, old).entries if entry.anchor not in common]
    shared = sum(len(entry.text) for entry in kept if entry.anchor in anchors)
    mine = sum(len(entry.text) for entry in kept) - shared
    stayed = {entry.anchor for entry in kept}
    theirs = sum(
        len(entry.text)
        for entry in old.entries
        if entry.anchor not in stayed and entry.anchor not in common
    )
    own = min(mine, theirs)
    if not shared:
        return not mine and not theirs
    apart = _lessons_apart(kept, old, common)
    least = SHARED_SHORT if apart or shared + own < SHORT else SHARED
    return shared >= least * (shared + own)


def _lessons_apart(kept: Sequence[Entry], old: Bulletin, common: Collection[str]) -> bool:
    """Has each of two bulletins a lesson that is not in the other, not even corrected? `kept` are the
    entries of the new one with the anchors that they keep from the old one."""
    theirs = {e.anchor for e in old.entries if e.kind is Kind.LESSON} - set(common)
    ours = {e.anchor for e in kept if e.kind is Kind.LESSON}
    stayed = {e.anchor for e in kept} | set(common)
    return bool(theirs - stayed) and bool(ours - {e.anchor for e in old.entries})


def _has_pictures(bulletin: Bulletin) -> bool:
    return any(entry.pictures for entry in bulletin.entries)


def _likeness(one: str, other: str) -> float:
    compared = matcher(one, other)
    near = compared.real_quick_ratio() >= ALIKE and compared.quick_ratio() >= ALIKE
    return compared.ratio() if near else 0.0
