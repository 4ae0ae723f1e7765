"""Whose word on a request is taken: that of listed proxies, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder
from werkzeug.wrappers import Request, Response

from kb.files.access_settings import Identity
from kb.files.home import Settings
from webapp.access.proxies import FROM_PROXY, Proxies

SETTINGS = Settings(
    access="proxy",
    hosts=("kb.example.cn",),
    proxies=("10.1.0.0/24",),
    identity=Identity("secret", {"a": "admin"}),
)
TOLD = {
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "kb.example.cn",
    "X-Forwarded-Prefix": "/kb",
    "X-Forwarded-User": "张三",
    "X-Forwarded-Groups": "a",
    "X-Kb-Secret": "geheim",
}


def seen(
    sender: str, headers: dict[str, str] = TOLD, settings: Settings = SETTINGS
) -> dict[str, Any]:
    """What the site sees of a request."""

    @Request.application
    def app(request: Request) -> Response:
        found.update(
            address=request.remote_addr,
            url=request.url,
            root=request.root_path,
            names=sorted(name for name, _ in request.headers),
            known=request.environ[FROM_PROXY],
        )
        return Response()

    found: dict[str, Any] = {}
    latin = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    builder = EnvironBuilder("/help", headers=Headers(latin), environ_base={"REMOTE_ADDR": sender})
    Client(Proxies(app, settings)).open(builder)
    return found


def test_a_listed_proxy_is_believed() -> None:
    request = seen("10.1.0.9")
    assert request["known"]
    assert request["address"] == "198.51.100.7"
    assert request["url"] == "https://kb.example.cn/kb/help"
    assert request["root"] == "/kb"
    assert "X-Forwarded-User" in request["names"]


@pytest.mark.parametrize("sender", ["198.51.100.7", "10.1.1.9", "127.0.0.1", "", "unix"])
def test_nobody_else_is(sender: str) -> None:
    request = seen(sender)
    assert not request["known"]
    assert request["address"] == sender
    assert request["url"] == "http://localhost/help"
    assert request["names"] == ["Host"]


def test_what_the_asker_wrote_before_the_proxy_does_not_count() -> None:
    told = {"X-Forwarded-For": "127.0.0.1, 198.51.100.7"}
    assert seen("10.1.0.9", told)["address"] == "198.51.100.7"
    two = Settings(proxies=("10.1.0.0/24",), hops=2)
    told = {"X-Forwarded-For": "127.0.0.1, 198.51.100.7, 10.1.0.8"}
    assert seen("10.1.0.9", told, two)["address"] == "198.51.100.7"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("9.9.9.8:40001", "9.9.9.8"),
        ("[2001:db8::5]:40001", "2001:db8::5"),
        ('"[2001:DB8::5]"', "2001:db8::5"),
        ("2001:db8::5", "2001:db8::5"),
        ("::ffff:9.9.9.8", "9.9.9.8"),
        ("10.0.0.1, 9.9.9.8:1", "9.9.9.8"),
        *(
            (wrong, "10.1.0.9")
            for wrong in ("unknown", "垃圾", "9" * 3000, "9.9.9.8, ", "1.2.3.999")
        ),
        *(
            (wrong, "10.1.0.9")
            for wrong in ("[9.9.9.8", "fe80::1%eth0", "_gateway", "9.9.9.8:x", "")
        ),
    ],
)
def test_only_an_address_is_taken_for_one(told: str, address: str) -> None:
    """Some proxies write the port too; counted by what it says, each request came from elsewhere."""
    assert seen("10.1.0.9", {"X-Forwarded-For": told})["address"] == address
    assert seen("::ffff:10.1.0.9", {"X-Forwarded-For": "9.9.9.8"})["address"] == "9.9.9.8"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Prefix", "//evil.example"),
        ("X-Forwarded-Prefix", "/kb?x"),
        ("X-Forwarded-Prefix", "/kb/../\\evil"),
        ("X-Forwarded-Host", "kb.example.cn/evil"),
        ("X-Forwarded-Host", "evil@kb.example.cn"),
        ("X-Forwarded-Port", "99"),
    ],
)
def test_what_makes_no_sense_is_dropped(header: str, value: str) -> None:
    assert seen("10.1.0.9", {header: value})["url"] == "http://localhost/help"
