"""kb backup, kb restore."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shlex
import tarfile
from pathlib import Path

import pytest

from kb.files.home import OWNER, Home
from tests.cli.conftest import Run


@pytest.fixture
def saved(kb_: Run, source: Path, tmp_path: Path) -> Path:
    """A backup of a home with a bulletin."""
    kb_("ingest", source)
    target = tmp_path / "备份" / "库.tar.gz"
    assert kb_("backup", target).code == 0
    return target


def spoilt(saved: Path) -> Path:
    """The same backup with a list of organisations that cannot be read, in a manifest that fits."""
    target = saved.with_name("坏.tar.gz")
    with tarfile.open(saved) as old:
        files = {m.name: old.extractfile(m).read() for m in old}  # type: ignore[union-attr]
    manifest = json.loads(files.pop("MANIFEST.json"))
    files["corpus/organisations.yml"] = b"- name: [\n"
    manifest["files"] = {n: (len(d), hashlib.sha256(d).hexdigest()) for n, d in files.items()}
    with tarfile.open(target, "w:gz") as archive:
        for name, data in {**files, "MANIFEST.json": json.dumps(manifest).encode()}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target


def test_a_backup_is_checked_without_a_knowledge_base(
    run: Run, saved: Path, tmp_path: Path
) -> None:
    done = run("--home", tmp_path / "没有", "restore", saved, "--check")
    assert done.code == 0
    assert "备份完好" in done.out
    assert not (tmp_path / "没有").exists()


@pytest.mark.parametrize("there", [False, True])
def test_a_backup_is_restored_into_an_empty_folder(
    run: Run, saved: Path, home: Home, tmp_path: Path, *, there: bool
) -> None:
    folder = tmp_path / "新库"
    if there:
        folder.mkdir()
    done = run("--home", folder, "restore", saved)
    assert (done.code, done.err) == (0, "")
    assert "已恢复" in done.out
    kept = sorted(p.name for p in (home.corpus / "bulletins").rglob("*.md"))
    assert sorted(p.name for p in (folder / "corpus" / "bulletins").rglob("*.md")) == kept
    assert len(kept) == 1


def test_a_folder_with_other_files_is_left_alone(run: Run, saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "别的"
    folder.mkdir()
    (folder / "信.txt").write_text("x", "utf-8")
    done = run("--home", folder, "restore", saved)
    assert done.code != 0
    assert "不是知识库" in done.err
    assert [path.name for path in folder.iterdir()] == ["信.txt"]


def test_a_bad_backup_leaves_an_empty_folder_empty(run: Run, saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "新库"
    folder.mkdir()
    done = run("--home", folder, "restore", spoilt(saved))
    assert done.code != 0
    assert "没有恢复任何文件" in done.err
    assert list(folder.iterdir()) == []


def test_a_bad_backup_leaves_the_corpus(kb_: Run, saved: Path, home: Home) -> None:
    before = {p: p.read_bytes() for p in home.corpus.rglob("*") if p.is_file()}
    done = kb_("restore", spoilt(saved))
    assert done.code != 0
    assert "没有恢复任何文件" in done.err
    assert {p: p.read_bytes() for p in home.corpus.rglob("*") if p.is_file()} == before


def test_where_the_old_files_are_is_told(kb_: Run, saved: Path, home: Home) -> None:
    done = kb_("restore", saved)
    (kept,) = home.state.glob("before-restore-*")
    assert f"原来的文件保留在 {kept}" in done.out
    assert (kept / "corpus").is_dir()


def test_scheduled_backups_say_what_they_removed(kb_: Run, home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "每夜"
    first = kb_("backup", "--keep", 1, folder)
    assert (first.code, first.err) == (0, "")
    (only,) = folder.iterdir()
    older = only.rename(folder / f"{only.name[:-22]}20200101-000000.tar.gz")
    again = kb_("backup", "--keep", 1, folder)
    assert f"已删去旧备份 {older.name}" in again.out
    assert len(list(folder.iterdir())) == 1


def test_a_folder_is_no_file_for_a_backup(kb_: Run, tmp_path: Path) -> None:
    done = kb_("backup", tmp_path)
    assert done.code == 1
    assert "--keep" in done.err


@pytest.mark.skipif(os.name == "nt", reason="another shell")
def test_the_line_to_restore_can_be_pasted(kb_: Run, tmp_path: Path) -> None:
    target = tmp_path / "定时 备份" / "库.tar.gz"
    said = kb_("backup", target).out
    assert shlex.split(said.rpartition("恢复：")[2]) == ["kb", "restore", str(target)]


def test_a_drill_says_what_it_found(run: Run, saved: Path, tmp_path: Path) -> None:
    done = run("--home", tmp_path / "没有", "restore", "--verify", saved)
    assert (done.code, done.err) == (0, "")
    assert "1 期简报" in done.out
    assert "恢复演练通过" in done.out
    assert not (tmp_path / "没有").exists()
    assert run("restore", "--verify", spoilt(saved)).code == 1


def test_an_encrypted_backup(kb_: Run, source: Path, home: Home, tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="the extra encrypt is not installed")
    kb_("ingest", source)
    secret, wrong = tmp_path / "口令", tmp_path / "别的口令"
    for path, text in ((secret, "correct horse battery"), (wrong, "another passphrase")):
        path.write_text(text, "utf-8")
        path.chmod(0o600)
    target = tmp_path / "库.tar.gz.age"
    done = kb_("backup", "--encrypt", secret, target)
    assert (done.code, done.err) == (0, "")
    assert f"kb restore --passphrase {secret} {target}" in done.out
    assert "correct horse" not in done.out
    assert "恢复演练通过" in kb_("restore", "--verify", "--passphrase", secret, target).out
    assert "口令不对" in kb_("restore", "--passphrase", wrong, target).err
    assert "备份是加密的" in kb_("restore", target).err
    (home.corpus / "organisations.yml").write_text("[]", "utf-8")
    assert kb_("restore", "--passphrase", secret, target).code == 0
    assert (home.corpus / "organisations.yml").read_text("utf-8") != "[]"


def test_a_restore_says_that_the_database_was_not_touched(
    kb_: Run, saved: Path, home: Home
) -> None:
    """The state was a file of the home again, and nobody was told."""
    with home.config.open("a", encoding="utf-8") as config:
        config.write('\nstate = "postgresql:///kb?host=/nowhere"\n'.replace("///", "//kb@/"))
    done = kb_("restore", saved)
    if "没有安装" in done.err:
        pytest.skip("needs pg8000")
    assert "PostgreSQL kb@/nowhere:5432/kb 里的没有改动" in done.out
    assert "kb state move --replace" in done.out


@pytest.mark.parametrize(("mark", "said"), [("b" * 32, True), ("a" * 32, False), ("", False)])
def test_a_restore_says_that_a_backup_is_another_knowledge_bases(
    kb_: Run, source: Path, home: Home, tmp_path: Path, mark: str, said: bool
) -> None:
    kb_("ingest", source)
    (home.state / OWNER).write_text("a" * 32, "ascii")
    target = tmp_path / "库.tar.gz"
    assert kb_("backup", target).code == 0
    (home.state / OWNER).write_text(mark, "ascii") if mark else (home.state / OWNER).unlink()
    done = kb_("restore", target)
    assert done.code == 0
    assert ("另一个知识库的" in done.out) is said
