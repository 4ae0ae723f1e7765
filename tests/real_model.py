"""The embedding model that `make model` fetches; tests that need it are skipped without it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kb.meaning import Encoder, ModelFiles, open_encoder, read_model, why_no_encoder

JAR = Path(__file__).resolve().parents[1] / "build" / "model" / "bge-small-zh-v1.5-q.jar"


@cache
def model_files() -> ModelFiles:
    """The model; the test is skipped when it was not fetched."""
    if not JAR.is_file():
        pytest.skip("没有语义模型：先执行 make model")
    return read_model(JAR)


@cache
def encoder() -> Encoder:
    """The model, loaded; the test is skipped when that cannot be done."""
    files = model_files()
    if reason := why_no_encoder():
        pytest.skip(f"{reason}：pip install 'lessons-kb[semantic]'")
    return open_encoder(files)
