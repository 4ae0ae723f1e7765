"""The tantivy adapter: the one module that imports tantivy (extra `fast`).

tantivy holds our tokens, presence only. Each document has a number in a fast field, independent of
tantivy's segments, so that the postings of a term come back as numbers. What is stored of a document is
kept next to tantivy's files (kb/index/engines/records.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import Any

import tantivy

from kb.index.documents import IndexDocument, Prepared
from kb.index.engines.bitmaps import bitmap, members
from kb.index.engines.generations import Draft, damaged, write_errors
from kb.index.engines.necessary import Groups, Terms
from kb.index.engines.port import GivenIds
from kb.index.engines.postings import Searcher
from kb.index.engines.recent import CARD_ROOM, Recent, card_cost
from kb.index.engines.records import Records, RecordWriter
from kb.index.engines.snapshot import (
    Card,
    CountingOnce,
    StoredSnapshot,
    Weights,
    deflate_document,
    dump_card,
    inflate_document,
    load_card,
)
from kb.index.engines.stored import StoredEngine
from kb.index.engines.value_sets import ValueSets
from kb.index.fields import TOKEN_FIELDS, VALUE_FIELDS

HEAP = 96_000_000  # bytes
META = "meta.json"
# Documents whose numbers are asked for at once.
_PORTION = 50_000
# tantivy adds weights up as floats of 32 bits, which hold whole numbers up to this.
_EXACT = 1 << 24


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", *TOKEN_FIELDS, *VALUE_FIELDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    return builder.build()


class TantivyEngine(StoredEngine):
    """One tantivy index in a folder of generations."""

    name = "tantivy"

    def _open(self, folder: Path) -> TantivySnapshot:
        with _panics(folder):
            try:
                return TantivySnapshot(folder)
            except Exception as error:  # tantivy raises all kinds of built-in errors
                raise damaged(folder, error) from error

    def _write(self, draft: Draft) -> _Writer:
        folder = draft.folder
        before = self._open(folder) if draft.base else None
        with write_errors(folder, ValueError):
            opened = tantivy.Index(_schema(), path=str(folder))  # reuses what is there
            return _Writer(folder, opened, before)

    @contextmanager
    def _reading(self) -> Iterator[tuple[StoredSnapshot, Searcher]]:
        with _panics(self._generations.folder), super()._reading() as state:
            yield state


@contextmanager
def _panics(folder: Path) -> Iterator[None]:
    """Rust code panics on damaged data: an exception that is recognised only by its name."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(folder, error) from error


class _Writer:
    """Adds documents, each under the smallest free number."""

    def __init__(self, folder: Path, index: tantivy.Index, before: TantivySnapshot | None) -> None:
        self._folder = folder
        self._index = index
        self._before = before
        self._writer = index.writer(HEAP, 1)
        self._records = RecordWriter(folder)
        taken, size = (before.live, before.size) if before else (0, 0)
        self._free = chain(members(taken ^ (1 << size) - 1), count(size))
        self._kept = taken
        self._given = GivenIds()

    def put(self, prepared: Prepared) -> None:
        document = prepared.document
        self.remove(document.id)
        number = next(self._free)
        added = tantivy.Document()
        added.add_text("id", document.id)
        added.add_unsigned("number", number)
        for field, tokens in prepared.tokens.items():
            for token in tokens:
                added.add_text(field, token)
        for field in VALUE_FIELDS:
            for value in document.values(field):
                added.add_text(field, value)
        with write_errors(self._folder, ValueError):
            self._writer.add_document(added)
            card = dump_card(document).encode()
            self._records.put(number, card, deflate_document(card, document))

    def remove(self, document_id: str) -> None:
        self._given.once(document_id)
        # tantivy remembers each deletion until the commit, 2 KB, also of what is not there.
        held = self._before.having("id", document_id) if self._before else 0
        if held:
            self._writer.delete_documents_by_term("id", document_id)
            self._kept &= ~held

    def commit(self) -> int:
        with write_errors(self._folder, ValueError):
            self._writer.commit()
            self._writer.wait_merging_threads()
            before = self._before.records if self._before else None
            self._records.commit(before, members(self._kept))
        self._index.reload()
        return self._index.searcher().num_docs

    def cancel(self) -> None:
        with suppress(Exception):  # whatever state a failed commit left it in
            self._writer.rollback()
            self._writer.wait_merging_threads()
        with suppress(OSError):
            self._records.close()


