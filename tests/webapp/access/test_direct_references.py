"""Direct references: what belongs to one person is not reached by its number or handle by another, whatever
their role.

The forms are those that the owner's own pages have, and the addresses those of the url map, so new ones are
tried by themselves."""

from __future__ import annotations

import re
import time

import pytest
from bs4 import BeautifulSoup

from kb.access import ALLOWED, COMMAND_LINE, Right, Role, Wanted, administration, tokens
from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.access.test_hostile_forms import forms
from webapp.access.permissions import right_of

SECRET = "槐树下的讲义"


@pytest.fixture
def owner(house: House) -> Person:
    """A trainer with a collection, a topic, a token and two sessions, numbered 1."""
    administration.add(house.home, COMMAND_LINE, Wanted("乙", Role.TRAINER), PASSWORD, 0.0)
    house.person("乙")
    person = house.person("乙")
    sent = (
        person.post("/collections", "/collections", name=SECRET),
        person.post("/topics", "/topics/new?q=评议", name=SECRET, q="评议"),
        person.post("/account/tokens", "/account/tokens", name=SECRET, scope="feed"),
    )
    assert [answer.status_code for answer in sent] == [303, 303, 200]
    return person


OWN = ("/collections/1", "/topics/1", "/topics/1/edit", "/account/tokens", "/account")


def state_of(person: Person) -> list[str]:
    """What the owner sees, without times and the tokens of forms."""
    pages = [BeautifulSoup(person.get(address).text, "html.parser") for address in OWN]
    return [re.sub(r"\d+[:：]\d+|刚刚|\d+ ?(?:秒|分钟)前", "", page.get_text()) for page in pages]


def numbered(house: House, role: Role) -> list[str]:
    """The addresses to look at that name a thing by a number, but those that this role administers."""
    found = []
    with house.app.test_request_context():
        for rule in house.app.url_map.iter_rules():
            administered = right_of(house.app.view_functions[rule.endpoint]) is Right.ADMINISTER
            may = Right.ADMINISTER in ALLOWED[role]
            names = rule.arguments
            by_number = any(name.endswith("_id") and name != "bulletin_id" for name in names)
            if "GET" in (rule.methods or ()) and by_number and not (administered and may):
                built = rule.build({n: "md" if n == "format" else "1" for n in names})
                assert built
                found.append(built[1])
    return found


@pytest.mark.parametrize("role", Role)
def test_nothing_of_another_person_is_reached_by_its_number(
    house: House, owner: Person, role: Role
) -> None:
    before = state_of(owner)
    other = house.person(f"{role.value}-甲")
    addresses = numbered(house, role)
    assert len(addresses) >= 4
    for address in addresses:
        answer = other.get(address)
        assert answer.status_code in (403, 404), address
        assert SECRET not in answer.text
    own = re.search(r'data-csrf="(\w+)"', other.get("/").text)
    assert own
    sent = 0
    for page in OWN:
        for action, fields in forms(owner, page):
            if action.endswith(("/logout", "/account/password", "/account/asked")):
                continue  # about whoever sends them
            if not re.search(r"/\d+(?:/|$)|/sessions", action):
                continue
            answer = other.client.post(action, data={**fields, "csrf": own[1]}, buffered=True)
            everybodys = action.endswith("/sessions") and "handle" not in fields
            assert everybodys or answer.status_code in (403, 404), (action, fields, answer.status)
            assert SECRET not in answer.text
            sent += 1
    assert sent >= 6
    assert state_of(owner) == before


def test_fields_that_a_form_does_not_have_change_nothing(house: House, owner: Person) -> None:
    """Mass assignment: role, bank and owner come from nowhere but their own forms."""
    more = {
        "role": "admin",
        "bank": "临海农商银行",
        "groups": "一组",
        "owner": "admin-甲",
        "id": "1",
    }
    reader = house.person("reader-甲")
    new = "窗外 又下 小雨"
    changed = reader.post("/account/password", "/account", password=PASSWORD, new=new, **more)
    assert changed.status_code == 303
    trainer = house.person("trainer-甲")
    made = trainer.post("/collections", "/collections", name="一课", **more)
    assert made.headers["Location"].partition("?")[0] == "/collections/2"
    assert house.person("admin-甲").get("/collections/2").status_code == 404
    token = trainer.post("/account/tokens", "/account/tokens", name="x", scope="feed", **more)
    assert token.status_code == 200
    for name, role in (("reader-甲", Role.READER), ("trainer-甲", Role.TRAINER)):
        found = administration.find_account(house.home, COMMAND_LINE, name)
        assert (found.role, found.bank, found.groups) == (role, "", ())
        assert len(tokens.own_tokens(house.home, found, time.time())) == (name == "trainer-甲")
