"""Entries as documents of the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from kb.enrich import SentenceSubject, Vocabulary, announced, banks_of, subjects_of
from kb.identity import sentence_digest
from kb.index.fields import EVERYBODY
from kb.model import Bulletin, Entry, Kind, Side, entry_id, split_entry_id
from kb.text import MAX_ANALYSED, Segmenter, analysed, analysed_sentences, normalize, tokens

# Documents that are kept, and the characters of the longest of them.
_MOST_KEPT, _LONGEST_KEPT = 2000, 4000

UNDATED = ""


@dataclass(frozen=True)
class IndexDocument:
    """An entry with everything that a result shows of it, so that the index is enough to answer.

    `headings` are the headings above it; `start` and `end` bound the period of its bulletin;
    `position` is its place in the bulletin, from 0. `subjects` say whom each sentence of the text
    is about, in order, as (bank, side, evidence, branch, "study" or ""); an honour has none. `aspects`
    are what editors said of sentences: (digest of the sentence, aspect or "").
    `visible_to` are the banks and groups whose people may see it, none for everybody.
    """

    id: str
    bulletin: str
    bulletin_title: str
    position: int
    kind: str
    title: str
    headings: tuple[str, ...]
    text: str
    group: str
    bank: str
    organisations: tuple[str, ...]
    practices: tuple[str, ...]
    start: date | None
    end: date | None
    sample: bool
    subjects: tuple[tuple[str, str, str, str, str], ...] = ()
    series: str = ""
    issue: str = ""
    visible_to: tuple[str, ...] = ()
    aspects: tuple[tuple[str, str], ...] = ()

    def said_aspect(self, sentence: str) -> str | None:
        """The aspect that an editor gave a sentence, "" for none of them; None where no editor did."""
        return dict(self.aspects).get(sentence_digest(sentence)) if self.aspects else None

    @cached_property
    def sentence_subjects(self) -> tuple[SentenceSubject, ...]:
        """The sentences of the text with whom each is about; without `subjects`, the bank of the
        entry for all."""
        units = analysed_sentences(self.text)
        if len(self.subjects) != len(units):
            side = Side.HOST if self.bank else Side.NONE
            return tuple(SentenceSubject(unit, self.bank, side, "") for unit in units)
        return tuple(
            SentenceSubject(unit, bank, Side(side), evidence, branch, bool(study))
            for unit, (bank, side, evidence, branch, study) in zip(
                units, self.subjects, strict=True
            )
        )

    @cached_property
    def banks(self) -> tuple[str, ...]:
        """The banks whose practice the entry describes, from its sentences; an honour has the bank it
        stands under, and what a group did at its host, if that is all, counts for the host.
        Filters, facets, matrix, figures and trends use this list."""
        if self.subjects:
            found = banks_of((bank, side) for bank, side, *_ in self.subjects)
        else:
            found = (self.bank,) if self.bank and self.text.strip() else ()
        if found or not self.bank:
            return found
        at_host = self.kind in (Kind.ACTIVITY, Kind.OVERVIEW) and self.group
        return (self.bank,) if at_host or self.kind == Kind.HONOUR else ()

    @property
    def shown_banks(self) -> tuple[str, ...]:
        """The banks that are named beside it: those whose practice it describes; where its sentences leave that
        open, and none is the learners', that of its section."""
        of_learners = any(side == Side.LEARNER for _, side, *_ in self.subjects)
        return self.banks or ((self.bank,) if self.bank and not of_learners else ())

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The banks its sentences are about only on another side: learners, or banks for contrast."""
        named = dict.fromkeys(bank for bank, *_ in self.subjects if bank)
        return tuple(bank for bank in named if bank not in self.banks)

    @cached_property
    def normal_text(self) -> str:
        """The normal form in which strings are searched."""
        return normalize(self.text)

    @property
    def analysed_text(self) -> str:
        """The normal form of what words are taken from: of a very long paragraph, only its first part."""
        return normalize(analysed(self.text)) if len(self.text) > MAX_ANALYSED else self.normal_text

    @cached_property
    def normal_title(self) -> str:
        """The normal form of the title and the headings, one line each."""
        return "\n".join(map(normalize, (self.title, *self.headings)))

    @property
    def anchor(self) -> str:
        """The end of its address on the page of its bulletin."""
        return split_entry_id(self.id)[1]

    @property
    def number(self) -> int:
        """Its place in the bulletin as people count, from 1."""
        return self.position + 1

    @property
    def place(self) -> str:
        """Its place in the corpus; sorts by bulletin, then by position."""
        return f"{self.bulletin}#{self.position:05d}"

    @property
    def span(self) -> str:
        """The period as an indexed value that sorts by its end: "2018-07-06/2018-07-02"."""
        if self.start is None or self.end is None:
            return UNDATED
        return f"{self.end.isoformat()}/{self.start.isoformat()}"

    def values(self, field: str) -> tuple[str, ...]:
        """The values of a value field (kb/index/fields.py), empty ones left out."""
        match field:
            case "bank":
                return self.banks
            case "party":
                return self.parties
            case "organisation":
                return self.organisations
            case "practice":
                return self.practices
            case "visible_to":
                return self.visible_to or (EVERYBODY,)
            case "month":
                return (f"{self.start:%Y-%m}",) if self.start else ()
            case "span":
                return (self.span,) if self.span else ()
            case _:
                value: str = getattr(self, field)
                return (value,) if value else ()

    @cached_property
    def digest(self) -> str:
        """Changes when anything in the document changes."""
        return hashlib.sha256(self.dumps().encode()).hexdigest()[:32]

    def dumps(self) -> str:
        """The document as JSON."""
        return self._json

    @cached_property
    def _json(self) -> str:
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        if not self.aspects:
            del data["aspects"]  # few have any; those without stay as they were indexed
        return json.dumps(data, ensure_ascii=False, default=date.isoformat)

    @classmethod
    def loads(cls, text: str) -> IndexDocument:
        """The document of `dumps`; one asked for often is kept, and with it its sentences."""
        return _kept(text) if len(text) <= _LONGEST_KEPT else _loaded(text)


def _loaded(text: str) -> IndexDocument:
    data = json.loads(text)
    for key in ("headings", "organisations", "practices", "visible_to"):
        data[key] = tuple(data[key])
    for key in ("subjects", "aspects"):
        data[key] = tuple(map(tuple, data.get(key, ())))
    for key in ("start", "end"):
        data[key] = date.fromisoformat(data[key]) if data[key] else None
    if data.keys() != _FIELDS:
        return IndexDocument(**data)
    # A frozen dataclass sets its fields one by one, which takes as long as to read the JSON.
    document = object.__new__(IndexDocument)
    document.__dict__.update(data)
    return document


_FIELDS = {field.name for field in fields(IndexDocument)}


_kept = lru_cache(maxsize=_MOST_KEPT)(_loaded)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and the tokens it is found by, per token field."""

    document: IndexDocument
    tokens: dict[str, frozenset[str]]


