"""The second step of logging in: giving the code, and turning the step on and off."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from kb.access import Account, Attempt, LinkSpent, Throttled, logging_in, second_step
from kb.errors import KbError
from kb.files import LOCAL
from webapp.access import (
    Right,
    access_home,
    begin_session,
    current_session,
    forget_ticket,
    mode,
    needs_confirmation,
    record,
    takes,
    ticket_secret,
    visitor,
)
from webapp.parts import go_on, onward
from webapp.services import whole_site

blueprint = Blueprint("second_step", __name__, url_prefix="/account/second")
Answer = Response | str | tuple[str, int]
_LONGEST = 400
_NO_PICTURE = Markup()


@dataclass(frozen=True, slots=True)
class StepPage:
    """Where the second step stands. `secret` and `picture` are for the app, while it is turned on;
    `codes` are new recovery codes, shown once; `left` are those that were not used; `onward` is
    where the person was going, "" when they came for this page."""

    on: bool
    secret: str = ""
    picture: Markup = _NO_PICTURE
    codes: tuple[str, ...] = ()
    left: int = 0
    wrong: str = ""
    done: str = ""
    onward: str = ""


@blueprint.before_request
def only_with_accounts() -> None:
    """These pages are there only where the site has accounts of its own."""
    if mode() != LOCAL:
        abort(404)


@blueprint.get("")
@takes(Right.ENTER)
def ask() -> Answer:
    """The form for the code, for one whose password was right."""
    try:
        logging_in.account_of_ticket(access_home(), ticket_secret(), time.time())
    except LinkSpent:
        return redirect(url_for("account.login", next=request.args.get("next")), 303)
    return _asking(request.args.get("next", ""))


@blueprint.post("")
@takes(Right.ENTER)
def enter() -> Answer:
    """Log in, shown the code."""
    home, now, secret = access_home(), time.time(), ticket_secret()
    to = request.form.get("next", "")
    try:
        account = logging_in.account_of_ticket(home, secret, now)
    except LinkSpent:
        return redirect(url_for("account.login", next=to or None), 303)
    try:
        second_step.check(home, account, _code(), request.remote_addr or "", now)
        logging_in.use_ticket(home, secret)
    except KbError as error:
        slowed = isinstance(error, Throttled)
        record("second step", account.name, "denied" if slowed else "failed")
        return _asking(to, error.message), 429 if slowed else 422
    record("login", who=account.name)
    response = go_on(to)
    begin_session(response, account)
    forget_ticket(response)
    return response


@blueprint.get("/settings")
@takes(Right.ACCOUNT)
def settings() -> Answer:
    """Turn the second step on, or off. The secret for the app is shown to those only who gave the
    password lately: it stays the same until the step is on."""
    if needs_confirmation() and not second_step.is_on(access_home(), _account()):
        here = request.full_path.rstrip("?").removeprefix(request.script_root)
        return redirect(url_for("account.confirmation", next=here), 303)
    return _page(done="已关闭" if request.args.get("done") == "off" else "")


@blueprint.post("/settings")
@takes(Right.ACCOUNT)
def change() -> Answer:
    """Turn the step on with a code of the app; or, with the password and a code, off, or make other
    recovery codes."""
    home, account, now = access_home(), _account(), time.time()
    do = request.form.get("do", "")
    address = request.remote_addr or ""
    try:
        account = logging_in.confirm(home, account, Attempt("", _password(), address), now)
        if do == "on":
            codes = second_step.activate(home, account, _code(), now)
        else:
            second_step.check(home, account, _code(), address, now)
            codes = second_step.new_codes(home, account) if do == "codes" else ()
    except KbError as error:
        record(f"second step {do[:10]}", account.name, "failed")
        wrong = "密码不对" if isinstance(error, logging_in.LoginFailed) else error.message
        return _page(wrong=wrong), 429 if isinstance(error, Throttled) else 422
    if do == "off":
        second_step.turn_off(home, visitor().actor, account)
    record(f"second step {do[:10]}", account.name)
    if do == "off":
        response = redirect(url_for("second_step.settings", done="off"), 303)
        begin_session(response, account)
        return response
    made = Response(mimetype="text/html")
    begin_session(made, account)
    made.set_data(_page(codes=codes, on=True))
    return made


def _page(
    *, codes: tuple[str, ...] = (), on: bool | None = None, wrong: str = "", done: str = ""
) -> str:
    to = onward(request.values["next"]) if request.values.get("next") else ""
    home, account = access_home(), _account()
    is_on = second_step.is_on(home, account) if on is None else on
    if is_on:
        left = second_step.codes_left(home, account)
        page = StepPage(on=True, codes=codes, left=left, wrong=wrong, done=done, onward=to)
    else:
        secret = second_step.begin(home, account)
        picture = _picture(second_step.address(secret, account, whole_site().kb.settings.name))
        page = StepPage(False, secret, picture, wrong=wrong, done=done, onward=to)
    return render_template("account/second.html", page=page)


def _picture(address: str) -> Markup:
    """A QR code as SVG within the page, dark on light in every colour scheme."""
    import segno  # imported here: only these pages need it

    file = io.BytesIO()
    segno.make(address, error="m").save(
        file, kind="svg", scale=4, border=3, light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return Markup(file.getvalue().decode())


def _asking(to: str, wrong: str = "") -> str:
    return render_template("account/second_ask.html", onward=to, wrong=wrong)


def _code() -> str:
    return request.form.get("code", "")[:_LONGEST].strip()


def _password() -> str:
    return request.form.get("password", "")[:_LONGEST]


def _account() -> Account:
    found = current_session()
    if found is None:
        abort(404)
    return found.account
