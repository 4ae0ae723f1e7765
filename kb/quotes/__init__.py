"""Quotations: which ones a text has, and whether the corpus says them so.

Nothing here writes a file.
"""

from __future__ import annotations

from kb.quotes.check import LONGEST, Found, Verdict, check_quotations, first_of
from kb.quotes.extract import Paragraph, Quotation, paragraphs_of, quotations
from kb.quotes.glued import Glued

__all__ = [
    "LONGEST",
    "Found",
    "Glued",
    "Paragraph",
    "Quotation",
    "Verdict",
    "check_quotations",
    "first_of",
    "paragraphs_of",
    "quotations",
]
