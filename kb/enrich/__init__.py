"""Enrichment: which practices, organisations, figures and aspects a text mentions,
and whom each of its sentences is about.

It reads text and vocabulary only; the results are stored only in the index, but for the banks and kinds of entries
(`corrected_by_sentences`), which an editor checks.
"""

from __future__ import annotations

from kb.enrich.announced import announced, practices_by_entry
from kb.enrich.aspect_scores import AspectScore, Evidence
from kb.enrich.aspects import AspectClassifier
from kb.enrich.entry_aspects import EntryAspects
from kb.enrich.entry_corrections import corrected_by_sentences
from kb.enrich.figure_facts import FigureFacts, FigureReader
from kb.enrich.figure_sides import our_bank
from kb.enrich.key_figures import KeyFigure, figures, figures_of
from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel
from kb.enrich.sentence_subject import SentenceSubject, banks_of
from kb.enrich.subjects import Weighing, read_subjects, subjects_of
from kb.enrich.table_figures import figures_in
from kb.enrich.table_heads import Cell, cell_at
from kb.enrich.topics import without_topics
from kb.enrich.vocabulary import Vocabulary

__all__ = [
    "AspectClassifier",
    "AspectScore",
    "Cell",
    "EntryAspects",
    "Evidence",
    "FigureFacts",
    "FigureReader",
    "KeyFigure",
    "Parties",
    "RoleModel",
    "SentenceSubject",
    "Vocabulary",
    "Weighing",
    "announced",
    "banks_of",
    "cell_at",
    "corrected_by_sentences",
    "figures",
    "figures_in",
    "figures_of",
    "our_bank",
    "practices_by_entry",
    "read_subjects",
    "subjects_of",
    "without_topics",
]
