"""The index: what of an entry is indexed, and how the index follows the corpus.

Only the engines in kb.index.engines read or write files of the index.
"""

from __future__ import annotations

from kb.index import fields
from kb.index.documents import IndexDocument, documents, prepare, span_dates
from kb.index.fields import FACETS
from kb.index.lexicon import Lexicon
from kb.index.prepare_many import packer_of, prepare_all, put
from kb.index.update import (
    IndexChange,
    check_index,
    ensure_index,
    index_differences,
    is_behind,
    unread_line,
    update_index,
    why_rebuild,
)
from kb.index.vectors import (
    VECTORS,
    VectorMatrix,
    Vectors,
    embedded_sentences,
    fingerprint_of,
    update_vectors,
)
from kb.index.visibility import visible_match

__all__ = [
    "FACETS",
    "VECTORS",
    "IndexChange",
    "IndexDocument",
    "Lexicon",
    "VectorMatrix",
    "Vectors",
    "check_index",
    "documents",
    "embedded_sentences",
    "ensure_index",
    "fields",
    "fingerprint_of",
    "index_differences",
    "is_behind",
    "packer_of",
    "prepare",
    "prepare_all",
    "put",
    "span_dates",
    "unread_line",
    "update_index",
    "update_vectors",
    "visible_match",
    "why_rebuild",
]
