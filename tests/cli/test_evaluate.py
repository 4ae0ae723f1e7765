"""kb evaluate."""

from __future__ import annotations

from pathlib import Path

from tests.beir import write_test_set
from tests.cli.conftest import Run
from tests.real_model import JAR, encoder


def test_json_has_what_was_agreed(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", write_test_set(tmp_path), "--json")
    assert done.code == 0
    assert list(done.json) == [
        "queries",
        "mrr@10",
        "recall@10",
        "ndcg@10",
        "latency_ms",
        "index_seconds",
        "index_mb",
    ]
    assert list(done.json["latency_ms"]) == ["p50", "p95"]
    assert (done.json["queries"], done.json["mrr@10"]) == (3, 1)


def test_people_read_it_too(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", write_test_set(tmp_path), "--sample", 2, "--engine", "whoosh")
    assert done.code == 0
    assert "4 篇文档" in done.err
    assert "问题 2 个" in done.out
    assert "MRR@10 1.0000" in done.out


def test_a_slip_in_a_file_is_told(run: Run, tmp_path: Path) -> None:
    write_test_set(tmp_path)
    (tmp_path / "queries.jsonl").write_text("{}\n", "utf-8")
    done = run("evaluate", tmp_path)
    assert done.code == 1
    assert "queries.jsonl 第 1 行" in done.err
    assert run("evaluate", tmp_path / "nowhere").code == 1
    assert run("evaluate", tmp_path, "--engine", "lucene").code == 2
    assert run("evaluate", tmp_path, "--sample", 0).code == 2


def test_with_a_model_both_figures_are_given(run: Run, tmp_path: Path) -> None:
    encoder()
    folder = write_test_set(tmp_path)
    data = run("evaluate", folder, "--model", JAR, "--json").json
    assert data["mrr@10"] == data["by_words"]["mrr@10"] == 1
    assert data["vector_seconds"] > 0
    said = run("evaluate", folder, "--model", JAR).out
    assert said.index("按字词和意思") < said.index("建立语义向量") < said.index("只按字词")


def test_a_path_without_a_model_is_told(run: Run, tmp_path: Path) -> None:
    done = run("evaluate", write_test_set(tmp_path), "--model", tmp_path)
    assert done.code == 2
    assert "没有可用的模型" in done.err
