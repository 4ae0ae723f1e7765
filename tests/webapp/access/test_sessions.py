"""Everybody's sessions, as an administrator sees and ends them."""

from __future__ import annotations

from bs4 import Tag

from kb.access import Role
from tests.webapp.access.conftest import House, Person


def rows(admin: Person) -> dict[str, Tag]:
    """The rows of the list by who the session is of."""
    found = admin.page("/users/sessions").select("ol.rows > li")
    return {row.select("p")[0].get_text().split("，")[0]: row for row in found}


def fields(row: Tag) -> dict[str, str]:
    return {str(field["name"]): str(field["value"]) for field in row.select("input[type=hidden]")}


def test_one_session_is_ended_and_the_others_go_on(house: House) -> None:
    admin, trainer, reader = (house.person(f"{name}-甲") for name in ("admin", "trainer", "reader"))
    listed = rows(admin)
    assert set(listed) == {"admin-甲", "trainer-甲", "reader-甲"}
    assert "（这里）" in listed["admin-甲"].get_text()
    assert listed["admin-甲"].select("form") == []
    done = admin.client.post("/users/sessions", data=fields(listed["trainer-甲"]), buffered=True)
    assert done.status_code == 303
    assert trainer.get("/account").status_code == 303
    assert reader.get("/account").status_code == 200
    assert set(rows(admin)) == {"admin-甲", "reader-甲"}


def test_a_session_that_is_not_there(house: House) -> None:
    admin = house.person("admin-甲")
    for name, handle in (("trainer-甲", "0" * 16), ("没有此人", "0" * 16), ("", "")):
        answer = admin.post("/users/sessions", "/users", name=name, handle=handle)
        assert answer.status_code == 404


def test_others_neither_see_nor_end_them(house: House) -> None:
    admin = house.person("admin-甲")
    for role in (Role.READER, Role.TRAINER, Role.EDITOR):
        person = house.person(f"{role.value}-甲")
        assert person.get("/users/sessions").status_code == 403
        row = rows(admin)["admin-甲"]
        assert fields(row) == {}
        assert person.post("/users/sessions", name="admin-甲", handle="x").status_code == 403
    assert admin.get("/account").status_code == 200
