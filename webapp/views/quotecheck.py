"""Checking quotations: a text or a file in, verdicts on a page or comments in a Word file out.

Nothing is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from flask import Blueprint, Response, render_template, request

from kb.access import Use
from kb.errors import TooLargeSource
from kb.exports import LABELS, OfficeMissing, checked_docx, citation, paragraphs_in
from kb.index import IndexDocument
from kb.model import split_entry_id
from kb.quotes import (
    LONGEST,
    Found,
    Paragraph,
    Verdict,
    check_quotations,
    first_of,
    paragraphs_of,
    quotations,
)
from kb.search import Query
from webapp.access import Right, spend, takes
from webapp.errors import CannotExport
from webapp.parts import bulletin_url, download
from webapp.services import site

blueprint = Blueprint("quotecheck", __name__, url_prefix="/quotecheck")

# How many quotations are checked for one request; each takes a few milliseconds of everybody's time.
MOST = 500
# Characters of a file with its markup.
_MOST_MARKED_UP = 4 * LONGEST


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quotation that is glued together, with its source."""

    text: str
    cite: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A verdict on the page; `own` says that it may be the writer's own sentence, `parts` are given
    for a quotation that is glued together."""

    found: Found
    label: str
    cite: str
    url: str
    own: bool
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`lines` are what was checked, `counts` how many of each verdict, `left` how many quotations
    were not checked; `text` stays in the box."""

    text: str
    name: str
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]
    checked: bool
    left: int = 0
    longest: int = LONGEST


@blueprint.get("")
@takes(Right.READ)
def index() -> str:
    """The form."""
    return render_template("quotecheck/index.html", page=CheckPage("", "", (), (), checked=False))


@blueprint.post("")
@takes(Right.COLLECTIONS)
def check() -> Response | str:
    """Check a text or a file."""
    spend(Use.CHECKS)
    upload = request.files.get("file")
    name = PurePath(upload.filename).name if upload and upload.filename else ""
    data = upload.read() if upload and name else b""
    suffix = PurePath(name).suffix.lower()
    try:
        paragraphs = _paragraphs(data, name)
        asked = quotations(paragraphs)
        left = max(0, len(asked) - MOST)
        if left and request.form.get("as") == "docx":
            raise TooLargeSource(
                f"有 {len(asked)} 处引文和句子，一次最多在 Word 里批注 {MOST} 处",
                hint="请分几次核对",
            )
        found = check_quotations(site().kb, first_of(asked, MOST))
        if request.form.get("as") == "docx":
            original = data if suffix == ".docx" else None
            stem = PurePath(name).stem if name else "引文"
            return download(checked_docx(paragraphs, found, original), f"{stem}-核对", "docx")
    except OfficeMissing as error:
        raise CannotExport(error.message, hint=error.hint) from error
    lines = tuple(map(_line, found))
    counts = tuple((LABELS[v], sum(one.verdict is v for one in found)) for v in Verdict)
    page = CheckPage("" if name else _text(), name, lines, counts, checked=True, left=left)
    return render_template("quotecheck/index.html", page=page)


def _text() -> str:
    return request.form.get("text", "")


def _paragraphs(data: bytes, name: str) -> tuple[Paragraph, ...]:
    paragraphs = paragraphs_in(data, name, _MOST_MARKED_UP) if name else paragraphs_of(_text())
    if sum(len(paragraph.text) for paragraph in paragraphs) > LONGEST:
        raise TooLargeSource(f"文字太长，一次最多核对 {LONGEST} 字", hint="请分几次核对")
    return paragraphs


def _line(found: Found) -> Line:
    source = found.source
    parts = tuple(Part(p.text, citation(p.text, p.source), _url(p.source)) for p in found.parts)
    return Line(
        found,
        LABELS[found.verdict],
        citation(found.nearest or found.quotation.text, source) if source else "",
        _url(source) if source else "",
        found.verdict is Verdict.ABSENT and not found.quotation.marked,
        parts,
    )


def _url(source: IndexDocument) -> str:
    bulletin, anchor = split_entry_id(source.id)
    return bulletin_url(bulletin, Query(), anchor)
