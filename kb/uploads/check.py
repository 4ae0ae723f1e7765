"""What the editor checks: the source next to what was understood of it, and what needs a look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from kb.corpus import Corpus
from kb.enrich import Vocabulary
from kb.errors import CorpusError
from kb.intake import FileStatus, Known, KnownBulletin, Proposal, Similar, recognise
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Heading, Kind
from kb.state import Upload
from kb.structure import Confidence, Note, issue_number, place_of
from kb.structure import notes as structure_notes
from kb.uploads.carried import replaced
from kb.uploads.hand_edits import undone_edits, undone_note
from kb.uploads.review import Doubt, looked_at, review
from kb.uploads.revisions import Revision, latest
from kb.uploads.shelf import Line, Reading, Shelf

_BLANKS = re.compile(r"\s+")
# A row has at most this many paragraphs that are in no entry.
_AHEAD = 100
# How many characters identify a paragraph. One that an editor changed has most pairs of characters of the
# entry made of it: how many characters are compared, the least share, and the least pairs.
_OPENING, _COMPARED, _ALIKE, _FEW = 12, 2000, 0.6, 6


@dataclass(frozen=True, slots=True)
class Row:
    """A heading or entry and the paragraphs of the source it was made of; without `item`,
    paragraphs that are in none: those of title and subtitle."""

    lines: tuple[Line, ...]
    item: Heading | Entry | None


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Another bulletin that shares entries, and the shared ones as (ours, theirs)."""

    similar: Similar
    pairs: tuple[tuple[Entry, Entry], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """An upload that waits for the editor.

    `revision` is what it would be published as, with the corrections made so far; `proposal` what
    that would do to the corpus; `replacement` what it would do if its fields were put in the place
    of those of a bulletin of the same text, None where there is none or nothing would change;
    `notes` say in Chinese what to look at, `doubts` the same and more, each with its field.
    `replaces` are bulletins from the same file that would be moved to the bin, where an editor said
    how many issues it holds.
    """

    upload: Upload
    reading: Reading
    revision: Revision
    proposal: Proposal
    notes: tuple[Note, ...]
    doubts: tuple[Doubt, ...] = ()
    replacement: Proposal | None = None
    replaces: tuple[KnownBulletin, ...] = ()

    @property
    def bulletin(self) -> Bulletin:
        """The bulletin with the corrections made so far."""
        return self.revision.bulletin

    @property
    def rows(self) -> tuple[Row, ...]:
        """The source and what was understood, side by side, in the order of the source."""
        return tuple(aligned(self.reading.lines, self.bulletin))

    @property
    def counts(self) -> tuple[tuple[Kind, int], ...]:
        """The kinds there are, with the number of entries."""
        counts = Counter(entry.kind for entry in self.bulletin.entries)
        return tuple((kind, counts[kind]) for kind in Kind if counts[kind])

    @property
    def unlooked(self) -> int:
        """How many doubts nobody has looked at."""
        return sum(not doubt.looked for doubt in self.doubts)

    @property
    def is_clear(self) -> bool:
        """Is it new, and is there nothing left to look at?"""
        return self.proposal.status is FileStatus.ADDED and not self.unlooked

    @property
    def seen(self) -> str:
        """Differs when publishing would touch another file of the corpus, or the same one after
        somebody changed it."""
        before = self.proposal.before
        named = [before.id, self.proposal.file_digest] if before else []
        return " ".join((*named, *(other.id for other in self.replaces)))


@dataclass(frozen=True, slots=True)
class Around:
    """What is known already: the bulletins of the corpus, and the organisations."""

    known: Known
    vocabulary: Vocabulary

    def banks(self, proposal: Proposal) -> frozenset[str]:
        """The banks that are listed, or that other bulletins are about."""
        listed = (organisation.name for organisation in self.vocabulary.organisations)
        own = proposal.before.id if proposal.before else proposal.bulletin.id
        return frozenset(listed) | self.known.banks(but=own)


def check(
    kb: KnowledgeBase, upload: Upload, *, known: Known | None = None, forced: bool = False
) -> Check:
    """An upload compared with the current corpus; KbError when it was not read yet.

    `known` is the corpus as it is now, for callers that have read it already. `forced` says that the
    editor wants its fields in the place of those of the same text.
    """
    shelf = Shelf(kb.home)
    reading = shelf.reading(upload.id)
    revision = latest(shelf, upload.id, reading)
    bulletin = revision.bulletin
    known = known or Known(kb.corpus)
    proposal = recognise(kb.corpus, known, bulletin, forced=forced or upload.forced)
    replacement = None
    if proposal.status is FileStatus.UNCHANGED:
        replacement = recognise(kb.corpus, known, bulletin, forced=True)
        if replacement.status is FileStatus.UNCHANGED:
            replacement = None
    notes = notes_on(reading, bulletin, proposal, Around(known, kb.vocabulary))
    looked = looked_at(shelf, upload.id)
    doubts = review(notes, reading, bulletin, kb.vocabulary, looked)
    if undone := undone_edits(kb.corpus, replacement or proposal):
        first = Doubt(undone_note(undone), must=True)
        doubts = (replace(first, looked=first.key in looked), *doubts)
    gone = replaced(known, shelf.grouping(upload.id), bulletin, proposal.before)
    return Check(upload, reading, revision, proposal, notes, doubts, replacement, gone)


def notes_on(
    reading: Reading, bulletin: Bulletin, proposal: Proposal, around: Around
) -> tuple[Note, ...]:
    """What the editor should look at, as the bulletin is now."""
    known = around.known
    place = place_of(issue_number(bulletin.issue), bulletin.issue, known.issues(bulletin.series))
    titled = reading.titled or bulletin.title != reading.bulletin.title
    missing = []
    for judgement in reading.judgements:
        unsure = judgement.confidence is Confidence.LOW and not judgement.subject
        if judgement.field == "issue" and unsure and not bulletin.issue:
            missing.append(Note(f"没有认出期号：{judgement.evidence}", "issue"))
        if judgement.field == "bank" and unsure and not any(e.bank for e in bulletin.entries):
            missing.append(Note(f"没有认出机构：{judgement.evidence}", "bank"))
    # As it would be stored: with the year known from the bulletin it updates.
    found = structure_notes(
        proposal.bulletin, place, titled=titled, known_banks=around.banks(proposal)
    )
    return (*map(Note, reading.unread), *found, *missing, *map(Note, proposal.warnings))


def near_duplicates(corpus: Corpus, proposal: Proposal) -> Iterator[NearDuplicate]:
    """The other bulletins that share many entries, with the entries they share."""
    for similar in proposal.similar:
        try:
            theirs = {entry.anchor: entry for entry in corpus.load_bulletin(similar.id).entries}
        except CorpusError:  # malformed since; the list of bulletins says so
            continue
        pairs = tuple(
            (entry, theirs[entry.anchor])
            for entry in proposal.bulletin.entries
            if entry.anchor in theirs
        )
        yield NearDuplicate(similar, pairs)


def aligned(lines: Sequence[Line], bulletin: Bulletin) -> Iterator[Row]:
    """The paragraphs of a source next to what was made of them. A heading may be made of two, a
    lesson of many; every paragraph is in one row, and every heading and entry has one."""
    texts = [_squeezed(line.text) for line in lines]
    openings = {_squeezed(item.text)[:_OPENING] for item in bulletin.content}
    at = 0
    for item in bulletin.content:
        wanted = _squeezed(item.text)
        ahead = range(at, min(at + _AHEAD, len(lines)))
        start = next((n for n in ahead if _begins(wanted, texts[n])), None)
        if start is None:
            end = at + _reworded(wanted, islice(texts, at, None), openings)
            yield Row(tuple(lines[at:end]), item)
            at = end
            continue
        if start > at:
            yield Row(tuple(lines[at:start]), None)
        at = start
        while at < len(lines) and _begins(wanted, texts[at]):
            wanted = wanted[len(texts[at]) :]
            at += 1
        yield Row(tuple(lines[start:at]), item)
    if at < len(lines):
        yield Row(tuple(lines[at:]), None)


def _reworded(item: str, texts: Iterable[str], openings: Collection[str]) -> int:
    """How many of the next paragraphs an editor made an item of that says the same in other words;
    those with which another item opens are its own."""
    said = set(pairwise(item[:_COMPARED]))
    count = 0
    for text in texts:
        pairs = set(pairwise(text[:_COMPARED]))
        alike = len(pairs & said) >= _ALIKE * max(len(pairs), _FEW)
        if text[:_OPENING] in openings or not alike:
            break
        count += 1
    return count


def _begins(text: str, start: str) -> bool:
    return start != "" and text.startswith(start)


def _squeezed(text: str) -> str:
    return _BLANKS.sub("", text)
