"""Search: from a query to a page of results, with ranking, snippets, completion and related entries.

Nothing here renders a page.
"""

from __future__ import annotations

from kb.search.completion import Suggester, Suggestion, SuggestionKind, suggester
from kb.search.ranking import DEFAULT, Ranker
from kb.search.related import RelatedEntry, related
from kb.search.results import (
    MAX_LIMIT,
    FacetValue,
    Hit,
    Matching,
    Query,
    ResultPage,
    facet_label,
    filters_of,
    matching,
    page_count,
    period_of,
    query_strings,
    search,
)
from kb.search.snippets import Snippet, snippet
from kb.search.spelling import offered

__all__ = [
    "DEFAULT",
    "MAX_LIMIT",
    "FacetValue",
    "Hit",
    "Matching",
    "Query",
    "Ranker",
    "RelatedEntry",
    "ResultPage",
    "Snippet",
    "Suggester",
    "Suggestion",
    "SuggestionKind",
    "facet_label",
    "filters_of",
    "matching",
    "offered",
    "page_count",
    "period_of",
    "query_strings",
    "related",
    "search",
    "snippet",
    "suggester",
]
