"""The site behind a real nginx or Caddy with TLS, set up by the samples: what a browser and an attacker
get."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.deploy.running import HOST, PASSWORD, PATIENCE, Answer, Front, program

FORM = "application/x-www-form-urlencoded"
Headers = Mapping[str, str]


class Browser:
    """Keeps cookies, and sends what a browser sends with a form."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, address: str, body: bytes = b"", headers: Headers | None = None
    ) -> Answer:
        """The answer at an address of the site."""
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.front.ask(method, address, body, sent)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def text(self, address: str) -> str:
        """A page, which must be there."""
        answer = self.ask("GET", address)
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.text

    def token(self, address: str) -> str:
        """The token of the forms on a page."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.text(address))
        assert found
        return found[1]

    def post(
        self, address: str, at: str, form: dict[str, str], headers: Headers | None = None
    ) -> Answer:
        """Send a form of the page `at`."""
        body = urlencode({"csrf": self.token(at), **form}).encode()
        own = {"Content-Type": FORM, "Origin": f"https://{HOST}:{self.front.port}"}
        return self.ask("POST", address, body, {**own, **(headers or {})})

    def log_in(self, name: str, headers: Headers | None = None) -> Answer:
        """Log in through the form."""
        form = {"name": name, "password": PASSWORD}
        return self.post("/account/login", "/account/login", form, headers)


@pytest.fixture
def stranger(front: Front) -> Browser:
    return Browser(front)


@pytest.fixture
def reader(front: Front) -> Browser:
    browser = Browser(front)
    assert browser.log_in("reader-甲").status == 303
    return browser


def test_a_log_in_over_tls(front: Front, stranger: Browser) -> None:
    asked = stranger.ask("GET", "/practices")
    assert asked.status == 303
    assert urlsplit(asked.headers["Location"]).path == f"{front.path}/account/login"
    answer = stranger.log_in("reader-甲")
    assert answer.status == 303
    assert urlsplit(answer.headers["Location"]).path == f"{front.path}/"
    (cookie,) = [line for line in answer.headers.get_all("Set-Cookie") or () if "session" in line]
    assert cookie.startswith("__Host-kb_session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "整村授信" in stranger.text("/practices")


def test_browsers_are_told_to_come_by_tls_only(stranger: Browser) -> None:
    answer = stranger.ask("GET", "/account/login")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("version", "taken"), [("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)]
)
def test_only_new_versions_of_tls_are_spoken(front: Front, version: str, taken: bool) -> None:
    where = f"127.0.0.1:{front.port}"
    command = [program("openssl"), "s_client", "-connect", where, "-servername", HOST, version]
    weak = ["-cipher", "ALL:@SECLEVEL=0"]  # the client itself would refuse the old version
    done = subprocess.run(
        [*command, *([] if version == "-tls1_3" else weak)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode == 0) is taken, done.stderr.decode()


def test_addresses_nearby_lead_to_the_site(front: Front) -> None:
    """Plain HTTP, and below a path the path without its slash."""
    if front.path:
        answer = replace(front, path="").ask("GET", front.path)
        assert (answer.status, answer.headers["Location"]) == (301, f"{front.path}/")
        return
    plain = HTTPConnection("127.0.0.1", front.plain, timeout=60)
    plain.request("GET", "/search?q=1", headers={"Host": HOST})
    found = plain.getresponse()
    assert found.status in (301, 308)
    where = urlsplit(found.headers["Location"])
    assert (where.scheme, where.hostname, where.path) == ("https", HOST, "/search")
    plain.close()


def test_static_files_come_from_below_the_path(front: Front, stranger: Browser) -> None:
    page = stranger.text("/account/login")
    files = re.findall(r'(?:src|href)="([^"]+\.(?:js|css|svg)[^"]*)"', page)
    assert files
    for address in files:
        assert address.startswith(f"{front.path}/")
        answer = stranger.ask("GET", address.removeprefix(front.path))
        assert answer.status == 200
        assert "no-store" not in answer.headers.get("Cache-Control", "")


SPOOFED = {
    "X-Forwarded-For": "10.9.9.9",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-User": "admin",
    "X-Forwarded-Groups": "admin",
    "X-Kb-Secret": "x",
    "Forwarded": "for=10.9.9.9;host=evil.example;proto=http",
}


def test_forwarded_headers_of_a_visitor_mean_nothing(front: Front, stranger: Browser) -> None:
    answer = stranger.ask("GET", "/practices", headers=SPOOFED)
    assert answer.status == 303  # still a stranger
    assert urlsplit(answer.headers["Location"]).path == f"{front.path}/account/login"
    assert "evil" not in answer.headers["Location"]
    assert answer.headers["Strict-Transport-Security"]
    assert stranger.log_in("admin-甲", SPOOFED).status == 303
    sessions = stranger.text("/account")
    assert "10.9.9.9" not in sessions
    assert "127.0.0.1" in sessions
    assert "10.9.9.9" not in stranger.text("/users/log")


def test_forwarded_headers_past_the_proxy_are_believed_only_from_a_listed_address(
    front: Front,
) -> None:
    """Who reaches the port of the site itself, on this machine, is the proxy: nobody else can."""
    with socket.create_connection(("127.0.0.1", front.behind), 60) as direct:
        direct.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b"400 " in direct.recv(4096).split(b"\r\n")[0]


@pytest.mark.parametrize(
    "origin", ["http://kb.example.cn:{port}", "https://kb.example.cn", "https://evil.example"]
)
def test_a_form_of_another_origin_is_refused(reader: Browser, origin: str) -> None:
    """The scheme and the port belong to it: plain http on the same host is another site."""
    other = origin.format(port=reader.front.port)
    answer = reader.post("/account/sessions", "/account", {"handle": "x"}, {"Origin": other})
    assert answer.status == 403
    assert "来自别的网站" in answer.text


def test_a_form_without_its_token_is_refused(reader: Browser) -> None:
    own = f"https://{HOST}:{reader.front.port}"
    answer = reader.ask("POST", "/account/logout", b"csrf=0", {"Content-Type": FORM, "Origin": own})
    assert answer.status == 403
    assert "整村授信" in reader.text("/practices")


def test_another_name_is_refused(front: Front) -> None:
    """Caddy has no site of that name and answers with an empty page."""
    answer = front.ask("GET", "/account/login", headers={"Host": "evil.example"})
    assert answer.status == 400 or answer.body == b""


def test_the_site_says_itself_what_is_too_large(stranger: Browser) -> None:
    """A stranger may send 64 kB; nginx would send a page of its own."""
    form = {"name": "甲" * 70_000, "password": "x"}
    answer = stranger.post("/account/login", "/account/login", form)
    assert answer.status == 413
    assert "上传的内容超过了上限" in answer.text


@pytest.mark.parametrize("front", ["nginx.conf", "nginx-sub-path.conf"], indirect=True)
def test_nginx_refuses_a_body_that_the_site_would_not_take(front: Front) -> None:
    """By its length, before any of it is read."""
    trusted = ssl.create_default_context(cafile=str(front.pem))
    raw = socket.create_connection(("127.0.0.1", front.port), 60)
    with trusted.wrap_socket(raw, server_hostname=HOST) as connection:
        head = f"POST {front.path}/intake HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 600000000\r\n\r\n"
        connection.sendall(head.encode())
        assert b" 413 " in connection.recv(4096).split(b"\r\n")[0] + b" "


def test_an_export(reader: Browser) -> None:
    answer = reader.ask("GET", "/figures.csv?q=" + "%E6%95%B4%E6%9D%91")
    data = answer.body
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") > 2


def test_a_mebibyte_is_uploaded(front: Front) -> None:
    """More than nginx takes without the sample's limit, and buffered on its disk."""
    editor = Browser(front)
    editor.log_in("editor-甲")
    text = f"整村授信简报{front.path}\n" + "甲" * 400_000
    form = {"text": text, "title": f"大简报{front.path.strip('/')}"}
    answer = editor.post("/intake", "/intake", form)
    assert answer.status == 303, answer.text
    assert "大简报" in editor.text("/intake")
