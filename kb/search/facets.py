"""The facets of a page of results: values to filter by, how they are shown, and how many hits they leave."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from kb.index import FACETS
from kb.index.engines import Response
from kb.model import KIND_LABELS, Kind
from kb.search.asking import Query


class FacetValue(NamedTuple):
    """A value of a facet with the number of hits it would leave. A tuple, since a search makes a
    hundred or more."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    selected: bool


def facets_of(query: Query, response: Response) -> dict[str, tuple[FacetValue, ...]]:
    """The facet values with their counts; a selected value stays visible when nothing is left."""
    facets = {}
    for name in FACETS:
        counts = response.facets[name]
        if chosen := query.filters.get(name, ()):
            there = {value for value, _ in counts}
            counts += tuple((value, 0) for value in dict.fromkeys(chosen) if value not in there)
        label = _LABELS.get(name, str)
        facets[name] = tuple(
            [_facet_value((value, label(value), count, value in chosen)) for value, count in counts]
        )
    return facets


# A FacetValue of its fields in order: half the time of the call, which a search makes hundreds of
# times.
_facet_value = partial(tuple.__new__, FacetValue)


def facet_label(name: str, value: str) -> str:
    """How a facet value is shown."""
    return _LABELS.get(name, str)(value)


def _kind_label(value: str) -> str:
    return KIND_LABELS[Kind(value)] if value in KIND_LABELS else value


@lru_cache(maxsize=4096)
def _month_label(value: str) -> str:
    return f"{value[:4]}年{int(value[5:])}月" if len(value) == len("2018-07") else value


# How the values of a facet are shown that are not shown as they are.
_LABELS: dict[str, Callable[[str], str]] = {"kind": _kind_label, "month": _month_label}
