"""Collections (讲义): the list, the desk of one, and the read-only link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.errors import ConflictError, KbError
from kb.exports import FORMATS, TEMPLATED, OfficeMissing, Options, export_collection, templates
from kb.saved import MAX_NAME, BadCollection, Collection, collections, course
from webapp.access import Right, takes, visitor
from webapp.errors import CannotExport
from webapp.parts import Desk, desk, download
from webapp.services import current_collection, editor, keep_current, site

blueprint = Blueprint("collections", __name__, url_prefix="/collections")

_DONE = {
    "created": "讲义已建好。在检索结果、简报、对照表和数据里点“加入讲义”，摘录就到这里来。",
    "made": "讲义已生成，可以任意增删、排序、改写批注。",
    "taken": "已加入。",
    "copied": "已复制，这是副本。",
    "archived": "已归档。",
    "back": "已从归档取回。",
    "current": "以后“加入讲义”都加到这一份。",
    "shared": "只读链接已生成。",
    "unshared": "只读链接已收回。",
    "undone": "已撤销。",
    "colleagues": "共用已改。",
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """The collections, the last changed first; `wrong` says what is wrong with the name typed."""

    active: tuple[Collection, ...]
    archived: tuple[Collection, ...]
    current: int
    done: str
    name: str = ""
    wrong: str = ""
    longest: int = MAX_NAME


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk of a collection; `complaint` says why a change was not made, `typed` keeps what was
    typed for it by the names of the form's fields. `templates` are the names of the home's templates
    by format."""

    desk: Desk
    is_current: bool
    is_own: bool
    done: str
    share_url: str
    formats: tuple[tuple[str, str], ...]
    templates: tuple[tuple[str, tuple[str, ...]], ...]
    complaint: str = ""
    typed: dict[str, str] | None = None


@blueprint.get("")
@takes(Right.READ)
def index() -> str:
    """All collections."""
    return _list()


@blueprint.post("")
@takes(Right.COLLECTIONS)
def create() -> Response | tuple[str, int]:
    """Make a collection, empty or from a practice, and make it the current one."""
    kb = site().kb
    practice = request.form.get("practice", "").strip()
    name = request.form.get("name", "").strip()
    try:
        contents = course(kb, practice) if practice else None
        if practice and not name:
            name = _free_name(f"{practice}专题讲义")
        number = collections.create(kb.home, name, editor(), contents)
    except (BadCollection, ConflictError) as error:
        return _list(name, _complaint(error)), _status(error)
    done = "made" if practice else "created"
    response = redirect(url_for("collections.collection", collection_id=number, done=done), 303)
    keep_current(response, number)
    return response


def _free_name(name: str) -> str:
    taken = {c.name for c in collections.collections(site().kb.home, visitor().actor)}
    name = name[: MAX_NAME - 4]
    return next(
        free
        for n in range(1, len(taken) + 2)
        if (free := f"{name}{n if n > 1 else ''}") not in taken
    )


@blueprint.get("/<int:collection_id>")
@takes(Right.READ)
def collection(collection_id: int) -> str:
    """The desk of one collection."""
    return desk_page(collection_id)


@blueprint.get("/shared/<token>")
@takes(Right.READ)
def shared(token: str) -> str:
    """A collection by its read-only link."""
    kb = site().kb
    found = collections.shared_collection(kb.home, token)
    return render_template("collections/shared.html", desk=desk(kb, found))


@blueprint.get("/<int:collection_id>.<format>")
@takes(Right.EXPORT)
def export(collection_id: int, format: str) -> Response:
    """A collection as a file."""
    kb = site().kb
    found = collections.collection(kb.home, collection_id, visitor().actor)
    args = request.args
    options = Options(
        teacher=args.get("edition") == "teacher",
        endnotes=args.get("notes") == "end",
        base=request.host_url,
        template=args.get(f"template-{format}", ""),
    )
    try:
        content = export_collection(kb, found, format, options, date.today())
    except OfficeMissing as error:
        raise CannotExport(error.message, hint=error.hint) from error
    edition = "讲师版" if options.teacher else "学员版"
    return download(content, f"{found.name}-{edition}", format)


def desk_page(collection_id: int, complaint: str = "", typed: dict[str, str] | None = None) -> str:
    """The page on which a collection is worked on."""
    kb = site().kb
    found = collections.collection(kb.home, collection_id, visitor().actor)
    now = current_collection()
    page = DeskPage(
        desk=desk(kb, found),
        is_current=now is not None and now.id == found.id,
        is_own=found.owner in ("", visitor().name) or not visitor().actor.is_person,
        done=_DONE.get(request.args.get("done", ""), ""),
        share_url=url_for("collections.shared", token=found.token, _external=True)
        if found.token
        else "",
        formats=tuple(FORMATS.items()),
        templates=tuple((form, names) for form in TEMPLATED if (names := templates(kb.home, form))),
        complaint=complaint,
        typed=typed,
    )
    return render_template("collections/desk.html", page=page)


def _list(name: str = "", wrong: str = "") -> str:
    found = collections.collections(site().kb.home, visitor().actor)
    now = current_collection()
    page = ListPage(
        active=tuple(c for c in found if not c.archived),
        archived=tuple(c for c in found if c.archived),
        current=now.id if now else 0,
        done=_DONE.get(request.args.get("done", ""), ""),
        name=name,
        wrong=wrong,
    )
    return render_template("collections/index.html", page=page)


def _complaint(error: KbError) -> str:
    return f"{error.message}。{error.hint}" if error.hint else error.message


def _status(error: KbError) -> int:
    return 409 if isinstance(error, ConflictError) else 400
