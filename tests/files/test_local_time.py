"""The time zone of kb.toml."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kb.access import audit
from kb.access.audit import Event
from kb.errors import ConfigError
from kb.files.home import Home, load_settings
from kb.files.local_time import is_zone, keep_local_time

MOMENT = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _zone_of_before() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("+08:00", "2026-11-24T02:30:00+08:00"),
        ("-03:30", "2026-11-23T15:00:00-03:30"),
        ("Asia/Shanghai", "2026-11-24T02:30:00+08:00"),
        ("UTC", "2026-11-23T18:30:00+00:00"),
    ],
)
def test_local_time_follows(zone: str, local: str) -> None:
    if not is_zone(zone):
        pytest.skip("no time zones on this machine")
    keep_local_time(zone)
    assert MOMENT.astimezone().isoformat() == local
    assert datetime.fromtimestamp(MOMENT.timestamp()).isoformat() == local[:-6]


def test_without_one_it_is_that_of_the_system() -> None:
    before = time.tzname
    keep_local_time("")
    assert time.tzname == before


@pytest.mark.parametrize("name", ["Mars/Base", "+8", "+24:00", "../etc/passwd", "", "a" * 500])
def test_what_is_no_zone_is_refused_at_once(home: Home, name: str) -> None:
    home.config.write_text(f'timezone = "{name}"\n', "utf-8")
    with pytest.raises(ConfigError, match="timezone"):
        load_settings(home)


def test_a_zone_that_only_python_knows_is_not_taken_for_utc(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not is_zone("Asia/Shanghai"):
        pytest.skip("no time zones on this machine")
    monkeypatch.setenv("TZDIR", "/nonexistent")
    with pytest.raises(ConfigError, match=r"\+08:00") as refused:
        keep_local_time("Asia/Shanghai")
    assert "tzdata" in refused.value.hint


def test_every_verb_reckons_in_it(home: Home) -> None:
    home.config.write_text('timezone = "+08:00"\n', "utf-8")
    audit.write(home, Event("甲", "login"), MOMENT.timestamp())
    told = subprocess.run(
        [sys.executable, "-c", "from kb.cli import main; main()", "--home", home.path, "audit"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TZ": "UTC"},
    )
    assert "2026-11-24 02:30:00" in told.stdout
