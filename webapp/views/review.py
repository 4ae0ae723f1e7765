"""The check screen of one upload: what the editor looks at, changes and decides there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kb.corpus import By
from kb.enrich import announced
from kb.errors import ConflictError, IndexBusy, KbError, QueryError
from kb.state import UploadState, uploads
from kb.uploads import (
    Edited,
    Revision,
    Shelf,
    check,
    cut,
    decisions,
    drop,
    join,
    look_at,
    merge_with_previous,
    split,
)
from webapp.access import Right, takes, visitor
from webapp.parts import COLLIDED, CheckPage, check_page, conflict_notes
from webapp.services import left, site, updater, wake_worker
from webapp.views.intake import Progress, UploadView, progress_now, views_of
from webapp.views.pictures import picture_response

blueprint = Blueprint("review", __name__, url_prefix="/intake")

_LONGEST_NUMBER = 9  # digits
EDITS_DONE = {
    "undo": "已撤销。",
    "drop": "已去掉，可以在页面下方取回。",
    "restore": "已取回。",
    "merge": "已合并。",
    "split": "已拆成两条。",
}


@dataclass(frozen=True, slots=True)
class UploadPage:
    """An upload that cannot be checked now: still being read, failed, or finished; `problem` says
    in Chinese why it cannot be checked although it was read."""

    view: UploadView
    progress: Progress
    problem: str = ""


@blueprint.get("/<upload_id>")
@takes(Right.PUBLISH)
def show(upload_id: str) -> str:
    """The check screen, or the state of the upload."""
    kb = site().kb
    found = uploads.find(kb.home, upload_id)
    problem = ""
    if found.state is UploadState.WAITING:
        done = "已保存修改。" if request.args.get("saved") else ""
        done = EDITS_DONE.get(request.args.get("done", ""), done)
        try:
            checked = check_page(kb, found, _number(), done=done)
            what = checked.check.revision.what
            if request.args.get("done") == "merge" and what:
                checked = replace(checked, done=f"已合并：{what}。")
            return _checked(checked)
        except KbError as error:  # what was read is damaged: it can be read again
            problem = str(error)
    (view,) = views_of([found])
    page = UploadPage(view, progress_now(), problem)
    return render_template("intake/upload.html", page=page)


def _checked(page: CheckPage) -> str:
    return render_template("intake/check.html", page=page)


@blueprint.get("/<upload_id>/pictures/<file>")
@takes(Right.PUBLISH)
def picture(upload_id: str, file: str) -> Response:
    """A picture within a file that is to be checked."""
    home = site().kb.home
    found = uploads.find(home, upload_id)
    return picture_response(file, Shelf(home).picture(found.id, file))


@blueprint.post("/<upload_id>/save")
@takes(Right.PUBLISH)
def save(upload_id: str) -> Redirect | tuple[str, int]:
    """Keep the corrections."""
    return _save(upload_id) or _see("review.show", upload_id=upload_id, page=_other_page(), saved=1)


def _save(upload_id: str) -> tuple[str, int] | None:
    """Save what was typed; if something is not valid, return the page that says so."""
    kb = site().kb
    found = uploads.find(kb.home, upload_id)
    if found.state is not UploadState.WAITING:
        raise decisions.settled(found.state)
    typed = request.form.to_dict()
    try:
        saved = decisions.correct(kb, upload_id, typed, _by(), seen=_seen_revision())
    except ConflictError as error:
        if uploads.find(kb.home, upload_id).state is not UploadState.WAITING:
            raise
        problem = f"{error.message}。{error.hint}"
        return _checked(check_page(kb, found, _number(), problem=problem).typed(typed, {})), 409
    if saved.wrong:
        return _checked(check_page(kb, found, _number()).typed(typed, saved.wrong)), 422
    if saved.conflicts:
        page = check_page(kb, found, _number(), problem=COLLIDED)
        return _checked(page.typed(typed, conflict_notes(page.bulletin, saved.conflicts))), 409
    return None


def _by() -> By:
    return By(visitor().actor, datetime.now())


def _seen_revision() -> int:
    """The number of the revision that the form showed; a form that names none showed the reading."""
    return _small(request.form.get("revision", ""))


def _number() -> int:
    """The page of the check screen that is asked for, or that was sent."""
    return _small(request.values.get("page", "")) or 1


def _other_page() -> int | None:
    """The page to come back to, None for the first one."""
    return _number() if _number() > 1 else None


def _small(typed: str) -> int:
    """A number as it was typed, 0 when it is none."""
    return int(typed[:6]) if typed.isascii() and typed[:6].isdecimal() else 0


@blueprint.post("/<upload_id>/edit")
@takes(Right.PUBLISH)
def edit(upload_id: str) -> Redirect | tuple[str, int]:
    """Keep what was typed, then do what a button says: go to another page or to a doubt there, look
    at a doubt, drop, restore, merge or split entries, undo, read the file as one issue or several."""
    kb = site().kb
    do, _, target = request.form.get("do", "")[:200].partition(":")
    if do != "undo" and (refused := _save(upload_id)):
        return refused
    if do == "go":
        page, _, name = target.partition(":")
        where = f"kb-{name or 'content'}"
        return _see("review.show", upload_id=upload_id, page=_small(page) or 1, _anchor=where)
    try:
        if do in ("join", "cut"):
            return _regrouped(upload_id, do)
        done = _do(upload_id, do, target)
    except KbError as error:
        found = uploads.find(kb.home, upload_id)
        if found.state is not UploadState.WAITING:
            raise
        return _checked(
            check_page(kb, found, _number(), problem=f"{error.message}。{error.hint}")
        ), 422
    where = "kb-notes" if do.startswith("look") else "kb-content"
    return _see("review.show", upload_id=upload_id, page=_other_page(), done=done, _anchor=where)


def _regrouped(upload_id: str, do: str) -> Redirect:
    """Have the file read as one issue, or as several, and go to where that can be followed."""
    kb, by = site().kb, _by()
    if do == "join":
        made = join(kb, upload_id, by).id
        where = _see("review.show", upload_id=made)
    else:
        begins = set(map(_small, request.form.getlist("begin")))
        where = _see("intake.index", queued=len(cut(kb, upload_id, begins, by)))
    left(f"upload {upload_id}")
    wake_worker()
    return where


def _do(upload_id: str, do: str, target: str) -> str:
    """Do it, and return the name of what was done."""
    kb, by = site().kb, _by()
    shelf = Shelf(kb.home)
    match do:
        case "look":
            look_at(shelf, upload_id, frozenset([target]))
        case "look-all":
            doubts = check(kb, uploads.find(kb.home, upload_id)).doubts
            look_at(shelf, upload_id, frozenset(doubt.key for doubt in doubts))
        case "undo":
            decisions.undo(kb, upload_id, by, seen=_seen_revision())
        case "drop":
            anchors = {target} if target else set(request.form.getlist("pick"))
            decisions.edit_entries(kb, upload_id, lambda now: drop(now, anchors), by)
        case "restore":
            numbers = {
                int(n)
                for n in request.form.getlist("left")
                if n.isdecimal() and len(n) <= _LONGEST_NUMBER
            }
            decisions.take_back(kb, upload_id, numbers, by, seen=_seen_revision())
        case "merge":
            decisions.edit_entries(kb, upload_id, lambda now: _merged(now, target), by)
        case "split":
            anchor, _, at = target.rpartition(":")
            place = int(at) if at.isdecimal() and len(at) <= _LONGEST_NUMBER else -1
            decisions.edit_entries(kb, upload_id, lambda now: split(now, anchor, place), by)
        case _:
            raise QueryError("没有说要做什么", hint="请从核对页上操作")
    return do


def _merged(now: Revision, anchor: str) -> Edited:
    vocabulary, title = site().kb.vocabulary, announced(now.bulletin)
    return merge_with_previous(now, anchor, lambda entry: vocabulary.practices_of(entry, title))


@blueprint.post("/<upload_id>/publish")
@takes(Right.PUBLISH)
def publish(upload_id: str) -> Redirect | tuple[str, int]:
    """Keep the corrections, and store the bulletin."""
    kb = site().kb
    if refused := _save(upload_id):
        return refused
    try:
        with updater().giving_way():
            bulletin_id = decisions.publish(
                kb,
                upload_id,
                _by(),
                seen=request.form.get("seen", ""),
                forced=request.form.get("take") == "new",
            )
    except (ConflictError, IndexBusy) as error:
        found = uploads.find(kb.home, upload_id)
        if found.state is not UploadState.WAITING:
            raise
        return _checked(check_page(kb, found, _number(), problem=str(error))), 409
    left(f"upload {upload_id}")
    if uploads.find(kb.home, upload_id).state is UploadState.UNCHANGED:
        return _see("intake.index", kept=1)
    updater().follow(wait=0)
    return _see("bulletins.bulletin", bulletin_id=bulletin_id, done="published")


@blueprint.post("/<upload_id>/discard")
@takes(Right.PUBLISH)
def discard(upload_id: str) -> Redirect:
    """Discard an upload."""
    decisions.discard(site().kb.home, upload_id, _by())
    left(f"upload {upload_id}")
    return _see("intake.index", discarded=1)


@blueprint.post("/<upload_id>/retry")
@takes(Right.PUBLISH)
def retry(upload_id: str) -> Redirect:
    """Have an upload read again."""
    decisions.retry(site().kb.home, upload_id, _by())
    wake_worker()
    return _see("intake.index", queued=1)


def _see(endpoint: str, **values: Any) -> Redirect:
    return redirect(url_for(endpoint, **values), 303)
