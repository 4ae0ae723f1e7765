"""What a proxy says of a visitor counts only where the settings name it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from kb.files.access_settings import Identity
from tests.webapp.access.conftest import House
from tests.webapp.access.visitors import BULLETIN

SECRET = "0123456789abcdef0123456789abcdef"


class TestProxy:
    """access = "proxy": the identity is the proxy's word, and nobody else's."""

    @pytest.fixture
    def proxied(self, built: Callable[..., House], tmp_path: Path) -> House:
        (tmp_path / "secret").write_text(SECRET + "\n")
        roles = {"kb-admins": "admin", "kb-readers": "reader", "kb-editors": "editor"}
        return built(
            access="proxy",
            proxies=("127.0.0.1/32",),
            identity=Identity(str(tmp_path / "secret"), roles),
        )

    def asked(
        self, house: House, address: str, sender: str = "127.0.0.1", **headers: str
    ) -> TestResponse:
        names = {
            "user": "X-Forwarded-User",
            "groups": "X-Forwarded-Groups",
            "secret": "X-Kb-Secret",
        }
        sent = {names[k]: v.encode().decode("latin-1") for k, v in headers.items()}
        return house.app.test_client().get(
            address, headers=sent, environ_overrides={"REMOTE_ADDR": sender}, buffered=True
        )

    def test_the_highest_role_of_the_groups_counts(self, proxied: House) -> None:
        known = {"user": "张三", "secret": SECRET}
        edit = f"{BULLETIN}/edit"
        assert self.asked(proxied, "/", groups="kb-readers", **known).status_code == 200
        assert self.asked(proxied, edit, groups="kb-readers", **known).status_code == 403
        groups = "kb-readers, kb-editors,other"
        response = self.asked(proxied, edit, groups=groups, **known)
        assert response.status_code == 200
        assert "张三" in response.text

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"user": "张三", "groups": "kb-admins"},
            {"user": "张三", "groups": "kb-admins", "secret": "falsch"},
            {"user": "张三", "groups": "kb-admins", "secret": SECRET, "sender": "10.0.0.9"},
            {"user": "张三", "groups": "others", "secret": SECRET},
            {"user": "张三", "secret": SECRET},
            {"user": " ", "groups": "kb-admins", "secret": SECRET},
            {"user": "a\x07b", "groups": "kb-admins", "secret": SECRET},
            # Histories call those so who are no account; everybody's things would be theirs.
            {"user": "网站", "groups": "kb-admins", "secret": SECRET},
            {"user": "u1, u2", "groups": "kb-admins", "secret": SECRET},  # the header came twice
            {"user": "x" * 81, "groups": "kb-admins", "secret": SECRET},
            {"user": "王五\ufe0f", "groups": "kb-admins", "secret": SECRET},
            {"user": "%E7%BD%91%E7%AB%99", "groups": "kb-admins", "secret": SECRET},
            {"user": "%FF", "groups": "kb-admins", "secret": SECRET},
        ],
    )
    def test_anything_else_is_a_stranger(self, proxied: House, headers: dict[str, str]) -> None:
        assert self.asked(proxied, "/", **headers).status_code == 401

    def test_one_without_a_group_is_told_that_the_group_is_missing(self, proxied: House) -> None:
        answer = self.asked(proxied, "/", user="张三", groups="others", secret=SECRET)
        assert "统一入口说您是“张三”，但您所在的组在这里没有角色" in answer.text
        assert "张三" not in self.asked(proxied, "/", user="张三", groups="kb-admins").text

    def test_names_may_be_written_as_addresses_have_them(self, proxied: House) -> None:
        user = "%E5%BC%A0%E4%B8%89"
        answer = self.asked(proxied, "/", user=user, groups="kb-admins", secret=SECRET)
        assert "张三" in answer.text

    def test_there_is_nothing_to_log_in_to(self, proxied: House) -> None:
        known = {"user": "张三", "secret": SECRET, "groups": "kb-admins"}
        for address in ("/account/login", "/account", "/users"):
            assert self.asked(proxied, address, **known).status_code == 404
        assert self.asked(proxied, "/users/log", **known).status_code == 200

    def test_forms_have_a_token_of_the_person(self, proxied: House) -> None:
        client = proxied.app.test_client()
        sent = {
            "X-Forwarded-User": "wang",
            "X-Forwarded-Groups": "kb-editors",
            "X-Kb-Secret": SECRET,
        }
        page = BeautifulSoup(client.get("/collections", headers=sent).text, "html.parser")
        token = str(page.select_one("input[name=csrf]")["value"])  # type: ignore[index]
        data = {"name": "一课", "csrf": token}
        other = {**sent, "X-Forwarded-User": "li"}
        assert client.post("/collections", data=data, headers=other).status_code == 403
        assert client.post("/collections", data=data, headers=sent).status_code == 303
