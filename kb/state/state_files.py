"""The file of a state that somebody brings, as a backup does: may this program take it?"""

from __future__ import annotations

from pathlib import Path

from kb.errors import StorageError
from kb.state.migrations import check_version

# How an SQLite file begins, and where its header holds `user_version`, as 4 bytes with the highest
# first (https://sqlite.org/fileformat2.html, 1.3).
_BEGINNING = b"SQLite format 3\0"
_VERSION = slice(60, 64)


def check_state_file(path: Path) -> None:
    """StorageError unless this is the file of a state whose version this program knows. It is not
    opened as a database: that would write next to it."""
    with path.open("rb") as file:
        header = file.read(100)
    if header[: len(_BEGINNING)] != _BEGINNING:
        raise StorageError("不是状态库的文件", where=str(path))
    try:
        check_version(int.from_bytes(header[_VERSION], "big"))
    except StorageError as error:
        error.where, error.hint = str(path), "请用那个版本的程序"
        raise
