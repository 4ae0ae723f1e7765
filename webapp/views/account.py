"""One's own account: logging in and out, the first account, one-time links, password, sessions."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import (
    Account,
    Attempt,
    LoginFailed,
    Session,
    Throttled,
    asker_of,
    logging_in,
    second_step,
    sessions,
    tokens,
)
from kb.errors import ConflictError, KbError, NotFoundError
from kb.files import OIDC, WITH_SESSIONS
from kb.state import forget_queries, own_queries
from webapp.access import (
    Right,
    access_home,
    begin_session,
    begin_ticket,
    current_session,
    end_current,
    forget,
    mode,
    record,
    session_secret,
    takes,
    visitor,
)
from webapp.parts import AccountPage, EnterPage, go_on, session_row

blueprint = Blueprint("account", __name__, url_prefix="/account")

# Of what is typed; a longer name or password is none.
_LONGEST_FIELD = 400
# Past queries that are shown.
SHOWN_QUERIES = 30
Answer = Response | str | tuple[str, int]


_DONE = {
    "password": "密码已改，其他地方的登录都已结束",
    "ended": "已结束",
    "queries": "检索记录已清空",
}


_WITHOUT_PASSWORD = tuple(
    f"account.{name}" for name in ("login", "logout", "index", "end", "forget_asked")
)


@blueprint.before_request
def only_with_accounts() -> None:
    """These pages are there only where people have accounts; those about passwords only where the
    site keeps them itself."""
    if mode() not in WITH_SESSIONS or (
        mode() == OIDC and request.endpoint not in _WITHOUT_PASSWORD
    ):
        abort(404)


def _attempt(name: str = "") -> Attempt:
    return Attempt(
        name or _typed("name"), _typed("password", strip=False), request.remote_addr or ""
    )


def _typed(name: str, *, strip: bool = True) -> str:
    text = request.form.get(name, "")[:_LONGEST_FIELD]
    return text.strip() if strip else text


def _entering(template: str, page: EnterPage, status: int = 200) -> tuple[str, int]:
    return render_template(f"account/{template}.html", page=page), status


def _status(error: KbError) -> int:
    return 429 if isinstance(error, Throttled) else 409 if isinstance(error, ConflictError) else 422


@blueprint.get("/login")
@takes(Right.ENTER)
def login() -> Answer:
    """The form to log in."""
    if current_session():
        return go_on(request.args.get("next", "/"))
    if mode() == OIDC:
        to = request.args.get("next", "")
        return render_template("account/provider.html", wrong="", onward=to)
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
    return _entered(account, to, "login")


def _entered(account: Account, to: str, how: str) -> Response:
    """Begin a session, or ask for the second step first."""
    if second_step.is_on(access_home(), account):
        response = redirect(url_for("second_step.ask", next=to or None), 303)
        begin_ticket(response, account)
        return response
    record(how, who=account.name)
    response = go_on(to)
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
    return _entered(account, "/", template)


@blueprint.get("/confirm")
@takes(Right.ACCOUNT)
def confirmation() -> Answer:
    """The form to give one's password again."""
    return _entering("confirm", _confirming(request.args.get("next", "")))


def _confirming(to: str, wrong: str = "") -> EnterPage:
    account = _session().account
    two = second_step.is_on(access_home(), account)
    return EnterPage(wrong, account.name, to, needs_code=two)


@blueprint.post("/confirm")
@takes(Right.ACCOUNT)
def confirm() -> Answer:
    """Go on in a new session that begins with the password."""
    now, to = time.time(), request.form.get("next", "")
    try:
        attempt = _attempt("-")
        account = logging_in.confirm(access_home(), _session().account, attempt, now)
        if second_step.is_on(access_home(), account):
            second_step.check(access_home(), account, _typed("code"), attempt.address, now)
    except KbError as error:
        record("confirm", result="failed")
        wrong = "密码不对" if isinstance(error, LoginFailed) else error.message
        return _entering("confirm", _confirming(to, wrong), _status(error))
    record("confirm")
    response = go_on(to)
    begin_session(response, account)
    return response


@blueprint.get("")
@takes(Right.ACCOUNT)
def index() -> str:
    """One's account and sessions."""
    what = request.args.get("done", "")
    done = _DONE.get(what, "")
    if what == "password":
        left = len(tokens.own_tokens(access_home(), _session().account, time.time()))
        done += f"；{left} 个令牌照常有效，有疑问请收回" if left else ""
    return _account_page(done=done)


@blueprint.post("/password")
@takes(Right.ACCOUNT)
def password() -> Answer:
    """Change one's password; all sessions end, and this browser gets a new one."""
    account = _session().account
    new = _typed("new", strip=False)
    try:
        changed = logging_in.change_password(
            access_home(), account, _attempt("-"), new, time.time()
        )
    except KbError as error:
        record("password", result="failed")
        return _account_page(wrong=error.message), _status(error)
    record("password")
    response = redirect(url_for("account.index", done="password"), 303)
    # Where administration takes a code too, the password alone does not open it.
    two = second_step.is_on(access_home(), account)
    begin_session(response, changed, _session().confirmed if two else None)
    return response


@blueprint.post("/queries")
@takes(Right.ACCOUNT)
def forget_asked() -> Answer:
    """Forget what this person asked."""
    forget_queries(access_home(), asker_of(visitor().actor))
    record("forget queries")
    return redirect(url_for("account.index", done="queries"), 303)


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
    rows = tuple(session_row(session, session.handle == mine.handle) for session in found)
    return render_template(
        "account/index.html",
        page=AccountPage(
            mine.account,
            rows,
            done=done,
            wrong=wrong,
            asked=tuple(own_queries(access_home(), asker_of(visitor().actor), SHOWN_QUERIES)),
        ),
    )
