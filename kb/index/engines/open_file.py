"""A file that stays open, read by position."""

from __future__ import annotations

import os


class OpenFile:
    """The bytes of an open file by position. Threads may share it; the file is closed with the last
    reference."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = os.dup(descriptor)
        self.size = os.fstat(descriptor).st_size

    def read(self, start: int, length: int) -> bytes:
        """So many bytes from a position on; fewer at the end of the file."""
        # Memory is taken for all that is asked for, and a damaged file may ask for much.
        return os.pread(self._descriptor, min(length, self.size), start)

    def __del__(self) -> None:
        os.close(self._descriptor)
