"""Enrichment: which practices, organisations, figures and aspects a text mentions.

It reads text and vocabulary only; the results are stored nowhere but in the index.
"""

from __future__ import annotations

from kb.enrich.aspects import AspectClassifier, AspectScore
from kb.enrich.key_figures import KeyFigure, figures, figures_of
from kb.enrich.vocabulary import Vocabulary

__all__ = [
    "AspectClassifier",
    "AspectScore",
    "KeyFigure",
    "Vocabulary",
    "figures",
    "figures_of",
]
