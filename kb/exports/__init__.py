"""Exports: comparisons, figures and trends as Markdown, CSV, Word, Excel and plain data.

Nothing here computes what it writes.
"""

from __future__ import annotations

from kb.exports.bibliography import bibtex, csl_json, ris
from kb.exports.citation import (
    CAUTION,
    EMPTY,
    Piece,
    about,
    bulletin_name,
    counted,
    day_span,
    heading,
    label,
    left_out,
    mark,
    pieces,
    row_count,
)
from kb.exports.collection import Handout, Options, handout
from kb.exports.excel import comparison_xlsx
from kb.exports.handout_files import (
    FORMATS,
    TEMPLATED,
    export_collection,
    template_problems,
    templates,
)
from kb.exports.markdown import comparison_markdown
from kb.exports.office import OfficeMissing
from kb.exports.plain import comparison_data, figures_data, novelty_data, trends_data
from kb.exports.quote_report import LABELS, checked_docx, citation, comment, paragraphs_in
from kb.exports.reference import Reference, gb7714, reference, short, short_citation
from kb.exports.table import figures_csv
from kb.exports.word import comparison_docx

__all__ = [
    "CAUTION",
    "EMPTY",
    "FORMATS",
    "LABELS",
    "TEMPLATED",
    "Handout",
    "OfficeMissing",
    "Options",
    "Piece",
    "Reference",
    "about",
    "bibtex",
    "bulletin_name",
    "checked_docx",
    "citation",
    "comment",
    "comparison_data",
    "comparison_docx",
    "comparison_markdown",
    "comparison_xlsx",
    "counted",
    "csl_json",
    "day_span",
    "export_collection",
    "figures_csv",
    "figures_data",
    "gb7714",
    "handout",
    "heading",
    "label",
    "left_out",
    "mark",
    "novelty_data",
    "paragraphs_in",
    "pieces",
    "reference",
    "ris",
    "row_count",
    "short",
    "short_citation",
    "template_problems",
    "templates",
    "trends_data",
]
