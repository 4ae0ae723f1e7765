"""Who may read the site, and what a page may do."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.webapp.elements import elements_of, links_of
from webapp.access.headers import HEADERS, is_own_host

BULLETIN = "/bulletins/2026-01-05-云州农商银行系统跟班学习活动第十周简报"
PAGES = (
    "/",
    "/search?q=整村授信&bank=青枫农商银行",
    "/bulletins",
    f"{BULLETIN}?q=授信",
    "/practices",
    "/practices/整村授信",
    "/practices/整村授信?bank=石桥农商银行&aspect=风险防控&all=1",
    "/compare?q=客户经理 考核",
    "/figures?q=整村授信&by=value&unit=元",
    "/bulletins/2026-01-05-云州农商银行系统跟班学习活动第十周简报/new",
    "/entries/2026-01-05-云州农商银行系统跟班学习活动第十周简报/e72c9704a/related",
    "/trends",
    f"{BULLETIN}/edit",
    f"{BULLETIN}/history",
    f"{BULLETIN}/history/0",
    f"{BULLETIN}/remove",
    "/bin",
    "/terms",
    "/check",
    "/trends?practice=整村授信",
    "/topics",
    "/topics/new?q=整村授信&bank=青枫农商银行",
    "/intake",
    "/help",
    "/nirgends",
)


@pytest.mark.parametrize(
    "address", [*PAGES, "/static/site.css", "/static/nix", "/practices/整村推进"]
)
def test_every_answer_bears_the_headers(client: FlaskClient, address: str) -> None:
    response = client.get(address, buffered=True)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_but_our_own() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_nothing_that_the_policy_forbids(client: FlaskClient, address: str) -> None:
    for name, given in elements_of(client.get(address).text):
        assert name not in ("style", "iframe", "object", "embed")
        assert name != "script" or "src" in given
        assert not [one for one in given if one == "style" or one.startswith("on")]
        loads = name == "link" and given.get("rel") != "alternate"
        if (source := given.get("src", given.get("href") if loads else None)) is not None:
            assert source.startswith(("/static/", "/pictures/"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8000",
        "127.0.0.1",
        "127.0.0.1:8000",
        "127.1.2.3",
        "[::1]",
        "[::1]:80",
    ],
)
def test_names_of_this_machine_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/help", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "192.168.1.5",
        "[2001:db8::1]:80",
        "0.0.0.0",
        "[::1",
    ],
)
@pytest.mark.parametrize("address", ["/", "/nirgends", "/static/site.css"])
def test_any_other_name_is_refused(client: FlaskClient, host: str, address: str) -> None:
    response = client.get(address, headers={"Host": host})
    assert response.status_code == 400
    assert "只能用本机地址" in response.text
    assert response.headers["Content-Security-Policy"]


def test_an_empty_name_is_refused() -> None:
    assert not is_own_host("")


def test_links_lead_nowhere_outside(client: FlaskClient) -> None:
    for address in PAGES:
        for link in links_of(client.get(address).text):
            assert re.match(r"[/#](?!/)", link), link
