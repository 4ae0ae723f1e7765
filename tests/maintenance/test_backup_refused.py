"""Backups that are damaged or made to do harm are refused."""

from __future__ import annotations

import io
import sqlite3
import tarfile
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.files.home import init_home
from kb.knowledge_base import KnowledgeBase
from kb.maintenance.backup import back_up, restore, verify
from kb.state.stores import close_store
from tests.maintenance.backed_up import GOOD, NOW, packed, refused


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "corpus/../../evil.md",
        "/etc/evil",
        "corpus//x.md",
        "corpus/./x.md",
        "corpus\\x.md",
        "index/whoosh/CURRENT",
        "state/writer.lock",
        "state/cache/jieba.cache",
        "state/before-restore-1/kb.toml",
        "evil.md",
        "corpus",
    ],
)
def test_a_member_that_leads_elsewhere_is_refused(
    filled: KnowledgeBase, tmp_path: Path, name: str
) -> None:
    target = packed(tmp_path / "库.tar.gz", {**GOOD, name: b"x"})
    assert "不该有的文件" in refused(filled, target)


def test_a_link_is_refused(filled: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "库.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        link = tarfile.TarInfo("corpus/sources")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
    assert "不该有的文件" in refused(filled, target)


def test_a_name_twice_is_refused(filled: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "库.tar.gz"
    with tarfile.open(target, "w:gz") as archive:
        for data in (b"1", b"2"):
            member = tarfile.TarInfo("corpus/x.md")
            member.size = 1
            archive.addfile(member, io.BytesIO(data))
    assert "不该有的文件" in refused(filled, target)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data[: len(data) // 2], "已损坏"),
        (lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:], ""),
        (lambda data: b"", "已损坏"),
        (lambda data: b"not a backup", "已损坏"),
    ],
)
def test_a_damaged_file_is_refused(
    filled: KnowledgeBase, tmp_path: Path, spoil: Callable[[bytes], bytes], message: str
) -> None:
    target = tmp_path / "库.tar.gz"
    back_up(filled.home, target, NOW)
    target.write_bytes(spoil(target.read_bytes()))
    assert message in refused(filled, target)


def test_what_is_not_as_the_manifest_says_is_refused(filled: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "库.tar.gz"
    spoilt = packed(target, GOOD, **{"corpus/organisations.yml": b"{}\n"})
    assert "与清单不符：corpus/organisations.yml" in refused(filled, spoilt)
    assert "与清单不符：corpus/缺.md" in refused(
        filled, packed(target, GOOD, **{"corpus/缺.md": b""})
    )
    assert "与清单不符：kb.toml" in refused(filled, packed(target, {"corpus/x.md": b""}))
    with tarfile.open(target, "w:gz"):
        pass
    assert "清单" in refused(filled, target)
    assert "解不开" in refused(filled, tmp_path / "没有.tar.gz")
    wrong = packed(target, {**GOOD, "kb.toml": b"engine = 'x'\n"})
    assert "检索引擎" in refused(filled, wrong)


@pytest.mark.parametrize("use", [verify, lambda path: restore(init_home(Path("新家")), path, NOW)])
def test_a_state_of_a_newer_version_is_refused_before_anything_moves(
    filled: KnowledgeBase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    use: Callable[[Path], object],
) -> None:
    monkeypatch.chdir(tmp_path)
    file = filled.home.state / "kb.sqlite3"
    close_store(filled.home)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version = 99")
    back_up(filled.home, tmp_path / "库.tar.gz", NOW)
    with pytest.raises(KbError, match="更新的版本写的（第 99 步") as refused:
        use(tmp_path / "库.tar.gz")
    assert refused.value.where.endswith("state/kb.sqlite3")
    assert "没有恢复任何文件" in refused.value.hint
    assert not list(tmp_path.glob("新家/state/*"))


def test_a_member_is_read_in_chunks(filled: KnowledgeBase, tmp_path: Path) -> None:
    """A small archive may hold members that are large: it must not cost their size in memory."""
    size = 64 * 1024 * 1024
    target = packed(tmp_path / "库.tar.gz", {**GOOD, "corpus/sources/大.txt": bytes(size)})
    tracemalloc.start()
    try:
        verify(target)
        assert tracemalloc.get_traced_memory()[1] < size * 3 / 4
    finally:
        tracemalloc.stop()
