"""What is stored of each document, in files that are never changed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.index.engines.records import Records, RecordWriter


def write(folder: Path, put: dict[int, str], before: Records | None, kept: set[int]) -> None:
    """One commit of documents; those kept are of the commits before."""
    writer = RecordWriter(folder)
    for number, text in put.items():
        writer.put(number, *_of(text))
    writer.commit(before, sorted(kept))


def held(folder: Path, numbers: set[int]) -> dict[int, str]:
    """What the records of some documents say."""
    records = Records(folder, 1 + max(numbers, default=-1))
    assert all(records.record(n) == _of(records.record(n)[1].decode()) for n in numbers)
    assert all(records.card(n) == records.record(n)[0] for n in numbers)
    return {number: records.record(number)[1].decode() for number in numbers}


def _of(text: str) -> tuple[bytes, bytes]:
    """The record of a text."""
    return f"卡片{text}".encode(), text.encode()


def test_a_record_is_read_by_the_number_of_its_document(tmp_path: Path) -> None:
    write(tmp_path, {0: "甲", 3: "", 1: "乙" * 1000}, None, set())
    assert held(tmp_path, {0, 1, 3}) == {0: "甲", 1: "乙" * 1000, 3: ""}


def test_a_number_that_was_free_is_given_again(tmp_path: Path) -> None:
    write(tmp_path, {0: "旧", 1: "留" * 500}, None, set())
    write(tmp_path, {2: "后"}, Records(tmp_path, 2), {1})
    write(tmp_path, {0: "新"}, Records(tmp_path, 3), {1, 2})
    assert held(tmp_path, {0, 1, 2}) == {0: "新", 1: "留" * 500, 2: "后"}


def test_small_commits_leave_few_files_and_what_is_gone_takes_no_room(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(range(1000), "原文" * 20), None, set())
    there = set(range(1000))
    for number in range(1000, 1100):
        before = Records(tmp_path, max(there) + 1)
        there.discard(number - 1000)
        write(tmp_path, {number: "追加"}, before, there)
        there.add(number)
    files = list(tmp_path.iterdir())
    assert len(files) < 10
    there -= set(range(500))
    write(tmp_path, {}, Records(tmp_path, 1100), there)
    assert sum(path.stat().st_size for path in files if path.exists()) < 100_000
    assert held(tmp_path, there) == {n: "追加" if n >= 1000 else "原文" * 20 for n in there}


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.integers(0, 30), st.text(max_size=40)), st.sets(st.integers(0, 30))
        ),
        max_size=12,
    )
)
def test_any_row_of_commits(
    tmp_path_factory: pytest.TempPathFactory, commits: list[tuple[dict[int, str], set[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("records")
    there: dict[int, str] = {}
    for put, removed in commits:
        before = Records(folder, 1 + max(there, default=-1)) if there else None
        kept = {n: text for n, text in there.items() if n not in removed}
        new = {n: text for n, text in put.items() if n not in there}  # others are taken
        write(folder, new, before, set(kept))
        there = kept | new
    assert held(folder, set(there)) == there


@pytest.mark.parametrize("data", [b"", b"\x01", b"\xff\xff\xff\xff", b"\x01\0\0\0" * 3])
def test_a_damaged_table_is_noticed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "records-1").write_bytes(data)
    with pytest.raises((ValueError, struct.error)):
        Records(tmp_path, 5)
