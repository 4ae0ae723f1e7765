"""Insights: what each bank does about a practice, with which figures, since when, and what is new.

Everything is computed from the index; nothing is stored.
"""

from __future__ import annotations

from kb.insights.absence import Absence, banks_without
from kb.insights.bank_questions import Wanted
from kb.insights.bulletin_banks import banks_of_bulletins, described_banks
from kb.insights.by_time import ByTime, by_time
from kb.insights.comparison import SHOWN, compare
from kb.insights.editor_desk import CorpusGaps, corpus_gaps
from kb.insights.figure_table import SORTS, FigureRow, FigureTable, figure_table, sorted_rows
from kb.insights.lexicon_effect import (
    LexiconEffect,
    Moved,
    aspects_effect,
    indicators_effect,
)
from kb.insights.matrix import NO_COLUMN, Cell, Comparison, Row, Statement
from kb.insights.novelty import EntryRef, NewTerm, Novelty, PracticeNews, newest_bulletin, novelty
from kb.insights.scope import Subject, narrowed, resolve
from kb.insights.trends import (
    PERIODS,
    HeatColumn,
    HeatRow,
    HeatTable,
    Trends,
    heat,
    together,
    trends,
)
from kb.insights.vocabulary_effect import Retagged, VocabularyEffect, vocabulary_effect
from kb.insights.whose import Whose, bank_of

__all__ = [
    "NO_COLUMN",
    "PERIODS",
    "SHOWN",
    "SORTS",
    "Absence",
    "ByTime",
    "Cell",
    "Comparison",
    "CorpusGaps",
    "EntryRef",
    "FigureRow",
    "FigureTable",
    "HeatColumn",
    "HeatRow",
    "HeatTable",
    "LexiconEffect",
    "Moved",
    "NewTerm",
    "Novelty",
    "PracticeNews",
    "Retagged",
    "Row",
    "Statement",
    "Subject",
    "Trends",
    "VocabularyEffect",
    "Wanted",
    "Whose",
    "aspects_effect",
    "bank_of",
    "banks_of_bulletins",
    "banks_without",
    "by_time",
    "compare",
    "corpus_gaps",
    "described_banks",
    "figure_table",
    "heat",
    "indicators_effect",
    "narrowed",
    "newest_bulletin",
    "novelty",
    "resolve",
    "sorted_rows",
    "together",
    "trends",
    "vocabulary_effect",
]
