"""Measures of the search over a test set."""

from __future__ import annotations

import sys
from math import log2
from pathlib import Path

import pytest

from kb.errors import EngineUnavailable, KbError
from kb.evaluation.beir import load_test_set
from kb.evaluation.evaluate import evaluate, percentile
from tests.beir import write_test_set
from tests.index.engines.conftest import STORED


@pytest.mark.parametrize("engine", STORED)
def test_the_measures_are_those_of_the_order_of_hits(tmp_path: Path, engine: str) -> None:
    # q1 and q2 find their passage first; q3 finds one of two, the better one, first; that q2
    # holds nothing but what is in p2 makes no difference to it.
    found = evaluate(load_test_set(write_test_set(tmp_path)), engine)
    ideal = 2 + 1 / log2(3)
    assert found.queries == 3
    assert found.mrr == pytest.approx(1)
    assert found.recall == pytest.approx((1 + 1 + 0.5) / 3)
    assert found.ndcg == pytest.approx((1 + 1 + 2 / ideal) / 3, abs=1e-4)
    assert 0 < found.p50_ms <= found.p95_ms
    assert found.index_seconds > 0
    assert 0 < found.index_mb < 1


def test_a_question_that_finds_nothing_counts_as_nothing(tmp_path: Path) -> None:
    questions = {"q1": "预授信名单什么时候生成？", "q2": "量子计算机的散热"}
    judgements = [("q1", "p1", 1), ("q2", "p2", 1)]
    write_test_set(tmp_path, questions=questions, judgements=judgements)
    found = evaluate(load_test_set(tmp_path), "whoosh")
    assert (found.mrr, found.recall, found.ndcg) == pytest.approx((0.5, 0.5, 0.5))


def test_a_sample_asks_some_of_the_questions_always_the_same(tmp_path: Path) -> None:
    test_set = load_test_set(write_test_set(tmp_path))
    once, again = (evaluate(test_set, "whoosh", sample=2) for _ in range(2))
    assert once.queries == 2
    assert (once.mrr, once.recall, once.ndcg) == (again.mrr, again.recall, again.ndcg)
    assert evaluate(test_set, "whoosh", sample=99).queries == 3


def test_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(place))
    evaluate(load_test_set(write_test_set(tmp_path)), "whoosh")
    assert list(place.iterdir()) == []


def test_what_is_not_installed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test_set = load_test_set(write_test_set(tmp_path))
    with pytest.raises(EngineUnavailable):
        evaluate(test_set, "lucene")
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(KbError) as caught:
        evaluate(test_set, "whoosh")
    assert "lessons-kb[evaluate]" in caught.value.hint


def test_percentiles() -> None:
    times = [float(n) for n in range(1, 101)]
    assert (percentile(times, 0.5), percentile(times, 0.95)) == (50, 95)
    assert percentile([7.0], 0.5) == percentile([7.0], 0.95) == 7
