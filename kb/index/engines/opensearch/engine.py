"""The engine: an index on a cluster of OpenSearch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from kb.files import Cluster
from kb.index.engines.opensearch.answers import understood
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.conditions import (
    EVERYTHING,
    Query,
    all_of,
    any_value,
    having,
    query_of,
    visible,
)
from kb.index.engines.opensearch.health import findings
from kb.index.engines.opensearch.owner import Owner
from kb.index.engines.opensearch.paging import Body, Reply, rows_by_pages, values_by_pages
from kb.index.engines.opensearch.reading import Reader
from kb.index.engines.opensearch.searching import Search
from kb.index.engines.opensearch.state import State, short
from kb.index.engines.opensearch.values import counted, counts_of
from kb.index.engines.opensearch.writing import open_writing
from kb.index.engines.port import Engine, Request, Response, Status, Writer
from kb.index.fields import TEXT_FIELDS, TOKEN_FIELDS
from kb.query import Everything, Match
from kb.query import all_of as all_matches
from kb.text import tokens as tokens_of

# Field and token → number of documents; how many are remembered.
Counted = dict[tuple[str, str], int]
MOST_KNOWN = 100_000
# So many values are looked for at once; the server takes 65,536.
MOST_TERMS = 20_000


class OpenSearchEngine:
    """Searches and changes an index on a cluster. Threads may share it."""

    name = "opensearch"

    def __init__(self, cluster: Cluster, home: Path) -> None:
        self._client = Client(cluster, home)
        self._reader = Reader(self._client, Owner(cluster, home))
        self._part: Match = Everything()
        self._known = KnownFrequencies()

    def within(self, match: Match) -> Engine:
        part = copy(self)  # shares the connection
        part._part = all_matches([self._part, match])
        part._known = KnownFrequencies()
        return part

    def _hidden(self, commit: int) -> tuple[Query, ...]:
        """What a search leaves out: rows of other commits, and what is in no part of ours."""
        if self._part == Everything():
            return visible(commit)
        return (*visible(commit), all_of(without=(query_of(self._part),)))

    def _documents(self, state: State) -> int:
        """How many documents the part has."""
        if self._part == Everything():
            return state.documents
        (reply,) = self._reader.on(state)([_all(self._hidden(state.commit))])
        return _total(reply)

    @understood()
    def status(self) -> Status:
        state = self._reader.current()
        return Status(self._documents(state), state.fingerprint, f"{state.index}-{state.commit}")

    @understood()
    def digests(self, bulletins: Iterable[str] | None = None) -> dict[str, str]:
        state = self._reader.current()
        some = [EVERYTHING]
        if bulletins is not None:
            names = list(bulletins)
            parts = (names[at : at + MOST_TERMS] for at in range(0, len(names), MOST_TERMS))
            some = [any_value("bulletin", part) for part in parts]
        found: dict[str, str] = {}
        for one in some:
            query = all_of(one, without=self._hidden(state.commit))
            rows = rows_by_pages(self._reader.on(state), query)
            found.update((card.id, card.digest) for card, _ in rows)
        return found

    @contextmanager
    def writer(self, fingerprint: str, *, rebuild: bool = False) -> Iterator[Writer]:
        if self._part != Everything():
            raise TypeError("a part of an index is only read")
        with understood():
            writing, lock = open_writing(self._reader, fingerprint, rebuild=rebuild)
        try:
            try:
                yield writing
                with understood():
                    state = writing.commit()
            except BaseException:
                writing.cancel()
                raise
            self._reader.committed(state)
        finally:
            lock.release()

    @understood()
    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        terms = {field: list(dict.fromkeys(tokens)) for field, tokens in asked.items()}
        every = [(f, token) for f, some in terms.items() if f in TOKEN_FIELDS for token in some]
        known: Counted = {}
        wanted: list[tuple[str, str]] = []
        some_values = [
            (field, values[at : at + MOST_TERMS])
            for field, values in terms.items()
            if field not in TOKEN_FIELDS
            for at in range(0, len(values), MOST_TERMS)
        ]

        # Asked for nothing, the index is opened: is all of it there?
        counts_all = self._part != Everything() or not terms

        def bodies(state: State) -> list[Body]:
            nonlocal known, wanted
            known = self._known.of(state)
            wanted = [one for one in every if one not in known]
            hidden = self._hidden(state.commit)
            return [
                *([_all(hidden)] if counts_all else []),
                *(
                    counts_of(all_of(any_value(field, values), without=hidden), field, values)
                    for field, values in some_values
                ),
                *_counts(wanted, hidden),
            ]

        def use(state: State, replies: list[Reply]) -> tuple[int, dict[str, dict[str, int]]]:
            rest = iter(replies)
            documents = _total(next(rest)) if counts_all else state.documents
            if self._part == Everything() and documents != state.documents:
                raise short(documents, state.documents)
            found = {field: dict.fromkeys(some, 0) for field, some in terms.items()}
            for (field, _), reply in zip(some_values, rest, strict=False):
                found[field] |= counted([reply])
            hidden = next(rest)["aggregations"]["tokens"]["buckets"] if wanted else []
            for one, not_seen, reply in zip(wanted, hidden, rest, strict=True):
                known[one] = _total(reply) - not_seen["doc_count"]
            for field, token in every:
                found[field][token] = known[field, token]
            return documents, found

        return self._reader.on_last(bodies, use)

    @understood()
    def search(self, request: Request) -> Response:
        made: dict[int, Search] = {}

        def bodies(state: State) -> list[Body]:
            made[0] = Search(self._reader.on(state), self._hidden(state.commit), request)
            return made[0].bodies()

        return self._reader.on_last(bodies, lambda _, replies: made[0].finish(replies))

    @understood()
    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        state = self._reader.current()
        ask, seen = self._reader.on(state), all_of(EVERYTHING, without=self._hidden(state.commit))
        if field not in TEXT_FIELDS:
            return iter(values_by_pages(ask, field, seen))
        counts: dict[str, int] = {}
        for card, _ in rows_by_pages(ask, seen):
            for token in tokens_of(card.text if field == "text" else card.title):
                counts[token] = counts.get(token, 0) + 1
        return iter(sorted(counts.items()))

    @understood()
    def verify(self) -> list[str]:
        return findings(self._client, self._reader.current())

    def close(self) -> None:
        self._reader.forget()
        self._client.close()


class KnownFrequencies:
    """In how many documents tokens occur, as far as it was asked since the last commit."""

    def __init__(self) -> None:
        self._known: tuple[str, int, Counted] = ("", 0, {})

    def of(self, state: State) -> Counted:
        """What is known of a commit; what is added to it is remembered."""
        index, commit, counted = self._known
        if (index, commit) != (state.index, state.commit) or len(counted) > MOST_KNOWN:
            counted = {}
            self._known = (state.index, state.commit, counted)
        return counted


def _all(hidden: Iterable[Query]) -> Body:
    """A search that counts what can be seen."""
    query = all_of(EVERYTHING, without=hidden)
    return {"size": 0, "track_total_hits": True, "query": query}


def _total(reply: Reply) -> int:
    total: int = reply["hits"]["total"]["value"]
    return total


def _counts(wanted: list[tuple[str, str]], left_out: tuple[Query, ...]) -> list[Body]:
    """Searches that count: how many rows have each token, and how many of them cannot be seen. The
    server knows the first without looking at rows, and there are few of the second."""
    if not wanted:
        return []
    queries = [having(field, token) for field, token in wanted]
    hidden: dict[str, Any] = {
        "size": 0,
        "query": {"bool": {"should": list(left_out), "minimum_should_match": 1}},
        "aggs": {"tokens": {"filters": {"filters": queries}}},
    }
    return [hidden, *({"size": 0, "track_total_hits": True, "query": q} for q in queries)]
