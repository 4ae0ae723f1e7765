"""Whom each sentence is about, as fields of the check form, and the corrections they make.

A sentence has two fields: side-<anchor>-<digest> with a Side, and about-<anchor>-<digest> with the
name of a bank, "" for none. The digest is kb.identity.sentence_digest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from kb.enrich import Parties, SentenceSubject, read_subjects
from kb.identity import sentence_digest
from kb.model import Bulletin, Entry, Organisation, Side, SubjectCorrection
from kb.text import cells_of, column_heads, only_titles

# The field that gives the sentences left in doubt to the banks of their entries.
DOUBTFUL_FIELD = "doubtful"


def subjects_by_entry(
    bulletin: Bulletin, organisations: Sequence[Organisation]
) -> Mapping[str, tuple[SentenceSubject, ...]]:
    """The sentences of each entry with their subjects, by anchor; corrections are in force."""
    return _read(bulletin, tuple(organisations))[1]


def parties_now(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Parties:
    """Who learns from whom, as an editor decided it or as the sentences make most sense."""
    return _read(bulletin, tuple(organisations))[0]


# The check screen and a save ask several times for the same bulletin, and each time costs most of
# what the screen costs.
@lru_cache(maxsize=4)
def _read(
    bulletin: Bulletin, organisations: tuple[Organisation, ...]
) -> tuple[Parties, Mapping[str, tuple[SentenceSubject, ...]]]:
    parties, entries = read_subjects(bulletin, organisations)
    return parties, MappingProxyType({entry.anchor: said for entry, said in entries})


def subject_fields(bulletin: Bulletin, organisations: Sequence[Organisation]) -> dict[str, str]:
    """The fields of all sentences, as they are before anything is typed."""
    fields: dict[str, str] = {}
    for anchor, said in subjects_by_entry(bulletin, organisations).items():
        for one in said:
            side, about = field_names(anchor, one)
            fields |= {side: one.side.value, about: one.bank}
    return fields


def field_names(anchor: str, subject: SentenceSubject) -> tuple[str, str]:
    """The names of the two fields of a sentence."""
    digest = sentence_digest(subject.sentence.text)
    return f"side-{anchor}-{digest}", f"about-{anchor}-{digest}"


def in_doubt(entry: Entry, said: Sequence[SentenceSubject]) -> tuple[SentenceSubject, ...]:
    """The sentences of an entry that are left in doubt, but for what only names what follows: its title,
    the heads of a table."""
    found = [
        one
        for one in said
        if one.doubtful and not only_titles(one.sentence.text, entry.title, entry.text)
    ]
    heads = set(column_heads(entry.text).values()) if found else set()
    return tuple(one for one in found if not _labels(cells_of(one.sentence.text), heads))


def _labels(cells: Sequence[str], heads: Collection[tuple[str, ...]]) -> bool:
    """Are these cells the heads of a table, the labels to the left of them left out?"""
    return any(
        len(row) == len(cells)
        and all(head in ("", cell) for head, cell in zip(row, cells, strict=True))
        for row in heads
    )


def is_given(entry: Entry, said: SentenceSubject) -> bool:
    """Does an editor who gives the doubtful sentences to the banks of their entries mean this one?"""
    return said.doubtful and bool(entry.bank) and entry.side is Side.HOST


def corrected_subjects(
    entry: Entry,
    said: Sequence[SentenceSubject],
    before: Mapping[str, str],
    typed: Mapping[str, str],
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[SubjectCorrection, ...]:
    """The corrections of an entry after its fields were typed. `said` are its sentences now,
    `before` the fields as they were shown. A sentence that was left alone keeps its correction, or
    goes on following what the program reads. With `doubtful` ticked, the sentences left in doubt are
    the practice of the bank of their entry. `renamed` are hosts that have another name now: sentences
    about them follow, also where the text has the old name, and doubtful ones that open with it. Other
    doubts stay."""
    kept = {correction.digest: correction for correction in entry.subjects}
    for one in said:
        names = field_names(entry.anchor, one)
        if one.side is Side.HOST and one.bank in renamed:
            digest = sentence_digest(one.sentence.text)
            kept[digest] = SubjectCorrection(digest, Side.HOST, renamed[one.bank])
        opens = one.sentence.text.startswith(tuple(renamed))
        if (typed.get(DOUBTFUL_FIELD) or opens) and is_given(entry, one):
            digest = sentence_digest(one.sentence.text)
            kept[digest] = SubjectCorrection(digest, Side.HOST, entry.bank)
        if all(typed.get(name, before[name]) == before[name] for name in names):
            continue
        digest = sentence_digest(one.sentence.text)
        side, bank = (typed.get(name, before[name]).strip() for name in names)
        if side in list(Side):
            kept[digest] = SubjectCorrection(digest, Side(side), bank)
    return tuple(kept.values())
