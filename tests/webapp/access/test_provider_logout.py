"""Logging out at the provider ends the sessions here (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

from typing import Any

import pytest
from joserfc.jwk import RSAKey

from kb.access import audit
from tests.webapp.access.conftest import House, Person
from tests.webapp.access.provider import Provider
from tests.webapp.access.test_provider import ZHANG, house, log_in, provider

__all__ = ["house", "provider"]


def notify(house: House, token: str) -> int:
    """What the site answers to the provider's server, which has no cookie and sends no Origin."""
    client = house.app.test_client()
    answer = client.post("/account/provider/logout", data={"logout_token": token})
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code


def is_in(person: Person) -> bool:
    return person.get("/account").status_code == 200


def test_a_person_is_logged_out_everywhere(house: House, provider: Provider) -> None:
    here, there = log_in(house), log_in(house)
    provider.claims |= {"sub": "another", "preferred_username": "李四"}
    other = log_in(house)
    assert notify(house, provider.logout_token(sub=ZHANG["sub"])) == 200
    assert (is_in(here), is_in(there), is_in(other)) == (False, False, True)
    assert audit.latest(house.home, 1)[0].what == "provider logout"


def test_or_in_one_session(house: House, provider: Provider) -> None:
    provider.claims["sid"] = "first"
    here = log_in(house)
    provider.claims["sid"] = "second"
    there = log_in(house)
    assert notify(house, provider.logout_token(sid="first", sub="another")) == 200
    assert is_in(here), "of another person"
    assert notify(house, provider.logout_token(sid="first", sub=ZHANG["sub"])) == 200
    assert (is_in(here), is_in(there)) == (False, True)
    assert notify(house, provider.logout_token(sid="second")) == 200
    assert not is_in(there)
    assert notify(house, provider.logout_token(sid="unknown")) == 200, "nothing is left to do"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another client"},
        {"events": None},
        {"events": {}},
        {"nonce": "of a log-in"},
        {"jti": None},
        {"iat": 1},
        {"iat": 99_999_999_999},
        {"exp": 1},
        {"sub": None},
        {"sub": 7},
    ],
)
def test_a_notice_that_is_not_sound_does_nothing(
    house: House, provider: Provider, spoilt: dict[str, Any]
) -> None:
    person = log_in(house)
    token = provider.logout_token(**({"sub": ZHANG["sub"]} | spoilt))
    assert notify(house, token) == 400
    assert is_in(person)


def test_nor_does_one_that_another_signed(house: House, provider: Provider) -> None:
    person = log_in(house)
    provider.signs_with = RSAKey.generate_key(2048)
    for token in (provider.logout_token(sub=ZHANG["sub"]), "", "x" * 50_000, "a.b.c"):
        assert notify(house, token) == 400
    assert is_in(person)


def test_strangers_do_not_make_the_site_ask_for_keys_each_time(
    house: House, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(house)
    client: Any = house.app.extensions["openid_client"]
    asked: list[str] = []
    fetch = client._fetcher.get

    def counted(_: object, address: str, bearer: str = "") -> bytes:
        asked.append(address)
        return bytes(fetch(address, bearer))

    monkeypatch.setattr(type(client._fetcher), "get", counted)
    provider.signs_with = RSAKey.generate_key(2048)
    for _ in range(5):
        notify(house, provider.logout_token(sub=ZHANG["sub"]))
    assert len(asked) == 1


def test_elsewhere_there_is_no_such_page(built: Any) -> None:
    local = built(access="local").app.test_client()
    assert local.post("/account/provider/logout", data={"logout_token": "x"}).status_code == 404
