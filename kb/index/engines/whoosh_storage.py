"""Whoosh's folder of files, read without keeping them in memory.

What is small and read everywhere, such as hash tables, is read through the memory map. Texts and
postings are read from the file by position: of a mapped file the system keeps for the process every
page, and the fifteen around it, that it ever looked at.
"""

from __future__ import annotations

import mmap
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from kb.index.engines.open_file import OpenFile


class MappedFile(StructFile):  # type: ignore[misc]
    """A file mapped into memory; `get` reads by position and moves nothing that threads share."""

    def __init__(self, descriptor: int, name: str) -> None:
        super().__init__(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ), name=name)
        self.data = OpenFile(descriptor)

    def get(self, position: int, length: int) -> bytes:
        return self.data.read(position, length)


class MappedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's folder of files. (Of a segment in one compound file, its usual form, Whoosh copies
    every part that it opens into memory.)"""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._created: list[StructFile] = []

    def create(self) -> MappedStorage:
        """Make the folder where there is none. (Whoosh keeps the error of a folder that is there in a
        variable: a circle that holds the callers, and what they have open, until it is collected.)"""
        Path(self.folder).mkdir(parents=True, exist_ok=True)
        return self

    def open_file(self, name: str, **kwargs: Any) -> Any:
        with open(self._fpath(name), "rb") as file:
            if not file.seek(0, 2):
                return StructFile(BytesIO(), name=name, **kwargs)
            return MappedFile(file.fileno(), name)

    def create_file(self, name: str, **kwargs: Any) -> Any:
        self._created.append(super().create_file(name, **kwargs))
        return self._created[-1]

    def temp_storage(self, name: str | None = None) -> Any:
        inner = MappedStorage(str(Path(self.folder, name or "writing.tmp")))
        inner._created = self._created
        return inner.create()

    def abandon(self) -> None:
        """Close the files that a writer, its own and temporary ones, has left open."""
        for file in self._created:
            with suppress(OSError):
                file.file.close()
