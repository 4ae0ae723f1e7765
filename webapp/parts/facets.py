"""The filters next to the results: facets to choose from, and chips to undo a choice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kb.index.engines import KIND_WORTH
from kb.model import Kind
from kb.search import FacetValue, Query, ResultPage, facet_label
from webapp.parts.addresses import search_url, toggled
from webapp.parts.formatting import day_label

FACET_LABELS = {
    "bank": "机构",
    "group": "小组",
    "practice": "做法",
    "kind": "类型",
    "month": "月份",
}
# Their order on the page, and how many values are shown before "更多".
SHOWN = {"kind": 4, "bank": 8, "practice": 8, "month": 6, "group": 6}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose, or chosen; `url` is the search with the choice reversed, "" where a form has
    the choices."""

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter; `more` are the choices behind "更多"."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `url` is the search without it, `query` that search."""

    label: str
    url: str
    query: Query


def facets_of(page: ResultPage, *, linked: bool = True) -> tuple[Facet, ...]:
    """The filters of a page of results, without those that have no values; with links unless a form has
    the choices."""
    return tuple(
        _facet(page.query if linked else None, name, shown, page.facets[name])
        for name, shown in SHOWN.items()
        if page.facets[name]
    )


def _facet(query: Query | None, name: str, shown: int, values: tuple[FacetValue, ...]) -> Facet:
    if name == "month":  # newest first
        values = tuple(sorted(values, key=lambda value: value.value, reverse=True))
    elif name == "kind":
        values = tuple(sorted(values, key=lambda value: KIND_WORTH[Kind(value.value)]))
    # Chosen values are always shown, even with a count of 0.
    first = {value.value for value in values[:shown]} | {v.value for v in values if v.selected}
    choices = [
        (
            value.value in first,
            Choice(
                value.value,
                value.label,
                value.count,
                value.selected,
                search_url(toggled(query, name, value.value)) if query else "",
            ),
        )
        for value in values
    ]
    return Facet(
        name,
        FACET_LABELS[name],
        tuple(choice for is_first, choice in choices if is_first),
        tuple(choice for is_first, choice in choices if not is_first),
    )


def chips_of(query: Query) -> tuple[Chip, ...]:
    """The filters in force, in the order of the page."""
    found = [
        (f"{FACET_LABELS[name]}：{facet_label(name, value)}", toggled(query, name, value))
        for name in SHOWN
        for value in query.filters.get(name, ())
    ]
    if limits := time_limits(query):
        found.append((f"时间：{limits}", replace(query, start=None, end=None, page=1)))
    return tuple(Chip(label, search_url(without), without) for label, without in found)


def time_limits(query: Query) -> str:
    """From when to when, in words; "" without limits."""
    since = f"{day_label(query.start)}起" if query.start else ""
    until = f"{day_label(query.end)}止" if query.end else ""
    return since + until
