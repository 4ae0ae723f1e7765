"""The audit log: every line whole, whatever is written into it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kb.access import audit
from kb.access.audit import Event
from kb.errors import KbError
from kb.files.home import Home

NOW = 1_790_000_000.0


def test_what_was_written_last_is_read_first(empty_home: Home) -> None:
    for number, who in enumerate(("甲", "乙", "甲")):
        audit.write(empty_home, Event(who, "login", str(number), "10.0.0.1"), NOW + number)
    assert [event.on for event in audit.latest(empty_home, 10)] == ["2", "1", "0"]
    assert [event.on for event in audit.latest(empty_home, 10, "甲")] == ["2", "0"]
    (last,) = audit.latest(empty_home, 1)
    assert last.when == "2026-09-21T14:13:22.000+00:00"


def test_a_line_is_json_for_its_owner_only(empty_home: Home) -> None:
    audit.write(empty_home, Event("甲\n乙", "x" * 1000, "\udcff"), NOW)
    file = empty_home.state / audit.FILE
    (line,) = file.read_text("utf-8").splitlines()
    assert json.loads(line)["who"] == "甲\n乙"
    assert len(line) < 600
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_lost_when_files_are_put_aside(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "LARGEST", 2000)

    def write(number: int) -> None:
        audit.write(empty_home, Event("甲", "login", str(number)), NOW + number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    assert {event.on for event in audit.latest(empty_home, 1000)} == set(map(str, range(200)))
    assert len(list(empty_home.state.glob("audit-*.log"))) > 1


def test_so_many_files_are_kept(empty_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "LARGEST", 1)
    for number in range(30):
        audit.write(empty_home, Event("甲", "login", str(number)), NOW + number)
    assert len(list(empty_home.state.glob("audit-*.log"))) == audit.KEPT


def test_a_line_that_was_cut_short_is_passed_over(empty_home: Home) -> None:
    audit.write(empty_home, Event("甲", "login"), NOW)
    with (empty_home.state / audit.FILE).open("a") as file:
        file.write('{"when": "2026\n[1]\n{"x": 1}\n')
    assert [event.who for event in audit.latest(empty_home, 10)] == ["甲"]


def test_a_disk_that_fails_is_said(empty_home: Home) -> None:
    empty_home.state.mkdir()
    (empty_home.state / audit.FILE).mkdir()
    with pytest.raises(KbError, match="写不了操作记录"):
        audit.write(empty_home, Event("甲", "login"), NOW)
