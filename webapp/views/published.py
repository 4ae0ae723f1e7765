"""The check page of a published bulletin: whom its sentences are about, and its other fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.corpus import By, digest
from kb.errors import ConflictError
from kb.uploads import correct_published, reopen
from webapp.access import Right, takes, visitor
from webapp.parts import COLLIDED, PublishedPage, conflict_notes, published_page
from webapp.services import left, site, updater, wake_worker, writing
from webapp.views.bulletins import readable_bulletin

blueprint = Blueprint("published", __name__, url_prefix="/bulletins")

# Bytes of a form: a hundred entries with all their sentences.
LARGEST = 4 * 1024 * 1024
_SAVED = "已保存，检索、对比和导出都已按它。"
_FOLLOWING = "已保存，索引正在后台更新，几秒钟后检索、对比和导出都按它。"


@blueprint.get("/<bulletin_id>/check")
@takes(Right.EDIT)
def check(bulletin_id: str) -> str:
    """A page of the form, by its number or by the anchor of an entry."""
    done = (_FOLLOWING if updater().pending else _SAVED) if request.args.get("saved") else ""
    return _rendered(replace(_page(bulletin_id), done=done))


@blueprint.post("/<bulletin_id>/check")
@takes(Right.EDIT)
def correct(bulletin_id: str) -> Response | tuple[str, int]:
    """Keep what was typed, then go to the page that a button names."""
    request.max_form_memory_size = request.max_content_length = LARGEST
    kb = site().kb
    readable_bulletin(bulletin_id)
    typed = request.form.to_dict()
    try:
        with writing(kb) as by:
            saved = correct_published(kb, bulletin_id, typed, by, seen=request.form.get("seen", ""))
    except ConflictError as error:
        page = replace(_page(bulletin_id), problem=f"{error.message}。{error.hint}")
        return _rendered(page.typed(typed, {})), 409
    if saved.wrong:
        return _rendered(_page(bulletin_id).typed(typed, saved.wrong)), 422
    if saved.conflicts:
        page = replace(_page(bulletin_id), problem=COLLIDED)
        wrong = conflict_notes(page.bulletin, saved.conflicts)
        return _rendered(page.typed(typed, wrong)), 409
    left(f"bulletin {bulletin_id}")
    do, _, target = request.form.get("do", "")[:200].partition(":")
    to, _, name = target.partition(":")
    number = _small(to) if do == "go" else _small(request.form.get("page", ""))
    entry = "" if do == "go" else request.form.get("entry", "")
    at = f"kb-kind-{entry}" if entry else f"kb-{name or 'content'}" if do == "go" else None
    where = url_for(
        "published.check",
        bulletin_id=bulletin_id,
        page=number if number > 1 else None,
        entry=entry or None,
        saved=1,
        _anchor=at,
    )
    return redirect(where, 303)


@blueprint.post("/<bulletin_id>/reopen")
@takes(Right.PUBLISH)
def reopen_file(bulletin_id: str) -> Response:
    """Have the file of the bulletin read as one issue, to be checked anew or to be split."""
    readable_bulletin(bulletin_id)
    made = reopen(site().kb, bulletin_id, By(visitor().actor, datetime.now()))
    wake_worker()
    return redirect(url_for("review.show", upload_id=made.id), 303)


def _page(bulletin_id: str) -> PublishedPage:
    stored = site().kb.corpus.read_markdown(bulletin_id)
    bulletin = readable_bulletin(bulletin_id)
    number, entry = _small(request.values.get("page", "")), request.values.get("entry", "")
    return published_page(site().kb, bulletin, digest(stored), number, entry)


def _rendered(page: PublishedPage) -> str:
    return render_template("bulletins/check.html", page=page)


def _small(typed: str) -> int:
    """A number as it was typed, 0 when it is none."""
    return int(typed[:6]) if typed.isascii() and typed[:6].isdecimal() else 0
