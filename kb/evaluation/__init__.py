"""Evaluation: how good search is on a test collection in BEIR layout."""

from __future__ import annotations

from kb.evaluation.beir import TestSet, load_test_set
from kb.evaluation.evaluate import (
    MEGABYTE,
    Evaluation,
    build_index,
    evaluate,
    index_size,
    percentile,
)

__all__ = [
    "MEGABYTE",
    "Evaluation",
    "TestSet",
    "build_index",
    "evaluate",
    "index_size",
    "load_test_set",
    "percentile",
]
