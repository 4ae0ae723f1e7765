"""kb backup, kb restore."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from kb.cli.common import HOLDER, opened
from kb.cli.verbs import command
from kb.errors import KbError
from kb.files import CONFIG_NAME, Home, find_home, home_folder, init_home, writer_lock
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
    if check:
        click.echo(f"备份完好：{_told(backup.verify(file))}")
        return
    with _target(home_folder(context.obj), file) as home, writer_lock(home.state, HOLDER):
        contents, kept = backup.restore(home, file, datetime.now())
        # First of all: whatever happens to the index, the old files are kept.
        click.echo(f"原来的文件保留在 {kept}")
        try:
            # Vocabulary and settings are those of the backup now.
            change = update_index(opened(context))
        except KbError as error:
            error.hint = f"{error.hint + '；' if error.hint else ''}文件已恢复，索引没有建成；原来的文件在 {kept}"
            raise
    click.echo(f"已恢复：{_told(contents)}，索引 {change.documents} 条")


@contextmanager
def _target(folder: Path, file: Path) -> Iterator[Home]:
    """The home to restore into. A folder that contains nothing but the backup becomes one, and is
    left as it was when the backup is unusable."""
    if (folder / CONFIG_NAME).exists() or not _is_empty(folder, file):
        yield find_home(str(folder))
        return
    backup.verify(file)
    home = init_home(folder)
    try:
        yield home
    except KbError:
        if not any(home.state.glob(f"{backup.BEFORE}*")):  # nothing was restored
            for made in (home.corpus, home.index, home.state):
                shutil.rmtree(made, ignore_errors=True)
            home.config.unlink(missing_ok=True)
        raise


def _is_empty(folder: Path, file: Path) -> bool:
    if not folder.exists():
        return True
    return folder.is_dir() and all(path.resolve() == file.resolve() for path in folder.iterdir())


def _told(contents: Contents) -> str:
    made = f"{contents.made:%Y-%m-%d %H:%M}"
    return f"{made} 的 {contents.files} 个文件，{_megabytes(contents.size)}"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
