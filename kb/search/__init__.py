"""Search: from a query to a page of results, with ranking, snippets, completion and related entries.

Nothing here renders a page.
"""

from __future__ import annotations

from kb.search.answers import Answer, answers
from kb.search.asking import Query, filters_of, period_of
from kb.search.completion import Suggester, Suggestion, SuggestionKind, suggester
from kb.search.facets import FacetValue, facet_label
from kb.search.ordering import LEVEL_LABELS, Scored, level_heading
from kb.search.ranking import DEFAULT, Ranker
from kb.search.related import RelatedEntry, related
from kb.search.results import (
    MAX_LIMIT,
    Hit,
    Matching,
    ResultPage,
    matching,
    page_count,
    query_strings,
    search,
)
from kb.search.snippets import Snippet, snippet
from kb.search.spelling import offered, prepare_offers

__all__ = [
    "DEFAULT",
    "LEVEL_LABELS",
    "MAX_LIMIT",
    "Answer",
    "FacetValue",
    "Hit",
    "Matching",
    "Query",
    "Ranker",
    "RelatedEntry",
    "ResultPage",
    "Scored",
    "Snippet",
    "Suggester",
    "Suggestion",
    "SuggestionKind",
    "answers",
    "facet_label",
    "filters_of",
    "level_heading",
    "matching",
    "offered",
    "page_count",
    "period_of",
    "prepare_offers",
    "query_strings",
    "related",
    "search",
    "snippet",
    "suggester",
]
