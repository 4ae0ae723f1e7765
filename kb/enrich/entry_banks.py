"""The bank of an entry by what its sentences tell, where its section says another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.subjects import read_subjects
from kb.model import Bulletin, Entry, Heading, Kind, Organisation, Side


def with_told_banks(bulletin: Bulletin, organisations: Sequence[Organisation]) -> Bulletin:
    """A bulletin as it was read, in which no entry stands under a bank that only learns: it has the bank
    whose practice most of its sentences tell; one that is only about the learners is theirs. What a
    structure of groups says stays."""
    if bulletin.groups:
        return bulletin
    parties, read = read_subjects(bulletin, organisations)
    if not parties.learners:
        return bulletin
    told = iter([_told(entry, subjects, parties) for entry, subjects in read])
    content: tuple[Heading | Entry, ...] = tuple(
        next(told) if isinstance(item, Entry) else item for item in bulletin.content
    )
    return replace(bulletin, content=content)


def _told(entry: Entry, subjects: Sequence[SentenceSubject], parties: Parties) -> Entry:
    if entry.side is not Side.HOST or entry.bank not in parties.learners:
        return entry
    hosts = Counter(one.bank for one in subjects if one.side is Side.HOST)
    if hosts:
        return entry if entry.bank in hosts else replace(entry, bank=hosts.most_common(1)[0][0])
    if not any(one.side is Side.LEARNER for one in subjects):
        return entry
    kind = Kind.OVERVIEW if entry.kind is Kind.LESSON else entry.kind
    return replace(entry, bank="", side=Side.LEARNER, kind=kind)
