"""The main navigation. A new area of the site is one line in `NAV`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, request


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the main navigation: the endpoint of the area's first page, its name, what other
    blueprints the area has, and the right that its first page takes."""

    endpoint: str
    label: str
    also: tuple[str, ...] = ()
    right: str = "read"

    @property
    def current(self) -> str:
        """The link's aria-current: "page" on that page, "true" within its blueprint, else ""."""
        if request.endpoint == self.endpoint:
            return "page"
        area = (self.endpoint.partition(".")[0], *self.also)
        return "true" if request.blueprint in area else ""


# What is done with one bulletin that is published, or with all of them.
_OF_A_BULLETIN = (
    *("novelty", "related", "reports"),
    *("published", "editing", "history", "audience", "bin", "check"),
)
NAV = (
    NavItem("search.home", "检索", also=("compare",)),
    NavItem("bulletins.index", "简报", also=_OF_A_BULLETIN),
    NavItem("practices.index", "做法", also=("terms", "vocabulary", "lexicons")),
    NavItem("figures.index", "数据"),
    NavItem("trends.index", "趋势"),
    NavItem("topics.index", "专题"),
    NavItem("collections.index", "讲义", also=("taking", "quotecheck", "collection_editing")),
    NavItem("intake.index", "入库", also=("review", "editor_desk"), right="publish"),
    NavItem("help.index", "帮助"),
)


def register(app: Flask) -> None:
    """Give the navigation to every template."""

    @app.context_processor
    def navigation() -> dict[str, Any]:
        return {"nav": NAV}
