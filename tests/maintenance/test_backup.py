"""A knowledge base in one file, and back: complete, verified before anything is touched."""

from __future__ import annotations

import io
import os
import tarfile
from pathlib import Path

import pytest

from kb.corpus import changes
from kb.errors import KbError
from kb.files.home import OWNER, Home, init_home, load_settings
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.maintenance import backup
from kb.maintenance.backup import back_up, restore, verify
from kb.maintenance.check import check, repair
from kb.maintenance.drill import drill
from kb.state import moving
from kb.state.queries import past_queries, remember_query
from kb.state.stores import close_store
from tests.conftest import copied
from tests.maintenance.backed_up import BY, GOOD, NOW, contents, packed
from tests.postgresql import Postgres


def test_there_and_back(filled: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "备份" / "库.tar.gz"
    made = back_up(filled.home, target, NOW)
    assert verify(target) == made
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    other = init_home(tmp_path / "新家")
    found, kept = restore(other, target, NOW)
    assert found == made
    assert contents(other) == contents(filled.home)
    update_index(open_knowledge_base(other))
    assert check(open_knowledge_base(other)) == []
    # What was there before is kept.
    assert (kept / "corpus/organisations.yml").is_file()
    assert (kept / "kb.toml").read_text("utf-8").startswith('name = "经验库"')


def test_what_can_be_rebuilt_is_not_in_it(filled: KnowledgeBase, tmp_path: Path) -> None:
    (filled.home.corpus / "bulletins/.x1.tmp").write_bytes(b"x")
    (filled.home.state / "before-restore-20260101").mkdir()
    (filled.home.state / "before-restore-20260101/kb.toml").write_bytes(b"x")
    target = filled.home.corpus / "库.tar.gz"
    back_up(filled.home, target, NOW)
    back_up(filled.home, target, NOW)  # over the one before, which is not part of it
    with tarfile.open(target) as archive:
        names = archive.getnames()
    assert names[0] == "kb.toml"
    assert names[-1] == "MANIFEST.json"
    assert "state/kb.sqlite3" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"kb.toml", "corpus", "state", "MANIFEST.json"}
    left_out = ("cache", "writer.lock", ".x1.tmp", "before-restore", "indexed-", "tar.gz", "-wal")
    assert not [name for name in names for part in left_out if part in name]


