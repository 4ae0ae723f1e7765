"""The list of bulletins, and a bulletin."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request, url_for

from kb.corpus import BinItem, history
from kb.errors import CorpusError, KbError
from kb.insights import Whose
from kb.model import Bulletin
from kb.query import MAX_LENGTH
from kb.search import query_strings
from webapp.access import Right, takes, visitor
from webapp.errors import Link, NotThere, Spoilt
from webapp.parts import Article, Listing, Summary, article
from webapp.services import kept, site, updater

blueprint = Blueprint("bulletins", __name__, url_prefix="/bulletins")

_DONE = {
    "published": "已入库，现在可以检索到",
    "saved": "已保存",
    "unchanged": "内容没有变化，没有存成新的一版",
    "restored": "已从回收站恢复",
    "audience": "已改谁可以看",
}
# What is found differently as soon as the index has followed.
_CHANGED = {"published": "已入库", "saved": "已保存", "restored": "已从回收站恢复"}


@dataclass(frozen=True, slots=True)
class ListPage:
    """`years` are the bulletins by year, newest first; None is the year of those without one.
    `newest` is the id of the first, `removed` the one that was removed just now, None for
    none."""

    years: tuple[tuple[int | None, tuple[Summary, ...]], ...]
    count: int
    newest: str
    problems: tuple[str, ...]
    removed: BinItem | None


@dataclass(frozen=True, slots=True)
class BulletinPage:
    """`text` is the search whose words are marked, "" for none; `matches` counts the marks;
    `older` and `newer` are the neighbours in time; `done` says what was done just now. `found` is
    what to say when it can be found, "" when it can be already, `again` the address to look
    again."""

    bulletin: Bulletin
    article: Article
    text: str
    matches: int
    older: Summary | None
    newer: Summary | None
    done: str
    found: str = ""
    again: str = ""


def _done_now() -> tuple[str, str]:
    """What was done just now, and what to say as soon as searches see it, "" when they do."""
    done = request.args.get("done", "")
    if done in _CHANGED and updater().pending:
        changed = _CHANGED[done]
        return f"{changed}，索引正在后台更新，几秒钟后检索得到", f"{changed}，现在可以检索到。"
    return _DONE.get(done, ""), ""


@blueprint.get("")
@takes(Right.READ)
def index() -> str:
    """All bulletins."""
    listing = site().catalogue.listing()
    summaries = site().bulletin_banks.named(site().kb, listing.summaries)
    page = ListPage(
        years=tuple((year, tuple(of)) for year, of in groupby(summaries, _year)),
        count=len(listing.summaries),
        newest=listing.summaries[0].id if listing.summaries else "",
        problems=listing.problems,
        removed=_removed(request.args.get("removed", "")),
    )
    return render_template("bulletins/index.html", page=page)


def _removed(bulletin_id: str) -> BinItem | None:
    """The bulletin of this id in the bin, if it is there and not back yet."""
    corpus = site().kb.corpus
    if not bulletin_id or corpus.has_bulletin(bulletin_id):
        return None
    return next((item for item in corpus.bin_items() if item.bulletin_id == bulletin_id), None)


def _year(summary: Summary) -> int | None:
    return summary.year


def _file_stamp(bulletin_id: str) -> object:
    """Changes with the file of a bulletin, which is edited before the index follows."""
    with suppress(OSError, KbError):
        status = site().kb.corpus.bulletin_path(bulletin_id).stat()
        return status.st_mtime_ns, status.st_size
    return None


@blueprint.get("/<bulletin_id>")
@takes(Right.READ)
@kept(_file_stamp)
def bulletin(bulletin_id: str) -> str:
    """One bulletin as an article."""
    kb = site().kb
    shown = readable_bulletin(bulletin_id)
    text = request.args.get("q", "").strip()[:MAX_LENGTH]
    strings = query_strings(kb, text, expand=request.args.get("expand") != "0")
    laid_out = article(shown, kb.vocabulary, strings, Whose(kb))
    older, newer = _neighbours(site().catalogue.listing(), bulletin_id)
    done, found = _done_now()
    page = BulletinPage(
        bulletin=shown,
        article=laid_out,
        text=text,
        matches=sum(view.matches for view in laid_out.matched),
        older=older,
        newer=newer,
        done=done,
        found=found,
        again=url_for("bulletins.bulletin", bulletin_id=bulletin_id, done=request.args.get("done")),
    )
    return render_template("bulletins/bulletin.html", page=page)


def readable_bulletin(bulletin_id: str) -> Bulletin:
    """A bulletin of the corpus; NotThere when there is none, Spoilt when its file is malformed."""
    corpus = site().kb.corpus
    if not corpus.has_bulletin(bulletin_id):
        raise unknown_bulletin(bulletin_id)
    try:
        return corpus.load_bulletin(bulletin_id)
    except CorpusError as error:
        raise _spoilt(error, bulletin_id) from error


def _spoilt(error: CorpusError, bulletin_id: str) -> Spoilt:
    mend = Link("改正它", url_for("editing.edit", bulletin_id=bulletin_id))
    return Spoilt(
        error, (mend, Link("它的历史", url_for("history.index", bulletin_id=bulletin_id)))
    )


def unknown_bulletin(bulletin_id: str) -> NotThere:
    """The error for a bulletin that is not there."""
    links = [Link("查看全部简报", url_for("bulletins.index"))]
    seen = site().kb.corpus.may_see(bulletin_id)
    if seen and bulletin_id in history.recorded_ids(site().kb.home):
        links.append(Link("它的历史", url_for("history.index", bulletin_id=bulletin_id)))
    binned = (item.bulletin_id for item in site().kb.corpus.bin_items())
    if visitor().may(Right.EDIT) and bulletin_id in binned:
        links.append(Link("在回收站里取回", url_for("bin.index")))
    return NotThere("没有这期简报", hint="它可能已被移除，或者改了标题、日期", links=tuple(links))


def _neighbours(listing: Listing, bulletin_id: str) -> tuple[Summary | None, Summary | None]:
    """(older, newer) than a bulletin; None at the ends."""
    found = listing.summaries
    at = next((n for n, summary in enumerate(found) if summary.id == bulletin_id), None)
    if at is None:
        return None, None
    return (found[at + 1] if at + 1 < len(found) else None, found[at - 1] if at else None)
