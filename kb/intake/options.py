"""How source files are read and stored: the options of a run of ingest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kb.readers import Draft, read_alone
from kb.rights import COMMAND_LINE, Actor

Read = Callable[[bytes, str], Draft]
"""Reads the bytes of a file of some name: in a process of its own, or kb.readers.read in this one."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """Options for all files of a run.

    `today` bounds the year that is inferred, and is kept as the day of ingest. `year` is the year
    of the bulletins, `encoding` that of text files, where a person gave them; known files are then
    read again. `sample` marks the bulletins as samples. On a `dry_run` nothing is written. `actor` is
    who ingests. `read` reads each file; None starts one child process for all of them.
    """

    today: date
    year: int | None = None
    encoding: str = ""
    sample: bool = False
    dry_run: bool = False
    actor: Actor = COMMAND_LINE
    read: Read | None = None

    @property
    def again(self) -> bool:
        """Whether known files are read again."""
        return self.year is not None or self.encoding != ""

    @property
    def reader(self) -> Read:
        """What reads a file when no child process is shared."""
        return self.read or read_alone
