"""A second step of logging in: codes of an app, recovery codes, and every way round it."""

from __future__ import annotations

import re
import time

import pyotp
import pytest

from kb.access import COMMAND_LINE, administration, audit, second_step
from kb.access.second_step import SPAN, WrongCode
from tests.webapp.access.conftest import PASSWORD, House, Person

NAME = "trainer-甲"
AT = "/account/second/settings"

# What a Chinese keyboard may write in place of digits, letters and dashes.
WIDE = {number: number + 0xFEE0 for number in range(0x21, 0x7F)}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time as the site sees it; it moves only when a test says so."""
    now = [time.time() // SPAN * SPAN]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


@pytest.fixture
def secured(house: House, clock: list[float]) -> tuple[str, list[str]]:
    """An account with a second step: the secret of its app, and the recovery codes."""
    person = house.person(NAME)
    page = person.get(AT).text
    secret = re.search(r"密钥：<code>([A-Z2-7]{32})</code>", page)
    assert secret
    assert "<svg" in page
    code = pyotp.TOTP(secret[1]).at(clock[0])
    wrong = person.post(AT, AT, do="on", password=PASSWORD, code="000000")
    assert wrong.status_code == 422
    no_password = person.post(AT, AT, do="on", password="不是这个密码", code=code)
    assert no_password.status_code == 422
    done = person.post(AT, AT, do="on", password=PASSWORD, code=code)
    codes = re.findall(r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>", done.text)
    assert len(codes) == 10
    assert person.get("/account").status_code == 200, "this browser stays logged in"
    shown = re.search(r'name="csrf" value="(\w+)"', done.text)
    assert shown
    assert shown[1] == person.token("/account"), "forms of the page with the codes work"
    clock[0] += SPAN
    return secret[1], codes


def first_step(house: House) -> Person:
    """A browser whose password was right."""
    person = house.person()
    response = person.log_in(NAME, next="/figures")
    assert response.headers["Location"].startswith("/account/second?next=")
    return person


def second(person: Person, code: str) -> int:
    return person.post("/account/second", "/account/second", code=code, next="/figures").status_code


def test_the_password_alone_opens_nothing(house: House, secured: tuple[str, list[str]]) -> None:
    person = first_step(house)
    assert not person.cookie()
    for address in ("/", "/search", "/account", "/bulletins/feed.atom"):
        assert person.get(address).status_code == 303, address


def test_password_and_code_log_in(
    house: House, secured: tuple[str, list[str]], clock: list[float]
) -> None:
    person = first_step(house)
    code = pyotp.TOTP(secured[0]).at(clock[0])
    response = person.post("/account/second", "/account/second", code=code, next="/figures")
    assert response.headers["Location"] == "/figures"
    assert person.get("/account").status_code == 200
    assert not person.cookie("kb_second")


def test_a_code_is_taken_once(
    house: House, secured: tuple[str, list[str]], clock: list[float]
) -> None:
    code = pyotp.TOTP(secured[0]).at(clock[0])
    assert second(first_step(house), code.translate(WIDE)) == 303
    assert second(first_step(house), code) == 422
    clock[0] += 3 * SPAN
    assert second(first_step(house), code) == 422, "old"


def test_a_recovery_code_is_taken_once(house: House, secured: tuple[str, list[str]]) -> None:
    _, codes = secured
    assert {len(code.replace("-", "")) for code in codes} == {16}, "80 bits in base 32"
    assert second(first_step(house), codes[3].lower().replace("-", " ")) == 303
    assert second(first_step(house), codes[3]) == 422
    assert second(first_step(house), codes[4].translate(WIDE)) == 303


def test_guessing_is_slowed_down_and_the_right_password_does_not_reset_it(
    house: House, secured: tuple[str, list[str]]
) -> None:
    statuses = [second(first_step(house), f"{n:06d}") for n in range(8)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_the_first_step_is_good_for_minutes_and_for_one_log_in(
    house: House, secured: tuple[str, list[str]], clock: list[float]
) -> None:
    person = first_step(house)
    clock[0] += 301
    code = pyotp.TOTP(secured[0]).at(clock[0])
    response = person.post("/account/second", "/account/login", code=code)
    assert response.headers["Location"].startswith("/account/login")
    assert not person.cookie()


def test_a_link_for_another_password_asks_for_the_code_too(
    house: House, secured: tuple[str, list[str]]
) -> None:
    account = administration.find_account(house.home, COMMAND_LINE, NAME)
    link = administration.new_link(house.home, COMMAND_LINE, account, time.time())
    person = house.person()
    at = f"/account/link/{link}"
    response = person.post(at, at, password="窗外 又下 小雨")
    assert response.headers["Location"].startswith("/account/second")
    assert not person.cookie()


def left_alone(house: House, clock: list[float]) -> tuple[Person, str]:
    """An administrator with a second step who logged in twenty minutes ago, and the secret."""
    account = administration.find_account(house.home, COMMAND_LINE, "admin-甲")
    secret = second_step.begin(house.home, account)
    admin = house.person("admin-甲")
    second_step.activate(house.home, account, pyotp.TOTP(secret).at(clock[0]), clock[0])
    clock[0] += SPAN
    admin.log_in("admin-甲")
    assert second(admin, pyotp.TOTP(secret).at(clock[0])) == 303
    clock[0] += 20 * 60
    return admin, secret


def test_administration_asks_for_the_code_again(house: House, clock: list[float]) -> None:
    admin, secret = left_alone(house, clock)
    assert admin.get("/users").headers["Location"].startswith("/account/confirm")
    at = "/account/confirm"
    assert admin.post(at, at, password=PASSWORD).status_code == 422
    code = pyotp.TOTP(secret).at(clock[0])
    assert admin.post(at, at, password=PASSWORD, code=code).status_code == 303
    assert admin.get("/users").status_code == 200


def test_changing_the_password_is_no_way_round_the_code(house: House, clock: list[float]) -> None:
    """A session that was left open, and the password: administration still takes the code."""
    admin, _secret = left_alone(house, clock)
    new = "窗外 又下 小雨"
    changed = admin.post("/account/password", "/account", password=PASSWORD, new=new)
    assert changed.status_code == 303
    assert admin.get("/account").status_code == 200
    assert admin.get("/users").headers["Location"].startswith("/account/confirm")


def test_the_secret_for_the_app_is_shown_to_one_who_knows_the_password(
    house: House, clock: list[float]
) -> None:
    """It stays the same until the step is on: who reads it in a session of another has it for ever."""
    person = house.person(NAME)
    assert "密钥：" in person.get(AT).text
    clock[0] += 20 * 60
    response = person.get(AT)
    assert response.headers["Location"].startswith("/account/confirm?next=/account/second/settings")
    at = "/account/confirm"
    assert person.post(at, at, password=PASSWORD, next=AT).headers["Location"] == AT
    assert "密钥：" in person.get(AT).text


def test_it_is_turned_off_with_password_and_code_or_by_an_administrator(
    house: House, secured: tuple[str, list[str]], clock: list[float]
) -> None:
    secret, codes = secured
    person = first_step(house)
    assert second(person, codes[0]) == 303
    assert person.post(AT, AT, do="off", password=PASSWORD, code="123456").status_code == 422
    assert person.post(AT, AT, do="off", password="别的 密码", code=codes[1]).status_code == 422
    new = person.post(AT, AT, do="codes", password=PASSWORD, code=codes[1])
    assert len(re.findall(r"<code>", new.text)) == 10
    assert second(first_step(house), codes[2]) == 422, "other codes are in force"
    code = pyotp.TOTP(secret).at(clock[0])
    assert person.post(AT, AT, do="off", password=PASSWORD, code=code).status_code == 303
    assert house.person(NAME).get("/account").status_code == 200


def test_an_administrator_takes_it_away(house: House, secured: tuple[str, list[str]]) -> None:
    admin = house.person("admin-甲")
    account = administration.find_account(house.home, COMMAND_LINE, NAME)
    at = f"/users/{account.id}"
    assert "两步登录" in admin.get("/users").text
    editor = house.person("editor-甲")
    assert editor.post(at, "/", do="one step").status_code == 403
    assert admin.post(at, "/users", do="one step").status_code == 303
    assert house.person(NAME).get("/account").status_code == 200


def test_secrets_stand_in_no_log(house: House, secured: tuple[str, list[str]]) -> None:
    secret, codes = secured
    written = str(audit.latest(house.home, 200))
    assert "second step" in written
    assert secret not in written
    assert not any(code in written for code in codes)


def test_what_is_no_code(house: House, secured: tuple[str, list[str]], clock: list[float]) -> None:
    account = administration.find_account(house.home, COMMAND_LINE, NAME)
    for typed in ("", "12345", "1234567", "١٢٣٤٥٦", "一二三四五六", "x" * 4000):
        with pytest.raises(WrongCode):
            second_step.check(house.home, account, typed, "10.0.0.9", clock[0])
        clock[0] += 3700
