"""Whom each sentence is about, as fields of the check form, and the corrections they make.

A sentence has two fields: side-<anchor>-<digest> with a Side, and about-<anchor>-<digest> with the
name of a bank, "" for none. The digest is kb.identity.sentence_digest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from kb.enrich import SentenceSubject, subjects_of
from kb.identity import sentence_digest
from kb.model import Bulletin, Entry, Organisation, Side, SubjectCorrection


def subjects_by_entry(
    bulletin: Bulletin, organisations: Sequence[Organisation]
) -> Mapping[str, tuple[SentenceSubject, ...]]:
    """The sentences of each entry with their subjects, by anchor; corrections are in force."""
    return _subjects(bulletin, tuple(organisations))


# The check screen and a save ask several times for the same bulletin, and each time costs most of
# what the screen costs.
@lru_cache(maxsize=4)
def _subjects(
    bulletin: Bulletin, organisations: tuple[Organisation, ...]
) -> Mapping[str, tuple[SentenceSubject, ...]]:
    said = {entry.anchor: said for entry, said in subjects_of(bulletin, organisations)}
    return MappingProxyType(said)


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


def corrected_subjects(
    entry: Entry,
    said: Sequence[SentenceSubject],
    before: Mapping[str, str],
    typed: Mapping[str, str],
) -> tuple[SubjectCorrection, ...]:
    """The corrections of an entry after its fields were typed. `said` are its sentences now,
    `before` the fields as they were shown. A sentence that was left alone keeps its correction, or
    goes on following what the program reads."""
    kept = {correction.digest: correction for correction in entry.subjects}
    for one in said:
        names = field_names(entry.anchor, one)
        if all(typed.get(name, before[name]) == before[name] for name in names):
            continue
        digest = sentence_digest(one.sentence.text)
        side, bank = (typed.get(name, before[name]).strip() for name in names)
        if side in list(Side):
            kept[digest] = SubjectCorrection(digest, Side(side), bank)
    return tuple(kept.values())
