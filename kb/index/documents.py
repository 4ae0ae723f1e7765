"""Entries as documents of the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

from kb.enrich import Vocabulary
from kb.model import Bulletin, Entry, entry_id
from kb.text import Segmenter, normalize, tokens

UNDATED = ""


@dataclass(frozen=True)
class IndexDocument:
    """An entry with all that a result shows of it, so that the index answers by itself.

    `headings` are the headings above it; `start` and `end` bound the period of its bulletin;
    `position` is its place in the bulletin, from 0.
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

    @cached_property
    def normal_text(self) -> str:
        """The normal form that searches for strings look at."""
        return normalize(self.text)

    @cached_property
    def normal_title(self) -> str:
        """The same of the title and the headings, a line each."""
        return "\n".join(map(normalize, (self.title, *self.headings)))

    @property
    def place(self) -> str:
        """Where it stands in the corpus; sorts by bulletin, then by position."""
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
            case "organisation":
                return self.organisations
            case "practice":
                return self.practices
            case "month":
                return (f"{self.start:%Y-%m}",) if self.start else ()
            case "span":
                return (self.span,) if self.span else ()
            case _:
                value: str = getattr(self, field)
                return (value,) if value else ()

    @cached_property
    def digest(self) -> str:
        """Changes when anything of the document does."""
        return hashlib.sha256(self.dumps().encode()).hexdigest()[:32]

    def dumps(self) -> str:
        """The document as JSON."""
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(data, ensure_ascii=False, default=date.isoformat)

    @classmethod
    def loads(cls, text: str) -> IndexDocument:
        """The document of `dumps`."""
        data = json.loads(text)
        for key in ("headings", "organisations", "practices"):
            data[key] = tuple(data[key])
        for key in ("start", "end"):
            data[key] = date.fromisoformat(data[key]) if data[key] else None
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and the tokens it is found by, per token field."""

    document: IndexDocument
    tokens: dict[str, frozenset[str]]


def prepare(document: IndexDocument, segmenter: Segmenter) -> Prepared:
    """Analyse a document; engines store what comes out and analyse nothing themselves."""
    words = segmenter.words(document.normal_text)
    return Prepared(
        document,
        {
            "text": tokens(document.normal_text),
            "title": tokens(document.normal_title),
            "words": frozenset(word for word in words if len(word) > 1),
        },
    )


def span_dates(span: str) -> tuple[date, date]:
    """(start, end) of an indexed span."""
    end, start = span.split("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def documents(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[IndexDocument]:
    """The documents of a bulletin's entries."""
    for position, entry in enumerate(bulletin.entries):
        yield document(bulletin, entry, position, vocabulary)


def document(
    bulletin: Bulletin, entry: Entry, position: int, vocabulary: Vocabulary
) -> IndexDocument:
    """The document of one entry."""
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
        organisations=vocabulary.organisations_of(entry),
        practices=vocabulary.practices_of(entry),
        start=period.start if period else None,
        end=period.end if period else None,
        sample=bulletin.sample,
    )