class _Cards:
    """Reads cards. Apart from the snapshot, so that what remembers cards does not hold the snapshot that
    holds it: its files are closed when the last reader drops it."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def read(self, number: int) -> Card:
        """The card of a document."""
        return load_card(self._records.card(number).decode())


class TantivySnapshot(CountingOnce):
    """One committed state of the index; kb/index/engines/snapshot.py says what is asked of it.

    Cards are read from the files; those read lately are kept.
    """

    joins = True

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")
        self._schema = index.schema
        self._searcher = index.searcher()
        segments = json.loads((folder / META).read_text("utf-8"))["segments"]
        self._deleted = any(segment["deletes"] for segment in segments)
        there = self._numbered()
        self.size = 1 + max(there, default=-1)
        self.live = bitmap(there, self.size)
        self.records = Records(folder, self.size)
        self._values: dict[str, ValueSets] = {}
        cards = Recent(_Cards(self.records).read, CARD_ROOM, card_cost)
        self.card, self.cards = cards.get, cards.get_all

    def close(self) -> None:
        """The files are closed when the snapshot is released."""

    def _count(self, field: str, token: str) -> int:
        if not self._deleted:
            return self._searcher.doc_freq(field, token)
        found: int = self._searcher.search(self._term(field, token), limit=1).count  # type: ignore[attr-defined]
        return found

    def having(self, field: str, token: str) -> int:
        most = self._searcher.doc_freq(field, token)
        numbers = [number for number, _ in self._hits(self._term(field, token), most)]
        return bitmap(numbers, self.size)

    def having_all(self, field: str, tokens: Sequence[str]) -> int | None:
        return self.joined([[tuple([(field, token) for token in tokens])]])

    def joined(self, groups: Groups) -> int:
        most = min([self._most(alternatives) for alternatives in groups], default=self.size)
        if not most:
            return 0
        must = [(tantivy.Occur.Must, self._any(alternatives)) for alternatives in groups]
        numbers = [number for number, _ in self._hits(tantivy.Query.boolean_query(must), most)]
        return bitmap(numbers, self.size)

    def _most(self, alternatives: Sequence[Terms]) -> int:
        """No more documents have one of some alternatives."""
        frequency = self.frequency
        return sum([min([frequency(*term) for term in terms]) for terms in alternatives])

    def _any(self, alternatives: Sequence[Terms]) -> tantivy.Query:
        """A query for the documents that have one of some alternatives."""
        queries = [self._all(terms) for terms in alternatives]
        if len(queries) == 1:
            return queries[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _all(self, terms: Terms) -> tantivy.Query:
        """A query for the documents that have all of some terms."""
        if len(terms) == 1:
            return self._term(*terms[0])
        must = [(tantivy.Occur.Must, self._term(field, token)) for field, token in terms]
        return tantivy.Query.boolean_query(must)

    def heaviest(self, weights: Weights, size: int) -> list[tuple[int, int]] | None:
        if not size or sum(weight for _, weight in weights) > _EXACT:
            return None
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, self._worth(self._term("text", token), weight))
                for token, weight in weights
            ]
        )
        found = self._searcher.search(query, limit=size, count=False)
        addresses = [address for _, address in found.hits]
        numbers: list[Any] = self._searcher.fast_field_values("number", addresses)
        return [(number, round(hit[0])) for number, hit in zip(numbers, found.hits, strict=True)]

    @staticmethod
    def _worth(query: tantivy.Query, weight: int) -> tantivy.Query:
        """A query whose documents score `weight`."""
        return tantivy.Query.boost_query(tantivy.Query.const_score_query(query, 1.0), weight)

    def values(self, field: str) -> ValueSets:
        known = self._values.get(field)
        if known is None:
            known = ValueSets(self.size)
            for name, most in self._searcher.terms_with_prefix(field, ""):
                found = self._hits(self._term(field, name), most)
                known.add(name, sorted([number for number, _ in found]))
            self._values[field] = known
        return known

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        live = tantivy.Query.all_query() if self._deleted else None
        with _panics(self._folder):
            found = sorted(self._searcher.terms_with_prefix(field, "", filter_query=live))
        yield from found

    def document(self, number: int) -> IndexDocument:
        with _panics(self._folder):
            try:
                return inflate_document(*self.records.record(number))
            except (ValueError, LookupError, TypeError) as error:
                raise damaged(self._folder, error) from error

    def _numbered(self) -> list[int]:
        """The numbers of all documents. They are asked for in portions: tantivy gives an object for
        each, and a million of them take 200 MB."""
        last = self._hits(tantivy.Query.all_query(), 1 if self._searcher.num_docs else 0)
        numbers: list[int] = []
        for first in range(0, 1 + max((number for number, _ in last), default=-1), _PORTION):
            some = tantivy.Query.range_query(
                self._schema, "number", tantivy.FieldType.Unsigned, first, first + _PORTION - 1
            )
            numbers += [number for number, _ in self._hits(some, _PORTION)]
        return numbers

    def _term(self, field: str, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, token, "basic")

    def _hits(self, query: tantivy.Query, most: int) -> list[tuple[int, Any]]:
        """(number, address) of the documents of a query, of which there are at most `most`; the
        greatest number first."""
        if not most:
            return []
        found = self._searcher.search(query, limit=most, count=False, order_by_field="number")
        return found.hits
