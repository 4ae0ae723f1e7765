"""Accounts and the audit log, for administrators."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import (
    RIGHT_NAMES,
    ROLE_NAMES,
    USE_NAMES,
    Account,
    Actor,
    Details,
    Event,
    Role,
    Wanted,
    administration,
    audit,
    known_names,
    quotas,
    second_step,
)
from kb.errors import KbError, QueryError
from kb.files import LOCAL, NONE
from webapp.access import (
    Right,
    access_home,
    mode,
    record,
    right_of,
    takes,
    visitor,
)
from webapp.parts import setting_rows
from webapp.services import whole_site

blueprint = Blueprint("users", __name__, url_prefix="/users")

SHOWN_EVENTS = 300
SHOWN_DAYS = 7
_LONGEST_SOUGHT = 60
# What there is to see also where accounts are kept elsewhere.
_EVERYWHERE = ("users.log", "users.usage", "users.settings")
_NOBODY_YET = Wanted("", Role.READER)
Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class UserRow:
    """An account, with the name of its role; `lacks_step` says that its role must log in with a
    second step, which it has not set up; `seen` is when a session that is open was last used."""

    account: Account
    role: str
    is_self: bool
    two_steps: bool
    lacks_step: bool = False
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class UsersPage:
    """`link` is a one-time link that was just made, for the account `linked`; it is shown once.
    `wrong` says in Chinese what is wrong with `typed`; `sought` is what the rows were searched for;
    `good_for` is for how long the link can be used."""

    rows: tuple[UserRow, ...]
    roles: tuple[tuple[str, str], ...]
    done: str = ""
    wrong: str = ""
    link: str = ""
    linked: str = ""
    typed: Wanted = _NOBODY_YET
    sought: str = ""
    good_for: str = "7 天"


@dataclass(frozen=True, slots=True)
class EventRow:
    """A line of the audit log, in local time and in Chinese."""

    event: Event
    when: datetime
    what: str
    on: str
    result: str


_DONE = {
    "role": "角色已改，此人的登录都已结束，再登录后生效",
    "details": "已改，此人下一次打开页面时生效",
    "unlisted": "已改，此人下一次打开页面时生效。机构名录里没有这个机构，请核对",
    "disabled": "已停用，此人的登录都已结束",
    "enabled": "已启用",
    "ended": "此人的登录都已结束",
    "one": "此人的两步登录已取消，登录都已结束",
}


@blueprint.before_request
def only_where_people_are_known() -> None:
    """Without accounts of its own the site has none to show, and without names no log."""
    if mode() == NONE or (mode() != LOCAL and request.endpoint not in _EVERYWHERE):
        abort(404)


@blueprint.get("")
@takes(Right.ADMINISTER)
def index() -> str:
    """All accounts, and the form to invite somebody."""
    return _page(done=_DONE.get(request.args.get("done", ""), ""))


@blueprint.post("")
@takes(Right.ADMINISTER)
def invite() -> Answer:
    """Make an account; the link by which it gets a password is shown once."""
    wanted = Wanted(
        request.form.get("name", ""),
        _role(request.form.get("role", "")),
        _details(),
    )
    try:
        account, secret = administration.invite(access_home(), visitor().actor, wanted, time.time())
    except KbError as error:
        record("invite", wanted.name[:40], "failed")
        return _page(wrong=error.message, typed=wanted), 422
    record("invite", f"{account.name} {account.role}")
    note = ""
    if _is_unlisted(account.bank):
        note = f"账号已建立。机构名录里没有“{account.bank}”，请核对写法"
    return _page(link=_link(secret), linked=account.name, done=note)


@blueprint.post("/<int:account_id>")
@takes(Right.ADMINISTER)
def change(account_id: int) -> Answer:
    """Change an account, end its sessions, or make it a link for another password."""
    home, actor, now = access_home(), visitor().actor, time.time()
    account = administration.account_by_id(home, actor, account_id)
    what = request.form.get("do", "")
    try:
        match what:
            case "role":
                role = _role(request.form.get("role", ""))
                administration.set_role(home, actor, account, role)
                what = f"role {role}"
            case "details":
                administration.set_details(home, actor, account, _details())
                if _is_unlisted(_details().bank):
                    record(what, account.name)
                    return redirect(url_for("users.index", done="unlisted"), 303)
            case "disabled" | "enabled":
                disabled = what == "disabled"
                administration.set_disabled(home, actor, account, disabled=disabled)
            case "one step":
                second_step.turn_off(home, actor, account)
            case "ended":
                administration.end_sessions(home, actor, account)
            case "link":
                secret = administration.new_link(home, actor, account, now)
                record("link", account.name)
                good_for = "24 小时" if account.has_password else "7 天"
                return _page(link=_link(secret), linked=account.name, good_for=good_for)
            case _:
                raise QueryError("看不懂要做什么", hint="请从网站上的按钮进入")
    except KbError:
        record(what[:40], account.name, "failed")
        raise
    record(what, account.name)
    return redirect(url_for("users.index", done=what.partition(" ")[0]), 303)


@blueprint.get("/log")
@takes(Right.ADMINISTER)
def log() -> str:
    """The last lines of the audit log."""
    rows = [
        EventRow(
            event,
            datetime.fromisoformat(event.when).astimezone(),
            _what(event.what),
            audit.on_in_words(event),
            audit.RESULTS.get(event.result, event.result),
        )
        for event in audit.latest(access_home(), SHOWN_EVENTS)
    ]
    return render_template("users/log.html", rows=rows, most=SHOWN_EVENTS)


@blueprint.get("/usage")
@takes(Right.ADMINISTER)
def usage() -> str:
    """What each person did of what is limited in a day."""
    most = whole_site().kb.settings.quotas
    since = date.today() - timedelta(days=SHOWN_DAYS - 1)
    return render_template(
        "users/usage.html",
        rows=quotas.used(access_home(), visitor().actor, since),
        names={use.value: name for use, name in USE_NAMES.items()},
        limits=[(name, quotas.most_of(most, use)) for use, name in USE_NAMES.items()],
        days=SHOWN_DAYS,
    )


@blueprint.get("/settings")
@takes(Right.ADMINISTER)
def settings() -> str:
    """The settings in force."""
    return render_template("users/settings.html", rows=setting_rows(whole_site().kb.settings))


def _details() -> Details:
    form = request.form
    groups = tuple(re.split(r"[;；、,，]", form.get("groups", "")[:2000]))
    return Details(form.get("bank", "")[:400], groups, form.get("full_name", "")[:400])


def _is_unlisted(bank: str) -> bool:
    """Has the vocabulary no such bank? It may be mistyped."""
    banks = whole_site().kb.vocabulary.organisations
    return bool(known_names.unlisted_banks([" ".join(bank.split())], banks))


def _what(word: str) -> str:
    """What was done: what there are words for, or the right that the view of this name takes."""
    right = right_of(current_app.view_functions.get(word))
    said = audit.in_words(word)
    return RIGHT_NAMES[right] if right and said == word else said


def _role(typed: str) -> Role:
    try:
        return Role(typed)
    except ValueError as error:
        raise QueryError("没有这个角色", hint="请从网站上的选项里选") from error


def _link(secret: str) -> str:
    return url_for("account.link", secret=secret, _external=True)


def _page(
    done: str = "",
    wrong: str = "",
    link: str = "",
    linked: str = "",
    typed: Wanted = _NOBODY_YET,
    good_for: str = "",
) -> str:
    actor = visitor().actor
    sought = " ".join(request.args.get("q", "")[:_LONGEST_SOUGHT].split())
    seen: dict[int, float] = {}
    for session in administration.all_sessions(access_home(), actor, time.time()):
        seen[session.account.id] = max(session.seen, seen.get(session.account.id, 0.0))
    rows = tuple(
        _row(one, actor, seen.get(one.id))
        for one in administration.all_accounts(access_home(), actor)
        if sought.casefold()
        in " ".join((one.name, one.full_name, one.bank, *one.groups)).casefold()
    )
    roles = tuple((role.value, name) for role, name in ROLE_NAMES.items())
    page = UsersPage(rows, roles, done, wrong, link, linked, typed, sought, good_for or "7 天")
    return render_template("users/index.html", page=page)


def _row(account: Account, actor: Actor, seen: float | None) -> UserRow:
    on = second_step.is_on(access_home(), account)
    required = account.role in whole_site().kb.settings.second_factor
    return UserRow(
        account,
        ROLE_NAMES[account.role],
        account.name == actor.name,
        on,
        required and not on,
        datetime.fromtimestamp(seen) if seen else None,
    )
