"""What somebody had typed when their session ended, after they have logged in again.

They are led to the page that the form is on, where it is filled in; nothing is carried out. Where the
form is not there any more, the texts are shown to be copied.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import SentForm, kept_forms
from kb.files import WITH_SESSIONS
from webapp.access import (
    Right,
    access_home,
    cookie_name,
    current_session,
    forget_cookie,
    mode,
    set_cookie,
    takes,
)
from webapp.errors import NotThere
from webapp.parts import filled

blueprint = Blueprint("kept_forms", __name__, url_prefix="/account/kept")
_KIND = "kept"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What was typed, a text each; `page_url` is where the form was, "" when that is not known."""

    texts: tuple[str, ...]
    page_url: str


@blueprint.before_request
def only_with_sessions() -> None:
    """Without sessions none ends."""
    if mode() not in WITH_SESSIONS:
        abort(404)


@blueprint.get("/<handle>")
@takes(Right.ACCOUNT)
def show(handle: str) -> Response | str:
    """Go to the page of the form, or show what was typed."""
    form = _found(handle)
    if form is None:
        raise NotThere(
            "没有保留的内容", hint="可能已经过期（保留一小时），或者不是用这个账号填写的"
        )
    if form.page and not request.args.get("text"):
        response = redirect(form.page, 303)
        set_cookie(response, handle, _KIND)
        return response
    texts = tuple(value for _, value in form.fields if len(value) > 1 and not value.isascii())
    return render_template("account/kept.html", page=KeptPage(texts, form.page))


@blueprint.after_app_request
def fill_in(response: Response) -> Response:
    """Fill in the form on the page that somebody was led to."""
    handle = request.cookies.get(cookie_name(_KIND), "")
    if not handle or request.method != "GET" or response.mimetype != "text/html":
        return response
    form = _found(handle) if current_session() else None
    if form is None:
        forget_cookie(response, _KIND)
        return response
    here = request.script_root + request.path
    if response.status_code == 303 or here != unquote(urlsplit(form.page).path):
        return response
    text = filled(response.get_data(as_text=True), form, here)
    if text is None:
        response = redirect(url_for("kept_forms.show", handle=handle, text=1), 303)
    else:
        response.set_data(text)
        kept_forms.forget(access_home(), handle)
    forget_cookie(response, _KIND)
    return response


def _found(handle: str) -> SentForm | None:
    session = current_session()
    if session is None or len(handle) > 100:
        return None
    return kept_forms.find(access_home(), session.account, handle, time.time())
