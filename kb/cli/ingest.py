"""kb init, kb ingest, kb index."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.cli.common import (
    HOLDER,
    FilePath,
    echo_json,
    echo_unread,
    opened,
    period_json,
    show_span,
    updated_index,
)
from kb.cli.model import build_vectors
from kb.cli.progress import Progress
from kb.cli.verbs import command
from kb.errors import CorpusError, EngineError, KbError
from kb.files import ENGINES, init_home, readable
from kb.intake import (
    STATUS_LABELS,
    FileResult,
    FileStatus,
    IngestOptions,
    find_files,
    left_in_archives,
)
from kb.intake import ingest as ingest_files
from kb.knowledge_base import KnowledgeBase
from kb.readers import ENCODINGS, listed
from kb.remote import corpus_lock
from kb.state import writer_lock

MOST_PROCESSES = 16
_COLOURS = {
    FileStatus.ADDED: "green",
    FileStatus.UPDATED: "yellow",
    FileStatus.UNCHANGED: "white",
    FileStatus.FAILED: "red",
}


@command("init")
@click.argument("directory", metavar="目录", type=FilePath(path_type=Path))
def init(directory: Path) -> None:
    """Make a home."""
    home = init_home(directory)
    click.echo(f"已在 {home.path} 新建知识库")
    click.echo(f"下一步：kb --home {directory} ingest 简报文件或文件夹")


@command("ingest")
@click.argument("paths", metavar="文件…", nargs=-1, required=True, type=FilePath(path_type=Path))
@click.option("--year", type=click.IntRange(1990, 2100), metavar="年", help="指定简报的年份")
@click.option(
    "--encoding",
    type=click.Choice(ENCODINGS),
    metavar="编码",
    help="指定网页、Markdown、文本的文字编码：utf-8、gb18030 或 big5（繁体）；不指定则自动识别",
)
@click.option("--dry-run", is_flag=True, help="只看读出了什么，不入库")
@click.option("--sample", is_flag=True, help="标记为示例")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def ingest(
    context: click.Context,
    paths: tuple[Path, ...],
    year: int | None,
    encoding: str | None,
    dry_run: bool,
    sample: bool,
    as_json: bool,
) -> int:
    """Ingest files; exit code 1 when some failed."""
    kb = opened(context)
    files = find_files(paths)
    if not files:
        raise KbError("文件夹里没有可导入的简报", where="、".join(map(str, paths)))
    progress = Progress(len(files))
    ready = 0
    last: Path | None = None
    unread: list[CorpusError] = []

    def show(result: FileResult) -> None:
        nonlocal ready, last
        ready += result.file != last  # a file with several issues has several results
        last = result.file
        progress.clear()
        if not as_json:
            _show(result, ready, len(files))
        progress.draw(ready)

    def run() -> list[FileResult]:
        progress.draw(0)
        return ingest_files(
            kb,
            files,
            IngestOptions(
                date.today(), year=year, encoding=encoding or "", sample=sample, dry_run=dry_run
            ),
            done=show,
            finishing=lambda: progress.draw(ready, "正在更新索引，请稍候"),
            unread=unread.append,
        )

    try:
        with nullcontext() if dry_run else corpus_lock(kb.home, kb.settings.corpus, HOLDER):
            results = run()
    except KeyboardInterrupt:
        progress.clear()
        click.echo(f"处理了 {ready} 个文件，共 {len(files)} 个；再运行一次就会接着做", err=True)
        raise
    except EngineError as failed:
        progress.clear()
        kept = "" if dry_run or not ready else "简报已存入语料，索引能用以后执行 kb index"
        failed.hint = "；".join(filter(None, (failed.hint, kept)))
        raise
    progress.clear()
    if as_json:
        echo_json({"files": [_result_json(result) for result in results]})
    else:
        _summary(results, dry_run=dry_run)
        for archive, names in left_in_archives(paths).items():
            note = f"没有读入：{archive.name} 里不是简报的文件 {len(names)} 个（{listed(names)}）"
            click.echo(f"  {readable(note)}")
    for error in unread:
        echo_unread(error)
    return 1 if any(r.status is FileStatus.FAILED for r in results) else 0


def _show(result: FileResult, number: int, count: int) -> None:
    word = click.style(STATUS_LABELS[result.status], fg=_COLOURS[result.status])
    click.echo(f"[{number}/{count}] {word} {result.name}")
    if result.bulletin:
        bulletin = result.bulletin
        period = bulletin.period
        span = show_span(period.start, period.end) if period else "日期不详"
        click.echo(f"      {bulletin.title}，{span}，{len(bulletin.entries)} 条")
    if result.bulletin and (changes := _changes(result)):
        click.echo(f"      {changes}")
        click.echo(f"      逐条查看：kb history {result.bulletin.id}")
    for warning in result.warnings:
        click.echo(f"      {click.style('提示：', fg='yellow')}{warning}")
    if result.error:
        hint = f"（{result.error.hint}）" if result.error.hint else ""
        click.echo(f"      {result.error.message}{hint}")


def _summary(results: list[FileResult], *, dry_run: bool) -> None:
    counts = {status: sum(r.status is status for r in results) for status in FileStatus}
    parts = [f"{STATUS_LABELS[status]} {count}" for status, count in counts.items() if count]
    click.echo(
        f"{'试读' if dry_run else '完成'}：共 {len({r.file for r in results})} 个文件，{'，'.join(parts)}"
    )
    for result in results:
        if result.error:
            click.echo(f"  失败：{readable(str(result.file))}：{result.error.message}", err=True)


def _result_json(result: FileResult) -> dict[str, Any]:
    bulletin = result.bulletin
    return {
        "file": readable(str(result.file)),
        "status": result.status.value,
        "id": bulletin.id if bulletin else None,
        "title": bulletin.title if bulletin else None,
        "period": period_json(bulletin.period) if bulletin else None,
        "entries": len(bulletin.entries) if bulletin else 0,
        "warnings": list(result.warnings),
        "error": str(result.error) if result.error else None,
        "changes": _changes(result),
        "similar": [
            {"id": other.id, "title": other.title, "shared": other.shared, "entries": other.entries}
            for other in (result.proposal.similar if result.proposal else ())
        ],
    }


def _changes(result: FileResult) -> str | None:
    """What an update changes, in one line."""
    if result.proposal is None or result.status is not FileStatus.UPDATED:
        return None
    return result.proposal.difference.summary


@command("index")
@click.option("--rebuild", is_flag=True, help="在旁边重建，完成后替换")
@click.option(
    "--engine", type=click.Choice(ENGINES), help="为哪个检索引擎（默认：kb.toml 里的那个）"
)
@click.option(
    "--processes",
    type=click.IntRange(1, MOST_PROCESSES),
    default=lambda: min(os.cpu_count() or 1, MOST_PROCESSES),
    metavar="个数",
    help="重建时用几个进程分析（默认：与处理器核数相同）",
)
@click.pass_context
def index(context: click.Context, rebuild: bool, engine: str | None, processes: int) -> int:
    """Update or rebuild the index; with an engine, its own, whatever kb.toml says. The exit code is
    1 when a bulletin could not be read."""
    kb = opened(context)
    if engine:
        kb = KnowledgeBase(kb.home, replace(kb.settings, engine=engine))
    with writer_lock(kb.home, HOLDER):
        bar = Progress(1)
        change = updated_index(kb, rebuild=rebuild, progress=bar.draw_of, processes=processes)
        bar.clear()
    if change.rebuilt:
        click.echo(f"{change.rebuilt}，已重建索引：{change.documents} 条")
    elif change.put or change.removed:
        click.echo(
            f"已更新索引：写入 {change.put} 条，移除 {change.removed} 条，共 {change.documents} 条"
        )
    else:
        click.echo(f"索引已是最新：{change.documents} 条")
    build_vectors(kb)
    return int(bool(change.unread))
