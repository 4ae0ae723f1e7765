"""Meaning: a text as a vector, so that texts of similar meaning are near each other.

Needs the extra `semantic` and a model that the administrator brings; nothing here knows what an
entry is or where vectors are stored.
"""

from __future__ import annotations

from kb.meaning.encoder import Encoder, open_encoder, why_no_encoder
from kb.meaning.model_files import (
    ModelFiles,
    has_model,
    install_model,
    installed_model,
    model_stamp,
    read_model,
)
from kb.meaning.wordpiece import WordPiece

__all__ = [
    "Encoder",
    "ModelFiles",
    "WordPiece",
    "has_model",
    "install_model",
    "installed_model",
    "model_stamp",
    "open_encoder",
    "read_model",
    "why_no_encoder",
]
