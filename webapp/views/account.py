"""One's own account: logging in and out, the first account, one-time links, password, sessions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import Account, Attempt, Session, Throttled, logging_in, passwords, sessions
from kb.errors import ConflictError, KbError, NotFoundError
from kb.files import LOCAL
from webapp.access import (
    Right,
    access_home,
    begin_session,
    current_session,
    end_current,
    forget,
    mode,
    record,
    session_secret,
    takes,
)

blueprint = Blueprint("account", __name__, url_prefix="/account")

# Of what is typed; a longer name or password is none.
_LONGEST_FIELD = 400
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class EnterPage:
    """A page on which somebody gives a name or a password. `name` is what was typed, or whose
    account it is; `wrong` says in Chinese what is wrong; `onward` is where to go then."""

    wrong: str = ""
    name: str = ""
    onward: str = ""
    code: str = ""
    needs_setup: bool = False
    shortest: int = passwords.SHORTEST
    longest: int = passwords.LONGEST


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of one's own."""

    handle: str
    program: str
    address: str
    since: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`done` says in Chinese what was just done."""

    account: Account
    rows: tuple[SessionRow, ...]
    done: str = ""
    wrong: str = ""
    shortest: int = passwords.SHORTEST
    longest: int = passwords.LONGEST


_DONE = {"password": "密码已改，其他地方的登录都已结束", "ended": "已结束"}


@blueprint.before_request
def only_with_accounts() -> None:
    """These pages are there only where the site has accounts of its own."""
    if mode() != LOCAL:
        abort(404)


def _attempt(name: str = "") -> Attempt:
    return Attempt(
        name or _typed("name"), _typed("password", strip=False), request.remote_addr or ""
    )


def _typed(name: str, *, strip: bool = True) -> str:
    text = request.form.get(name, "")[:_LONGEST_FIELD]
    return text.strip() if strip else text


def onward(address: str) -> str:
    """An address of this site to go to afterwards, without the path of the site; "/" for any that
    would lead elsewhere."""
    inside = address.startswith("/") and not address.startswith("//")
    return address if inside and address.isprintable() and "\\" not in address else "/"


def _go(address: str) -> Response:
    return redirect(request.script_root + onward(address), 303)


def _entering(template: str, page: EnterPage, status: int = 200) -> tuple[str, int]:
    return render_template(f"account/{template}.html", page=page), status


def _status(error: KbError) -> int:
    return 429 if isinstance(error, Throttled) else 409 if isinstance(error, ConflictError) else 422


@blueprint.get("/login")
@takes(Right.ENTER)
def login() -> Answer:
    """The form to log in."""
    if current_session():
        return _go(request.args.get("next", "/"))
    needed = logging_in.needs_setup(access_home())
    return _entering("login", EnterPage(onward=request.args.get("next", ""), needs_setup=needed))


@blueprint.post("/login")
@takes(Right.ENTER)
def enter() -> Answer:
    """Log in, into a new session."""
    to = request.form.get("next", "")
    attempt = _attempt()
    try:
        account = logging_in.log_in(access_home(), attempt, time.time())
    except KbError as error:
        slowed = isinstance(error, Throttled)
        meant = logging_in.known_name(access_home(), attempt.name)
        record("login", meant, "denied" if slowed else "failed")
        return _entering("login", EnterPage(error.message, attempt.name, to), _status(error))
    record("login", who=account.name)
    response = _go(to)
    begin_session(response, account)
    return response


@blueprint.post("/logout")
@takes(Right.ACCOUNT)
def logout() -> Answer:
    """End this session."""
    record("logout")
    end_current()
    response = redirect(url_for("account.login"), 303)
    forget(response)
    return response


@blueprint.get("/setup")
@takes(Right.ENTER)
def setup() -> Answer:
    """The form to make the first account."""
    if not logging_in.needs_setup(access_home()):
        return redirect(url_for("account.login"), 303)
    return _entering("setup", EnterPage())


@blueprint.post("/setup")
@takes(Right.ENTER)
def set_up() -> Answer:
    """Make the first account with the code that the program printed, and log it in."""
    attempt, code = _attempt(), _typed("code")

    def made() -> Account:
        return logging_in.set_up(access_home(), code, attempt, time.time())

    return _made(made, "setup", EnterPage(name=attempt.name, code=code))


@blueprint.get("/link/<secret>")
@takes(Right.ENTER)
def link(secret: str) -> Answer:
    """The form to set the password of the account that a link is for."""
    found = logging_in.account_of_secret(access_home(), secret, time.time())
    return _entering("link", EnterPage(name=found.name))


@blueprint.post("/link/<secret>")
@takes(Right.ENTER)
def redeem(secret: str) -> Answer:
    """Set the password of the account that a link is for, and log it in."""
    found = logging_in.account_of_secret(access_home(), secret, time.time())

    def made() -> Account:
        return logging_in.redeem(access_home(), secret, _attempt(found.name), time.time())

    return _made(made, "link", EnterPage(name=found.name))


def _made(made: Callable[[], Account], template: str, page: EnterPage) -> Answer:
    try:
        account = made()
    except KbError as error:
        record(template, result="failed")
        wrong = f"{error.message}。{error.hint}" if error.hint else error.message
        shown = EnterPage(wrong, page.name, code=page.code)
        return _entering(template, shown, _status(error))
    record(template, who=account.name)
    response = _go("/")
    begin_session(response, account)
    return response


@blueprint.get("/confirm")
@takes(Right.ACCOUNT)
def confirmation() -> Answer:
    """The form to give one's password again."""
    name, to = _session().account.name, request.args.get("next", "")
    return _entering("confirm", EnterPage(name=name, onward=to))


