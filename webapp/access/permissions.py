"""The one place that asks whether a visitor may do what they are about to do.

Every view says which right it takes (`@takes(Right.PUBLISH)`); a view that says none is denied
wherever visitors have accounts, and changes nothing anywhere. kb/access/ says which roles have which
rights. Without accounts (access = "none") the site listens on this machine only, everyone who sits
at it may do everything, and the history calls them 网站.

No request that changes something is taken from another site's page: browsers say in Origin, in
Sec-Fetch-Site or, old ones, in Referer where a request comes from (OWASP, Cross-Site Request Forgery
Prevention, "Verifying Origin with standard headers").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Flask, current_app, g, request

from kb.access import NOBODY, RIGHT_NAMES, Actor, Forbidden, Right, who_may
from kb.files import NONE, PROXY
from kb.rights import WEBSITE

View = TypeVar("View", bound=Callable[..., object])
# Views whose answers are the same for everybody.
SHARED = ("static", "style_sheet")
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who makes a request. `name` is how the history of a bulletin calls them; `key` is a secret
    that their browser and the site share, "" when there is none; `program` says that it asks with a
    token: it has no account to administer."""

    actor: Actor
    key: str = field(default="", repr=False)
    program: bool = False

    @property
    def name(self) -> str:
        """The name of the actor."""
        return self.actor.name

    @property
    def is_known(self) -> bool:
        """Have they logged in, or need they not?"""
        return self.actor.role is not None

    def may(self, right: Right) -> bool:
        """Do they have this right?"""
        return self.actor.may(right) and not (self.program and right in _PERSONAL)


# What takes a person with a browser.
_PERSONAL = (Right.ACCOUNT, Right.ASK)
EVERYBODY = Visitor(WEBSITE)
STRANGER = Visitor(NOBODY)


class LoginNeeded(Forbidden):
    """Nobody has logged in."""


def mode() -> str:
    """How this site knows who asks, as it was when the site started."""
    found: str = current_app.config["KB_ACCESS"]
    return found


def visitor() -> Visitor:
    """Who makes the current request."""
    if mode() == NONE:
        return EVERYBODY
    found: Visitor = g.get("visitor", STRANGER)
    return found


def takes(right: Right) -> Callable[[View], View]:
    """Mark a view as one that takes a right."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]
        return view

    return mark


def right_of(view: object) -> Right | None:
    """The right that a view takes, None when it says none."""
    return getattr(view, "right", None)


def register(app: Flask, access: str) -> None:
    """Ask before every request; tell templates what to offer: `may("edit")`."""
    app.config["KB_ACCESS"] = access
    app.before_request(_check)
    app.jinja_env.globals["may"] = lambda right: visitor().may(Right(right))


def _check() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return
    right = right_of(view)
    if request.method not in READING:
        if right is None:
            raise Forbidden("这个页面只能查看")
        if not _is_own_page():
            raise Forbidden("这个请求来自别的网站，没有执行", hint="请从本站的页面操作")
    elif right is None and mode() == NONE:
        return
    if right is None or not visitor().may(right):
        if not visitor().is_known:
            raise _login_needed()
        asked = RIGHT_NAMES[right] if right else "查看这个页面"
        raise Forbidden(f"没有权限{asked}", hint=who_may(right) if right else "请向管理员申请")


def _login_needed() -> LoginNeeded:
    if g.get("token_refused"):
        return LoginNeeded("令牌无效，或者已经收回、过期了", hint="请在“我的账号 › 令牌”里另做一个")
    if name := g.get("without_role"):
        return LoginNeeded(
            f"统一入口说您是“{name}”，但您所在的组在这里没有角色",
            hint="请向管理员申请：在 kb.toml 的 [identity] 里写明您的组是什么角色",
        )
    if mode() == PROXY:
        return LoginNeeded("这里不认识您", hint="请先在单位的统一入口登录")
    return LoginNeeded("请先登录")


def _is_own_page() -> bool:
    """Does a page of this site make the request? Programs other than browsers name no page."""
    origin = request.headers.get("Origin")
    if origin is not None:
        # Compared as text: a browser writes the scheme and the host, and nothing else.
        return origin == f"{request.scheme}://{request.host}"
    # Browsers of before 2020 name the page only in Referer.
    page = request.headers.get("Referer", "")
    if page and not page.startswith(f"{request.scheme}://{request.host}/"):
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
