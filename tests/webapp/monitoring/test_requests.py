"""Requests in the log and in the counters: what is written, and what never is."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client

from kb.knowledge_base import KnowledgeBase
from webapp import create_app
from webapp.monitoring.log_lines import JsonLines
from webapp.monitoring.requests import cut
from webapp.server.refusals import guarded, marked

SECRET = "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What `kb serve --log json` writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, requests = logging.getLogger(), logging.getLogger("kb.requests")
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    requests.setLevel(logging.NOTSET)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    """The lines that were written."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_one_line(client: FlaskClient, log: io.StringIO) -> None:
    response = client.get("/practices")
    (line,) = lines(log)
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/practices", 200)
    assert (line["address"], line["level"]) == ("127.0.0.1", "info")
    assert isinstance(line["ms"], float)


def test_nothing_that_people_type_is_logged(client: FlaskClient, log: io.StringIO) -> None:
    client.get(f"/search?q=不良贷款&token={SECRET}", headers={"Authorization": f"Bearer {SECRET}"})
    client.post("/topics", data={"q": "不良贷款", "password": SECRET})
    assert len(lines(log)) == 2
    assert "不良贷款" not in log.getvalue()
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize(
    "address", [f"/collections/shared/{SECRET}", f"/account/link/{SECRET}", f"/nowhere/{SECRET}"]
)
def test_secrets_in_paths_are_cut(client: FlaskClient, log: io.StringIO, address: str) -> None:
    client.get(address)
    assert "…" in log.getvalue() or "<" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_names_of_bulletins_stay() -> None:
    path = "/bulletins/2026-01-05-云州农商银行系统跟班学习活动第十周简报"
    assert cut(path) == path
    assert len(cut("/" + "甲" * 9000)) <= 300


def test_a_line_stays_a_line(log: io.StringIO, client: FlaskClient) -> None:
    client.get("/a%0A%7B%22level%22:1%7D%1B[31m")
    assert log.getvalue().rstrip("\n").isprintable()


def test_an_error_has_its_traceback_and_the_id(sample_kb: KnowledgeBase, log: io.StringIO) -> None:
    app = create_app(sample_kb)

    def broken() -> str:
        raise RuntimeError("broken")

    app.view_functions["help.index"] = broken
    response = app.test_client().get("/help")
    name = response.headers["X-Request-Id"]
    assert name in response.text  # to be told to those who run the site
    error, answered = lines(log)
    assert (error["level"], error["message"], error["request_id"]) == ("error", "GET /help", name)
    assert "RuntimeError: broken" in error["traceback"]
    assert (answered["status"], answered["request_id"]) == (500, name)


@pytest.fixture
def behind(sample_kb: KnowledgeBase) -> Flask:
    settings = replace(
        sample_kb.settings, access="local", hosts=("localhost",), proxies=("10.0.0.1/32",)
    )
    return create_app(replace(sample_kb, settings=settings))


@pytest.mark.parametrize(
    ("address", "given", "taken"),
    [
        ("10.0.0.1", "proxy-4711", True),
        ("10.0.0.1", "x", False),
        ("10.0.0.1", "a b\tc<script>", False),
        ("10.0.0.2", "proxy-4711", False),
    ],
)
def test_an_id_is_taken_from_a_listed_proxy_only(
    behind: Flask, address: str, given: str, taken: bool
) -> None:
    response = behind.test_client().get(
        "/healthz", headers={"X-Request-Id": given}, environ_base={"REMOTE_ADDR": address}
    )
    assert (response.headers["X-Request-Id"] == given) is taken


def test_refused_requests_are_counted(client: FlaskClient, app: Flask) -> None:
    before = client.get("/metrics").text
    counting = Client(guarded(app))
    with marked("现在访问的人太多"):
        response = counting.get("/practices")
    assert response.status_code == 503
    assert response.headers["X-Request-Id"]
    after = client.get("/metrics").text
    assert number(after, "kb_refused_total") == number(before, "kb_refused_total") + 1


def number(text: str, name: str) -> float:
    """The value of a series."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])
