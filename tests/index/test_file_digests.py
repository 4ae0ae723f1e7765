"""Of the files of bulletins only those that changed are read, and no change is missed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.corpus.folder import Corpus
from kb.index.file_digests import file_digests
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry

FIRST, SECOND = "2018-07-02-第1期", "2018-07-09-第2期"


@pytest.fixture
def read(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A corpus of two bulletins, and which were read."""
    for id_ in (FIRST, SECOND):
        kb.corpus.save_bulletin(bulletin(entry("整村授信先评议。"), id_=id_))
    ids: list[str] = []
    real = Corpus.read_markdown

    def noted(corpus: Corpus, bulletin_id: str) -> bytes | None:
        ids.append(bulletin_id)
        return real(corpus, bulletin_id)

    monkeypatch.setattr(Corpus, "read_markdown", noted)
    return ids


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files were written long ago."""
    past = time.time_ns() + 10**10
    monkeypatch.setattr("time.time_ns", lambda: past)


def digest(kb: KnowledgeBase, bulletin_id: str) -> str:
    return hashlib.sha256(kb.corpus.bulletin_path(bulletin_id).read_bytes()).hexdigest()


@pytest.mark.usefixtures("later")
def test_a_file_is_read_once(kb: KnowledgeBase, read: list[str], tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    expected = {id_: digest(kb, id_) for id_ in (FIRST, SECOND)}
    assert file_digests(kb.corpus, kept) == expected
    assert file_digests(kb.corpus, kept) == expected
    assert read == [FIRST, SECOND]


def test_a_file_just_written_is_read_again(
    kb: KnowledgeBase, read: list[str], tmp_path: Path
) -> None:
    file_digests(kb.corpus, tmp_path / "kept.json")
    file_digests(kb.corpus, tmp_path / "kept.json")
    assert read == [FIRST, SECOND] * 2


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def change_and_set_back_the_clock(path: Path) -> None:
    """A change of the same length whose time is that of before, as some programs copy."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace("评议".encode(), "公示".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("change", [grow, change_and_set_back_the_clock])
def test_a_change_is_seen(
    kb: KnowledgeBase, read: list[str], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    before = file_digests(kb.corpus, tmp_path / "kept.json")
    change(kb.corpus.bulletin_path(SECOND))
    now = file_digests(kb.corpus, tmp_path / "kept.json")
    assert now == {FIRST: before[FIRST], SECOND: digest(kb, SECOND)}
    assert now != before
    assert read == [FIRST, SECOND, SECOND]


@pytest.mark.usefixtures("later")
def test_what_is_gone_is_forgotten(kb: KnowledgeBase, read: list[str], tmp_path: Path) -> None:
    file_digests(kb.corpus, tmp_path / "kept.json")
    kb.corpus.bulletin_path(FIRST).unlink()
    assert file_digests(kb.corpus, tmp_path / "kept.json").keys() == {SECOND}
    assert FIRST not in (tmp_path / "kept.json").read_text("utf-8")


@pytest.mark.parametrize("damage", ["", "[]", '{"a": 1}', '{"a": [["x"], 1]}', "{"])
def test_a_damaged_file_of_digests_is_as_good_as_none(
    kb: KnowledgeBase, read: list[str], tmp_path: Path, damage: str
) -> None:
    (tmp_path / "kept.json").write_text(damage)
    assert file_digests(kb.corpus, tmp_path / "kept.json").keys() == {FIRST, SECOND}
    assert read == [FIRST, SECOND]


def test_nothing_in_an_empty_home(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert file_digests(kb.corpus, tmp_path / "kept.json") == {}
