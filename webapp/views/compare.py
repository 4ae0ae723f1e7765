"""Peers side by side, for any search; and the matrix as a file with every sentence."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from kb.errors import KbError
from kb.exports import comparison_docx, comparison_markdown, comparison_xlsx, heading
from kb.insights import Comparison, FigureRow, Subject, narrowed
from kb.knowledge_base import KnowledgeBase
from webapp.access import Right, takes
from webapp.errors import CannotExport
from webapp.parts import download, read_matrix, refuse_unclear, search_url
from webapp.services import kept, site

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
@takes(Right.READ)
@kept(reads=("aspect", "all"))
def index() -> str:
    """The matrix of a search."""
    matrix = read_matrix(site().kb, request.args)
    return render_template(
        "compare/index.html", matrix=matrix, results_url=search_url(matrix.query)
    )


@blueprint.get("/compare.<any(md, docx, xlsx):suffix>")
@takes(Right.EXPORT)
@kept(reads=("aspect",))
def export(suffix: str) -> Response:
    """The matrix of a search, or of the practice that its text names, as a file that holds every
    sentence."""
    kb = site().kb
    matrix = read_matrix(kb, request.args)
    refuse_unclear(matrix.notices)
    found = matrix.found
    return download(_content(kb, found, suffix), heading(found).replace("：", "-"), suffix)


def _content(kb: KnowledgeBase, found: Comparison, suffix: str) -> str | bytes:
    if suffix == "md":
        return comparison_markdown(found)
    try:
        if suffix == "docx":
            return comparison_docx(found)
        return comparison_xlsx(found, _figures(kb, found.subject))
    except KbError as error:
        raise CannotExport(error.message, hint=error.hint) from error


def _figures(kb: KnowledgeBase, subject: Subject) -> list[FigureRow]:
    """The figures of a subject, from the table that the page of figures shows too."""
    banks = subject.query.filters.get("bank", ())
    table = site().figure_cache.table(kb, narrowed(subject, banks=()))
    return [row for row in table.rows if not banks or row.bank in banks]
