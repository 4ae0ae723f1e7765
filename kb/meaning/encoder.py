"""Opens encoders. The extra may be missing; everything else then still works."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from kb.errors import KbError
from kb.meaning.model_files import ModelFiles

NEEDED = ("onnxruntime", "numpy")
INSTALL = "执行 pip install 'lessons-kb[semantic]'"


class Encoder(Protocol):
    """Turns texts into vectors of length 1; the cosine of two says how similar their meanings are.

    `fingerprint` names everything that decides a vector.
    """

    @property
    def fingerprint(self) -> str:
        """Changes with the model and with how it is used."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def encode(self, text: str) -> bytes:
        """The vector of a text in normal form: float32 numbers of this machine, length 1."""


def why_no_encoder() -> str:
    """Why this installation cannot run a model, in Chinese; "" when it can."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    return f"没有安装 {'、'.join(missing)}" if missing else ""


def open_encoder(files: ModelFiles) -> Encoder:
    """A loaded model; KbError when the extra is missing or the model does not work."""
    if reason := why_no_encoder():
        raise KbError(f"按意思检索用不了：{reason}", hint=INSTALL)
    # Read when NumPy is first imported. More threads gain little on such small sums, and a search
    # must not take all cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    encoder: Encoder = import_module("kb.meaning.onnx_encoder").OnnxEncoder(files)
    return encoder
