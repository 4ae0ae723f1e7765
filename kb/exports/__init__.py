"""Exports: comparisons, figures and trends as Markdown, CSV, Word, Excel and plain data.

Nothing here computes what it writes.
"""

from __future__ import annotations

from kb.exports.citation import CAUTION, EMPTY, Piece, about, heading, left_out, pieces
from kb.exports.excel import comparison_xlsx
from kb.exports.markdown import comparison_markdown
from kb.exports.plain import comparison_data, figures_data, novelty_data, trends_data
from kb.exports.table import figures_csv
from kb.exports.word import comparison_docx

__all__ = [
    "CAUTION",
    "EMPTY",
    "Piece",
    "about",
    "comparison_data",
    "comparison_docx",
    "comparison_markdown",
    "comparison_xlsx",
    "figures_csv",
    "figures_data",
    "heading",
    "left_out",
    "novelty_data",
    "pieces",
    "trends_data",
]
