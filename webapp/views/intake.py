"""Intake: upload, progress, the check screen, and what the editor decides there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kb.corpus import By
from kb.errors import ConflictError, IndexBusy, KbError, QueryError
from kb.readers import ARCHIVE, FORMATS, MAX_BYTES
from kb.state import FINISHED, OPEN, UNDER_WAY, Upload, UploadState, uploads
from kb.uploads import (
    KEPT,
    Arrival,
    Shelf,
    check,
    drop,
    look_at,
    merge_with_previous,
    receive,
    receive_text,
    restore,
    split,
)
from kb.uploads import decisions as deciding
from webapp.access import Right, takes, visitor
from webapp.errors import answers_json
from webapp.parts import COLLIDED, CheckPage, check_page, told_conflicts
from webapp.services import site, upkeep, wake_worker
from webapp.views.pictures import picture_response

blueprint = Blueprint("intake", __name__, url_prefix="/intake")

_MB = 1024 * 1024
MAX_REQUEST = 512 * _MB
# A pasted text, and the fields of a bulletin of some hundred entries.
MAX_TYPED = 16 * _MB
SHOWN_FINISHED = 100
EDITS_DONE = {
    "undo": "已撤销。",
    "drop": "已去掉，可以在页面下方取回。",
    "restore": "已取回。",
    "merge": "已合并。",
    "split": "已拆成两条。",
}
STATE_LABELS = {
    UploadState.QUEUED: "排队",
    UploadState.READING: "读取中",
    UploadState.WAITING: "待核对",
    UploadState.PUBLISHED: "已入库",
    UploadState.UNCHANGED: "未变",
    UploadState.FAILED: "失败",
    UploadState.DISCARDED: "已放弃",
}


@dataclass(frozen=True, slots=True)
class UploadView:
    """An upload, and whether it could be read again."""

    upload: Upload
    can_retry: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How many uploads are being read or wait for it, and a text that differs whenever any upload
    has moved on."""

    under_way: int
    stamp: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """`going` are the uploads that are under way, wait or failed, `finished` the latest of the
    others; `clear` counts those that can be published without being looked at. `done` says in
    Chinese what was just done, `problem` what could not be; `text` and `title` are what was typed
    then."""

    going: tuple[UploadView, ...]
    finished: tuple[UploadView, ...]
    clear: int
    progress: Progress
    done: tuple[str, ...] = ()
    problem: str = ""
    text: str = ""
    title: str = ""
    formats: str = ",".join((*FORMATS, ARCHIVE))
    largest_file: int = MAX_BYTES // _MB
    largest_request: int = MAX_REQUEST // _MB


@dataclass(frozen=True, slots=True)
class UploadPage:
    """An upload that is not to be checked now: still being read, failed, or done with; `problem`
    says in Chinese why it cannot be checked although it was read."""

    view: UploadView
    progress: Progress
    problem: str = ""


