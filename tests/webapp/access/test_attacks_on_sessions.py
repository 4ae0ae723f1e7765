"""Sessions and cookies cannot be stolen, fixed or made up."""

from __future__ import annotations

import time

import pytest
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, administration
from kb.access.sessions import LIMITS
from tests.webapp.access.conftest import PASSWORD, House
from tests.webapp.access.visitors import ADMIN, BULLETIN, EDITOR, READER
from webapp.access import identity


class TestSessions:
    def test_a_session_that_was_planted_is_not_the_one_after_logging_in(self, house: House) -> None:
        """Session fixation: neither a made-up cookie nor an attacker's own session is taken over."""
        attacker, victim = house.person(READER), house.person()
        for planted in ("made up", attacker.cookie()):
            victim.client.set_cookie("kb_session", planted)
            victim.client.set_cookie("kb_form", "planted")
            victim.client.delete_cookie("kb_session") if planted == "made up" else None
            response = victim.post(
                "/account/login",
                "/account" if planted == attacker.cookie() else "/account/login",
                name=EDITOR,
                password=PASSWORD,
            )
            assert response.status_code == 303
            assert victim.cookie() not in ("", planted)
            assert victim.page("/account").select_one(".lede")
        assert attacker.get("/bulletins").status_code == 303  # their session has ended

    def test_each_log_in_and_password_has_a_new_one(self, house: House) -> None:
        person = house.person(READER)
        first = person.cookie()
        person.post("/account/password", "/account", password=PASSWORD, new="窗外 又下 小雨")
        second = person.cookie()
        assert len({first, second}) == 2
        assert person.get("/bulletins").status_code == 200
        other = house.person()
        other.client.set_cookie("kb_session", first)
        assert other.get("/bulletins").status_code == 303

    def test_logging_out_ends_it_at_the_server(self, house: House) -> None:
        person = house.person(READER)
        cookie = person.cookie()
        response = person.post("/account/logout", "/account")
        assert person.cookie() == ""
        assert response.headers["Clear-Site-Data"]
        person.client.set_cookie("kb_session", cookie)
        assert person.get("/bulletins").status_code == 303

    def test_disabling_ends_it_at_once(self, house: House) -> None:
        person, admin = house.person(READER), house.person(ADMIN)
        assert person.get("/bulletins").status_code == 200
        found = administration.find_account(house.home, COMMAND_LINE, READER)
        assert admin.post(f"/users/{found.id}", "/users", do="disabled").status_code == 303
        assert person.get("/bulletins").status_code == 303
        assert house.person().log_in(READER).status_code == 422

    def test_it_ends_without_use(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        person = house.person(READER)
        later = time.time() + LIMITS.idle + 1
        monkeypatch.setattr(identity.time, "time", lambda: later)  # type: ignore[attr-defined]
        assert person.get("/bulletins").status_code == 303

    def test_one_sees_and_ends_ones_own(self, house: House) -> None:
        mine, other, theirs = house.person(READER), house.person(READER), house.person(EDITOR)
        rows = mine.page("/account").select(".rows > li")
        assert len(rows) == 2
        (handle,) = mine.page("/account").select("input[name=handle]")
        assert (
            theirs.post("/account/sessions", "/account", handle=str(handle["value"])).status_code
            == 404
        )
        assert other.get("/bulletins").status_code == 200
        mine.post("/account/sessions", "/account", handle=str(handle["value"]))
        assert other.get("/bulletins").status_code == 303
        assert mine.get("/bulletins").status_code == 200
        assert theirs.get("/bulletins").status_code == 200


class TestCookies:
    def flags(self, response: TestResponse, name: str) -> set[str]:
        (cookie,) = [c for c in response.headers.getlist("Set-Cookie") if c.startswith(f"{name}=")]
        return {part.strip() for part in cookie.split(";")[1:]}

    def test_under_tls(self, house: House) -> None:
        person = house.person(base="https://kb.example.cn")
        response = person.log_in(READER)
        expected = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
        assert self.flags(response, "__Host-kb_session") == expected
        assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")

    def test_without(self, house: House) -> None:
        response = house.person().log_in(READER)
        assert self.flags(response, "kb_session") == {"HttpOnly", "Path=/", "SameSite=Lax"}

    def test_one_from_without_tls_is_not_taken_under_it(self, house: House) -> None:
        plain = house.person(READER, "http://kb.example.cn")
        secure = house.person(base="https://kb.example.cn")
        secure.client.set_cookie("kb_session", plain.cookie(), domain="kb.example.cn")
        assert secure.get("/bulletins").status_code == 303

    def test_nothing_of_it_is_kept_by_caches(self, house: House) -> None:
        person = house.person(READER)
        for address in ("/", "/search?q=授信", BULLETIN, "/practices", "/account", "/figures.csv"):
            headers = person.get(address).headers
            assert headers["Cache-Control"] == "private, no-store", address
            assert "Cookie" in headers["Vary"]
        assert (
            "immutable"
            in person.get(
                str(person.page("/").select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
            ).headers["Cache-Control"]
        )
