"""Over time and across banks: how often each practice is mentioned."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from kb.insights import trends
from webapp.access import Right, one_value, takes
from webapp.errors import Link, NotThere
from webapp.parts import Heat, Lines, heat_view, lines_of
from webapp.services import kept, site

blueprint = Blueprint("trends", __name__)


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """The tables of all practices, or of `practice` with those below it; `lines` are the practices
    over time, or the banks of the practice."""

    practice: str
    lines: Lines | None
    tables: tuple[Heat, ...]


@blueprint.get("/trends")
@takes(Right.READ)
@kept()
def index() -> str:
    """The heat tables."""
    kb = site().kb
    name = one_value(request.args, "practice").strip()
    one = kb.vocabulary.practice(name) if name else None
    if name and one is None:
        raise NotThere(
            f"词表里没有做法“{name[:40]}”",
            hint="请从下面的入口选一个做法",
            links=(
                Link("查看全部做法", url_for("practices.index")),
                Link("全部做法的趋势", url_for("trends.index")),
            ),
        )
    found = trends(kb, one.name if one else "")
    tables = [found.periods, found.banks, *([found.peers] if found.peers else [])]
    name = one.name if one else ""
    page = TrendsPage(name, lines_of(kb, name), tuple(map(heat_view, tables)))
    return render_template("trends/index.html", page=page)
