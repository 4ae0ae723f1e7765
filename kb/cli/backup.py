"""kb backup, kb restore."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kb.cli.common import HOLDER, opened
from kb.cli.verbs import command
from kb.files import writer_lock
from kb.index import update_index
from kb.maintenance import Contents, backup


@command("backup")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.pass_context
def backup_command(context: click.Context, file: Path) -> None:
    """Back up."""
    home = opened(context).home
    with writer_lock(home.state, HOLDER):
        contents = backup.back_up(home, file, datetime.now())
    click.echo(f"已备份到 {file}：{_told(contents)}，压缩后 {_megabytes(file.stat().st_size)}")
    click.echo(f"恢复：kb restore {file}")


@command("restore")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="只检查备份是否完好，什么都不恢复")
@click.pass_context
def restore(context: click.Context, file: Path, check: bool) -> None:
    """Restore, or only verify."""
    kb = opened(context)
    if check:
        click.echo(f"备份完好：{_told(backup.verify(file))}")
        return
    with writer_lock(kb.home.state, HOLDER):
        contents, kept = backup.restore(kb.home, file, datetime.now())
        # First: whatever happens to the index, the old files are there.
        click.echo(f"原来的文件保留在 {kept}")
        kb.engine.close()
        # Vocabulary and settings are those of the backup now.
        change = update_index(opened(context))
    click.echo(f"已恢复：{_told(contents)}，索引 {change.documents} 条")


def _told(contents: Contents) -> str:
    made = f"{contents.made:%Y-%m-%d %H:%M}"
    return f"{made} 的 {contents.files} 个文件，{_megabytes(contents.size)}"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
