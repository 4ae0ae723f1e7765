"""The bin: removed bulletins, and how to restore them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kb.corpus import BinItem, changes
from webapp.access import Right, takes
from webapp.parts import bulletin_name
from webapp.services import site, writing

blueprint = Blueprint("bin", __name__, url_prefix="/bin")


@dataclass(frozen=True, slots=True)
class Removed:
    """A bulletin in the bin; `latest` says that it was the last one removed under its id, the one
    that is put back."""

    item: BinItem
    title: str
    latest: bool


@blueprint.get("")
@takes(Right.EDIT)
def index() -> str:
    """The removed bulletins, the last one first."""
    items = site().kb.corpus.bin_items()
    seen: set[str] = set()
    rows = []
    for item in items:
        title = item.title or bulletin_name(item.bulletin_id)
        rows.append(Removed(item, title, item.bulletin_id not in seen))
        seen.add(item.bulletin_id)
    return render_template("bin/index.html", rows=rows)


@blueprint.post("/<bulletin_id>/restore")
@takes(Right.EDIT)
def restore(bulletin_id: str) -> Response:
    """Restore a bulletin."""
    kb = site().kb
    with writing(kb) as by:
        now_id = changes.undo_remove(kb.corpus, bulletin_id, by)
    return redirect(url_for("bulletins.bulletin", bulletin_id=now_id, done="restored"), 303)
