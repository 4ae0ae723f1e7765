"""The one handler of errors: a page, or JSON.

JSON goes to clients that prefer it, and to every client of a view that answers JSON
(`@answers_json`). It has one shape, {"code", "status", "message", "hint"}: `code` is a word for
programs, `status` repeats the status of HTTP, `message` and `hint` are Chinese text for people.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException

from kb.access import BadName, LinkSpent, OverQuota, Throttled, WeakPassword
from kb.errors import (
    ConflictError,
    CorpusError,
    EngineError,
    IndexDamaged,
    IndexMissing,
    KbError,
    NotFoundError,
    QueryError,
    SourceError,
    StorageError,
    StorageFull,
    TemplateError,
    TooLargeSource,
)
from kb.files import WITH_SESSIONS
from webapp.access import (
    Forbidden,
    LoginNeeded,
    ReadOnly,
    Right,
    WrongHost,
    keep_sent_form,
    mode,
    typed_in_vain,
    visitor,
)
from webapp.monitoring import shown_address
from webapp.services import updater, whole_site

View = TypeVar("View", bound=Callable[..., object])

# For each status the code of the JSON answer and the heading of the page.
_NAMES = {
    400: ("bad_request", "请求有误"),
    401: ("login_needed", "请先登录"),
    403: ("forbidden", "不能这样做"),
    404: ("not_found", "没有找到"),
    405: ("method_not_allowed", "不支持这种请求"),
    409: ("conflict", "内容已有变化"),
    413: ("too_large", "文件太大"),
    422: ("cannot_process", "不能处理"),
    429: ("too_many", "请过一会儿再试"),
    500: ("internal_error", "出错了"),
    501: ("not_installed", "还不能导出"),
    503: ("unavailable", "暂时不可用"),
    507: ("storage_full", "磁盘已满"),
}


# Seconds after which a program may ask again for what is not available now.
RETRY_SECONDS = "10"


class CannotExport(KbError):
    """A kind of file that this installation cannot write; the hint says what to install."""


_STATUS: tuple[tuple[type[KbError], int], ...] = (
    (CannotExport, 501),
    (ReadOnly, 503),
    (LoginNeeded, 401),
    (LinkSpent, 404),
    (WrongHost, 400),
    (BadName, 400),
    (WeakPassword, 400),
    (Throttled, 429),
    (OverQuota, 429),
    (Forbidden, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (TooLargeSource, 413),
    (SourceError, 422),
    (TemplateError, 422),
    (QueryError, 400),
    (EngineError, 503),
    (StorageFull, 507),
    (StorageError, 503),
)


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go instead."""

    label: str
    url: str


class NotThere(NotFoundError):
    """There is nothing at this address; `links` lead to what may have been meant."""

    def __init__(self, message: str, *, hint: str = "", links: tuple[Link, ...] = ()) -> None:
        super().__init__(message, hint=hint)
        self.links = links


class Spoilt(CorpusError):
    """A file of the corpus that cannot be read; `links` lead to where it can be corrected."""

    def __init__(self, error: CorpusError, links: tuple[Link, ...]) -> None:
        super().__init__(error.message, where=error.where, hint=error.hint)
        self.links = links


@dataclass(frozen=True, slots=True)
class Problem:
    """What a visitor reads about an error."""

    status: int
    message: str
    hint: str = ""
    links: tuple[Link, ...] = ()

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self._names[1]

    @property
    def code(self) -> str:
        """The kind of error, as a word for programs; statuses without a code share one."""
        return self._names[0]

    @property
    def _names(self) -> tuple[str, str]:
        return _NAMES.get(self.status, _NAMES[500 if self.status >= 500 else 400])

    def as_json(self) -> dict[str, str | int]:
        """The one shape of errors in JSON."""
        return {
            "code": self.code,
            "status": self.status,
            "message": self.message,
            "hint": self.hint,
        }


def answers_json(view: View) -> View:
    """Mark a view that answers JSON: its errors are JSON too, for every client."""
    view.answers_json = True  # type: ignore[attr-defined]
    return view