def test_restoring_undoes_what_came_later(filled: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "库.tar.gz"
    back_up(filled.home, target, NOW)
    before = contents(filled.home)
    (bulletin,) = filled.corpus.bulletins()
    changes.remove(filled.corpus, bulletin.id, BY)
    (filled.home.state / "new.txt").write_text("后来的", "utf-8")
    _, kept = restore(filled.home, target, NOW)
    assert contents(filled.home) == before
    assert (kept / "state/new.txt").read_text("utf-8") == "后来的"
    _, other = restore(filled.home, target, NOW)
    assert other != kept
    assert contents(filled.home) == before


def test_the_mark_of_a_knowledge_base_is_in_it_and_one_of_an_older_version_takes_none_away(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    mark, old, new = filled.home.state / OWNER, tmp_path / "old.tar.gz", tmp_path / "new.tar.gz"
    back_up(filled.home, old, NOW)
    mark.write_text("ab", "ascii")
    back_up(filled.home, new, NOW)
    restore(filled.home, old, NOW)
    assert mark.read_text("ascii") == "ab"
    mark.write_text("cd", "ascii")
    restore(filled.home, new, NOW)
    assert mark.read_text("ascii") == "ab"


def test_a_state_in_postgresql_is_in_it_and_comes_back_as_a_file(
    filled: KnowledgeBase, tmp_path: Path, postgres: Postgres
) -> None:
    """A drill, or a copy of a home, must not overwrite the database of the site that runs."""
    address, target = postgres.new_database(), tmp_path / "库.tar.gz"
    before = past_queries(filled.home, 1)
    assert before
    moving.move(filled.home, address, NOW)
    back_up(filled.home, target, NOW)
    remember_query(filled.home, "后来的", "a", NOW, found=1)
    drilled = drill(target, NOW)
    assert not drilled.findings
    assert "后来的" in past_queries(filled.home, 1)
    _, kept = restore(filled.home, target, NOW)
    assert past_queries(filled.home, 1) == before
    assert load_settings(filled.home).state is None
    assert address in (kept / "kb.toml").read_text("utf-8")
    moving.move(filled.home, address, NOW, replace=True)
    assert past_queries(filled.home, 1) == before
    close_store(filled.home)


@pytest.mark.parametrize("kills", range(1, 9))
def test_a_restore_that_is_killed_is_finished(
    filled: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    target = tmp_path / "库.tar.gz"
    back_up(filled.home, target, NOW)
    wanted = contents(filled.home)
    (bulletin,) = filled.corpus.bulletins()
    changes.remove(filled.corpus, bulletin.id, BY)
    done = 0

    class Killed(BaseException):
        pass

    def rename(one: Path, other: Path) -> None:
        nonlocal done
        done += 1
        if done == kills:
            raise Killed
        move(one, other)

    move = os.rename
    monkeypatch.setattr("os.rename", rename)
    with pytest.raises(Killed):
        restore(filled.home, target, NOW)
    monkeypatch.setattr("os.rename", move)
    assert backup.interrupted_restore(filled.home)
    kb = open_knowledge_base(filled.home)  # it still is a home
    (finding,) = check(kb)
    assert (finding.code, finding.command) == ("restore-interrupted", "kb check --repair")
    assert "做完了上次中断的恢复" in repair(kb, BY)
    assert contents(filled.home) == wanted
    assert check(open_knowledge_base(filled.home)) == []


def test_a_backup_that_cannot_be_written_leaves_the_one_before(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    target = tmp_path / "库.tar.gz"
    target.mkdir()
    (target / "x").touch()
    with pytest.raises(KbError, match="写不进磁盘"):
        back_up(filled.home, target, NOW)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_with_a_bad_vocabulary_restores_nothing(
    filled: KnowledgeBase, tmp_path: Path
) -> None:
    spoilt = packed(tmp_path / "库.tar.gz", {**GOOD, "corpus/organisations.yml": b"- name: [\n"})
    before = contents(filled.home)
    with pytest.raises(KbError) as caught:
        restore(filled.home, spoilt, NOW)
    assert "没有恢复任何文件" in caught.value.hint
    # The file is named as in the backup: the folder it was unpacked in is gone.
    assert caught.value.where.startswith(f"备份 {spoilt} 里的 corpus/organisations.yml 第 ")
    assert ".restore-" not in str(caught.value)
    assert contents(filled.home) == before


def test_settings_and_state_are_for_their_owner_only(filled: KnowledgeBase, tmp_path: Path) -> None:
    """In the archive and after a restore, also where an older archive says otherwise."""
    audit = filled.home.state / "audit.log"
    audit.write_text("{}\n")
    target = tmp_path / "库.tar.gz"
    back_up(filled.home, target, NOW)
    with tarfile.open(target) as archive:
        modes = {member.name: member.mode for member in archive.getmembers()}
    assert modes["kb.toml"] == modes["state/audit.log"] == modes["state/kb.sqlite3"] == 0o600
    other = init_home(tmp_path / "新家")
    _, kept = restore(other, target, NOW)
    for file in (
        other.config,
        kept / "kb.toml",
        *(p for p in other.state.iterdir() if p.is_file()),
    ):
        assert file.stat().st_mode & 0o777 == 0o600, file
    assert (other.corpus / "organisations.yml").stat().st_mode & 0o777 == 0o644


def test_what_git_keeps_in_the_corpus_is_neither_saved_nor_restored(
    filled_home: Home, tmp_path: Path
) -> None:
    """It belongs to the machine, and its settings name programs that git runs."""
    home = copied(filled_home, tmp_path / "home")
    (home.corpus / ".git").mkdir()
    (home.corpus / ".git" / "config").write_text("[core]\n")
    (home.state / "corpus-remote.json").write_text("{}")
    target = tmp_path / "b.tar.gz"
    back_up(home, target, NOW)
    with tarfile.open(target) as archive:
        names = archive.getnames()
    assert not [name for name in names if ".git" in name or "corpus-remote" in name]
    other = tmp_path / "hostile.tar.gz"
    with tarfile.open(target) as archive, tarfile.open(other, "w:gz") as hostile:
        for member in archive:
            data = archive.extractfile(member)
            assert data is not None
            hostile.addfile(member, data)
            if member.name == "kb.toml":
                added = tarfile.TarInfo("corpus/.git/config")
                added.size = 7
                hostile.addfile(added, io.BytesIO(b"[core]\n"))
    with pytest.raises(KbError, match="不该有的文件"):
        verify(other)
