"""A BERT model run by onnxruntime.

One text a call: the scales of an int8 model depend on the whole batch, so the vector of a text
would depend on the texts around it. One thread: a search must not take all cores, and texts are
short.
"""

from __future__ import annotations

import numpy as np
import onnxruntime

from kb.errors import KbError
from kb.meaning.model_files import ModelFiles
from kb.meaning.wordpiece import WordPiece

# Raise it whenever the vector of a text changes for the same model.
VERSION = 1
LONGEST = 512
_HINT = "请用 BERT 类中文向量模型（如 bge-small-zh）导出的 ONNX，和它自己的词表"
# A vocabulary for Chinese has nearly all of these.
_COMMON = "的一是不了人我在有他这中大来上国银行贷款客户"


class OnnxEncoder:
    """A model that is loaded. The vector of a text is that of its first token, of length 1, as the
    bge models are trained."""

    def __init__(self, files: ModelFiles) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4  # what goes wrong is raised
        try:
            self._tokens = WordPiece(files.vocabulary)
            self._session = onnxruntime.InferenceSession(
                files.onnx, options, providers=["CPUExecutionProvider"]
            )
            self._inputs = frozenset(wanted.name for wanted in self._session.get_inputs())
            self._dimensions = len(np.frombuffer(self.encode("试"), np.float32))
            self._check_vocabulary(files.vocabulary)
        except Exception as error:  # onnxruntime raises many kinds, without a common parent
            raise KbError("语义模型用不了", where=files.name, hint=_HINT) from error
        self.fingerprint = f"{VERSION}-{files.digest}"

    def _check_vocabulary(self, vocabulary: tuple[str, ...]) -> None:
        """An error when the vocabulary is not that of the model: of another language, or with more tokens
        than the model has vectors for."""
        if sum(char in vocabulary for char in _COMMON) < len(_COMMON) // 2:
            raise ValueError("vocabulary without Chinese")
        self._run([len(vocabulary) - 1])

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._dimensions

    def encode(self, text: str) -> bytes:
        """The vector of a text in normal form."""
        vector = self._run(self._tokens.ids(text, LONGEST))
        length = float(np.linalg.norm(vector))
        if not 0 < length < float("inf"):
            raise ValueError("vector of no length")
        return np.ascontiguousarray(vector / np.float32(length)).tobytes()

    def _run(self, tokens: list[int]) -> np.ndarray:
        """The first vector that the model gives for some tokens."""
        ids = np.array([tokens], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        output = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        found = np.asarray(output, np.float32)
        vector: np.ndarray = found[0, 0] if found.ndim == 3 else found[0]
        return vector
