"""A line at the bottom of a terminal that shows the progress of a run."""

from __future__ import annotations

import sys

import click

_WIDTH = 30


class Progress:
    """Drawn on standard error if that is a terminal, else not at all."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = sys.stderr.isatty()

    def draw(self, done: int, doing: str = "") -> None:
        """Say how many are done, and what is being done now."""
        filled = _WIDTH * done // self._total
        bar = "#" * filled + "-" * (_WIDTH - filled)
        self._write(f"\r\x1b[K[{bar}] {done}/{self._total} {doing}")

    def draw_of(self, done: int, of: int) -> None:
        """Say how many of all are done; nothing where there is nothing to do."""
        self._total = of
        if of:
            self.draw(done)

    def clear(self) -> None:
        """Remove the line, so that something else can be written."""
        self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        if self._shown:
            click.echo(text, nl=False, err=True)
