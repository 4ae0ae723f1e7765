"""Tokens for feed readers and programs: they read, within their scope, and leak nowhere."""

from __future__ import annotations

import re
import time

import pytest

from kb.access import COMMAND_LINE, Scope, administration, audit, tokens
from kb.access.tokens import GOOD_FOR
from kb.state.database import snapshot
from tests.webapp.access.conftest import PASSWORD, House, Person


def made(person: Person, scope: str = "feed", name: str = "阅读器") -> str:
    """The secret of a new token, from the page that shows it."""
    page = person.post("/account/tokens", "/account/tokens", name=name, scope=scope)
    assert page.status_code == 200, page.text
    found = re.search(r"kb[af]_[A-Za-z0-9_-]{43}", page.text)
    assert found
    return found[0]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_feed_is_read_by_its_address(house: House) -> None:
    secret = made(house.person("trainer-甲"))
    program = house.person()
    feed = program.get(f"/bulletins/feed.atom?token={secret}")
    assert feed.status_code == 200
    assert "<entry>" in feed.text
    assert secret not in feed.text, "what the feed links to carries no secret"
    assert feed.headers["Referrer-Policy"] == "no-referrer"
    assert feed.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in feed.headers
    assert program.get("/bulletins/feed.atom").status_code == 303


def test_in_an_address_it_is_good_for_feeds_only(house: House) -> None:
    person = house.person("admin-甲")
    feed, api = made(person), made(person, "api")
    program = house.person()
    for address in ("/", "/search", "/users", "/account", "/bulletins", "/figures.csv"):
        for secret in (feed, api):
            assert program.get(f"{address}?token={secret}").status_code == 303, address
    assert program.get(f"/bulletins/feed.atom?token={api}").status_code == 401
    header = program.client.get("/bulletins/feed.atom", headers=bearer(feed))
    assert header.status_code == 401, "a token for feeds is none for programs"


def test_a_program_reads_and_exports_and_no_more(house: House) -> None:
    secret = made(house.person("admin-甲"), "api")
    client = house.app.test_client()
    for address in ("/search?q=评议", "/figures.csv", "/bulletins/feed.atom", "/suggest?q=整"):
        assert client.get(address, headers=bearer(secret)).status_code == 200, address
        small = {"Authorization": f"bearer  {secret}"}
        assert client.get(address, headers=small).status_code == 200, address
    for address in ("/users", "/users/log", "/intake", "/account", "/topics/new", "/vocabulary"):
        assert client.get(address, headers=bearer(secret)).status_code == 403, address
    for address in ("/asked", "/collections", "/account/tokens", "/users"):
        answer = client.post(address, headers=bearer(secret), data={"q": "评议", "found": "1"})
        assert answer.status_code in (401, 403), address


@pytest.mark.parametrize("secret", ["", "kbf_", "kbf_x", "kba_" + "0" * 43, "甲", "x" * 5000])
def test_nothing_else_opens_anything(house: House, secret: str) -> None:
    made(house.person("trainer-甲"))
    program = house.person()
    refused = 401 if secret else 303  # without one it may be a person, who is led to log in
    assert program.get(f"/bulletins/feed.atom?token={secret}").status_code == refused
    client = house.app.test_client()
    given = bearer(secret.encode("utf-8").decode("latin-1"))
    assert client.get("/search", headers=given).status_code == 401


def test_it_is_shown_once_and_kept_as_a_digest(house: House) -> None:
    person = house.person("trainer-甲")
    secret = made(person)
    assert secret not in person.get("/account/tokens").text
    database = (house.home.state / "kb.sqlite3").read_bytes()
    log = (
        (house.home.state / "kb.sqlite3-wal").read_bytes()
        if (house.home.state / "kb.sqlite3-wal").exists()
        else b""
    )
    assert secret.encode() not in database + log
    assert secret not in str(audit.latest(house.home, 100))
    assert b"kbf_" not in snapshot(house.home)


def test_ones_own_are_revoked_at_once_and_other_peoples_not(house: House) -> None:
    person, other = house.person("trainer-甲"), house.person("editor-甲")
    secret = made(person)
    (token,) = tokens.all_tokens(house.home, COMMAND_LINE, time.time())
    at = f"/account/tokens/{token.id}"
    assert other.post(at, "/account/tokens").status_code == 404
    assert house.person().get(f"/bulletins/feed.atom?token={secret}").status_code == 200
    assert person.post(at, "/account/tokens").status_code == 303
    assert house.person().get(f"/bulletins/feed.atom?token={secret}").status_code == 401


def test_an_administrator_sees_and_revokes_all(house: House) -> None:
    secret = made(house.person("trainer-甲"), name="<b>手机</b>")
    admin = house.person("admin-甲")
    page = admin.get("/users/tokens")
    assert "trainer-甲" in page.text
    assert "<b>手机" not in page.text
    assert secret not in page.text
    (token,) = tokens.all_tokens(house.home, COMMAND_LINE, time.time())
    assert admin.post(f"/users/tokens/{token.id}", "/users/tokens").status_code == 303
    assert house.person().get(f"/bulletins/feed.atom?token={secret}").status_code == 401


def test_a_disabled_account_reads_no_more_and_tokens_end_after_a_year(house: House) -> None:
    person = house.person("trainer-甲")
    secret, now = made(person), time.time()
    assert tokens.actor_of(house.home, secret, Scope.FEED, now + GOOD_FOR - 60)
    assert tokens.actor_of(house.home, secret, Scope.FEED, now + GOOD_FOR + 60) is None
    account = administration.find_account(house.home, COMMAND_LINE, "trainer-甲")
    administration.set_disabled(house.home, COMMAND_LINE, account, disabled=True)
    assert tokens.actor_of(house.home, secret, Scope.FEED, now) is None


def test_one_that_is_refused_is_told_to_a_program(house: House) -> None:
    """A feed reader that is led to the page to log in shows that page as a feed."""
    feed = house.app.test_client().get("/bulletins/feed.atom?token=kbf_x")
    program = house.app.test_client().get("/search", headers=bearer("kba_x"))
    for refused in (feed, program):
        assert refused.status_code == 401
        assert "令牌无效" in refused.text


def test_to_make_one_the_password_is_asked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that was left open leaves no token behind, which would outlive it."""
    person = house.person("trainer-甲")
    at = "/account/tokens"
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 20 * 60)
    refused = person.post(at, at, scope="api", name="脚本")
    assert refused.headers["Location"] == f"/account/confirm?next={at}"
    assert "脚本" not in person.get(at).text


def test_a_new_password_says_that_tokens_go_on(house: House) -> None:
    person = house.person("trainer-甲")
    made(person)
    person.post("/account/password", "/account", password=PASSWORD, new="窗外 又下 小雨")
    assert "1 个令牌照常有效" in person.get("/account?done=password").text


def test_a_label_is_text(house: House) -> None:
    person = house.person("trainer-甲")
    at = "/account/tokens"
    for name in ("x\x1b[2K", "x\u202egnp.exe"):
        assert person.post(at, at, scope="feed", name=name).status_code == 422


def test_there_is_a_limit_and_a_name_is_needed(house: House) -> None:
    person = house.person("trainer-甲")
    bad = person.post("/account/tokens", "/account/tokens", name=" ", scope="feed")
    assert bad.status_code == 422
    for number in range(tokens.MOST):
        made(person, name=str(number))
    full = person.post("/account/tokens", "/account/tokens", name="又一个", scope="feed")
    assert full.status_code == 409
