"""Which files of a folder are source files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kb.readers import expand, is_archive, is_known, is_of_a_page, passed_over


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known format in the folders named, in order of name.

    An archive is replaced by the files in it. Files that a browser or Word saved together with a
    page do not count.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if is_known(p) and p.is_file() and not _is_passed_over(p, path)
            )
            files |= dict.fromkeys(file for p in inside for file in expand(p))
        else:
            files |= dict.fromkeys(expand(path))
    return list(files)


def left_in_archives(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """The archives among some paths → the names of the files in them that are no source files."""
    archives = [path for path in paths if is_archive(path) and path.is_file()]
    return {archive: names for archive in archives if (names := passed_over(archive))}


def _is_passed_over(file: Path, root: Path) -> bool:
    """Is this file of a folder hidden, or a part of a saved page?"""
    between = file.parents[: len(file.relative_to(root).parts) - 1]
    return file.name.startswith(".") or any(map(is_of_a_page, between))
