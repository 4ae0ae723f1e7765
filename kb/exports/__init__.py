"""Exports: comparisons, figures and trends as Markdown, CSV, Word, Excel and plain data.

Nothing here computes what it writes.
"""

from __future__ import annotations

from kb.exports.bibliography import bibtex, csl_json, ris
from kb.exports.citation import CAUTION, EMPTY, Piece, about, day_span, heading, left_out, pieces
from kb.exports.excel import comparison_xlsx
from kb.exports.markdown import comparison_markdown
from kb.exports.plain import comparison_data, figures_data, novelty_data, trends_data
from kb.exports.reference import Reference, gb7714, reference, short, short_citation
from kb.exports.table import figures_csv
from kb.exports.word import comparison_docx

__all__ = [
    "CAUTION",
    "EMPTY",
    "Piece",
    "Reference",
    "about",
    "bibtex",
    "comparison_data",
    "comparison_docx",
    "comparison_markdown",
    "comparison_xlsx",
    "csl_json",
    "day_span",
    "figures_csv",
    "figures_data",
    "gb7714",
    "heading",
    "left_out",
    "novelty_data",
    "pieces",
    "reference",
    "ris",
    "short",
    "short_citation",
    "trends_data",
]
