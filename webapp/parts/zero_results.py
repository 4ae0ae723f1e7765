"""What to say and offer when a search finds nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.knowledge_base import KnowledgeBase
from kb.query import joined_words, without_fields
from kb.search import Query, ResultPage, search
from kb.text import normalize
from webapp.parts.addresses import search_url
from webapp.parts.facets import chips_of

# Each of them costs a search.
MOST = 8


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: what to change, the address of that search and how much it finds."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class ZeroResults:
    """`words` are the words of the text, lone characters joined, each with the number of hits it has
    alone under the same filters; `filtered` says that there are filters or conditions, and `without` what dropping each
    one would find, if anything."""

    words: tuple[Way, ...]
    filtered: bool
    without: tuple[Way, ...]

    @property
    def missing(self) -> bool:
        """Is there a word that no entry has under these filters?"""
        return any(not way.count for way in self.words)


def explain(kb: KnowledgeBase, page: ResultPage) -> ZeroResults:
    """Why a page of results is empty, and the ways out of it."""
    query = page.query
    words = joined_words(normalize(query.text), list(page.words))
    alone = [(word, replace(query, text=f'"{word}"', page=1)) for word in words]
    dropped = [(f"去掉“{chip.label}”", chip.query) for chip in chips_of(query)]
    if len(dropped) > 1:
        dropped.append(("去掉全部筛选", replace(query, filters={}, start=None, end=None, page=1)))
    without = _ways(kb, dropped)
    bare = without_fields(query.text)
    if bare and bare != query.text:
        loosened = replace(query, text=bare, page=1)
        # Looser matches too: there may be no other way on.
        count = search(kb, replace(loosened, limit=1)).total
        without = (Way(f"去掉条件，只检索：{bare}", search_url(loosened), count), *without)
    found = tuple(way for way in without if way.count)
    return ZeroResults(_ways(kb, alone), bool(without), found)


def _ways(kb: KnowledgeBase, changed: list[tuple[str, Query]]) -> tuple[Way, ...]:
    return tuple(
        Way(label, search_url(query), search(kb, replace(query, limit=1)).complete)
        for label, query in changed[:MOST]
    )