def prepare(document: IndexDocument, segmenter: Segmenter) -> Prepared:
    """Analyse a document; engines store what comes out and analyse nothing themselves."""
    strings = {
        "text": tokens(document.normal_text),
        "title": tokens(document.normal_title),
    }
    return Prepared(document, strings | prepare_words(document, segmenter).tokens)


def prepare_words(document: IndexDocument, segmenter: Segmenter) -> Prepared:
    """Analyse a document for an engine that finds strings by itself: its words only."""
    words = segmenter.words(document.analysed_text)
    return Prepared(document, {"words": frozenset(word for word in words if len(word) > 1)})


def span_dates(span: str) -> tuple[date, date]:
    """(start, end) of an indexed span."""
    end, start = span.split("/")
    return date.fromisoformat(start), date.fromisoformat(end)


class Found(NamedTuple):
    """What is found out about an entry: organisations, practices, and the subjects of its sentences, as
    in `IndexDocument`."""

    organisations: tuple[str, ...]
    practices: tuple[str, ...]
    subjects: tuple[tuple[str, str, str, str, str], ...]


def documents(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[IndexDocument]:
    """The documents of a bulletin's entries."""
    found = zip(bulletin.entries, found_in(bulletin, vocabulary), strict=True)
    for position, (entry, one) in enumerate(found):
        yield document_of(bulletin, entry, position, one)


def found_in(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[Found]:
    """What is found out about each entry of a bulletin; takes long."""
    title = announced(bulletin)
    for entry, subjects in subjects_of(bulletin, vocabulary.organisations):
        yield Found(
            vocabulary.organisations_of(entry),
            vocabulary.practices_of(entry, title),
            ()
            if entry.kind is Kind.HONOUR
            else tuple(
                (s.bank, s.side.value, s.evidence, s.branch, "study" * s.study) for s in subjects
            ),
        )


def document_of(bulletin: Bulletin, entry: Entry, position: int, found: Found) -> IndexDocument:
    """An entry, which has its place in the bulletin, with what was found out about it."""
    period = bulletin.period
    return IndexDocument(
        id=entry_id(bulletin.id, entry.anchor),
        bulletin=bulletin.id,
        bulletin_title=bulletin.title,
        position=position,
        kind=entry.kind.value,
        title=entry.title,
        headings=entry.heading_path,
        text=entry.text,
        group=entry.group,
        bank=entry.bank,
        organisations=found.organisations,
        practices=found.practices,
        start=period.start if period else None,
        end=period.end if period else None,
        sample=bulletin.sample,
        series=bulletin.series,
        issue=bulletin.issue,
        visible_to=bulletin.visible_to,
        subjects=found.subjects,
        aspects=tuple((said.digest, said.aspect) for said in entry.aspects),
    )
