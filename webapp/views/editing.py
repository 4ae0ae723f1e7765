"""Editing a bulletin's Markdown, and removing a bulletin."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.corpus import Difference, bulletin_markdown, changes, differences, digest
from kb.enrich import Vocabulary
from kb.errors import ConflictError, CorpusError, KbError
from kb.model import KIND_LABELS, Bulletin
from webapp.access import Right, takes
from webapp.errors import problem_of
from webapp.parts import Article, Summary, article, bulletin_name
from webapp.services import left, site, writing
from webapp.views.bulletins import unknown_bulletin

blueprint = Blueprint("editing", __name__, url_prefix="/bulletins")

# Bytes of a form. The longest bulletins have some 50 kB.
LARGEST = 4 * 1024 * 1024
# Headings and entries of a bulletin that is typed. The longest bulletins have some hundreds.
MOST_PARTS = 5000
_LINE = re.compile(r"第 (\d+) 行$")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a text was not saved; `line` is the number of the wrong line, 0 for none, and `text` its
    content."""

    message: str
    hint: str = ""
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would become: the article, and what differs from the bulletin that is stored;
    `difference` is None when that cannot be read; `unknown` are the names that the vocabulary lacks,
    each with what it names."""

    bulletin: Bulletin
    article: Article
    difference: Difference | None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditPage:
    """`markdown` is in the box and was made from the file with the digest `expected`; `typed` says
    that it is not stored yet; `conflict` that the file has changed since it was opened."""

    bulletin_id: str
    markdown: str
    expected: str
    typed: bool = False
    wrong: Wrong | None = None
    conflict: bool = False
    preview: Preview | None = None
    kinds: tuple[tuple[str, str], ...] = tuple((k.value, label) for k, label in KIND_LABELS.items())


@blueprint.get("/<bulletin_id>/edit")
@takes(Right.EDIT)
def edit(bulletin_id: str) -> str:
    """The text of a bulletin's file in a box."""
    stored = _stored(bulletin_id)
    markdown = _text(stored)
    page = EditPage(bulletin_id, markdown, digest(stored))
    try:
        bulletin_markdown.loads(markdown, bulletin_id, "")
    except CorpusError as error:  # damaged by hand: here it can be repaired
        page = EditPage(bulletin_id, markdown, digest(stored), wrong=_wrong(error, markdown))
    return _rendered(page)


@blueprint.post("/<bulletin_id>/edit")
@takes(Right.EDIT)
def submit(bulletin_id: str) -> Response | tuple[str, int]:
    """Show what a text would become, or save it. A text with an error stays in the box."""
    request.max_form_memory_size = request.max_content_length = LARGEST
    kb = site().kb
    markdown = request.form.get("markdown", "").replace("\r\n", "\n")
    expected = request.form.get("expected", "")
    try:
        bulletin = _loaded(markdown, bulletin_id)
        if request.form.get("do") == "save":
            with suppress(ConflictError):  # what differs is shown as in a preview
                return _saved(bulletin_id, markdown, expected)
        stored = _stored(bulletin_id)
    except KbError as error:
        page = EditPage(bulletin_id, markdown, expected, typed=True, wrong=_wrong(error, markdown))
        return _rendered(page), 422 if type(error) is CorpusError else problem_of(error).status
    page = EditPage(
        bulletin_id,
        markdown,
        digest(stored),  # saving this page means having seen what differs
        typed=True,
        conflict=digest(stored) != expected,
        preview=Preview(
            bulletin,
            article(bulletin, kb.vocabulary, ()),
            _difference(stored, bulletin),
            _unknown(bulletin, kb.vocabulary),
        ),
    )
    return _rendered(page), 409 if page.conflict else 200


def _loaded(markdown: str, bulletin_id: str) -> Bulletin:
    """What was typed as a bulletin; CorpusError when it is malformed, or has too many parts for a
    page."""
    bulletin = bulletin_markdown.loads(markdown, bulletin_id, "")
    if len(bulletin.content) > MOST_PARTS:
        raise CorpusError(
            f"标题和条目共 {len(bulletin.content)} 个，最多可有 {MOST_PARTS} 个", hint="请分成几期"
        )
    return bulletin


def _saved(bulletin_id: str, markdown: str, expected: str) -> Response:
    kb = site().kb
    with writing(kb) as by:
        changes.edit(kb.corpus, bulletin_id, markdown, by, expected=expected)
    left(f"bulletin {bulletin_id}")
    done = "unchanged" if digest(kb.corpus.read_markdown(bulletin_id)) == expected else "saved"
    return redirect(url_for("bulletins.bulletin", bulletin_id=bulletin_id, done=done), 303)


def _rendered(page: EditPage) -> str:
    title = _title(page.bulletin_id, _summary(page.bulletin_id))
    return render_template("bulletins/edit.html", page=page, title=title)


def _summary(bulletin_id: str) -> Summary | None:
    """The bulletin as lists show it, None when its file cannot be read."""
    found = site().catalogue.listing().summaries
    return next((summary for summary in found if summary.id == bulletin_id), None)


def _title(bulletin_id: str, summary: Summary | None) -> str:
    return summary.title if summary else bulletin_name(bulletin_id)


def _stored(bulletin_id: str) -> bytes:
    data = site().kb.corpus.read_markdown(bulletin_id)
    if data is None:
        raise unknown_bulletin(bulletin_id)
    return data


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def _wrong(error: KbError, markdown: str) -> Wrong:
    match = _LINE.search(error.where)
    line = int(match[1]) if match else 0
    lines = markdown.split("\n")
    return Wrong(error.message, error.hint, line, lines[line - 1] if 0 < line <= len(lines) else "")


def _difference(stored: bytes, bulletin: Bulletin) -> Difference | None:
    try:
        return differences(bulletin_markdown.loads(_text(stored), bulletin.id, ""), bulletin)
    except CorpusError:
        return None


def _unknown(bulletin: Bulletin, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The practices and banks of a bulletin that the vocabulary lacks."""
    practices = (name for e in bulletin.entries for name in e.practices or ())
    banks = [group.bank for group in bulletin.groups]
    for entry in bulletin.entries:
        banks += [entry.bank, *(said.bank for said in entry.subjects)]
    known = {name for one in vocabulary.organisations for name in (one.name, *one.aliases)}
    names = [f"做法“{name}”" for name in practices if vocabulary.practice(name) is None]
    names += [f"机构“{name}”" for name in banks if name and name not in known]
    return tuple(dict.fromkeys(names))


@blueprint.get("/<bulletin_id>/remove")
@takes(Right.EDIT)
def ask_remove(bulletin_id: str) -> str:
    """Ask whether a bulletin is to be removed."""
    _stored(bulletin_id)
    summary = _summary(bulletin_id)
    return render_template(
        "bulletins/remove.html",
        bulletin_id=bulletin_id,
        summary=summary,
        title=_title(bulletin_id, summary),
    )


@blueprint.post("/<bulletin_id>/remove")
@takes(Right.EDIT)
def remove(bulletin_id: str) -> Response:
    """Move a bulletin to the bin."""
    kb = site().kb
    with writing(kb) as by:
        changes.remove(kb.corpus, bulletin_id, by)
    return redirect(url_for("bulletins.index", removed=bulletin_id), 303)
