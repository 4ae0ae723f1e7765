"""Changing a collection: each button of its desk is a form that says what to `do`."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.saved import (
    BadCollection,
    Editor,
    checked,
    collections,
)
from kb.saved import collection_changes as changes
from webapp.access import Right, takes, visitor
from webapp.services import editor, keep_current, site, typed_colleagues
from webapp.views.collections import desk_page

blueprint = Blueprint("collection_editing", __name__, url_prefix="/collections")

# What a form may ask for: a function that changes the collection and returns the part of the page
# to go to.
Action = Callable[[Home, int, Editor], str]


@blueprint.post("/<int:collection_id>/edit")
@takes(Right.COLLECTIONS)
def edit(collection_id: int) -> Response | tuple[str, int]:
    """Make one change; what was typed stays on the page when it cannot be made."""
    home = site().kb.home
    action = ACTIONS.get(request.form.get("do", ""))
    if action is None:
        raise BadCollection("看不懂要做什么", hint="请刷新讲义页再试")
    try:
        anchor = action(home, collection_id, editor(_number("seen")))
    except (BadCollection, ConflictError, NotFoundError) as error:
        collections.collection(
            home, collection_id, visitor().actor
        )  # NotFoundError: the collection itself is gone
        complaint = f"{error.message}。{error.hint}" if error.hint else error.message
        status = 400 if isinstance(error, BadCollection) else 409
        return desk_page(collection_id, complaint, request.form.to_dict()), status
    return redirect(_back(collection_id, anchor), 303)


@blueprint.post("/<int:collection_id>/state")
@takes(Right.COLLECTIONS)
def state(collection_id: int) -> Response:
    """Copy, archive, share, or make current."""
    home = site().kb.home
    do = request.form.get("do", "")
    target, done = collection_id, do
    if do == "copied":
        target = collections.copy(home, collection_id, editor())
    elif do in ("archived", "back"):
        collections.archive(home, collection_id, editor(), archived=do == "archived")
    elif do in ("shared", "unshared"):
        collections.share(home, collection_id, editor(), shared=do == "shared")
    elif do == "colleagues":
        collections.share_with(home, collection_id, typed_colleagues(_text("names")), editor())
    elif do == "current":
        collections.collection(home, collection_id, visitor().actor)
    else:
        raise BadCollection("看不懂要做什么", hint="请刷新讲义页再试")
    response = redirect(url_for("collections.collection", collection_id=target, done=done), 303)
    if do in ("copied", "current"):
        keep_current(response, target)
    return response


def _back(collection_id: int, anchor: str) -> str:
    done = "undone" if anchor == "undone" else None
    return url_for(
        "collections.collection",
        collection_id=collection_id,
        done=done,
        _anchor=None if done else anchor or None,
    )


def _text(name: str) -> str:
    return request.form.get(name, "")


def _number(name: str) -> int:
    text = _text(name)
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("-")[:9]
    return sign * int(digits) if digits.isascii() and digits.isdecimal() else 0


def _step(home: Home, collection_id: int, by: Editor) -> str:
    changes.step(home, collection_id, _text("excerpt"), 1 if _number("by") > 0 else -1, by)
    return _text("excerpt")


def _place(home: Home, collection_id: int, by: Editor) -> str:
    # A place beyond the end means the end, so a form that only names a chapter gives no place.
    position = _number("position") if _text("position") else changes.MAX_EXCERPTS
    changes.place(home, collection_id, _text("excerpt"), _text("chapter"), position, by)
    return _text("excerpt")


def _remove(home: Home, collection_id: int, by: Editor) -> str:
    changes.remove(home, collection_id, _text("excerpt"), by)
    return ""


def _note(home: Home, collection_id: int, by: Editor) -> str:
    texts = (_text("note"), _text("question"))
    changes.note(home, collection_id, _text("excerpt"), texts, by)
    return _text("excerpt")


def _pictures(home: Home, collection_id: int, by: Editor) -> str:
    changes.show_pictures(
        home, collection_id, _text("excerpt"), by, pictures=_text("pictures") == "1"
    )
    return _text("excerpt")


def _accept(home: Home, collection_id: int, by: Editor) -> str:
    excerpt = collections.collection(home, collection_id, visitor().actor).contents.excerpt(
        _text("excerpt")
    )
    now = checked(site().kb, [excerpt])[excerpt.id].now
    if now is None or now.text != _text("text").replace("\r\n", "\n"):
        raise ConflictError("原文刚又有变化，没有替换", hint="请看过现在的原文，再决定")
    changes.accept(home, collection_id, now, by)
    return excerpt.id


def _add_chapter(home: Home, collection_id: int, by: Editor) -> str:
    changes.add_chapter(home, collection_id, _text("title"), by)
    return "kb-end"


def _chapter(home: Home, collection_id: int, by: Editor) -> str:
    texts = (_text("title"), _text("note"))
    changes.change_chapter(home, collection_id, _text("chapter"), texts, by)
    return _text("chapter")


def _step_chapter(home: Home, collection_id: int, by: Editor) -> str:
    changes.step_chapter(home, collection_id, _text("chapter"), 1 if _number("by") > 0 else -1, by)
    return _text("chapter")


def _remove_chapter(home: Home, collection_id: int, by: Editor) -> str:
    changes.remove_chapter(home, collection_id, _text("chapter"), by)
    return ""


def _describe(home: Home, collection_id: int, by: Editor) -> str:
    texts = (_text("subtitle"), _text("author"), _text("foreword"))
    changes.describe(home, collection_id, _text("name"), texts, by)
    return ""


def _undo(home: Home, collection_id: int, by: Editor) -> str:
    collections.undo(home, collection_id, by)
    return "undone"


ACTIONS: dict[str, Action] = {
    "step": _step,
    "place": _place,
    "remove": _remove,
    "note": _note,
    "pictures": _pictures,
    "accept": _accept,
    "add-chapter": _add_chapter,
    "chapter": _chapter,
    "step-chapter": _step_chapter,
    "remove-chapter": _remove_chapter,
    "describe": _describe,
    "undo": _undo,
}
