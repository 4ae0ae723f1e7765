"""kb evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kb.cli.common import FilePath, echo_json
from kb.cli.verbs import command
from kb.evaluation import Evaluation, evaluate, load_test_set
from kb.files import ENGINES, Settings
from kb.meaning import read_model


@command("evaluate")
@click.argument("directory", metavar="目录", type=FilePath(path_type=Path))
@click.option(
    "--engine", type=click.Choice(ENGINES), default=Settings().engine, help="用哪个检索引擎"
)
@click.option("--sample", type=click.IntRange(1), metavar="个数", help="只问其中若干个问题")
@click.option(
    "--model",
    "model_path",
    type=FilePath(path_type=Path),
    metavar="路径",
    help="用这个语义模型（文件夹、zip 或 jar）也按意思检索；只按字词的结果一并给出",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def evaluate_command(
    directory: Path, engine: str, sample: int | None, model_path: Path | None, as_json: bool
) -> None:
    """Evaluate and print."""
    model = read_model(model_path) if model_path else None
    test_set = load_test_set(directory)
    if not as_json:
        click.echo(f"正在为 {len(test_set.documents)} 篇文档建立索引……", err=True)
    found = evaluate(test_set, engine, sample, model)
    if as_json:
        echo_json(_json(found))
        return
    click.echo(f"问题 {found.queries} 个")
    if found.by_words:
        click.echo("按字词和意思：")
        _show(found)
        click.echo(f"建立语义向量 {found.vector_seconds:.1f} 秒")
        click.echo("只按字词：")
    _show(found.by_words or found)


def _json(found: Evaluation) -> dict[str, Any]:
    data: dict[str, Any] = {
        "queries": found.queries,
        "mrr@10": round(found.mrr, 4),
        "recall@10": round(found.recall, 4),
        "ndcg@10": round(found.ndcg, 4),
        "latency_ms": {"p50": round(found.p50_ms, 2), "p95": round(found.p95_ms, 2)},
        "index_seconds": round(found.index_seconds, 2),
        "index_mb": round(found.index_mb, 2),
    }
    if found.by_words:
        data["vector_seconds"] = round(found.vector_seconds, 2)
        data["by_words"] = _json(found.by_words)
    return data


def _show(found: Evaluation) -> None:
    click.echo(f"MRR@10 {found.mrr:.4f}，recall@10 {found.recall:.4f}，nDCG@10 {found.ndcg:.4f}")
    click.echo(f"每次检索：中位数 {found.p50_ms:.1f} 毫秒，95% 在 {found.p95_ms:.1f} 毫秒以内")
    click.echo(f"建立索引 {found.index_seconds:.1f} 秒，占 {found.index_mb:.1f} MB")
