"""The one place that asks whether a visitor may do what they are about to do.

A view that changes something, or shows what is not published, says which right it takes
(`@takes(Right.PUBLISH)`); a request that changes something reaches only views that name a right.
Accounts come later and answer in `may`; until then the site listens on this machine only, everyone
who sits at it may do everything, and the history calls them 网站.

No request that changes something is taken from another site's page: browsers say in Origin, or in
Sec-Fetch-Site, where a request comes from (OWASP, Cross-Site Request Forgery Prevention, "Verifying
Origin with standard headers"). A token in every form (Flask-WTF) would need a session, and there is
none to steal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Flask, current_app, request

from kb.errors import KbError

View = TypeVar("View", bound=Callable[..., object])
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Right(StrEnum):
    """What a person may be allowed to do beyond reading."""

    PUBLISH = "publish"
    EDIT = "edit"
    VOCABULARY = "vocabulary"
    TOPICS = "topics"
    COLLECTIONS = "collections"
    ASK = "ask"


_NAMES = {
    Right.PUBLISH: "入库简报",
    Right.EDIT: "修改、移除简报",
    Right.VOCABULARY: "修改词表",
    Right.TOPICS: "管理专题",
    Right.COLLECTIONS: "编讲义",
    Right.ASK: "检索",
}


class Forbidden(KbError):
    """This visitor may not do this, or the request comes from another site."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking; `name` is how the history of a bulletin calls them."""

    name: str

    def may(self, right: Right) -> bool:
        """Do they have this right?"""
        return True


def visitor() -> Visitor:
    """Who makes the current request."""
    return Visitor("网站")


def takes(right: Right) -> Callable[[View], View]:
    """Mark a view as one that takes a right."""

    def mark(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]
        return view

    return mark


def right_of(view: object) -> Right | None:
    """The right that a view takes, None when it says none."""
    return getattr(view, "right", None)


def register(app: Flask) -> None:
    """Ask before every request; tell templates what to offer: `may("edit")`."""
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
    if right is not None and not visitor().may(right):
        raise Forbidden(f"没有权限{_NAMES[right]}", hint="请向管理员申请")


def _is_own_page() -> bool:
    """Does a page of this site make the request? Programs other than browsers name no page."""
    origin = request.headers.get("Origin")
    if origin is not None:
        # Compared as text: a browser writes the scheme and the host, and nothing else.
        return origin == f"{request.scheme}://{request.host}"
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
