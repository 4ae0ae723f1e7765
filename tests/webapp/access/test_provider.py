"""Logging in at a provider of OpenID Connect: a real one in this process, and what it must not do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

pytest.importorskip("joserfc", reason="需要软件包 joserfc：pip install 'lessons-kb[oidc]'")

from joserfc.jwk import OctKey, RSAKey

from kb.access import COMMAND_LINE, administration, audit
from kb.files import Provider as Wanted
from kb.files.provider_settings import provider as read_settings
from tests.webapp.access.conftest import House, Person
from tests.webapp.access.provider import CLIENT, SECRET, Provider, query_of, running

ROLES = {"kb-readers": "reader", "kb-editors": "editor", "kb-admins": "admin"}
ZHANG = {"sub": "u1", "preferred_username": "zhangsan", "groups": ["kb-editors", "零售条线"]}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running(Provider(claims=dict(ZHANG))) as found:
        yield found


@pytest.fixture
def house(built: Callable[..., House], provider: Provider, home: Any) -> House:
    """A site whose people log in at the provider."""
    (home.path / "oidc-secret").write_text(SECRET + "\n", "utf-8")
    wanted = Wanted(
        provider.issuer,
        CLIENT,
        ROLES,
        secret_file="oidc-secret",
        banks={"kb-editors": "青枫农商银行"},
    )
    return built(access="oidc", hosts=(), proxies=(), oidc=wanted)


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def at_provider(address: str) -> str:
    """Where the provider leads a browser that is sent to it."""
    try:
        build_opener(_Stay()).open(address, timeout=20)
    except HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the provider leads nowhere")


def left(person: Person, to: str = "/figures") -> str:
    """The address at which a browser comes back from the provider."""
    response = person.get(f"/account/provider?next={to}")
    assert response.status_code == 303, response.text
    back = at_provider(response.headers["Location"])
    assert back.startswith("http://localhost/account/provider/back?")
    return back.removeprefix("http://localhost")


def log_in(house: House) -> Person:
    person = house.person()
    response = person.get(left(person))
    assert response.status_code == 303, response.text
    assert response.headers["Location"] == "/figures"
    return person


def test_from_the_log_in_page_to_the_page_that_was_asked_for(
    house: House, provider: Provider
) -> None:
    person = house.person()
    asked = person.get("/figures")
    assert asked.headers["Location"].endswith("/account/login?next=/figures")
    assert "用统一账号登录" in person.get("/account/login?next=/figures").text
    person = log_in(house)
    page = person.get("/account").text
    assert "zhangsan" in page
    assert "青枫农商银行" in page
    assert "编辑" in page
    assert "改密码" not in page
    assert person.get("/intake").status_code == 200
    assert person.get("/users").status_code in (403, 404)
    assert "login" in [event.what for event in audit.latest(house.home, 9)]
    assert SECRET not in str(audit.latest(house.home, 99))


def test_what_is_asked_of_the_provider(house: House, provider: Provider) -> None:
    log_in(house)
    asked = provider.asked[-1]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 43
    assert len(asked["nonce"]) >= 43
    assert asked["state"] != asked["nonce"] != asked["code_challenge"]
    log_in(house)
    assert provider.asked[-1]["state"] != asked["state"]


def test_there_are_no_passwords(house: House) -> None:
    person = house.person()
    for address in ("/account/setup", "/account/link/x", "/account/second", "/account/confirm"):
        assert person.get(address).status_code in (303, 404), address
    assert person.log_in("zhangsan").status_code == 404


def test_groups_decide_at_every_log_in(house: House, provider: Provider) -> None:
    first = log_in(house)
    provider.claims["groups"] = ["kb-readers"]
    second = log_in(house)
    assert second.get("/intake").status_code == 403
    assert first.get("/").status_code == 303, "a lower role ends the sessions of the higher one"
    provider.claims["groups"] = ["somebody else's"]
    person = house.person()
    refused = person.get(left(person))
    assert refused.status_code == 403
    assert "没有权限" in refused.text
    assert not person.cookie()


def test_a_new_name_is_the_same_person_and_the_same_name_is_another(
    house: House, provider: Provider
) -> None:
    log_in(house)
    provider.claims["sub"] = "u2"
    log_in(house)
    names = [a.name for a in administration.all_accounts(house.home, COMMAND_LINE)]
    assert names == ["zhangsan", "zhangsan2"]
    provider.claims |= {"sub": "u1", "preferred_username": "renamed"}
    log_in(house)
    assert len(administration.all_accounts(house.home, COMMAND_LINE)) == 2


def test_claims_that_the_token_lacks_are_asked_for(house: House, provider: Provider) -> None:
    provider.more = {"groups": provider.claims.pop("groups"), "preferred_username": "li"}
    del provider.claims["preferred_username"]
    assert "li" in log_in(house).get("/account").text


def test_a_disabled_account_stays_out(house: House) -> None:
    person = log_in(house)
    account = administration.find_account(house.home, COMMAND_LINE, "zhangsan")
    administration.set_disabled(house.home, COMMAND_LINE, account, disabled=True)
    assert person.get("/").status_code == 303
    assert person.get(left(person)).status_code == 403


def test_administration_asks_the_provider_again(
    house: House, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.claims["groups"] = ["kb-admins"]
    person = log_in(house)
    for address in ("/users/log", "/users/sessions", "/users/tokens", "/users/usage"):
        page = person.page(address)
        for link in page.select("main a[href]"):
            assert person.get(str(link["href"])).status_code == 200, (address, link["href"])
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 20 * 60)
    response = person.get("/users/log")
    assert response.headers["Location"] == "/account/provider?next=/users/log&again=1"
    leaving = person.get(response.headers["Location"])
    assert query_of(leaving.headers["Location"])["prompt"] == "login"


class TestForgeries:
    def test_an_answer_that_belongs_to_another_browser(self, house: House) -> None:
        attacker, victim = house.person(), house.person()
        stolen = left(attacker)
        for person in (victim, house.person()):
            if person is victim:
                left(victim)
            refused = person.get(stolen)
            assert refused.status_code == 403
            assert not person.cookie()

    def test_an_answer_is_taken_once(self, house: House) -> None:
        person = house.person()
        back = left(person)
        assert person.get(back).status_code == 303
        assert person.get(back).status_code == 403

    @pytest.mark.parametrize(
        ("name", "value"), [("state", "x"), ("code", "x"), ("iss", "http://evil"), ("code", "")]
    )
    def test_a_changed_answer(self, house: House, name: str, value: str) -> None:
        person = house.person()
        given = query_of(left(person)) | {name: value}
        response = person.client.get("/account/provider/back", query_string=given)
        assert response.status_code in (403, 502)
        assert not person.cookie()

    def test_an_error_of_the_provider(self, house: House) -> None:
        person = house.person()
        state = query_of(left(person))["state"]
        refused = person.get(f"/account/provider/back?error=<b>x</b>&state={state}")
        assert refused.status_code == 403
        assert "<b>x" not in refused.text

    @pytest.mark.parametrize(
        "spoilt",
        [
            {"nonce": "another"},
            {"nonce": ""},
            {"aud": "another client"},
            {"aud": [CLIENT, "another"]},
            {"azp": "another"},
            {"iss": "http://127.0.0.1:1"},
            {"exp": 1},
            {"exp": "soon"},
            {"iat": 99_999_999_999},
            {"sub": ""},
            {"sub": 7},
        ],
    )
    def test_a_token_that_is_not_for_this_log_in(
        self, house: House, provider: Provider, spoilt: dict[str, Any]
    ) -> None:
        provider.spoil = lambda claims: claims | spoilt
        person = house.person()
        assert person.get(left(person)).status_code == 502
        assert not person.cookie()

    def test_a_token_of_another_key(self, house: House, provider: Provider) -> None:
        provider.signs_with = RSAKey.generate_key(2048)
        person = house.person()
        assert person.get(left(person)).status_code == 502
        assert not person.cookie()

    def test_a_token_signed_with_what_everybody_knows(
        self, house: House, provider: Provider
    ) -> None:
        """The secret of the client as that of an HMAC, which OpenID Connect would allow."""
        provider.algorithm = "HS256"
        provider.signs_with = OctKey.import_key(SECRET.encode() * 2)  # type: ignore[assignment]
        person = house.person()
        assert person.get(left(person)).status_code == 502
        assert not person.cookie()

    def test_keys_that_were_changed_are_fetched_again(
        self, house: House, provider: Provider
    ) -> None:
        log_in(house)
        provider.key = RSAKey.generate_key(2048)
        log_in(house)

    def test_where_one_goes_afterwards_is_on_this_site(self, house: House) -> None:
        for to in ("//evil.example", "https://evil.example", "/\\evil.example"):
            person = house.person()
            assert person.get(left(person, to)).headers["Location"] == "/"

    def test_a_provider_that_is_gone(self, house: House, provider: Provider) -> None:
        person = house.person()
        back = left(person)
        provider.codes.clear()
        assert person.get(back).status_code == 502


@pytest.mark.parametrize(
    "value",
    [
        "x",
        {},
        {"issuer": "https://id.example.cn", "client_id": "kb"},
        {"issuer": "http://id.example.cn", "client_id": "kb", "roles": {"a": "admin"}},
        {"issuer": "https://id.example.cn", "client_id": "kb", "roles": {"a": "king"}},
        {"issuer": "https://id.example.cn", "client_id": "", "roles": {"a": "admin"}},
        {"issuer": "https://i.cn", "client_id": "k", "roles": {"a": "admin"}, "scope": "profile"},
        {"issuer": "https://i.cn", "client_id": "k", "roles": {"a": "admin"}, "other": 1},
        {"issuer": "https://i.cn", "client_id": "k", "roles": {"a": "admin"}, "banks": {"a": 1}},
    ],
)
def test_settings_that_cannot_be_meant(value: object) -> None:
    with pytest.raises(ValueError, match=r"应|不认识"):
        read_settings(value)


def test_settings_as_they_are_written() -> None:
    value = {"issuer": "https://id.example.cn", "client_id": "kb", "roles": {"a": "admin"}}
    assert read_settings(value) == Wanted("https://id.example.cn", "kb", {"a": "admin"})
