"""The thread that reads in the background."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.state import node_name, uploads
from kb.state.uploads import UploadState
from kb.uploads import reading_queue
from kb.uploads.receive import receive
from tests.builders import weekly
from tests.uploads.conftest import WEBSITE
from webapp import create_app
from webapp.services import upload_reader as intake_worker
from webapp.services.upload_reader import worker_of

pytestmark = pytest.mark.usefixtures("patient_sandbox")

DEADLINE = 60.0


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "it does not come"
        time.sleep(0.02)


def receive_one(kb: KnowledgeBase, name: str = "第三周.html", data: bytes | None = None) -> str:
    stream = io.BytesIO(weekly() if data is None else data)
    arrival = receive(kb.home, name, stream, WEBSITE, datetime.now())
    return arrival.upload.id


def state_of(kb: KnowledgeBase, upload_id: str) -> UploadState:
    return uploads.find(kb.home, upload_id).state


@pytest.fixture
def app(kb: KnowledgeBase) -> Flask:
    return create_app(kb)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "intake"]


def test_an_app_that_is_not_served_reads_nothing(kb: KnowledgeBase, app: Flask) -> None:
    receive_one(kb)
    assert threads() == []


def test_what_a_killed_server_left_is_read_and_what_comes_then(
    kb: KnowledgeBase, app: Flask
) -> None:
    interrupted, queued = receive_one(kb), receive_one(kb, "二.txt", "一段文字。".encode())
    uploads.claim(kb.home, node_name(), datetime.now())
    with worker_of(app).running():
        until(lambda: state_of(kb, queued) is UploadState.WAITING)
        assert state_of(kb, interrupted) is UploadState.WAITING
        third = receive_one(kb, "三.txt", "又一段文字。".encode())
        worker_of(app).wake()
        until(lambda: state_of(kb, third) is UploadState.WAITING)
    assert threads() == []


def test_a_state_that_cannot_be_written_for_a_while(
    kb: KnowledgeBase, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def failing(*_: object) -> None:
        tried.append(1)
        raise KbError("状态库出错")

    upload = receive_one(kb)
    monkeypatch.setattr(intake_worker, "PATIENCE", 0.01)
    with worker_of(app).running():
        with monkeypatch.context() as patch:
            patch.setattr(reading_queue, "read_next", failing)
            until(lambda: len(tried) > 2)
        until(lambda: state_of(kb, upload) is UploadState.WAITING)


def test_it_stops_between_two_files(
    kb: KnowledgeBase, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = receive_one(kb), receive_one(kb, "二.txt", "一段文字。".encode())
    reading, go_on = threading.Event(), threading.Event()
    read_next = reading_queue.read_next

    def slowly(*given: object) -> object:
        reading.set()
        go_on.wait(DEADLINE)
        return read_next(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(reading_queue, "read_next", slowly)
    monkeypatch.setattr(intake_worker, "LAST_FILE", DEADLINE)
    worker = worker_of(app)
    with worker.running():
        assert reading.wait(DEADLINE)
        threading.Timer(0.05, go_on.set).start()
    assert threads() == []
    assert [state_of(kb, u) for u in (first, second)] == [UploadState.WAITING, UploadState.QUEUED]
