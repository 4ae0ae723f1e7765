"""The lexicons on the site: a change is previewed with what it moves, made, refused, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.builders import bulletin, entry
from tests.webapp.conftest import Desk

TEXT = "云岭农商银行每月评出蒲公英之星，名单张贴在营业厅。本月共有蒲公英之星12名。"


@pytest.fixture
def star(desk: Desk) -> Desk:
    """A desk with an entry that says 蒲公英之星, which the lexicons lack."""
    desk.corpus.save_bulletin(bulletin(entry(TEXT), id_="2018-09-03-学习纪实"))
    desk.client.application.extensions["index_updater"].follow()
    return desk


def fields(page: BeautifulSoup) -> dict[str, str]:
    """The form as it is filled in."""
    inputs = {str(i["name"]): str(i.get("value", "")) for i in page.select("form.form input")}
    boxes = {str(b["name"]): b.get_text().strip() for b in page.select("form.form textarea")}
    return inputs | boxes


def test_aspects_and_indicators_are_listed(desk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    text = get("/vocabulary").get_text()
    names = [a.name for a in desk.corpus.aspects().aspects]
    names += [i.name for i in desk.corpus.indicators().indicators]
    assert all(name in text for name in names)


def test_a_word_of_an_aspect_is_previewed_made_and_undone(
    star: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    form = fields(get("/vocabulary/aspect?name=组织考核"))
    typed = form | {"words": f"{form['words']}\n9：蒲公英之星"}
    preview = star.client.post("/vocabulary/aspect", data=typed | {"do": "save"})
    assert preview.status_code == 200
    assert "2 句的方面会变" in preview.text
    assert "→ 组织考核" in preview.text
    before = star.corpus.aspects()
    made = star.client.post("/vocabulary/aspect", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    assert {c.written for c in star.corpus.aspects().aspects[0].cues} >= {"蒲公英之星", "绩效"}
    star.client.post("/vocabulary/undo", data={"number": "1"})
    assert star.corpus.aspects() == before


def test_saving_what_the_form_shows_changes_nothing(
    desk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    aspects, indicators = desk.corpus.aspects(), desk.corpus.indicators()
    everyday = desk.corpus.everyday()
    for path in ("aspect?name=流程做法", "indicator?name=贷款余额", "things", "same", "everyday"):
        kind = path.partition("?")[0]
        form = fields(get(f"/vocabulary/{path}"))
        made = desk.client.post(f"/vocabulary/{kind}", data=form | {"do": "make-save"})
        assert made.status_code == 303, path
    assert desk.corpus.indicators() == indicators
    assert desk.corpus.everyday() == everyday
    assert [set(a.cues) for a in desk.corpus.aspects().aspects] == [
        set(a.cues) for a in aspects.aspects
    ]


def test_an_indicator_is_previewed_and_made(star: Desk) -> None:
    typed = {"name": "之星人数", "units": "名 人", "words": "蒲公英之星", "order": "3"}
    preview = star.client.post("/vocabulary/indicator", data=typed | {"do": "save"})
    assert "1 个数据的指标会变" in preview.text
    assert "→ 之星人数" in preview.text
    made = star.client.post("/vocabulary/indicator", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    assert "之星人数" in star.client.get("/figures?q=蒲公英之星").text


def test_an_aspect_is_added_and_withdrawn(star: Desk) -> None:
    typed = {"name": "品牌文化", "note": "口碑怎样立", "threshold": "3", "words": "4：蒲公英之星"}
    made = star.client.post("/vocabulary/aspect", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    assert "品牌文化" in star.client.get("/compare?q=蒲公英之星").text
    form = fields(
        BeautifulSoup(star.client.get("/vocabulary/aspect?name=品牌文化").text, "html.parser")
    )
    withdraw = star.client.post("/vocabulary/aspect", data=form | {"do": "withdraw"})
    assert "撤下方面“品牌文化”" in withdraw.text
    assert (
        star.client.post("/vocabulary/aspect", data=form | {"do": "make-withdraw"}).status_code
        == 303
    )
    assert "品牌文化" not in star.corpus.aspects().names


def test_an_indicator_is_merged_with_a_preview_and_undone(star: Desk) -> None:
    typed = {"name": "之星人数", "units": "名 人", "words": "蒲公英之星", "order": "3"}
    star.client.post("/vocabulary/indicator", data=typed | {"do": "make-save"})
    before = star.corpus.indicators()
    page = BeautifulSoup(star.client.get("/vocabulary/indicator?name=之星人数").text, "html.parser")
    form = fields(page) | {"into": "贷款余额"}
    preview = star.client.post("/vocabulary/indicator", data=form | {"do": "merge"})
    assert "把指标“之星人数”并入“贷款余额”。1 个数据的指标会变" in preview.text
    assert "之星人数 → 贷款余额" in preview.text
    made = star.client.post("/vocabulary/indicator", data=form | {"do": "make-merge"})
    assert made.status_code == 303
    assert "之星人数" not in {one.name for one in star.corpus.indicators().indicators}
    star.client.post("/vocabulary/undo", data={"number": "2"})
    assert star.corpus.indicators() == before
    unknown = star.client.post(
        "/vocabulary/indicator", data=form | {"do": "merge", "into": "没有的"}
    )
    assert (unknown.status_code, "没有指标“没有的”" in unknown.text) == (422, True)


def test_an_aspect_takes_patterns(star: Desk) -> None:
    page = BeautifulSoup(star.client.get("/vocabulary/aspect?name=营销宣传").text, "html.parser")
    form = fields(page)
    typed = form | {"patterns": f"{form['patterns']}\n9：蒲公英.{{1,3}}星"}
    preview = star.client.post("/vocabulary/aspect", data=typed | {"do": "save"})
    assert "→ 营销宣传" in preview.text
    assert (
        star.client.post("/vocabulary/aspect", data=typed | {"do": "make-save"}).status_code == 303
    )
    page = BeautifulSoup(star.client.get("/vocabulary/aspect?name=营销宣传").text, "html.parser")
    wrong = star.client.post(
        "/vocabulary/aspect", data=fields(page) | {"patterns": "9：(a+)+", "do": "save"}
    )
    assert (wrong.status_code, "找得很慢" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    ("words", "problem"),
    [("绩效 考核", "这一行没有写分值"), ("3：绩效\n2：绩效", "写了两次"), ("3：！！", "")],
)
def test_what_is_wrong_is_said_and_stays_in_the_form(desk: Desk, words: str, problem: str) -> None:
    typed = {"name": "新方面", "threshold": "3", "words": words, "do": "make-save"}
    answer = desk.client.post("/vocabulary/aspect", data=typed)
    if problem:
        assert answer.status_code == 422
        assert problem in answer.text
        assert words.splitlines()[-1] in answer.text


def test_two_who_change_one_aspect(desk: Desk, get: Callable[[str], BeautifulSoup]) -> None:
    form = fields(get("/vocabulary/aspect?name=科技支撑"))
    first, second = form | {"note": "甲写的"}, form | {"note": "乙写的"}
    save = {"do": "make-save"}
    assert desk.client.post("/vocabulary/aspect", data=first | save).status_code == 303
    refused = desk.client.post("/vocabulary/aspect", data=second | save)
    assert refused.status_code == 409
    assert "乙写的" in refused.text


def test_what_is_gone_is_404(desk: Desk) -> None:
    assert desk.client.get("/vocabulary/aspect?name=没有这一面").status_code == 404
    assert desk.client.get("/vocabulary/indicator?name=没有").status_code == 404


def test_two_who_change_different_fields_of_an_aspect(
    desk: Desk, get: Callable[[str], BeautifulSoup]
) -> None:
    form = fields(get("/vocabulary/aspect?name=科技支撑"))
    save = {"do": "make-save"}
    first, second = form | {"threshold": "4"}, form | {"note": "乙写的"}
    assert desk.client.post("/vocabulary/aspect", data=first | save).status_code == 303
    assert desk.client.post("/vocabulary/aspect", data=second | save).status_code == 303
    (found,) = (a for a in desk.corpus.aspects().aspects if a.name == "科技支撑")
    assert (found.threshold, found.note) == (4, "乙写的")


def test_words_that_mean_the_same_are_edited(star: Desk) -> None:
    form = fields(BeautifulSoup(star.client.get("/vocabulary/same").text, "html.parser"))
    typed = form | {"words": f"{form['words']}\n老带新 师带徒"}
    wrong = star.client.post("/vocabulary/same", data=typed | {"words": "网点", "do": "save"})
    assert "这一行只有一个说法：网点" in wrong.text
    made = star.client.post("/vocabulary/same", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    assert ("老带新", "师带徒") in star.corpus.indicators().same


def test_everyday_words_are_edited_and_searched_at_once(star: Desk) -> None:
    form = fields(BeautifulSoup(star.client.get("/vocabulary/everyday").text, "html.parser"))
    typed = form | {"words": f"{form['words']}\n小黄花：蒲公英之星"}
    wrong = star.client.post("/vocabulary/everyday", data=typed | {"words": "老赖", "do": "save"})
    assert wrong.status_code == 422
    assert "这一行没有写全：老赖" in wrong.text
    preview = star.client.post("/vocabulary/everyday", data=typed | {"do": "save"})
    assert "只影响以后的检索" in preview.text
    made = star.client.post("/vocabulary/everyday", data=typed | {"do": "make-save"})
    assert made.status_code == 303
    assert "小黄花" in star.client.get("/vocabulary").text
    page = star.client.get("/search?q=小黄花咋整").text
    assert "“小黄花”已按“蒲公英之星”扩展" in page
    star.client.post("/vocabulary/undo", data={"number": "1"})
    assert "小黄花" not in star.client.get("/vocabulary").text