def problem_of(error: Exception) -> Problem:
    """What to tell a visitor about an error."""
    match error:
        case KbError():
            status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
            message = f"{error.where}：{error.message}" if error.where else error.message
            return Problem(status, message, error.hint, getattr(error, "links", ()))
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return Problem(507, "磁盘已满，没有保存", "请腾出磁盘空间后重试")
        case HTTPException(code=404):
            return Problem(404, "没有这个页面", "请检查地址，或从下面的入口进入")
        case HTTPException(code=405):
            return Problem(405, "这个页面只能查看", "请从网站上的链接进入")
        case HTTPException(code=413):
            return Problem(413, "上传的内容超过了上限", "请分几次上传")
        case HTTPException(code=400):  # its description is English
            return Problem(400, "看不懂这个请求", "请从网站上的链接进入")
        case HTTPException(code=int(code)):
            return Problem(code, f"请求没有完成（{code}）", "请从网站上的链接进入")
        case _:
            return Problem(500, "程序出了意外", "请重试；若仍然出错，请查看运行窗口里的出错记录")


def register(app: Flask) -> None:
    """Handle every error of every view."""
    app.register_error_handler(Exception, _handle)


def _handle(error: Exception) -> Response | HTTPException:
    if isinstance(error, HTTPException) and (error.code is None or error.code < 400):
        return error  # a redirect
    if isinstance(error, LoginNeeded) and mode() in WITH_SESSIONS and _can_come_back():
        return make_response(redirect(url_for("account.login", next=_here()), 303))
    if isinstance(error, LoginNeeded) and (kept := keep_sent_form()):
        there = url_for("kept_forms.show", handle=kept).removeprefix(request.script_root)
        return make_response(redirect(url_for("account.login", next=there), 303))
    problem = _for_visitors(problem_of(error))
    if _is_of_the_machine(error) and not (
        visitor().may(Right.EDIT) or visitor().may(Right.ADMINISTER)
    ):
        problem = replace(problem, hint="请稍后再试；一直这样，就请告诉管理员")
    if isinstance(error, LoginNeeded) and mode() in WITH_SESSIONS and not g.get("token_refused"):
        ended = "登录已经结束，没有执行" if request.method == "POST" else problem.message
        problem = replace(problem, message=ended, links=(Link("登录", url_for("account.login")),))
    if isinstance(error, ReadOnly) and (kept := keep_sent_form()):
        there = url_for("kept_forms.show", handle=kept)
        problem = replace(problem, links=(Link("能改动以后接着填写（保留一小时）", there),))
    if isinstance(error, IndexMissing | IndexDamaged) and updater().doubt():
        problem = replace(problem, hint="网站正在重建索引，请稍后刷新这个页面")
    if problem.status == 500:
        address = shown_address(request)
        current_app.logger.error("%s %s", request.method, address, exc_info=error)
    elif isinstance(error, KbError) and (error.original or _is_of_the_machine(error)):
        current_app.logger.warning("%s%s", error, error.quoted)
    if _wants_json():
        response = jsonify(problem.as_json())
    else:
        typed = typed_in_vain() if isinstance(error, LoginNeeded | ReadOnly) else ()
        no_index = isinstance(error, EngineError)
        page = render_template("error.html", problem=problem, typed=typed, no_index=no_index)
        response = make_response(page)
    response.status_code = problem.status
    response.headers["Vary"] = "Accept"
    if problem.status == 503:
        response.headers["Retry-After"] = RETRY_SECONDS
    if isinstance(error, Throttled):
        response.headers["Retry-After"] = str(error.seconds)
    elif isinstance(error, OverQuota):
        response.headers["Retry-After"] = str(error.seconds(datetime.now()))
    return response


def _is_of_the_machine(error: Exception) -> bool:
    """Is it for those who run the site to mend: the index, or where the state is?"""
    return isinstance(error, EngineError | StorageError)


def _can_come_back() -> bool:
    return request.method in ("GET", "HEAD") and not _wants_json() and not g.get("token_refused")


def _here() -> str:
    """The address of this page within the site, to come back to after logging in."""
    return request.full_path.rstrip("?")


def _for_visitors(problem: Problem) -> Problem:
    """A problem as visitors read it: without the folder of the home and the address of its database."""
    kb = whole_site().kb
    database = f"{kb.settings.state.shown}：" if kb.settings.state else ""
    message = problem.message.removeprefix(database)
    return replace(
        problem, message=kb.home.for_visitors(message), hint=kb.home.for_visitors(problem.hint)
    )


def _wants_json() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    accepted = request.accept_mimetypes
    return (
        getattr(view, "answers_json", False) or accepted["application/json"] > accepted["text/html"]
    )
