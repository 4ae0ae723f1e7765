"""Who else is editing the same thing."""

from __future__ import annotations

import time

import pytest

from kb.access import COMMAND_LINE, Role, Wanted, administration
from tests.webapp.access.conftest import PASSWORD, House
from tests.webapp.conftest import AUGUST, JULY, words
from webapp.services import presence

PAGE = f"/bulletins/{JULY.id}/edit"


def test_each_sees_that_the_other_has_it_open(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted("老周", Role.EDITOR)
    administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, time.time())
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    one, other = house.person("editor-甲"), house.person("老周")
    assert "正在编辑" not in one.get(PAGE).text
    assert "正在编辑" not in one.get(PAGE).text, "nobody is told about themselves"
    now[0] += 200
    assert words(other.page(PAGE), "main > p.notice") == [
        "editor-甲 正在编辑（3 分钟前打开）。两人都能保存，保存时会对照彼此的改动。"
    ]
    assert "老周 正在编辑（刚才打开）" in one.get(PAGE).text
    assert "正在编辑" not in one.get(f"/bulletins/{AUGUST.id}/edit").text
    now[0] += presence.LASTS + 1
    assert "正在编辑" not in other.get(PAGE).text, "marks end by themselves"


@pytest.mark.parametrize("page", ["/vocabulary/practice?name=整村授信", "/collections/1"])
def test_so_they_do_of_the_vocabulary_and_of_a_collection(house: House, page: str) -> None:
    admin, editor = house.person("admin-甲"), house.person("editor-甲")
    editor.post("/collections", "/collections", name="讲义一")
    share = {"do": "colleagues", "names": "admin-甲"}
    editor.post("/collections/1/state", "/collections/1", **share)
    assert editor.get(page).status_code == 200
    assert "editor-甲 正在编辑" in admin.get(page).text


def test_one_who_has_saved_is_gone(house: House) -> None:
    admin, editor = house.person("admin-甲"), house.person("editor-甲")
    box = editor.page(PAGE)
    fields = {
        "expected": str(box.select_one("input[name=expected]")["value"]),  # type: ignore[index]
        "markdown": box.select("textarea")[0].text.lstrip("\n"),
    }
    assert "editor-甲 正在编辑" in admin.get(PAGE).text
    assert editor.post(PAGE, PAGE, do="save", **fields).status_code == 303
    assert "editor-甲 正在编辑" not in admin.get(PAGE).text


def test_without_names_nothing_is_noted(house: House) -> None:
    with house.app.test_request_context("/"):
        assert presence.others_editing("bulletin x") == ()
