"""Idle or slow connections delay nobody."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from waitress.adjustments import Adjustments

from tests.webapp.server.conftest import Serve, answer_of, eventually
from webapp.server import Limits
from webapp.server.connections import Parser
from webapp.server.unreadable import MOST_DROPPED


def test_idle_connections_hold_up_nobody(serve: Serve) -> None:
    served = serve(Limits())
    idle = [served.connect() for _ in range(110)]
    begun = [served.connect() for _ in range(110)]
    for one in begun:
        one.sendall(b"GET / HTTP/1.1\r\nHost: loc")
    assert "200 OK" in served.get("/")
    for one in (*idle, *begun):
        one.close()


def test_beyond_the_limit_the_oldest_idle_one_makes_room(serve: Serve) -> None:
    served = serve(Limits(connections=10))
    idle = [served.connect() for _ in range(10)]
    eventually(lambda: len(served.server.channels) == 10)
    assert "200 OK" in served.get("/")
    assert answer_of(idle[0]) == ""  # closed
    for one in idle[1:]:
        one.close()


def test_what_does_not_move_is_closed(serve: Serve) -> None:
    served = serve(Limits(idle_seconds=0.0))
    idle = served.connect()
    eventually(lambda: served.server.channels)
    served.server.maintenance(time.time() + 1)
    assert answer_of(idle) == ""


def test_a_request_that_comes_byte_by_byte_is_closed_in_the_end(serve: Serve) -> None:
    served = serve(Limits(idle_seconds=1000, arrival_seconds=10))
    slow = served.connect()
    for byte in b"GET / HT":
        slow.sendall(bytes([byte]))
    eventually(lambda: any(c.arriving_since for c in served.server.channels.values()))
    served.server.maintenance(time.time() + 5)
    slow.sendall(b"T")
    served.server.maintenance(time.time() + 11)
    with suppress(ConnectionResetError):  # where the last byte was not read before
        assert answer_of(slow) == ""


@pytest.mark.parametrize("letters", [70_000, 300_000, 3_000_000])
def test_an_address_that_is_too_long_is_answered_with_what_to_do(
    serve: Serve, letters: int
) -> None:
    served = serve(Limits())
    with suppress(ConnectionError):  # of 3 MB not all is read
        answer = served.get("/search?q=" + "a" * letters)
        assert answer.split()[1] == "414" or letters > MOST_DROPPED
        assert "检索最多 1000 个字" in answer or letters > MOST_DROPPED
        assert "Content-Security-Policy" in answer or letters > MOST_DROPPED
    assert "200 OK" in served.get("/")


def test_headers_that_are_too_long_are_told_apart_and_programs_get_json(serve: Serve) -> None:
    served = serve(Limits())
    for first, status in (("/", 431), ("/" + "a" * 90_000, 414)):
        with served.connect() as connection:
            head = f"GET {first} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"
            cookies = "Cookie: a=" + "b" * 70_000
            connection.sendall(f"{head}{cookies}\r\n\r\n".encode())
            answer = answer_of(connection)
        assert answer.split()[1] == str(status)
        if status == 431:
            said = json.loads(answer.partition("\r\n\r\n")[2])
            assert (said["status"], said["code"]) == (431, "headers_too_long")
            assert "Cookie" in said["hint"]


def test_a_request_that_cannot_be_read_is_answered_in_chinese(serve: Serve) -> None:
    served = serve(Limits())
    with served.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nno colon here\r\n\r\n")
        answer = answer_of(connection)
    assert answer.split()[1] == "400"
    assert "看不懂这个请求" in answer


def test_a_request_with_two_lengths_is_refused(serve: Serve) -> None:
    """A proxy in front may have believed the other one (request smuggling)."""
    served = serve(Limits())
    for headers in (
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
    ):
        with served.connect() as connection:
            head = f"POST /search HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"
            connection.sendall(f"{head}0\r\n\r\nGET /health HTTP/1.1\r\n\r\n".encode())
            answer = answer_of(connection)
        assert answer.startswith("HTTP/1.1 400 ")
        assert answer.count("HTTP/1.1") == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"GARBAGE\r\n\r\n",
        b"\xff\xfe\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\n\r\n",
        b"G\xc3\x89T / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_answered_with_400(
    serve: Serve, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    served = serve(Limits())
    with served.connect() as connection:
        connection.sendall(sent)
        assert answer_of(connection).split("\r\n")[0].split()[1:] == ["400", "Bad", "Request"]
    assert "200 OK" in served.get("/")
    assert caplog.text == ""


def test_an_address_may_have_chinese_characters_as_they_are(serve: Serve) -> None:
    """As in `curl 'localhost:8377/search?q=整村授信'`."""
    served = serve(Limits())
    with served.connect() as connection:
        connection.sendall("GET /整村?q=授信 HTTP/1.0\r\nHost: x\r\n\r\n".encode())
        assert "200 OK" in answer_of(connection)
    parser = Parser(Adjustments())
    parser.received("GET /整村?q=授信 HTTP/1.0\r\nHost: 行\r\n\r\n".encode())
    assert (parser.error, parser.query) == (None, "q=%E6%8E%88%E4%BF%A1")
    assert parser.path.encode("latin-1").decode() == "/整村"


def test_a_request_in_chunks_is_taken(serve: Serve) -> None:
    served = serve(Limits())
    with served.connect() as connection:
        head = "POST /search HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n".encode())
        assert answer_of(connection).startswith("HTTP/1.1 200 ")
