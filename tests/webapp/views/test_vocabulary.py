"""The vocabulary editor: what a change would do is shown before it is made, and it can be undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.builders import bulletin, entry
from tests.webapp.conftest import Desk

TEXT = "支行每月开一次炕头课，把政策讲给村民听，再当场登记需求。"


@pytest.fixture
def talk(desk: Desk) -> Desk:
    """A desk with an entry that mentions 炕头课, which the vocabulary lacks."""
    desk.corpus.save_bulletin(bulletin(entry(TEXT), id_="2018-09-03-学习纪实"))
    desk.client.application.extensions["index_updater"].follow()
    return desk


def fields(page: BeautifulSoup) -> dict[str, str]:
    """The form as it is filled in."""
    inputs = {str(i["name"]): str(i.get("value", "")) for i in page.select("form.form input")}
    boxes = {str(b["name"]): b.get_text() for b in page.select("form.form textarea")}
    return inputs | boxes


def test_every_name_of_the_vocabulary_is_listed(
    desk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    text = get("/vocabulary").get_text()
    for practice in desk.corpus.practices():
        assert practice.name in text


def test_a_new_practice_is_previewed_and_made(talk: Desk) -> None:
    typed = {"name": "炕头课", "aliases": "院坝课、田头课", "was": "", "seen": ""}
    preview = talk.client.post("/vocabulary/practice", data=typed | {"do": "save"})
    assert preview.status_code == 200
    assert "1 条归入做法" in preview.text
    assert "炕头课" not in {p.name for p in talk.corpus.practices()}
    made = talk.client.post("/vocabulary/practice", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    found = next(p for p in talk.corpus.practices() if p.name == "炕头课")
    assert found.aliases == ("院坝课", "田头课")
    assert talk.client.get("/practices/炕头课").status_code == 200


def test_a_change_is_undone(talk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    before = talk.corpus.practices()
    form = fields(get("/vocabulary/practice?name=整村授信"))
    talk.client.post("/vocabulary/practice", data=form | {"name": "整村大授信", "do": "make-save"})
    assert talk.corpus.practices() != before
    talk.client.post("/vocabulary/undo", data={"number": "1"})
    assert talk.corpus.practices() == before


def test_patterns_survive_an_edit_of_anything_else(
    desk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    before = {p.name: p for p in desk.corpus.practices()}
    for name in ("扫码支付", "双人调查"):
        form = fields(get(f"/vocabulary/practice?name={name}"))
        made = {"aliases": form["aliases"] + f"\n{name}新名", "do": "make-save"}
        assert desk.client.post("/vocabulary/practice", data=form | made).status_code == 303
    for after in desk.corpus.practices():
        assert after.patterns == before[after.name].patterns
        assert after.exceptions == before[after.name].exceptions


def test_a_pattern_finds_entries_and_a_wrong_one_is_refused(
    talk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    form = fields(get("/vocabulary/practice?name=金融知识宣传"))
    typed = form | {"patterns": form["patterns"] + "\n每月…课…讲给村民", "do": "save"}
    assert "1 条归入做法" in talk.client.post("/vocabulary/practice", data=typed).text
    wrong = talk.client.post(
        "/vocabulary/practice", data=form | {"patterns": "每月…", "do": "save"}
    )
    assert wrong.status_code == 422
    assert "两边都要有词" in wrong.text


def test_merge_and_withdraw_are_previewed(talk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    form = fields(get("/vocabulary/practice?name=批量授信"))
    merge = talk.client.post(
        "/vocabulary/practice", data=form | {"into": "整村授信", "do": "merge"}
    )
    assert "把做法“批量授信”并入“整村授信”" in merge.text
    assert 'value="make-merge"' in merge.text
    withdraw = talk.client.post("/vocabulary/practice", data=form | {"do": "withdraw"})
    assert "撤下做法“批量授信”" in withdraw.text


def test_two_who_change_one_practice(talk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    form = fields(get("/vocabulary/practice?name=整村授信"))
    first = form | {"note": "甲写的说明", "do": "make-save"}
    second = form | {"note": "乙写的说明", "do": "make-save"}
    assert talk.client.post("/vocabulary/practice", data=first).status_code == 303
    refused = talk.client.post("/vocabulary/practice", data=second)
    assert refused.status_code == 409
    assert "乙写的说明" in refused.text, "what was typed stays"
    (note,) = {p.scope_note for p in talk.corpus.practices() if p.name == "整村授信"}
    assert note == "甲写的说明"


def test_two_who_change_different_fields(talk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    form = fields(get("/vocabulary/practice?name=整村授信"))
    first = form | {"aliases": form["aliases"] + "\n甲加的别名", "do": "make-save"}
    second = form | {"note": "乙写的说明"}
    assert talk.client.post("/vocabulary/practice", data=first).status_code == 303
    preview = talk.client.post("/vocabulary/practice", data=second | {"do": "save"})
    shown = fields(BeautifulSoup(preview.text, "html.parser"))
    assert "甲加的别名" in shown["aliases"]
    made = talk.client.post("/vocabulary/practice", data=second | {"do": "make-save"})
    assert made.status_code == 303
    (found,) = (p for p in talk.corpus.practices() if p.name == "整村授信")
    assert "甲加的别名" in found.aliases
    assert found.scope_note == "乙写的说明"


def test_a_conflict_says_what_the_other_changed_and_keeps_the_rest(
    talk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    form = fields(get("/vocabulary/practice?name=整村授信"))
    first = form | {"note": "甲写的", "aliases": "甲加的别名", "do": "make-save"}
    second = form | {"note": "乙写的", "do": "make-save"}
    assert talk.client.post("/vocabulary/practice", data=first).status_code == 303
    refused = talk.client.post("/vocabulary/practice", data=second)
    assert refused.status_code == 409
    page = BeautifulSoup(refused.text, "html.parser")
    assert "说明：别人已改为“甲写的”" in page.select(".notice")[0].get_text()
    again = fields(page)
    assert (again["note"].strip(), again["aliases"].strip()) == ("乙写的", "甲加的别名")
    saved = talk.client.post("/vocabulary/practice", data=again | {"do": "make-save"})
    assert saved.status_code == 303
    (found,) = (p for p in talk.corpus.practices() if p.name == "整村授信")
    assert (found.scope_note, found.aliases) == ("乙写的", ("甲加的别名",))


@pytest.mark.parametrize("base", ["", "[]", "{", "[" * 5000])
def test_a_form_that_does_not_say_what_it_was_made_from_is_not_merged(
    talk: Desk, get: Callable[[str], BeautifulSoup], base: str
) -> None:
    form = fields(get("/vocabulary/practice?name=整村授信"))
    save = {"do": "make-save"}
    talk.client.post("/vocabulary/practice", data=form | save | {"aliases": "甲加的别名"})
    late = form | save | {"note": "乙写的", "base": base}
    assert talk.client.post("/vocabulary/practice", data=late).status_code == 409


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "../逃"}, "不能作为名称"),
        ({"name": "整村授信"}, "已有做法"),
        ({"name": "甲做法", "broader": "没有这个"}, "不存在"),
    ],
)
def test_what_cannot_be_taken_says_why(desk: Desk, typed: dict[str, str], said: str) -> None:
    answer = desk.client.post("/vocabulary/practice", data=typed | {"do": "make-save"})
    assert answer.status_code == 422
    assert said in answer.text


def test_an_organisation_gets_another_name(desk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    name = desk.corpus.organisations()[0].name
    form = fields(get(f"/vocabulary/organisation?name={name}"))
    data = form | {"aliases": form["aliases"] + "\n老联社", "do": "make-save"}
    assert desk.client.post("/vocabulary/organisation", data=data).status_code == 303
    assert "老联社" in desk.corpus.organisations()[0].aliases


@pytest.mark.parametrize("number", ["", "abc", "99", "1" * 40])
def test_nothing_to_undo(desk: Desk, number: str) -> None:
    answer = desk.client.post("/vocabulary/undo", data={"number": number})
    assert answer.status_code == 404
