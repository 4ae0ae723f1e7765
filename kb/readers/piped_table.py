"""Tables that a plain text writes with pipes as Markdown does: |支行|户数| above |---|---|."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.readers.markdown_table import split


def with_piped_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text, the tables in it row by row with " | " between the cells and blank lines
    around. Only where a line of dashes stands under the heads."""
    run: list[str] = []
    for line in lines:
        if "|" in line:
            run.append(line)
            continue
        yield from _shown(run)
        run = []
        yield line
    yield from _shown(run)


def _shown(run: list[str]) -> Iterator[str]:
    before, rows = split([line.strip() for line in run])
    if len(rows) < 2 or len(run) - len(before) != len(rows) + 1:  # no line of dashes
        yield from run
        return
    yield from before
    for cells in rows:
        yield from ("", " | ".join(cells), "")
