"""A file that stays open is read by position."""

from __future__ import annotations

from pathlib import Path

from kb.index.engines.open_file import OpenFile


def test_bytes_by_position_end_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        data = OpenFile(file.fileno())
    assert data.read(2, 3) == b"234"
    # A damaged length takes no more memory than the file.
    assert data.read(8, 1 << 40) == b"89"
