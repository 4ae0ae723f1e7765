"""Taking excerpts: from an entry, a sentence, a selection, or ticked sentences, into a collection.

The page also shows the text with its source, ready to be copied; scripts ask it for the same as
JSON.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.exports import reference, short
from kb.insights import Whose
from kb.saved import (
    MAX_NAME,
    BadExcerpt,
    Collection,
    Contents,
    Excerpt,
    Sources,
    collection_changes,
    collections,
    joined_spans,
    take,
    warnings,
)
from kb.text import sentences
from webapp.access import Right, takes, visitor
from webapp.errors import answers_json
from webapp.services import current_collection, editor, keep_current, site

blueprint = Blueprint("taking", __name__, url_prefix="/collections")

FIRST_NAME = "我的讲义"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to tick; `value` is its range."""

    text: str
    value: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class TakePage:
    """An entry of which something is to be taken. `quote` is the text with its source; `targets`
    are the collections that are not archived."""

    entry: str
    title: str
    units: tuple[Unit, ...]
    quote: str
    targets: tuple[Collection, ...]
    current: int
    back_url: str
    longest: int = MAX_NAME


@blueprint.get("/take")
@takes(Right.READ)
def take_page() -> str:
    """What can be taken of an entry, and its text with the source."""
    excerpt = _asked()
    bulletin, entry = Sources(site().kb.corpus).entry(excerpt.entry)
    whole = excerpt.start == 0 and excerpt.end >= len(entry.text.rstrip())
    units = tuple(
        Unit(
            unit.quoted,
            f"{unit.start}-{unit.end}",
            not whole and unit.start < excerpt.end and excerpt.start < unit.end,
        )
        for unit in sentences(entry.text)
    )
    now = current_collection()
    page = TakePage(
        entry=excerpt.entry,
        title=entry.title,
        units=units,
        quote=_quote(excerpt),
        targets=tuple(
            c for c in collections.collections(site().kb.home, visitor().actor) if not c.archived
        ),
        current=now.id if now else 0,
        back_url=url_for("bulletins.bulletin", bulletin_id=bulletin.id, _anchor=entry.anchor),
    )
    return render_template("collections/take.html", page=page)


@blueprint.get("/take.json")
@takes(Right.READ)
@answers_json
def quote() -> Response:
    """The text of an excerpt with its source, for a script to copy."""
    return jsonify(quote=_quote(_asked()))


def _quote(excerpt: Excerpt) -> str:
    kb = site().kb
    bulletin, entry = Sources(kb.corpus).entry(excerpt.entry)
    bank = Whose(kb).bank(bulletin, entry, excerpt.start, excerpt.end)
    return f"“{excerpt.text}”{short(reference(bulletin, entry, bank=bank))}"


def _asked() -> Excerpt:
    values = request.args
    start, end = values.get("start", ""), values.get("end", "")
    sources, entry = Sources(site().kb.corpus), values.get("entry", "")
    return take(sources, entry, *_span(f"{start}-{end}")) if start or end else take(sources, entry)


@blueprint.post("/take")
@takes(Right.COLLECTIONS)
def add() -> Response:
    """Add what was ticked to a collection, and go there."""
    taken, target = _taken(), _target()
    if target is None:
        return redirect(_choose_url(), 303)
    _add(target, taken)
    where = url_for("collections.collection", collection_id=target.id, done="taken")
    response = redirect(f"{where}#kb-end", 303)
    keep_current(response, target.id)
    return response


@blueprint.post("/take.json")
@takes(Right.COLLECTIONS)
@answers_json
def add_at_once() -> Response:
    """Add the excerpt that a script sends to the current collection, and say so; without a current
    one, name the page where to choose."""
    taken, target = _taken(), _target()
    if target is None:
        return jsonify(message="请先选加到哪一份讲义", choose=_choose_url())
    count = _add(target, taken)
    url = url_for("collections.collection", collection_id=target.id)
    message = f"已加入“{target.name}”，现有 {count} 条{_doubt(target.id, len(taken))}"
    response = jsonify(message=message, name=target.name, count=count, url=url)
    keep_current(response, target.id)
    return response


def _doubt(collection_id: int, added: int) -> str:
    """What the excerpts added last repeat, "" when nothing."""
    contents = collections.collection(site().kb.home, collection_id, visitor().actor).contents
    doubts = warnings(contents)
    last = contents.chapters[-1].excerpts[-added:]
    return next((f"；{doubts[e.id][0]}" for e in last if e.id in doubts), "")


def _add(target: Collection, taken: tuple[Excerpt, ...]) -> int:
    return collection_changes.add(site().kb.home, target.id, taken, editor())


def _choose_url() -> str:
    start, _, end = next(iter(request.form.getlist("span")), "").partition("-")
    entry = request.form.get("entry", "")
    return url_for("taking.take_page", entry=entry, start=start or None, end=end or None)


def _taken() -> tuple[Excerpt, ...]:
    form = request.form
    sources, entry = Sources(site().kb.corpus), form.get("entry", "")
    spans = [_span(value) for value in form.getlist("span")]
    if not spans:
        return (take(sources, entry, quoted=form.get("quoted", "")),)
    _, source = sources.entry(entry)
    quoted = form.get("quoted", "") if len(spans) == 1 else ""
    return tuple(
        take(sources, entry, *span, quoted=quoted) for span in joined_spans(source.text, spans)
    )


def _target() -> Collection | None:
    """The chosen, the named or the current collection, or the only one that is the visitor's own; a new
    one if there are no collections at all. None when it is not plain which one is meant."""
    home, actor = site().kb.home, visitor().actor
    if name := request.form.get("new", "").strip():
        return collections.collection(home, collections.create(home, name, editor()), actor)
    if chosen := _number(request.form.get("to", "")):
        return collections.collection(home, chosen, actor)
    if now := current_collection():
        return now
    found = collections.collections(home, actor)
    if in_use := [c for c in found if not c.archived]:
        own = [c for c in in_use if actor.is_person and c.owner == actor.name]
        return own[0] if len(own) == 1 else None
    taken = {c.name for c in found}
    names = (f"{FIRST_NAME}{n if n > 1 else ''}" for n in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    return collections.collection(home, collections.create(home, name, editor(), Contents()), actor)


def _span(value: str) -> tuple[int, int]:
    start, _, end = value.partition("-")
    first, last = _number(start), _number(end)
    if first is None or last is None:
        raise BadExcerpt("没有加入：看不懂选中的范围", where=value[:40], hint="请回到条目页重选")
    return first, last


def _number(text: str) -> int | None:
    return int(text[:9]) if text.isascii() and text[:9].isdecimal() else None
