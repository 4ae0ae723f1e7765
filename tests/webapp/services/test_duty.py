"""Of several processes, one is on duty. Two views of one home stand for two processes here: the
lock belongs to the open file, not to the process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.files.home import Home
from tests.webapp.server.conftest import eventually
from webapp.services import duty as module
from webapp.services.duty import Duty, standing_by


def test_only_one_is_on_duty_until_it_leaves(tmp_path: Path) -> None:
    one, other = Duty(Home(tmp_path)), Duty(Home(tmp_path))
    assert not one.elsewhere
    assert one.take()
    assert other.elsewhere
    assert not one.elsewhere
    assert not other.take()
    one.leave()
    assert other.take()
    other.leave()


def test_the_others_wish_and_hear(tmp_path: Path) -> None:
    one, other = Duty(Home(tmp_path)), Duty(Home(tmp_path))
    assert other.said(fresh=0.0) == {}
    assert one.take()
    assert one.wished("index") == 0
    number = other.wish("index")
    assert one.wished("index") == number > 0
    one.say({"problem": "没有空间", "answered": number})
    assert other.said(fresh=0.0) == {"problem": "没有空间", "answered": number}
    one.leave()
    assert other.said(fresh=0.0) == {}  # a process that is gone reports nothing


def test_who_stands_by_takes_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TRY_SECONDS", 0.01)
    one, other = Duty(Home(tmp_path)), Duty(Home(tmp_path))
    running = threading.Event()

    @contextmanager
    def services() -> Iterator[None]:
        running.set()
        yield
        running.clear()

    assert one.take()
    with standing_by(other, services):
        assert not running.is_set()
        one.leave()
        eventually(running.is_set)
        assert other.mine
    assert not running.is_set()
    assert one.take()
    one.leave()
