"""Scheduled backups, and which of them are kept."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.files.home import Home, init_home
from kb.maintenance.backup import verify
from kb.maintenance.retention import back_up_and_keep, back_up_to, last_backup, scheduled

NOW = datetime(2026, 11, 23, 2, 30)


def nightly(home: Home, folder: Path, nights: int, keep: int) -> list[Path]:
    """One backup each night; the files that are left."""
    for night in range(nights):
        back_up_and_keep(home, folder, keep, NOW + timedelta(days=night))
    return scheduled(home, folder)


def test_the_newest_are_kept_and_can_be_read(home: Home, tmp_path: Path) -> None:
    left = nightly(home, tmp_path / "备份", nights=5, keep=3)
    assert [path.name[-22:-7] for path in left] == [
        "20261125-023000",
        "20261126-023000",
        "20261127-023000",
    ]
    assert verify(left[-1]).made == NOW + timedelta(days=4)


def test_only_the_owner_may_read_them(home: Home, tmp_path: Path) -> None:
    (only,) = nightly(home, tmp_path / "备份", nights=1, keep=3)
    assert only.stat().st_mode & 0o777 == 0o600


def test_other_files_are_never_removed(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    (ours,) = nightly(home, folder, nights=1, keep=1)
    others = {
        folder / "手工备份.tar.gz",
        folder / f"旧-{ours.name}",
        folder / f"{ours.name}.txt",
        folder / "home-00000000-20200101-000000.tar.gz",
    }
    for path in others:
        path.write_text("别的", "utf-8")
    link = folder / ours.name.replace("20261123", "20200101")
    link.symlink_to(tmp_path / "别处")
    named_so = folder / ours.name.replace("20261123", "20190101")
    named_so.mkdir()
    left = nightly(home, folder, nights=2, keep=1)
    assert set(folder.iterdir()) == {*others, *left, link, named_so}


def test_backups_that_upgrades_left_are_removed_too(home: Home, tmp_path: Path) -> None:
    """But not the one that `kb upgrade --undo` needs, and no other file."""
    folder = home.state / "upgrades"
    folder.mkdir(parents=True)
    names = [f"before-0.{n}.0-2026010{n}-023000.tar.gz" for n in range(1, 6)]
    for name in (*names, "before-me.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "last.json").write_text(json.dumps({"backup": names[1]}), "utf-8")
    kept = back_up_and_keep(home, tmp_path / "备份", 2, NOW)
    assert [path.name for path in kept.removed] == [names[0], names[2]]
    left = {path.name for path in folder.iterdir()}
    assert left == {names[1], names[3], names[4], "before-me.txt", "last.json"}


def test_two_homes_share_a_folder(home: Home, tmp_path: Path) -> None:
    other = init_home(tmp_path / "b" / home.path.name)
    nightly(other, tmp_path / "备份", nights=2, keep=2)
    nightly(home, tmp_path / "备份", nights=3, keep=1)
    assert len(scheduled(other, tmp_path / "备份")) == 2
    assert len(scheduled(home, tmp_path / "备份")) == 1


def test_the_new_one_is_kept_when_the_clock_was_wrong(home: Home, tmp_path: Path) -> None:
    """Files of the future are the last by name, and the new one is none of the last."""
    back_up_and_keep(home, tmp_path / "备份", 2, NOW.replace(year=2099))
    back_up_and_keep(home, tmp_path / "备份", 2, NOW.replace(year=2098))
    new = back_up_and_keep(home, tmp_path / "备份", 2, NOW)
    assert new.file.exists()
    assert len(new.removed) == 1


@pytest.mark.parametrize("inside", ["corpus", "state/备份", "index"])
def test_a_backup_is_not_put_into_what_it_saves(home: Home, inside: str) -> None:
    with pytest.raises(KbError, match="不能放在"):
        back_up_and_keep(home, home.path / inside, 3, NOW)


def test_the_last_backup_is_noted(home: Home, tmp_path: Path) -> None:
    assert last_backup(home) is None
    back_up_to(home, tmp_path / "一.tar.gz", NOW)
    last = last_backup(home)
    assert last is not None
    assert (last.file, last.made) == (tmp_path / "一.tar.gz", NOW)
    (home.state / "last-backup.json").write_text("{}", "utf-8")
    assert last_backup(home) is None


def test_one_backup_does_not_pack_the_one_before(home: Home) -> None:
    with pytest.raises(KbError, match="不能放在要备份的文件夹里"):
        back_up_to(home, home.corpus / "库.tar.gz", NOW)


def test_a_file_is_no_folder_for_backups(home: Home, tmp_path: Path) -> None:
    (tmp_path / "备份").write_text("")
    with pytest.raises(KbError, match="这是文件，不是文件夹"):
        back_up_and_keep(home, tmp_path / "备份", 3, NOW)
