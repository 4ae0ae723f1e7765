"""kb backup, kb restore."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from kb.cli.common import HOLDER, FilePath, opened, updated_index
from kb.cli.verbs import command
from kb.errors import KbError
from kb.files import (
    CONFIG_NAME,
    Home,
    file_lock,
    find_home,
    home_folder,
    init_home,
    load_settings,
)
from kb.maintenance import (
    Contents,
    Drill,
    back_up_and_keep,
    back_up_to,
    backup,
    drill,
    passphrase_in,
)
from kb.state import writer_lock

# A word that a shell takes as it stands.
_PLAIN = re.compile(r"[\w@%+=:,./-]+")


@command("backup")
@click.argument("file", metavar="文件", type=FilePath(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    metavar="份数",
    help="定时备份：“文件”是文件夹，按时间取名，只留最近几份，更早的删去",
)
@click.option(
    "--encrypt",
    type=FilePath(path_type=Path),
    metavar="口令文件",
    help="用文件第一行的口令加密（age 格式）；口令丢了谁也恢复不了，请另外妥善保管",
)
@click.pass_context
def backup_command(
    context: click.Context, file: Path, keep: int | None, encrypt: Path | None
) -> None:
    """Back up."""
    home = find_home(context.obj)
    passphrase = passphrase_in(encrypt) if encrypt else None
    if keep is None and file.is_dir():
        raise KbError("这是文件夹", where=str(file), hint="请写文件名，或用 --keep 份数 定时备份")
    with writer_lock(home, HOLDER):
        if keep is not None:
            kept = back_up_and_keep(home, file, keep, datetime.now(), passphrase)
            file, contents = kept.file, kept.contents
            for path in kept.removed:
                click.echo(f"已删去旧备份 {path.name}")
        else:
            contents = back_up_to(home, file, datetime.now(), passphrase)
    click.echo(f"已备份到 {file}：{_counted(contents)}，压缩后 {_megabytes(file.stat().st_size)}")
    words = ["kb", "restore", *(["--passphrase", str(encrypt)] if encrypt else []), str(file)]
    click.echo(f"恢复：{_typed(words)}")


@command("restore")
@click.argument("file", metavar="文件", type=FilePath(path_type=Path))
@click.option("--check", is_flag=True, help="只检查备份是否完好，什么都不恢复")
@click.option(
    "--verify", is_flag=True, help="恢复演练：恢复到临时文件夹，读一遍，建一次索引，再删去"
)
@click.option(
    "--passphrase",
    type=FilePath(path_type=Path),
    metavar="口令文件",
    help="备份是加密的：第一行是口令的文件",
)
@click.pass_context
def restore(
    context: click.Context, file: Path, check: bool, verify: bool, passphrase: Path | None
) -> int | None:
    """Restore, or only verify; the exit code is 1 when a drill finds something wrong."""
    secret = passphrase_in(passphrase) if passphrase else None
    if verify:
        done = drill(file, datetime.now(), secret)
        _show_drill(done)
        return 1 if done.findings else 0
    if check:
        click.echo(f"备份完好：{_counted(backup.verify(file, secret))}")
        return None
    folder = home_folder(context.obj)
    database = _server(folder)
    with _target(folder, file, secret) as home, file_lock(home.state, HOLDER):
        contents, kept = backup.restore(home, file, datetime.now(), secret)
        # First of all: whatever happens to the index, the old files are kept.
        click.echo(f"原来的文件保留在 {kept}")
        if backup.is_of_another(home, kept):
            click.echo(
                f"{click.style('提示：', fg='yellow')}这份备份是另一个知识库的；恢复错了，"
                "就用原来那个知识库的备份再恢复一次"
            )
        if database:
            note = f"状态库现在是文件，PostgreSQL {database} 里的没有改动"
            click.echo(f"{click.style('提示：', fg='yellow')}{note}")
            click.echo(
                f"　　　移回去：kb state move --replace 地址（见 {kept / CONFIG_NAME} 的 state）"
            )
        try:
            # Vocabulary and settings are those of the backup now.
            change = updated_index(opened(context))
        except KbError as error:
            error.hint = f"{error.hint + '；' if error.hint else ''}文件已恢复，索引没有建成；原来的文件在 {kept}"
            raise
    click.echo(f"已恢复：{_counted(contents)}，索引 {change.documents} 条")
    return None


def _server(folder: Path) -> str:
    """The database that a home keeps its state in, for people to read; "" where it has none."""
    try:
        server = load_settings(Home(folder)).state
    except KbError:
        return ""
    return server.shown if server else ""


def _show_drill(done: Drill) -> None:
    click.echo(f"备份：{_counted(done.contents)}，与清单一致")
    click.echo(f"设置：读得出，检索引擎 {done.engine}")
    click.echo(f"语料：{done.bulletins} 期简报，{done.practices} 个做法")
    click.echo(f"状态：{done.accounts} 个账号，{done.topics} 个专题，{done.collections} 份讲义")
    click.echo(f"索引：建成了，{done.indexed} 条")
    for finding in done.findings:
        click.echo(f"{click.style('问题：', fg='red')}{finding}")
    if done.findings:
        click.echo(f"能恢复，但有 {len(done.findings)} 个问题；没有改动知识库")
    else:
        click.echo("恢复演练通过；没有改动知识库")


@contextmanager
def _target(folder: Path, file: Path, passphrase: str | None) -> Iterator[Home]:
    """The home to restore into. A folder that contains nothing but the backup becomes one, and is
    left as it was when the backup is unusable."""
    if (folder / CONFIG_NAME).exists() or not _is_empty(folder, file):
        yield find_home(str(folder))
        return
    backup.verify(file, passphrase)
    home = init_home(folder)
    try:
        yield home
    except KbError:
        if not backup.replaced(home):  # nothing was restored
            for made in (home.corpus, home.index, home.state):
                shutil.rmtree(made, ignore_errors=True)
            home.config.unlink(missing_ok=True)
        raise


def _is_empty(folder: Path, file: Path) -> bool:
    if not folder.exists():
        return True
    return folder.is_dir() and all(path.resolve() == file.resolve() for path in folder.iterdir())


def _counted(contents: Contents) -> str:
    made = f"{contents.made:%Y-%m-%d %H:%M}"
    return f"{made} 的 {contents.files} 个文件，{_megabytes(contents.size)}"


def _typed(words: list[str]) -> str:
    """A command as it is typed, or pasted, at a prompt of this system. Chinese needs no quotation
    marks."""
    if os.name == "nt":
        return subprocess.list2cmdline(words)
    return " ".join(word if _PLAIN.fullmatch(word) else shlex.quote(word) for word in words)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"
