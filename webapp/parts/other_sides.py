"""Below the practices of a bank: the entries that are about it as learner, or only for contrast."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from kb.index import IndexDocument
from kb.knowledge_base import KnowledgeBase
from kb.model import Side
from kb.search import Hit, Query, search
from webapp.parts.addresses import search_url
from webapp.parts.hit_cards import HitView, hit_views

SHOWN = 5
_BANK = re.compile(r"(?<![^\s(（\-])机构[:：](?=\S)")
_FIELD = "参与方:"
AS_LEARNER, FOR_CONTRAST = "作为学习方", "顺带提到"


@dataclass(frozen=True, slots=True)
class OtherSides:
    """How many entries there are, their first, and the search for all of them."""

    count: int
    hits: tuple[HitView, ...]
    url: str


def other_sides(kb: KnowledgeBase, query: Query, *, listed: bool) -> OtherSides | None:
    """The entries on other sides of the banks that a query chooses, None without banks or entries;
    `listed` says whether the first are wanted too."""
    elsewhere = _elsewhere(query)
    if elsewhere is None:
        return None
    found = search(kb, replace(elsewhere, limit=SHOWN if listed else 1))
    if not found.complete:
        return None
    hits = tuple(hit for hit in found.hits if hit.level is found.best) if listed else ()
    banks = query.filters.get("bank", ())
    views = hit_views(hits, found.strings)
    marked = tuple(replace(v, mark=_side(v.hit, banks), heading="") for v in views)
    return OtherSides(found.complete, marked, search_url(elsewhere))


def _elsewhere(query: Query) -> Query | None:
    """The same query with its banks on other sides."""
    text = _BANK.sub(_FIELD, query.text)
    if banks := query.filters.get("bank", ()):
        either = " 或 ".join(f'{_FIELD}"{bank}"' for bank in banks)
        text = f"({either}) ({text})" if text.strip() else either
    if text == query.text:
        return None
    filters = {name: values for name, values in query.filters.items() if name != "bank"}
    return replace(query, text=text, filters=filters, page=1)


def _side(hit: Hit, banks: Collection[str]) -> str:
    learns = _learners(hit.document)
    return AS_LEARNER if learns & set(banks or learns) else FOR_CONTRAST


def _learners(document: IndexDocument) -> set[str]:
    return {bank for bank, side, *_ in document.subjects if side == Side.LEARNER and bank}
