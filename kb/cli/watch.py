"""kb watch."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import click

from kb.cli.common import FilePath, opened
from kb.cli.verbs import command
from kb.errors import KbError
from kb.files import readable
from kb.index import unread_line
from kb.intake import STATUS_LABELS, Handled, watching


@command("watch")
@click.argument("directory", metavar="目录", type=FilePath(path_type=Path))
@click.option("--once", is_flag=True, help="处理完现有的文件就退出")
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    metavar="秒",
    help="隔多少秒看一次（默认 5）；两次看到的大小和时间相同才导入",
)
@click.pass_context
def watch(context: click.Context, directory: Path, once: bool, interval: float) -> int:
    """Watch until SIGTERM or Ctrl-C; with --once, exit code 1 when a file failed."""
    kb = opened(context)  # fails at once when this is not a knowledge base
    failed = False
    tell = _Teller()
    with watching(directory, kb.home.path) as watcher, _stop_signals() as stop:
        tell(f"正在监视 {readable(str(watcher.folder))}，每 {interval:g} 秒看一次")
        watcher.arrived()
        while not stop.within(interval):
            # Opened again each round: vocabulary and settings may have been edited.
            kb = opened(context)
            try:
                handled = watcher.round(
                    kb,
                    stopping=stop.asked,
                    handled=tell.handled,
                    unread=lambda error: tell(unread_line(error)),
                )
                failed = failed or any(one.failed for one in handled)
            except KbError as error:
                if once:
                    raise
                tell(f"暂时不能入库：{error}{error.quoted}")
            finally:
                kb.engine.close()
            if once:
                break
    tell("已停止监视")
    return int(once and failed)


class _Stop:
    """Whether SIGTERM or Ctrl-C was received. The signal writes into a pipe, so that it ends a
    wait."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def within(self, seconds: float) -> bool:
        """Wait this long, or until a signal; was one received?"""
        return bool(select.select([self._pipe], [], [], seconds)[0])

    def asked(self) -> bool:
        """Was one received?"""
        return self.within(0)


@contextmanager
def _stop_signals() -> Iterator[_Stop]:
    reading, writing = os.pipe()

    def stopped(number: int, frame: FrameType | None) -> None:
        os.write(writing, b".")

    before = {number: signal.signal(number, stopped) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield _Stop(reading)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)


class _Teller:
    """Writes a log; the last message is not repeated (a full disk, every five seconds)."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, text: str) -> None:
        if text != self._last:
            click.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}")
        self._last = text

    def handled(self, one: Handled) -> None:
        """Log the result for a file."""
        if one.moved_to is None:
            errors = [str(result.error) for result in one.results if result.error]
            self(f"暂留 {readable(one.file.name)}：{'；'.join(errors) or '文件还在变化'}")
            return
        for result in one.results:
            label = STATUS_LABELS[result.status]
            about = (
                result.error.message if result.error else result.bulletin and result.bulletin.title
            )
            self(f"{label} {result.name}：{about}")
            for warning in result.warnings:
                click.echo(f"    提示：{warning}")
