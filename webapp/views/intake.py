"""Intake: upload, progress, the check screen, and what the editor decides there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from kb.access import OverQuota, Use
from kb.corpus import By
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.readers import ARCHIVE, FORMATS, MAX_BYTES
from kb.state import FINISHED, OPEN, UNDER_WAY, Upload, UploadState, uploads
from kb.uploads import (
    KEPT,
    Arrival,
    Shelf,
    decisions,
    is_web_address,
    lacks,
    latest,
    receive,
    receive_text,
)
from webapp.access import Right, spend, takes, visitor
from webapp.errors import answers_json
from webapp.services import site, updater, wake_worker

blueprint = Blueprint("intake", __name__, url_prefix="/intake")

_MB = 1024 * 1024
MAX_REQUEST = 512 * _MB
# A pasted text, and the fields of a bulletin of some hundred entries.
MAX_TYPED = 16 * _MB
SHOWN_FINISHED = 100
# Each costs reading the file with the result of reading.
LACKS_SHOWN = 30
FINDABLE = "现在可以检索到"
ADDRESS_REFUSED = (
    "这是一个网址，本系统不连外网，取不到网页。请在浏览器里打开它，用“另存为”存成"
    "“网页，全部”或“单个文件”（.mhtml），再上传存下的文件"
)
STATE_LABELS = {
    UploadState.QUEUED: "排队",
    UploadState.READING: "读取中",
    UploadState.WAITING: "待核对",
    UploadState.PUBLISHED: "已入库",
    UploadState.UNCHANGED: "未变",
    UploadState.FAILED: "失败",
    UploadState.DISCARDED: "已放弃",
    UploadState.UNPACKED: "已拆开",
}


@dataclass(frozen=True, slots=True)
class UploadView:
    """An upload, whether it could be read again, and what it lacks, in few words."""

    upload: Upload
    can_retry: bool
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many uploads are being read or wait for it, and a text that differs whenever any upload
    has moved on."""

    under_way: int
    stamp: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """`going` are the uploads that are under way, wait or failed, `finished` the latest of the
    others; `clear` counts those that can be published without being looked at, `failed` those that
    failed. `done` says in
    Chinese what was just done, `found` what to say when the index has it, `problem` what could not
    be; `text` and `title` are what was typed
    then."""

    going: tuple[UploadView, ...]
    finished: tuple[UploadView, ...]
    clear: int
    failed: int
    progress: Progress
    done: tuple[str, ...] = ()
    found: str = ""
    problem: str = ""
    text: str = ""
    title: str = ""
    formats: str = ",".join((*FORMATS, ARCHIVE))
    largest_file: int = MAX_BYTES // _MB
    largest_request: int = MAX_REQUEST // _MB


def register(app: Flask) -> None:
    """Add the pages, and limit the size of one request."""
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
    page = _index_page(_messages(request.args))
    if "published" in request.args and updater().pending:
        found = "；".join(page.done)
        done = tuple(
            text.replace(FINDABLE, "索引正在后台更新，几秒钟后检索得到") for text in page.done
        )
        page = replace(page, done=done, found=f"{found}。")
    return render_template("intake/index.html", page=page)


def _index_page(
    done: tuple[str, ...] = (), problem: str = "", text: str = "", title: str = ""
) -> IndexPage:
    home = site().kb.home
    going = uploads.in_state(home, *OPEN)
    finished = uploads.latest(home, *FINISHED, limit=SHOWN_FINISHED)
    return IndexPage(
        going=views_of(going[::-1]),
        finished=views_of(finished),
        clear=sum(map(_is_clear, going)),
        failed=sum(upload.state is UploadState.FAILED for upload in going),
        progress=_progress_of(going, finished),
        done=done,
        problem=problem,
        text=text,
        title=title,
    )


def views_of(found: list[Upload]) -> tuple[UploadView, ...]:
    """The uploads as pages show them; what they lack is only given for the first ones that wait."""
    kb = site().kb
    waiting = [upload.id for upload in found if upload.state is UploadState.WAITING]
    listed = set(waiting[:LACKS_SHOWN])
    return tuple(
        UploadView(u, decisions.can_retry(kb.home, u), _lacks(kb, u) if u.id in listed else ())
        for u in found
    )


def _lacks(kb: KnowledgeBase, upload: Upload) -> tuple[str, ...]:
    try:
        return lacks(latest(Shelf(kb.home), upload.id).bulletin, kb.vocabulary)
    except KbError:  # its own page says what is wrong
        return ()


def _is_clear(upload: Upload) -> bool:
    return upload.state is UploadState.WAITING and not upload.doubts and not upload.bulletin


def _messages(args: Mapping[str, str]) -> tuple[str, ...]:
    """What was just done, as the address says it in numbers."""
    said = {
        "received": "已收到 {} 份文件，正在后台读取",
        "known": "{} 份正在处理或待核对，没有重复收下",
        "refused": "{} 份不能读取，原因写在下面",
        "queued": "{} 份重新排队，正在后台读取",
        "published": "已入库 {} 期，" + FINDABLE,
        "discarded": f"已放弃 {{}} 份；{KEPT.days} 天以内可以重新读取",
        "kept": "保留了已有的简报，{} 份没有入库",
    }
    counts = ((text, args.get(name, "")[:6]) for name, text in said.items())
    return tuple(text.format(int(n)) for text, n in counts if n.isascii() and n.isdecimal())


def progress_now() -> Progress:
    """How many uploads are being read or wait for it."""
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
    found = progress_now()
    return jsonify({"under_way": found.under_way, "stamp": found.stamp})


@blueprint.post("")
@takes(Right.PUBLISH)
def upload() -> Redirect | tuple[str, int]:
    """Take files, or a pasted text, or both."""
    home, actor, now = site().kb.home, visitor().actor, datetime.now()
    text, title = request.form.get("text", ""), request.form.get("title", "")
    formatted = request.form.get("html", "")
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files and not text.strip():
        page = _index_page(problem="请选择文件，或者粘贴文字", title=title)
        return render_template("intake/index.html", page=page), 422
    if is_web_address(text):
        page = _index_page(problem=ADDRESS_REFUSED, text=text, title=title)
        return render_template("intake/index.html", page=page), 422
    try:
        spend(Use.UPLOADS, len(files) + bool(text.strip()))
    except OverQuota as error:  # what was typed is shown again
        page = _index_page(problem=f"{error.message}。{error.hint}", text=text, title=title)
        return render_template("intake/index.html", page=page), 429
    arrived: list[Arrival] = []
    try:
        for file in files:
            arrived.append(receive(home, file.filename or "", file.stream, actor, now))
        if text.strip():
            arrived.append(receive_text(home, formatted or text, title, actor, now))
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
    with updater().giving_way():
        published = decisions.publish_clear(site().kb, By(visitor().actor, datetime.now()))
    updater().follow(wait=0)
    return _see("intake.index", published=len(published))


@blueprint.post("/discard-failed")
@takes(Right.PUBLISH)
def discard_failed() -> Redirect:
    """Discard all uploads that failed."""
    by = By(visitor().actor, datetime.now())
    return _see("intake.index", discarded=decisions.discard_failed(site().kb.home, by))


def _see(endpoint: str, **values: Any) -> Redirect:
    return redirect(url_for(endpoint, **values), 303)
