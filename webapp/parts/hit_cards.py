"""Entries that were found, as cards on a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kb.index.engines import Level
from kb.search import LEVEL_LABELS, Hit, level_heading
from kb.text import highlights
from webapp.parts.formatting import TableView, after_title, marked, snippet_lines


@dataclass(frozen=True, slots=True)
class HitView:
    """A result on the page. `snippet` is empty when the title is all of its text; `mark` says how
    it differs from a full match, `heading` is shown above the first of such hits; `is_new` marks
    entries that a topic did not have when it was last seen."""

    hit: Hit
    title: Markup
    snippet: tuple[Markup | TableView, ...]
    mark: str
    heading: str
    is_new: bool = False


def hit_views(
    hits: Iterable[Hit],
    strings: tuple[str, ...],
    new: Collection[str] = (),
    *,
    with_meant: bool = False,
) -> tuple[HitView, ...]:
    """The cards of some hits with the strings (in normal form) marked; `new` are ids, `with_meant`
    says that terms which everyday words mean were looked for."""
    views = []
    above = ""
    hits = tuple(hits)
    with_near = any(hit.level is Level.NEAR for hit in hits)
    for hit in hits:
        title = hit.document.title
        heading = level_heading(hit.level, with_near=with_near, with_meant=with_meant)
        views.append(
            HitView(
                hit=hit,
                title=marked(title, highlights(title, strings)),
                snippet=snippet_lines(after_title(hit.snippet, title)),
                mark=LEVEL_LABELS[hit.level],
                heading=heading if heading != above else "",
                is_new=hit.document.id in new,
            )
        )
        above = heading
    return tuple(views)
