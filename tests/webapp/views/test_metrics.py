"""/metrics: what it says, and to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kb.files.home import Home
from tests.webapp.access.conftest import House, _quick_passwords, built

__all__ = ["_quick_passwords", "built"]
TOKEN = "0123456789abcdef0123456789abcdef"


def lines(client: FlaskClient) -> dict[str, float]:
    """The series and their values."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.content_type.startswith("text/plain; version=0.0.4")
    found = [line.rpartition(" ") for line in response.text.splitlines() if line[0] != "#"]
    return {name: float(value) for name, _, value in found}


def test_requests_are_counted_by_area_and_status(client: FlaskClient) -> None:
    before = lines(client)
    client.get("/practices")
    client.get("/practices/没有这个")
    client.get("/没有")
    after = lines(client)

    def more(name: str) -> float:
        return after[name] - before[name]

    assert more('kb_requests_total{area="practices",status="2xx"}') == 1
    assert more('kb_requests_total{area="practices",status="4xx"}') == 1
    assert more('kb_requests_total{area="other",status="4xx"}') == 1
    assert more("kb_request_seconds_count") == 4  # the first look at /metrics too
    assert after['kb_request_seconds_bucket{le="+Inf"}'] == after["kb_request_seconds_count"]


def test_how_things_stand(client: FlaskClient) -> None:
    found = lines(client)
    assert found["kb_ready"] == 1
    assert found["kb_index_documents"] > found["kb_bulletins"] > 0
    assert found['kb_uploads{state="queued"}'] == 0
    assert found["kb_disk_free_bytes"] > 0
    assert "kb_backup_age_seconds" not in found


@pytest.fixture
def house(built: Callable[..., House], home: Home) -> House:
    (home.path / "metrics-token").write_text(f"{TOKEN}\n", "utf-8")
    return built(
        access="local",
        hosts=("kb.example.cn",),
        proxies=("127.0.0.1/32",),
        metrics_token_file="metrics-token",
    )


@pytest.mark.parametrize(
    ("headers", "address", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({"X-Forwarded-For": "10.1.1.1"}, "127.0.0.1", 403),
        ({"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        ({"Forwarded": "for=127.0.0.1"}, "127.0.0.1", 403),
        ({}, "10.1.1.1", 403),
        ({"Authorization": f"Bearer {TOKEN}"}, "10.1.1.1", 200),
        ({"Authorization": f"Bearer {TOKEN}x"}, "10.1.1.1", 403),
        ({"Authorization": "Bearer "}, "10.1.1.1", 403),
        ({"Authorization": f"Basic {TOKEN}"}, "10.1.1.1", 403),
    ],
)
def test_only_this_machine_and_the_token_may(
    house: House, headers: dict[str, str], address: str, status: int
) -> None:
    client = house.app.test_client()
    response = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert response.status_code == status


def test_logins_are_counted(house: House) -> None:
    client = house.app.test_client()
    before = lines(client)
    assert house.person().log_in("nobody").status_code == 422
    name = 'kb_logins_total{result="failed"}'
    assert lines(client)[name] == before[name] + 1
