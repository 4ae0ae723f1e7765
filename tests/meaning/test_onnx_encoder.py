"""The real model."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from kb.errors import KbError
from kb.meaning import open_encoder
from tests.real_model import encoder, model_files


def vector(text: str) -> array[float]:
    return array("f", encoder().encode(text))


def cosine(one: str, other: str) -> float:
    return sum(a * b for a, b in zip(vector(one), vector(other), strict=True))


def test_a_vector_has_length_one() -> None:
    assert len(vector("整村授信")) == encoder().dimensions == 512
    assert cosine("整村授信", "整村授信") == pytest.approx(1, abs=1e-5)


def test_like_meanings_are_nearer_than_others() -> None:
    like = cosine("业务员不愿放贷款给老百姓", "客户经理怕担责，惜贷")
    other = cosine("业务员不愿放贷款给老百姓", "食堂午餐十二点开始供应")
    assert like > other


def test_a_vector_does_not_depend_on_what_came_before() -> None:
    before = encoder().encode("不良贷款")
    encoder().encode("别的话" * 100)
    assert encoder().encode("不良贷款") == before


def test_an_empty_and_an_endless_text_have_vectors() -> None:
    assert len(vector("")) == len(vector("授信" * 5000)) == 512


def test_a_vocabulary_of_another_model_is_refused() -> None:
    encoder()
    known = model_files().vocabulary
    for other in (known[:200], (*known, *(f"词{number}" for number in range(50_000)))):
        with pytest.raises(KbError, match="用不了"):
            open_encoder(replace(model_files(), vocabulary=other))


def test_what_is_no_model_is_refused() -> None:
    encoder()
    with pytest.raises(KbError, match="用不了"):
        open_encoder(replace(model_files(), onnx=b"nonsense"))
