"""What an attacker tries against a site with accounts, each as a test."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, Role, administration, audit
from kb.access.sessions import LIMITS
from kb.files.access_settings import Identity
from tests.webapp.access.conftest import PASSWORD, House
from tests.webapp.conftest import JULY, every_route
from webapp.access import identity, privacy

ADMIN, EDITOR, TRAINER, READER = (f"{role}-甲" for role in ("admin", "editor", "trainer", "reader"))
BULLETIN = f"/bulletins/{JULY.id}"


def location(response: TestResponse) -> str:
    return response.headers["Location"]


class TestStrangers:
    def test_every_page_but_the_door_leads_to_the_log_in(self, house: House) -> None:
        """Search, suggestions, pictures, feeds and exports included, and nothing is shown. /metrics
        asks for itself (tests/webapp/views/test_metrics.py)."""
        stranger, seen = house.person(), 0
        for method, address in every_route(house.app):
            if address.startswith(("/static", "/account", "/health", "/readyz", "/metrics")):
                continue
            response = stranger.client.open(address, method=method, buffered=True)
            asks = method == "GET" and response.mimetype == "text/html"
            assert response.status_code == (303 if asks else 401), address
            assert "整村授信" not in response.text
            seen += 1
        assert seen > 60

    def test_the_door_shows_nothing_of_the_corpus(self, house: House) -> None:
        house.person(TRAINER).post("/collections", name="秘密的讲义")
        stranger = house.person()
        stranger.client.set_cookie("kb_collection", "1")
        for address in ("/account/login", "/nirgends", "/account/link/x"):
            text = stranger.get(address).text
            assert "秘密的讲义" not in text
            assert 'href="/bulletins"' not in text

    def test_programs_are_told_in_json(self, house: House) -> None:
        response = house.person().get("/suggest?q=授信")
        assert response.status_code == 401
        assert response.json
        assert response.json["code"] == "login_needed"

    def test_after_logging_in_one_is_where_one_wanted_to_be(self, house: House) -> None:
        person = house.person()
        asked = person.get("/search?q=授信")
        form = BeautifulSoup(person.get(location(asked)).text, "html.parser")
        onward = form.select_one("input[name=next]")
        assert onward
        response = person.log_in(READER, next=str(onward["value"]))
        assert person.get(location(response)).status_code == 200
        assert "q=" in location(response)

    @pytest.mark.parametrize(
        "onward",
        [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "\\\\evil",
            "/a\nb",
            "evil",
            "",
        ],
    )
    def test_but_never_on_another_site(self, house: House, onward: str) -> None:
        assert location(house.person().log_in(READER, next=onward)) == "/"


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


class TestForms:
    @pytest.mark.parametrize("csrf", ["", "0" * 64, "x", "é"])
    def test_without_it_nothing_is_done(self, house: House, csrf: str) -> None:
        person = house.person(TRAINER)
        data = {"csrf": csrf, "name": "一课"}
        response = person.client.post("/collections", data=data)
        assert response.status_code == 403
        assert "一课" not in person.get("/collections").text

    def test_that_of_another_person_is_none(self, house: House) -> None:
        attacker, victim = house.person(TRAINER), house.person(EDITOR)
        data = {"csrf": attacker.token("/collections"), "name": "一课"}
        assert victim.client.post("/collections", data=data).status_code == 403
        assert attacker.client.post("/collections", data=data).status_code == 303

    def test_nor_is_a_page_of_another_site_with_it(self, house: House) -> None:
        person = house.person(TRAINER)
        data = {"csrf": person.token("/collections"), "name": "一课"}
        for headers in (
            {"Origin": "https://localhost"},
            {"Origin": "http://evil.example"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            response = person.client.post("/collections", data=data, headers=headers)
            assert response.status_code == 403

    def test_a_stranger_sends_no_large_forms(self, house: House) -> None:
        stranger = house.person()
        data = {"csrf": stranger.token(), "name": "x" * 100_000, "password": "x"}
        assert stranger.client.post("/account/login", data=data).status_code == 413

    def test_logging_somebody_in_as_the_attacker(self, house: House) -> None:
        """Log-in CSRF: the form of the log-in has a token too."""
        victim = house.person()
        data = {"name": READER, "password": PASSWORD}
        assert victim.client.post("/account/login", data=data).status_code == 403
        victim.client.set_cookie("kb_form", "")
        assert victim.client.post("/account/login", data={"csrf": "", **data}).status_code == 403


class TestRoles:
    @pytest.mark.parametrize("name", [READER, TRAINER, EDITOR])
    def test_nobody_makes_themselves_more(self, house: House, name: str) -> None:
        person = house.person(name)
        mine = administration.find_account(house.home, COMMAND_LINE, name)
        for form in (
            {"do": "role", "role": "admin"},
            {"do": "link"},
            {"do": "disabled"},
        ):
            assert person.post(f"/users/{mine.id}", **form).status_code == 403
        assert person.post("/users", name="我的同伙", role="admin").status_code == 403
        assert person.get("/users").status_code == 403
        assert person.get("/users/log").status_code == 403
        found = administration.all_accounts(house.home, COMMAND_LINE)
        assert {a.name: a.role for a in found} == {f"{r.value}-甲": r for r in Role}

    def test_a_lower_role_holds_at_once(self, house: House) -> None:
        person, admin = house.person(EDITOR), house.person(ADMIN)
        found = administration.find_account(house.home, COMMAND_LINE, EDITOR)
        admin.post(f"/users/{found.id}", "/users", do="role", role="reader")
        assert person.get(f"{BULLETIN}/edit").status_code == 303
        again = house.person(EDITOR)
        assert again.get(f"{BULLETIN}/edit").status_code == 403
        assert again.get(BULLETIN).status_code == 200

    def test_pages_offer_what_may_be_done(self, house: House) -> None:
        assert "编辑</a>" not in house.person(READER).get(BULLETIN).text
        assert "编辑</a>" in house.person(EDITOR).get(BULLETIN).text

    def test_a_page_that_was_made_for_one_is_not_shown_to_another(self, house: House) -> None:
        """The cache of pages: who looks first does not decide what others see."""
        first, second = house.person(EDITOR), house.person(EDITOR)
        reader = house.person(READER)
        for address in (BULLETIN, "/practices", "/figures", "/search?q=授信"):
            texts = [person.get(address).text for person in (first, second, reader)]
            tokens = [re.findall(r'data-csrf="(\w+)"', text) for text in texts]
            assert all(len(set(found)) == 1 for found in tokens)
            assert len({found[0] for found in tokens}) == 3
            assert EDITOR not in texts[2]

    def test_an_old_session_does_not_administer(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        admin = house.person(ADMIN)
        assert admin.get("/users").status_code == 200
        later = time.time() + 16 * 60
        monkeypatch.setattr(identity.time, "time", lambda: later)  # type: ignore[attr-defined]
        assert location(admin.get("/users")) == "/account/confirm?next=/users"
        refused = admin.post("/users", "/account", name="丙", role="admin")
        assert location(refused).startswith("/account/confirm")
        wrong = admin.post("/account/confirm", "/account/confirm", password="不对的", next="/users")
        assert wrong.status_code == 422
        before = admin.cookie()
        right = admin.post("/account/confirm", "/account/confirm", password=PASSWORD, next="/users")
        assert location(right) == "/users"
        assert admin.cookie() not in ("", before)
        assert admin.get("/users").status_code == 200


class TestHeaders:
    def test_nobody_names_themselves_by_a_header(self, house: House) -> None:
        stranger = house.person()
        for header in ("X-Forwarded-User", "X-Remote-User", "Remote-User", "Authorization"):
            response = stranger.client.get("/bulletins", headers={header: ADMIN})
            assert response.status_code == 303

    def test_a_foreign_name_of_the_site_is_refused(self, house: House) -> None:
        person = house.person()
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}):
            response = person.client.get("/account/login", headers=headers)
            assert response.status_code == 400

    def test_attempts_from_a_made_up_address_do_not_reset_the_count(self, house: House) -> None:
        """Requests that do not come through the proxy may say of themselves what they like."""
        house.app.wsgi_app._networks = ()  # type: ignore[attr-defined]
        person = house.person()
        token = person.token()
        said = []
        for number in range(40):
            response = person.client.post(
                "/account/login",
                data={"csrf": token, "name": f"同事{number}", "password": "春天 来了 吗"},
                headers={"X-Forwarded-For": f"10.0.0.{number}"},
            )
            said.append(response.status_code)
        assert said.count(422) == 30
        assert said[-1] == 429

    def test_the_log_has_the_address_that_the_proxy_saw(self, house: House) -> None:
        person = house.person()
        person.client.post(
            "/account/login",
            data={"csrf": person.token(), "name": READER, "password": "不对的"},
            headers={"X-Forwarded-For": "10.6.6.6, 10.7.7.7"},
        )
        assert audit.latest(house.home, 1)[0].address == "10.7.7.7"


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


class TestRecords:
    def test_history_names_the_person(self, house: House) -> None:
        editor = house.person(EDITOR)
        assert editor.post(f"{BULLETIN}/remove", f"{BULLETIN}/remove").status_code == 303
        assert editor.post(f"/bin/{JULY.id}/restore", "/bin").status_code == 303
        text = editor.page(f"{BULLETIN}/history").get_text()
        assert EDITOR in text
        assert "网站" not in text

    def test_failures_do_not_push_earlier_lines_out(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reader = house.person("reader-甲")
        monkeypatch.setattr(privacy, "MOST_FAILURES", 3)
        monkeypatch.setattr(time, "monotonic", lambda: 90.0)
        for _ in range(9):
            assert reader.get("/vocabulary").status_code == 403
        found = audit.latest(house.home, 20)
        assert [event.result for event in found].count("denied") == 4
        assert found[0].what == "more"
        assert house.person("editor-甲").get("/vocabulary").status_code == 200
        assert audit.latest(house.home, 1)[0].what == "login", "what is done is always written"

    def test_the_log_says_who_did_what_and_holds_no_secret(self, house: House) -> None:
        admin, person = house.person(ADMIN), house.person()
        person.log_in("没有的", "春天 来了 吗")
        person.log_in(PASSWORD, "typed into the wrong field")
        person.log_in(READER, "春天 来了 吗")
        reader = house.person(READER)
        reader.get(f"{BULLETIN}/edit")
        invited = admin.post("/users", "/users", name="李四", role="trainer")
        link = BeautifulSoup(invited.text, "html.parser").select_one("#kb-link")
        assert link
        address = str(link["value"]).removeprefix("http://localhost")
        assert person.post(address, address, password="窗外 又下 小雨").status_code == 303
        person.post("/collections", "/collections", name="一课")
        seen = {(e.who, e.what, e.on, e.result) for e in audit.latest(house.home, 100)}
        assert seen >= {
            (ADMIN, "login", "", "ok"),
            ("", "login", "", "failed"),
            ("", "login", READER, "failed"),
            (READER, "editing.edit", JULY.id, "denied"),
            (ADMIN, "invite", "李四 trainer", "ok"),
            ("李四", "link", "", "ok"),
            ("李四", "collections.create", "", "ok"),
        }
        log = (house.home.state / audit.FILE).read_text("utf-8")
        secrets = (PASSWORD, "春天 来了 吗", "窗外", address.rpartition("/")[2], person.cookie())
        assert not [secret for secret in secrets if secret in log]
        page = admin.page("/users/log").get_text()
        assert "李四" in page

    def test_names_are_text_wherever_they_stand(self, house: House) -> None:
        """Stored XSS through the new fields."""
        evil = "<script>x</script>"
        admin = house.person(ADMIN)
        page = admin.post("/users", "/users", name=evil, bank="<img src=x>", role="reader").text
        house.person().log_in("<b>wer</b>", "x")
        for text in (page, admin.get("/users").text, admin.get("/users/log").text):
            assert "<script>x" not in text
            assert "<img src=x" not in text
            assert "<b>wer" not in text
