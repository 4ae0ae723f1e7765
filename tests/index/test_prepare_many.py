"""Many documents analysed, in this process or in helpers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.index.documents import IndexDocument, Prepared, prepare
from kb.index.prepare_many import PORTION, WAITING, prepare_all
from kb.text.segment import Segmenter
from tests.index.engines.samples import document

TEXTS = [f"整村授信第{n}批，蓝领贷{n}万元。" for n in range(3 * PORTION + 5)]


def test_helpers_make_the_same_in_the_same_order(jieba_cache: Path) -> None:
    segmenter = Segmenter(("蓝领贷",), jieba_cache)
    documents = [document(f"d{n}", text) for n, text in enumerate(TEXTS)]
    expected = [prepare(each, segmenter) for each in documents]
    assert "蓝领贷" in expected[0].tokens["words"]
    assert list(prepare_all(documents, segmenter)) == expected
    assert list(prepare_all(documents, segmenter, processes=2)) == expected


def test_few_documents_are_held_at_a_time(jieba_cache: Path) -> None:
    read = 0

    def reading() -> Iterator[IndexDocument]:
        nonlocal read
        for n in range(100 * PORTION):
            read += 1
            yield document(f"d{n}", "晨会。")

    prepared = prepare_all(reading(), Segmenter((), jieba_cache), processes=2)
    first = next(prepared)
    assert isinstance(first, Prepared)
    assert first.document.id == "d0"
    assert read <= (2 * WAITING + 1) * PORTION
    del prepared  # the helpers end


def test_no_documents_need_no_analysis() -> None:
    assert list(prepare_all([], Segmenter(), processes=2)) == []
