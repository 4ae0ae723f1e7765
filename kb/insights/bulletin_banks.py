"""The banks of a bulletin: those whose practice its entries describe, sentence by sentence.

Lists and feeds name them for many bulletins at once, so they ask the index once for each bank and read
only the entries of bulletins in which no sentence is about a host.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kb.index import IndexDocument
from kb.index.engines import Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import HasValue, all_of

# Honours are given to people of a group: they tell no practice.
_TELLING = HasValue("kind", frozenset(kind.value for kind in Kind if kind is not Kind.HONOUR))
# So many entries of a bulletin are read where no sentence is about a host.
_MOST_READ = 500


def described_banks(documents: Iterable[IndexDocument]) -> tuple[str, ...]:
    """The banks whose practice the entries of a bulletin describe, that of most entries first; where its
    sentences leave that open, those that are named beside its entries."""
    counted = [document for document in documents if document.kind != Kind.HONOUR]
    sure = Counter(bank for document in counted for bank in document.banks)
    return _by_count(sure or Counter(bank for document in counted for bank in document.shown_banks))


def banks_of_bulletins(
    kb: KnowledgeBase, bulletins: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """The same for many bulletins, by id, as the index has them; those that are not in it are left out.
    EngineError when it cannot serve."""
    counts: dict[str, Counter[str]] = {}
    every = kb.engine.search(Request(_TELLING, facets=("bank",), size=0)).facets["bank"]
    for bank in (bank for bank, _ in every if bank):
        match = all_of([_TELLING, HasValue("bank", frozenset({bank}))])
        found = kb.engine.search(Request(match, size=0, counted="bulletin"))
        for bulletin, count in found.count("bulletin", bulletins).items():
            if count:
                counts.setdefault(bulletin, Counter())[bank] = count
    sure = {bulletin: _by_count(of) for bulletin, of in counts.items()}
    return sure | {
        bulletin: described_banks(documents)
        for bulletin in bulletins
        if bulletin not in sure and (documents := _entries(kb, bulletin))
    }


def _entries(kb: KnowledgeBase, bulletin: str) -> list[IndexDocument]:
    request = Request(HasValue("bulletin", frozenset({bulletin})), size=_MOST_READ)
    return [candidate.document() for candidate in kb.engine.search(request).candidates]


def _by_count(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda bank: (-counts[bank], bank)))
