"""Where the files of a repository may lie on a disk, and how they make room for one another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

# Characters that no name needs, and that a terminal obeys.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Bytes of a name and of a path that a file system takes.
_LONGEST_NAME, _LONGEST_PATH = 255, 4000


def is_usable(place: Path, parts: Sequence[str]) -> bool:
    """Does a path of the repository, in parts, name a file that may be at this place?"""
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    names = max((len(part.encode()) for part in parts), default=0)
    return names <= _LONGEST_NAME and len(os.fsencode(place)) <= _LONGEST_PATH


def making_room(gone: Iterable[str], puts: Iterable[str]) -> frozenset[str]:
    """What of files that go is where a file comes: a folder above it, or below a folder of its name."""
    coming = list(puts)
    files = set(coming)
    folders = {str(above) for path in coming for above in PurePosixPath(path).parents}
    return frozenset(
        path
        for path in gone
        if path in folders or any(str(above) in files for above in PurePosixPath(path).parents)
    )


def without_empty_folders(place: Path) -> None:
    """Where a file is to come, remove a folder that holds nothing but folders."""
    if place.is_dir() and not place.is_symlink():
        for folder, _, _ in os.walk(place, topdown=False):
            with suppress(OSError):  # what is not empty stays; writing the file reports it
                os.rmdir(folder)
