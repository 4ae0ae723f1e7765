"""Quotations: which ones a text has, and whether the corpus says them so.

Nothing here writes a file.
"""

from __future__ import annotations

from kb.quotes.check import LONGEST, Found, Verdict, check_quotations, first_of
from kb.quotes.extract import Paragraph, Quotation, paragraphs_of, quotations

__all__ = [
    "LONGEST",
    "Found",
    "Paragraph",
    "Quotation",
    "Verdict",
    "check_quotations",
    "first_of",
    "paragraphs_of",
    "quotations",
]
