"""The history of a bulletin: its versions, one version as an article, and restoring it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.corpus import (
    ACTION_LABELS,
    Version,
    VersionChange,
    changes,
    read_version,
    version,
    version_changes,
    versions,
)
from kb.errors import CorpusError
from kb.insights import Whose
from kb.model import Bulletin
from webapp.access import Right, takes
from webapp.parts import Article, article, bulletin_name
from webapp.services import site, writing

blueprint = Blueprint("history", __name__, url_prefix="/bulletins")


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """`steps` are the versions with what each changed, newest first; `there` says that the bulletin
    is not removed, `title` is its last title."""

    bulletin_id: str
    title: str
    there: bool
    steps: tuple[VersionChange, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version as an article; `bulletin` is None when its text cannot be read, and `problem` says
    why."""

    bulletin_id: str
    version: Version
    bulletin: Bulletin | None
    article: Article | None
    problem: str = ""

    @property
    def title(self) -> str:
        """The title it had then."""
        return self.bulletin.title if self.bulletin else bulletin_name(self.bulletin_id)


@blueprint.get("/<bulletin_id>/history")
@takes(Right.READ)
def index(bulletin_id: str) -> str:
    """All versions of a bulletin, also of one that was removed."""
    found = versions(site().kb.corpus, bulletin_id)
    page = HistoryPage(
        bulletin_id,
        title=next(filter(None, (_title(v, bulletin_id) for v in reversed(found))), bulletin_id),
        there=found[-1].data is not None,
        steps=version_changes(found, bulletin_id)[::-1],
    )
    return render_template(
        "history/index.html", page=page, actions=ACTION_LABELS, done=request.args.get("done", "")
    )


def _title(of: Version, bulletin_id: str) -> str:
    try:
        bulletin = read_version(of, bulletin_id)
    except CorpusError:
        return ""
    return bulletin.title if bulletin else ""


@blueprint.get("/<bulletin_id>/history/<int:number>")
@takes(Right.READ)
def one(bulletin_id: str, number: int) -> str:
    """One version."""
    kb = site().kb
    found = version(kb.corpus, bulletin_id, number)
    page = VersionPage(bulletin_id, found, None, None)
    try:
        if bulletin := read_version(found, bulletin_id):
            laid_out = article(bulletin, kb.vocabulary, (), Whose(kb))
            page = VersionPage(bulletin_id, found, bulletin, laid_out)
    except CorpusError as error:
        page = VersionPage(bulletin_id, found, None, None, site().kb.home.for_visitors(str(error)))
    return render_template("history/version.html", page=page, actions=ACTION_LABELS)


@blueprint.post("/<bulletin_id>/history/<int:number>/restore")
@takes(Right.EDIT)
def restore(bulletin_id: str, number: int) -> Response:
    """Restore a version of a bulletin."""
    kb = site().kb
    with writing(kb) as by:
        changes.restore_version(kb.corpus, bulletin_id, number, by)
    return redirect(url_for("history.index", bulletin_id=bulletin_id, done=number), 303)
