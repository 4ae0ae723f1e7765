"""Whatever is sent with the forms of accounts, tokens, audiences and reports: an answer, no crash."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.conftest import JULY

BULLETIN = f"/bulletins/{JULY.id}"
ENTRY = next(iter(JULY.entries)).anchor
PAGES = (
    "/account/login",
    "/account/confirm",
    "/account",
    "/account/second/settings",
    "/account/tokens",
    "/users",
    "/users/tokens",
    "/users/sessions",
    f"{BULLETIN}/audience",
    f"/entries/{JULY.id}/{ENTRY}/report",
)
HOSTILE = (
    "",
    " ",
    "-1",
    "9" * 400,
    "字" * 70_000,
    "a\0b",
    "a\r\nSet-Cookie: x=1",
    "\ufffe\uffff",
    "\u202e<script>alert(1)</script>{{ 7 * 7 }}",
    "../../etc/passwd",
    "%00%s'\"; DROP TABLE accounts; --",
)
# Bytes that are no text, and more digits than a database holds.
ADDRESSES = (
    "/account/link/%00",
    "/account/link/" + "a" * 5000,
    "/users/9223372036854775808",
    "/account/tokens/99999999999999999999999",
    "/reports/9223372036854775808/settle",
    "/entries/x/%ff/report",
    "/bulletins/%00/audience",
)


def forms(person: Person, page: str) -> list[tuple[str, dict[str, str]]]:
    """The address and the fields of each form of a page."""
    response = person.get(page)
    if response.status_code != 200:
        return []
    found = []
    for form in BeautifulSoup(response.text, "html.parser").select("form[method=post]"):
        named = form.select("[name]")
        found.append((str(form.get("action") or page), {str(e["name"]): _value(e) for e in named}))
    return found


def _value(element: Tag) -> str:
    return str(element.get("value") or "")


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_form_is_broken_by_a_value(house: House, value: str) -> None:
    person = house.person("admin-甲")
    person.post("/account/confirm", "/account/confirm", password=PASSWORD)
    sent = 0
    for page in PAGES:
        for action, fields in forms(person, page):
            if action.endswith(("/logout", "/sessions")):
                continue  # they end what this test needs
            for name in fields:
                if name == "csrf":
                    continue
                response = person.client.post(action, data={**fields, name: value})
                assert response.status_code < 500, (action, name)
                sent += 1
    assert sent > 20
    assert house.person("reader-甲").get("/").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
def test_no_address_is_broken(house: House, address: str) -> None:
    person = house.person("admin-甲")
    person.post("/account/confirm", "/account/confirm", password=PASSWORD)
    assert person.get(address).status_code < 500
    assert person.post(address, "/account").status_code < 500
