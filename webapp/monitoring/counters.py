"""Numbers that only grow, added up over all processes of the site.

They stand in memory that the processes share: each process has a row of its own, so that none waits
for another, and the process that is asked for metrics adds the rows up. A process that is started in place
of one that ended continues its row.

Why not prometheus-client: with several processes it keeps files in a folder that an environment
variable has to name before it is imported, and its numbers of ended processes have to be cleaned up.
We need some dozen numbers, known from the start.
"""

from __future__ import annotations

import mmap
import threading
from collections.abc import Iterable
from dataclasses import dataclass

# Rows: the first process, as many as `kb serve --workers` starts, twice for a change of generation.
ROWS = 80
_BYTES = 8


@dataclass(frozen=True, slots=True)
class Series:
    """What a number is called in metrics: a name, and labels in order."""

    name: str
    labels: tuple[tuple[str, str], ...] = ()


class Counters:
    """The numbers of these series, all 0 at first. Make it before processes are forked."""

    def __init__(self, series: Iterable[Series]) -> None:
        self._places = {one: place for place, one in enumerate(series)}
        size = max(1, len(self._places)) * ROWS * _BYTES
        self._cells = memoryview(mmap.mmap(-1, size)).cast("d")
        self._row = 0
        self._turn = threading.Lock()

    def work_in(self, row: int) -> None:
        """From now on this process adds in a row of its own."""
        self._row = row % ROWS

    def add(self, series: Series, value: float = 1.0) -> None:
        """Add to a number; KeyError for a series that is not known."""
        place = self._row * len(self._places) + self._places[series]
        with self._turn:
            self._cells[place] += value

    def totals(self) -> dict[Series, float]:
        """The numbers of all processes together."""
        width = len(self._places)
        return {
            one: sum(self._cells[row * width + place] for row in range(ROWS))
            for one, place in self._places.items()
        }
