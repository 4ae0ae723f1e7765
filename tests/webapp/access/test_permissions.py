"""The one place that every change passes."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.access import Right
from kb.knowledge_base import KnowledgeBase
from webapp import create_app
from webapp.access import permissions
from webapp.access.permissions import READING, right_of, takes


def test_whatever_changes_something_says_what_right_it_takes(app: Flask) -> None:
    silent = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - READING and right_of(app.view_functions[rule.endpoint]) is None
    ]
    assert silent == []


@pytest.fixture
def changing(sample_kb: KnowledgeBase) -> FlaskClient:
    """A site with a view that changes something, and one that does not declare its right."""
    app = create_app(sample_kb)

    @app.post("/change")
    @takes(Right.PUBLISH)
    def change() -> str:
        return "changed"

    @app.post("/forgotten")
    def forgotten() -> str:
        return "changed"

    @app.get("/drafts")
    @takes(Right.PUBLISH)
    def drafts() -> str:
        return "not published"

    return app.test_client()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:8000", "Host": "127.0.0.1:8000"},
        {"Referer": "http://127.0.0.1:8000/intake?q=1", "Host": "127.0.0.1:8000"},
        {"Referer": "http://localhost/", "Sec-Fetch-Site": "same-origin"},
        {"Referer": ""},
    ],
)
def test_own_pages_may_change_something(changing: FlaskClient, headers: dict[str, str]) -> None:
    assert changing.post("/change", headers=headers).text == "changed"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:8001"},
        {"Origin": "https://localhost"},
        {"Origin": "http://["},
        {"Origin": "http://evil@localhost"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Referer": "http://evil.example/"},
        {"Referer": "http://localhost.evil.example/"},
        {"Referer": "http://localhost@evil.example/"},
        {"Referer": "http://localhost:8001/"},
        {"Referer": "http://localhost"},
        {"Referer": "http://evil.example/", "Sec-Fetch-Site": "none"},
        {"Referer": "http://evil.example/?http://localhost/"},
    ],
)
def test_pages_of_other_sites_may_not(changing: FlaskClient, headers: dict[str, str]) -> None:
    response = changing.post("/change", headers=headers)
    assert response.status_code == 403
    assert "来自别的网站" in response.text


def test_a_view_that_says_nothing_changes_nothing(changing: FlaskClient) -> None:
    assert changing.post("/forgotten").status_code == 403


def test_without_the_right_nothing_is_changed_or_shown(
    changing: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        permissions.Visitor, "may", lambda self, right: right in (Right.READ, Right.TOPICS)
    )
    for response in (changing.post("/change"), changing.get("/drafts")):
        assert response.status_code == 403
        assert "没有权限入库简报" in response.text
    assert changing.get("/help").status_code == 200