def register(app: Flask) -> None:
    """Add the pages, and bound what one request may bring."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_TYPED
    app.jinja_env.filters["upload_state"] = STATE_LABELS.__getitem__
    app.jinja_env.filters["file_size"] = _size_label
    app.register_blueprint(blueprint)


def _size_label(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{max(1, size // 1024)} KB"


@blueprint.get("")
@takes(Right.PUBLISH)
def index() -> str:
    """What was uploaded, and the forms to upload more."""
    return render_template("intake/index.html", page=_index_page(_told(request.args)))


def _index_page(
    done: tuple[str, ...] = (), problem: str = "", text: str = "", title: str = ""
) -> IndexPage:
    home = site().kb.home
    going = uploads.in_state(home, *OPEN)
    finished = uploads.latest(home, *FINISHED, limit=SHOWN_FINISHED)
    return IndexPage(
        going=_views(going[::-1]),
        finished=_views(finished),
        clear=sum(map(_is_clear, going)),
        progress=_progress_of(going, finished),
        done=done,
        problem=problem,
        text=text,
        title=title,
    )


def _views(found: list[Upload]) -> tuple[UploadView, ...]:
    return tuple(UploadView(u, deciding.can_retry(site().kb.home, u)) for u in found)


def _is_clear(upload: Upload) -> bool:
    return upload.state is UploadState.WAITING and not upload.doubts and not upload.bulletin


def _told(args: Mapping[str, str]) -> tuple[str, ...]:
    """What was just done, as the address says it in numbers."""
    said = {
        "received": "已收到 {} 份文件，正在后台读取",
        "known": "{} 份正在处理或待核对，没有重复收下",
        "refused": "{} 份不能读取，原因写在下面",
        "queued": "{} 份重新排队，正在后台读取",
        "published": "已入库 {} 期，索引在后台更新，稍后检索得到",
        "discarded": f"已放弃 {{}} 份；{KEPT.days} 天以内可以重新读取",
        "kept": "保留了已有的简报，{} 份没有入库",
    }
    counts = ((text, args.get(name, "")[:6]) for name, text in said.items())
    return tuple(text.format(int(n)) for text, n in counts if n.isascii() and n.isdecimal())


def _progress() -> Progress:
    home = site().kb.home
    return _progress_of(uploads.in_state(home, *OPEN), uploads.latest(home, *FINISHED, limit=1))


def _progress_of(going: list[Upload], finished: list[Upload]) -> Progress:
    """Of the uploads that are on their way, and those that came to their end, the last first."""
    found = [*going, *finished[:1]]
    rows = repr([(u.id, u.state, u.stage, u.changed) for u in found])
    under_way = sum(upload.state in UNDER_WAY for upload in found)
    return Progress(under_way, hashlib.sha256(rows.encode()).hexdigest()[:16])


@blueprint.get("/progress")
@takes(Right.PUBLISH)
@answers_json
def progress() -> Response:
    """{"under_way", "stamp"} for webapp/static/progress.js."""
    found = _progress()
    return jsonify({"under_way": found.under_way, "stamp": found.stamp})


@blueprint.post("")
@takes(Right.PUBLISH)
def upload() -> Redirect | tuple[str, int]:
    """Take files, or a pasted text, or both."""
    home, who, now = site().kb.home, visitor().name, datetime.now()
    text, title = request.form.get("text", ""), request.form.get("title", "")
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files and not text.strip():
        page = _index_page(problem="请选择文件，或者粘贴文字", title=title)
        return render_template("intake/index.html", page=page), 422
    arrived: list[Arrival] = []
    try:
        for file in files:
            arrived += receive(home, file.filename or "", file.stream, who, now)
        if text.strip():
            arrived.append(receive_text(home, text, title, who, now))
    except KbError as error:  # the disk is full: what was typed is shown again
        page = _index_page(problem=str(error), text=text, title=title)
        return render_template("intake/index.html", page=page), 500
    finally:
        wake_worker()
    failed = sum(a.upload.state is UploadState.FAILED for a in arrived)
    known = sum(a.known for a in arrived)
    counts = {"received": len(arrived) - failed - known, "known": known, "refused": failed}
    return _see("intake.index", **{name: count for name, count in counts.items() if count})


@blueprint.post("/publish-clear")
@takes(Right.PUBLISH)
def publish_clear() -> Redirect:
    """Publish all uploads that leave nothing to look at."""
    with upkeep().giving_way():
        published = deciding.publish_clear(site().kb, _by())
    upkeep().follow(wait=0)
    return _see("intake.index", published=len(published))


@blueprint.get("/<upload_id>")
@takes(Right.PUBLISH)
def show(upload_id: str) -> str:
    """The check screen, or where the upload stands."""
    kb = site().kb
    found = uploads.find(kb.home, upload_id)
    problem = ""
    if found.state is UploadState.WAITING:
        done = "已保存修改。" if request.args.get("saved") else ""
        done = EDITS_DONE.get(request.args.get("done", ""), done)
        try:
            return _checked(check_page(kb, found, done=done))
        except KbError as error:  # what was read is damaged: it can be read again
            problem = str(error)
    (view,) = _views([found])
    page = UploadPage(view, _progress(), problem)
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
    return _save(upload_id) or _see("intake.show", upload_id=upload_id, saved=1)


def _save(upload_id: str) -> tuple[str, int] | None:
    """Keep what was typed; where something of it cannot be taken, the page that says so."""
    kb = site().kb
    found = uploads.find(kb.home, upload_id)
    if found.state is not UploadState.WAITING:
        raise deciding.settled()
    typed = request.form.to_dict()
    saved = deciding.correct(kb, upload_id, typed, _by(), seen=_seen_revision())
    if saved.wrong:
        return _checked(check_page(kb, found).typed(typed, saved.wrong)), 422
    if saved.conflicts:
        page = check_page(kb, found, problem=COLLIDED)
        return _checked(page.typed(typed, told_conflicts(saved.conflicts))), 409
    return None


def _by() -> By:
    return By(visitor().name, datetime.now())


def _seen_revision() -> int:
    """The number of the revision that the form showed; a form that names none showed the reading."""
    typed = request.form.get("revision", "")[:6]
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


@blueprint.post("/<upload_id>/edit")
@takes(Right.PUBLISH)
def edit(upload_id: str) -> Redirect | tuple[str, int]:
    """Keep what was typed, then do what a button says: look at a doubt, drop, restore, merge or
    split entries, undo."""
    kb = site().kb
    do, _, target = request.form.get("do", "")[:200].partition(":")
    if do != "undo" and (refused := _save(upload_id)):
        return refused
    try:
        done = _do(upload_id, do, target)
    except KbError as error:
        found = uploads.find(kb.home, upload_id)
        if found.state is not UploadState.WAITING:
            raise
        return _checked(check_page(kb, found, problem=f"{error.message}。{error.hint}")), 422
    where = "kb-notes" if do.startswith("look") else "kb-content"
    return _see("intake.show", upload_id=upload_id, done=done, _anchor=where)


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
            deciding.undo(kb, upload_id, by)
        case "drop":
            anchors = {target} if target else set(request.form.getlist("pick"))
            deciding.edit_entries(kb, upload_id, lambda now: drop(now, anchors), by)
        case "restore":
            numbers = {int(n) for n in request.form.getlist("left") if n.isdecimal()}
            deciding.edit_entries(kb, upload_id, lambda now: restore(now, numbers), by)
        case "merge":
            deciding.edit_entries(kb, upload_id, lambda now: merge_with_previous(now, target), by)
        case "split":
            anchor, _, at = target.rpartition(":")
            place = int(at) if at.isdecimal() else -1
            deciding.edit_entries(kb, upload_id, lambda now: split(now, anchor, place), by)
        case _:
            raise QueryError("没有说要做什么", hint="请从核对页上操作")
    return do


@blueprint.post("/<upload_id>/publish")
@takes(Right.PUBLISH)
def publish(upload_id: str) -> Redirect | tuple[str, int]:
    """Keep the corrections, and store the bulletin."""
    kb = site().kb
    if refused := _save(upload_id):
        return refused
    try:
        with upkeep().giving_way():
            bulletin_id = deciding.publish(
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
        return _checked(check_page(kb, found, problem=str(error))), 409
    if uploads.find(kb.home, upload_id).state is UploadState.UNCHANGED:
        return _see("intake.index", kept=1)
    upkeep().follow(wait=0)
    return _see("bulletins.bulletin", bulletin_id=bulletin_id, done="published")


@blueprint.post("/<upload_id>/discard")
@takes(Right.PUBLISH)
def discard(upload_id: str) -> Redirect:
    """Give an upload up."""
    deciding.discard(site().kb.home, upload_id, datetime.now())
    return _see("intake.index", discarded=1)


@blueprint.post("/<upload_id>/retry")
@takes(Right.PUBLISH)
def retry(upload_id: str) -> Redirect:
    """Have an upload read again."""
    deciding.retry(site().kb.home, upload_id, datetime.now())
    wake_worker()
    return _see("intake.index", queued=1)


def _see(endpoint: str, **values: Any) -> Redirect:
    return redirect(url_for(endpoint, **values), 303)
