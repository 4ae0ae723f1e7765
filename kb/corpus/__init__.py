"""The corpus: bulletins, vocabulary and word lists as Markdown and YAML, their history and bin.

The corpus is the truth. Nothing here reads an index or a source file's format.
"""

from __future__ import annotations

from kb.corpus import (
    bulletin_markdown,
    changes,
    history,
    lexicon_changes,
    vocabulary_changes,
    vocabulary_files,
    vocabulary_history,
    vocabulary_undo,
)
from kb.corpus.aspect_lexicon import Aspect, AspectLexicon, Cue
from kb.corpus.audiences import Audiences, VisibleCorpus
from kb.corpus.changes import By
from kb.corpus.differences import Difference, Mark, Piece, differences, text_pieces
from kb.corpus.everyday_lexicon import EverydayGroup, meanings
from kb.corpus.folder import BinItem, Corpus
from kb.corpus.head_values import role_data
from kb.corpus.history import ACTION_LABELS, Version, digest, version, versions
from kb.corpus.indicator_lexicon import Indicator, IndicatorLexicon
from kb.corpus.version_differences import VersionChange, read_version, version_changes
from kb.corpus.word_list import Words

__all__ = [
    "ACTION_LABELS",
    "Aspect",
    "AspectLexicon",
    "Audiences",
    "BinItem",
    "By",
    "Corpus",
    "Cue",
    "Difference",
    "EverydayGroup",
    "Indicator",
    "IndicatorLexicon",
    "Mark",
    "Piece",
    "Version",
    "VersionChange",
    "VisibleCorpus",
    "Words",
    "bulletin_markdown",
    "changes",
    "differences",
    "digest",
    "history",
    "lexicon_changes",
    "meanings",
    "read_version",
    "role_data",
    "text_pieces",
    "version",
    "version_changes",
    "versions",
    "vocabulary_changes",
    "vocabulary_files",
    "vocabulary_history",
    "vocabulary_undo",
]
