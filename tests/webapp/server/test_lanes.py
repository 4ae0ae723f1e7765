"""The queue: limited, fair, and never in the way of quick requests."""

from __future__ import annotations

import json

import pytest

from tests.webapp.server.conftest import PATIENCE, Serve, answer_of, eventually
from webapp.server import Limits
from webapp.server.lanes import Lanes, Request, Task, is_local, takes_long
from webapp.server.refusals import MANY


def test_quick_requests_do_not_wait_behind_slow_ones(serve: Serve) -> None:
    served = serve(Limits(threads=1))
    slow = [served.ask("/slow") for _ in range(5)]
    for path in ("/health", "/static/site.css"):
        assert "200 OK" in served.get(path)
    served.gate.set()
    assert all("200 OK" in answer_of(one) for one in slow)


def test_a_full_queue_says_so_at_once(serve: Serve) -> None:
    served = serve(Limits(threads=1, waiting=2))
    slow = [served.ask("/slow")]
    assert served.begun.wait(PATIENCE)  # all three at once would fill the queue too early
    slow += [served.ask("/slow") for _ in range(2)]
    eventually(lambda: len(served.server.task_dispatcher._slow) == 2)  # type: ignore[attr-defined]
    refused = served.get("/slow")
    assert "503 Service Unavailable" in refused
    assert "Retry-After: 3" in refused
    assert "现在访问的人太多" in refused
    assert "Content-Security-Policy" in refused
    served.gate.set()
    assert all("200 OK" in answer_of(one) for one in slow)


def test_a_request_that_waited_too_long_is_not_begun(serve: Serve) -> None:
    served = serve(Limits(threads=1, seconds=0.0))
    first = served.ask("/slow")
    eventually(lambda: not served.server.task_dispatcher._slow)  # type: ignore[attr-defined]
    second = served.ask("/slow", "Accept: application/json\r\n")
    served.gate.set()
    answer_of(first)
    head, _, body = answer_of(second).partition("\r\n\r\n")
    assert "503" in head
    assert sorted(json.loads(body)) == ["code", "hint", "message", "status"]


class _Asked(Request):
    path = "/search"
    query = ""
    error = None


class _Waiting(Task):
    """A request from some address; how it was answered is not looked at."""

    def __init__(self, address: str) -> None:
        self.addr = (address, 1)
        self.requests = [_Asked()]

    def service(self) -> None:
        pass

    def cancel(self) -> None:
        pass


def test_one_address_has_a_share_of_the_queue() -> None:
    lanes = Lanes(Limits(threads=0, of_one_address=3))
    for _ in range(3):
        lanes.add_task(_Waiting("192.0.2.1"))
    assert lanes._refusal("192.0.2.1") == MANY
    assert not lanes._refusal("192.0.2.2")
    for _ in range(5):
        lanes.add_task(_Waiting("127.0.0.1"))
    assert not lanes._refusal("127.0.0.1")  # a proxy may speak for many
    assert lanes.shutdown()


def test_which_addresses_are_of_this_machine() -> None:
    assert is_local("127.0.0.1")
    assert is_local("::1")
    assert is_local("localhost")
    assert not is_local("192.0.2.1")


def test_a_listed_proxy_speaks_for_many() -> None:
    limits = Limits(threads=0, of_one_address=3, proxies=("192.0.2.0/28", "2001:db8::1/128"))
    found = map(limits.speaks_for_many, ("192.0.2.1", "192.0.2.16", "2001:db8::1", "127.0.0.1"))
    assert list(found) == [True, False, True, True]
    lanes = Lanes(limits)
    for _ in range(9):
        lanes.add_task(_Waiting("192.0.2.1"))
    assert lanes._refusal("192.0.2.1") == ""


def test_logging_in_holds_up_nobody_who_reads(serve: Serve) -> None:
    """Deriving a password takes long on purpose; it has a thread of its own, and so the other way."""
    served = serve(Limits(threads=1))
    slow = [served.ask("/slow") for _ in range(3)]
    assert "200 OK" in served.get("/account/login")
    assert "200 OK" in served.get("//account//login")
    served.gate.set()
    assert all("200 OK" in answer_of(one) for one in slow)


@pytest.mark.parametrize(
    ("path", "query", "long"),
    [
        ("/compare.xlsx", "", True),
        ("/collections/3.pptx", "", True),
        ("/quotecheck", "", True),
        ("//figures.csv", "", True),
        ("/figures.csv/", "", True),
        ("/vocabulary/practice", "name=x", True),
        ("/figures", "", True),
        ("/figures", "q=%E8%B4%B7", False),
        ("/search", "q=1", False),
        ("/compare", "", False),
    ],
)
def test_which_requests_may_take_many_seconds(path: str, query: str, long: bool) -> None:
    assert takes_long(path, query) is long


def test_an_export_of_everything_holds_up_nobody_who_reads(serve: Serve) -> None:
    served = serve(Limits(threads=1))
    slow = [served.ask("/compare.xlsx") for _ in range(3)]
    assert served.begun.wait(PATIENCE)
    assert "200 OK" in served.get("/search")
    served.gate.set()
    assert all("200 OK" in answer_of(one) for one in slow)