@blueprint.post("/confirm")
@takes(Right.ACCOUNT)
def confirm() -> Answer:
    """Go on in a new session that begins with the password."""
    now, to = time.time(), request.form.get("next", "")
    try:
        logging_in.confirm(access_home(), _session().account, _attempt("-"), now)
    except KbError as error:
        record("confirm", result="failed")
        wrong = "密码不对" if _status(error) == 422 else error.message
        name = _session().account.name
        return _entering("confirm", EnterPage(wrong, name, to), _status(error))
    record("confirm")
    response, account = _go(to), _session().account
    begin_session(response, account)
    return response


@blueprint.get("")
@takes(Right.ACCOUNT)
def index() -> str:
    """One's account and sessions."""
    return _account_page(done=_DONE.get(request.args.get("done", ""), ""))


@blueprint.post("/password")
@takes(Right.ACCOUNT)
def password() -> Answer:
    """Change one's password; all sessions end, and this browser gets a new one."""
    account = _session().account
    new = _typed("new", strip=False)
    try:
        logging_in.change_password(access_home(), account, _attempt("-"), new, time.time())
    except KbError as error:
        record("password", result="failed")
        return _account_page(wrong=error.message), _status(error)
    record("password")
    response = redirect(url_for("account.index", done="password"), 303)
    begin_session(response, account)
    return response


@blueprint.post("/sessions")
@takes(Right.ACCOUNT)
def end() -> Answer:
    """End one session of one's own, or all others."""
    account, handle = _session().account, _typed("handle")
    record("end sessions", account.name)
    if handle:
        sessions.end_session(access_home(), account, handle, time.time())
    else:
        sessions.end_others(access_home(), account, session_secret())
    return redirect(url_for("account.index", done="ended"), 303)


def _session() -> Session:
    found = current_session()
    if found is None:  # without accounts of its own the site has no such page
        raise NotFoundError("没有登录")
    return found


def _account_page(done: str = "", wrong: str = "") -> str:
    mine = _session()
    found = sessions.sessions_of(access_home(), mine.account, time.time())
    rows = tuple(_row(session, session.handle == mine.handle) for session in found)
    return render_template(
        "account/index.html", page=AccountPage(mine.account, rows, done=done, wrong=wrong)
    )


_PROGRAMS = ("Edg", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Windows", "Android", "iPhone", "Mac OS", "Linux")


def _row(session: Session, current: bool) -> SessionRow:
    names = [
        next((name for name in known if name in session.agent), "")
        for known in (_PROGRAMS, _SYSTEMS)
    ]
    return SessionRow(
        session.handle,
        " · ".join(filter(None, names)) or "其他程序",
        session.address,
        datetime.fromtimestamp(session.created),
        datetime.fromtimestamp(session.seen),
        current,
    )
