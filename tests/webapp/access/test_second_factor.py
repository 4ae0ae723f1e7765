"""Roles that must log in with a second step."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pyotp
import pytest

from kb.access import COMMAND_LINE, Role, Wanted, administration
from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.conftest import every_route, only
from webapp.access import Right, right_of

AT = "/account/second/settings"

# What is needed to set it up, and the way out.
ALSO = ("/account/logout", "/account/confirm")


@pytest.fixture
def strict(built: Callable[..., House]) -> House:
    """A site whose editors and administrators must log in with a second step."""
    house = built(access="local", second_factor=("editor", "admin"))
    for role in Role:
        wanted = Wanted(f"{role.value}-甲", role)
        administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, time.time())
    return house


def set_up(person: Person, address: str) -> str:
    """Set the second step up where one is led to; the page with the recovery codes."""
    page = person.page(address)
    assert "要两步登录" in only(page, "p.notice")
    secret = re.search(r"密钥：<code>([A-Z2-7]{32})</code>", person.get(address).text)
    onward = page.select_one("input[name=next]")
    assert secret
    assert onward
    code = pyotp.TOTP(secret[1]).now()
    done = person.post(
        AT, address, do="on", password=PASSWORD, code=code, next=str(onward["value"])
    )
    assert done.status_code == 200
    return done.text


def test_one_without_it_is_led_to_set_it_up_and_then_goes_on(strict: House) -> None:
    person = strict.person()
    there = person.log_in("editor-甲", next="/figures?q=授信").headers["Location"]
    led = person.get(there)
    assert led.status_code == 303
    codes = set_up(person, led.headers["Location"])
    assert 'href="/figures?q=' in codes
    assert person.get("/figures?q=授信").status_code == 200


def test_before_that_they_can_do_nothing_else(strict: House) -> None:
    """Every address of the site that takes a right of somebody who has logged in."""
    person = strict.person("admin-甲")
    token = {"X-Csrf-Token": person.token(AT)}
    adapter = strict.app.url_map.bind("localhost")
    for method, address in every_route(strict.app):
        endpoint, _ = adapter.match(address, method=method)
        right = right_of(strict.app.view_functions[endpoint])
        if right is Right.ENTER or address.startswith((AT, *ALSO)):
            continue
        answer = person.client.open(address, method=method, headers=token, buffered=True)
        if method == "POST":
            assert answer.status_code == 403, address
        else:
            assert answer.headers.get("Location", "").startswith(AT), address


def test_others_are_not_asked(strict: House) -> None:
    person = strict.person("trainer-甲")
    assert person.get("/figures").status_code == 200
    assert not person.page(AT).select("p.notice")


def test_one_who_takes_it_away_is_asked_again(strict: House) -> None:
    """To change the app; nobody stays without."""
    person = strict.person("editor-甲")
    codes = re.findall(
        r"<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>", set_up(person, AT + "?next=/")
    )
    assert "换手机应用" in person.get(AT).text
    off = person.post(AT, AT, do="off", password=PASSWORD, code=codes[0])
    assert off.status_code == 303
    assert person.get("/figures").headers["Location"].startswith(AT)


def test_the_administrator_sees_who_has_none(strict: House) -> None:
    person = strict.person("admin-甲")
    set_up(person, AT + "?next=/")
    page = person.page("/users")
    lacking = [
        only(row, "p:first-child")
        for row in page.select("ol.users > li")
        if "还没有开启" in row.text
    ]
    assert lacking == ["editor-甲"]


def test_json_says_so_too(strict: House) -> None:
    person = strict.person("editor-甲")
    answer = person.client.get("/suggest?q=授", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json
    assert "两步登录" in answer.json["message"]
