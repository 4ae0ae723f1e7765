"""What an attacker tries against a site with accounts, each as a test."""

from __future__ import annotations

import re
import time

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, Role, administration, audit
from tests.webapp.access.conftest import PASSWORD, House
from tests.webapp.access.visitors import ADMIN, BULLETIN, EDITOR, READER, TRAINER
from tests.webapp.conftest import JULY, every_route
from webapp.access import identity, privacy


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
