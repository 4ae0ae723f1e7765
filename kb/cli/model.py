"""kb model."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kb.cli.common import HOLDER, FilePath, opened
from kb.cli.progress import Progress
from kb.cli.verbs import VERBS
from kb.index import fingerprint_of, update_vectors
from kb.knowledge_base import KnowledgeBase
from kb.meaning import has_model, install_model, installed_model, open_encoder, read_model
from kb.state import writer_lock


@click.group("model", help=VERBS["model"].summary)
def model() -> None:
    """Group the two verbs."""


@model.command(help="安装语义模型：含 ONNX 模型和词表的文件夹、zip 或 jar。需要 semantic 组件。")
@click.argument("path", metavar="路径", type=FilePath(path_type=Path))
@click.pass_context
def install(context: click.Context, path: Path) -> None:
    """Try a model, keep it, and build the vectors with it."""
    kb = opened(context)
    files = read_model(path)
    open_encoder(files).encode("整村授信")
    with writer_lock(kb.home, HOLDER):
        install_model(kb.home, files)
    click.echo(f"已安装语义模型 {files.name}（{len(files.onnx) / 1_000_000:.0f} MB）")
    click.echo("kb serve 会在后台为条目建立语义向量；也可以现在执行 kb index")


@model.command(help="装的是哪个语义模型，多少条目有了语义向量。")
@click.pass_context
def status(context: click.Context) -> None:
    """Say which model is installed; KbError when it does not work."""
    kb = opened(context)
    if not has_model(kb.home):
        click.echo("没有安装语义模型，只按字词检索。安装：kb model install 路径")
        return
    files = installed_model(kb.home)
    click.echo(f"语义模型 {files.name}，{files.digest[:12]}")
    encoder = open_encoder(files)
    kept = kb.vectors.kept()
    have = len(kept.entries) if kept.fingerprint == fingerprint_of(encoder) else 0
    click.echo(f"有语义向量的条目：{have} / {kb.engine.status().documents}")


def build_vectors(kb: KnowledgeBase) -> None:
    """Update the vectors if there is a model, and say so."""
    if kb.encoder is None:
        return
    line: list[Progress] = []

    def draw(done: int, of: int) -> None:
        line[:] = line or [Progress(of)]
        line[0].draw(done, "建立语义向量")

    began = time.monotonic()
    try:
        built = update_vectors(kb.vectors, kb.engine, kb.encoder, draw)
    finally:
        for shown in line:
            shown.clear()
    if built:
        click.echo(f"已为 {built} 条建立语义向量，用时 {time.monotonic() - began:.1f} 秒")
