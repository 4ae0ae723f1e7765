"""Editing a bulletin's Markdown: previewed before it is stored, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from kb.state import writer_lock
from tests.webapp.conftest import AUGUST, JULY, Desk, only, words
from webapp.services import writer as writing

EDIT = f"/bulletins/{JULY.id}/edit"


def page_of(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def in_box(page: BeautifulSoup) -> str:
    box = page.select_one("textarea")
    assert box is not None
    return box.get_text().removeprefix("\n")


def expected(page: BeautifulSoup) -> str:
    (field,) = page.select("input[name=expected]")
    return str(field["value"])


def test_the_box_holds_the_file(desk: Desk) -> None:
    page = desk.page(EDIT)
    assert in_box(page) == desk.markdown()
    assert words(page, ".format dt code")[0] == "title"
    assert "lesson" in only(page, ".format pre")


def test_a_preview_shows_article_and_difference_and_stores_nothing(desk: Desk) -> None:
    before = desk.markdown()
    typed = before.replace("评议以后再公示", "公示以后再签约")
    response = desk.post(EDIT, markdown=typed, expected=expected(desk.page(EDIT)), do="preview")
    page = page_of(response.text)
    assert response.status_code == 200
    assert "修改 1 条" in only(page, ".diff-summary")
    assert words(page, ".changes del") == ["评议", "公示"]
    assert words(page, ".changes ins") == ["公示", "签约"]
    assert "公示以后再签约" in only(page, ".preview")
    assert in_box(page) == typed
    assert desk.markdown() == before


def test_what_is_saved_is_shown_found_and_in_the_history(desk: Desk) -> None:
    assert desk.finds('"公示以后再签约"') == []
    typed = desk.markdown().replace("评议以后再公示", "公示以后再签约")
    page = desk.done(
        EDIT, markdown=typed.replace("\n", "\r\n"), expected=expected(desk.page(EDIT)), do="save"
    )
    assert "已保存" in only(page, ".done")
    assert "公示以后再签约" in only(page, "article")
    assert desk.finds('"公示以后再签约"') == ["整村授信先评议"]
    assert desk.markdown() == typed
    history = desk.page(f"/bulletins/{JULY.id}/history")
    assert words(history, ".versions h2") == ["第 2 版 当前", "第 1 版"]
    assert words(history, ".versions > li > .about")[0].startswith("编辑 网站 2")
    assert "修改 1 条" in words(history, ".versions summary")[0]


def test_nothing_changed_is_no_new_version(desk: Desk) -> None:
    page = desk.done(EDIT, markdown=desk.markdown(), expected=expected(desk.page(EDIT)), do="save")
    assert "没有变化" in only(page, ".done")
    assert words(desk.page(f"/bulletins/{JULY.id}/history"), ".versions h2") == ["第 1 版 当前"]


@pytest.mark.parametrize("do", ["preview", "save"])
def test_what_is_malformed_stays_in_the_box_and_the_line_is_named(desk: Desk, do: str) -> None:
    before = desk.markdown()
    typed = before.replace("kind=lesson", "kind=lessen", 1)
    number = next(n for n, line in enumerate(typed.split("\n"), 1) if "lessen" in line)
    response = desk.post(EDIT, markdown=typed, expected=expected(desk.page(EDIT)), do=do)
    page = page_of(response.text)
    assert response.status_code == 422
    assert f"第 {number} 行，不认识的类型“lessen”" in only(page, "#kb-wrong strong")
    assert "lessen" in only(page, ".line-shown code")
    (box,) = page.select("textarea")
    assert (box["aria-invalid"], box["data-line"]) == ("true", str(number))
    assert in_box(page) == typed
    assert desk.markdown() == before


def test_two_editors_meet(desk: Desk) -> None:
    mine, theirs = desk.page(EDIT), desk.page(EDIT)
    typed = in_box(mine).replace("按月兑现", "按季兑现")
    desk.done(
        EDIT,
        markdown=in_box(theirs).replace("评议以后再公示", "公示以后再签约"),
        expected=expected(theirs),
        do="save",
    )
    response = desk.post(EDIT, markdown=typed, expected=expected(mine), do="save")
    page = page_of(response.text)
    assert response.status_code == 409
    assert "这期简报又被改过" in response.text
    assert in_box(page) == typed
    assert "修改 2 条" in only(page, ".diff-summary")
    assert "按季兑现" not in desk.markdown()
    # After seeing the difference they may replace it by their own text, or by both together.
    both = typed.replace("评议以后再公示", "公示以后再签约")
    desk.done(EDIT, markdown=both, expected=expected(page), do="save")
    assert desk.markdown() == both


def test_a_preview_says_already_that_another_was_here(desk: Desk) -> None:
    page = desk.page(EDIT)
    desk.corpus.write_markdown(JULY.id, desk.markdown().replace("按月兑现", "按季兑现").encode())
    response = desk.post(EDIT, markdown=in_box(page), expected=expected(page), do="preview")
    assert response.status_code == 409
    assert words(page_of(response.text), ".changes del") == ["季"]


def test_a_bulletin_removed_meanwhile_leaves_the_text_in_the_box(desk: Desk) -> None:
    page = desk.page(EDIT)
    typed = in_box(page).replace("按月兑现", "按季兑现")
    desk.done(f"/bulletins/{JULY.id}/remove")
    response = desk.post(EDIT, markdown=typed, expected=expected(page), do="save")
    assert response.status_code == 404
    assert in_box(page_of(response.text)) == typed


def test_another_writer_leaves_the_text_in_the_box(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.0)
    page = desk.page(EDIT)
    typed = in_box(page).replace("按月兑现", "按季兑现")
    with writer_lock(desk.home, "监视"):
        response = desk.post(EDIT, markdown=typed, expected=expected(page), do="save")
    assert response.status_code == 503
    assert "“监视”" in only(page_of(response.text), "#kb-wrong")
    assert in_box(page_of(response.text)) == typed


def test_a_file_spoilt_by_hand_can_be_mended(desk: Desk) -> None:
    good = desk.markdown()
    desk.corpus.write_markdown(JULY.id, good.replace("title:", "titel:").encode())
    shown = desk.client.get(f"/bulletins/{JULY.id}")
    assert shown.status_code == 500
    assert words(page_of(shown.text), ".ways a") == ["改正它", "它的历史", "回到首页"]
    page = desk.page(EDIT)
    assert "第 2 行" in only(page, "#kb-wrong")
    desk.done(EDIT, markdown=good, expected=expected(page), do="save")
    assert desk.markdown() == good


@pytest.mark.parametrize("do", ["preview", "save"])
def test_a_text_of_very_many_parts_is_refused_and_stays_in_the_box(desk: Desk, do: str) -> None:
    before = desk.markdown()
    many = before + "\n# 小标题\n" * 5001
    response = desk.post(EDIT, markdown=many, expected=expected(desk.page(EDIT)), do=do)
    assert response.status_code == 422
    assert "最多可有 5000 个" in only(page_of(response.text), "#kb-wrong")
    assert desk.markdown() == before


def test_a_long_text_is_taken(desk: Desk) -> None:
    long = desk.markdown() + "\n" + "整村授信先评议，再公示。" * 20_000 + "\n"
    desk.done(EDIT, markdown=long, expected=expected(desk.page(EDIT)), do="save")
    assert len(desk.markdown()) > len(long) - 10


def test_removed_and_brought_back(desk: Desk) -> None:
    asked = desk.page(f"/bulletins/{JULY.id}/remove")
    assert "2 个条目" in only(asked, ".ask")
    listing = desk.done(f"/bulletins/{JULY.id}/remove")
    assert f"已移除《{JULY.title}》" in only(listing, ".done")
    assert desk.finds("整村授信") == []
    gone = desk.client.get(f"/bulletins/{JULY.id}")
    assert gone.status_code == 404
    assert "它的历史" in gone.text

    (undo,) = listing.select(".done form")
    back = desk.done(str(undo["action"]))
    assert "已从回收站恢复" in only(back, ".done")
    assert desk.finds("整村授信") != []
    # The message about the removal is not shown once the bulletin is back.
    assert desk.page(f"/bulletins?removed={JULY.id}").select(".done") == []


def test_the_bin_lists_what_was_removed_and_brings_it_back(desk: Desk) -> None:
    assert "回收站是空的" in desk.page("/bin").get_text()
    for one in (JULY, AUGUST):
        desk.done(f"/bulletins/{one.id}/remove")
    page = desk.page("/bin")
    assert words(page, ".rows li p:first-child") == [AUGUST.title, JULY.title]
    desk.done(f"/bin/{JULY.id}/restore")
    assert desk.corpus.bulletin_ids() == [JULY.id]
    assert desk.post("/bin/2018-01-01-没有/restore").status_code == 404


def test_removed_twice_the_last_comes_back_first(desk: Desk) -> None:
    desk.done(f"/bulletins/{JULY.id}/remove")
    desk.corpus.save_bulletin(JULY)
    desk.done(f"/bulletins/{JULY.id}/remove")
    page = desk.page("/bin")
    assert len(page.select(".rows li")) == 2
    assert len(page.select(".rows form")) == 1


@pytest.mark.parametrize("page", ["edit", "remove"])
def test_a_bulletin_that_is_not_there(desk: Desk, page: str) -> None:
    assert desk.client.get(f"/bulletins/2018-01-01-没有/{page}").status_code == 404
    assert desk.client.get(f"/bulletins/x/{page}").status_code == 404


@pytest.mark.parametrize(
    "address", ["edit", "remove", "history", "history/1"], ids=lambda name: name
)
def test_no_page_shows_the_id_of_a_bulletin(desk: Desk, address: str) -> None:
    page = desk.page(f"/bulletins/{JULY.id}/{address}")
    assert JULY.title in only(page, "nav.crumbs")
    assert JULY.id not in only(page, "main")[:300]


def test_what_was_removed_is_named_by_its_title(desk: Desk) -> None:
    removed = desk.done(f"/bulletins/{JULY.id}/remove")
    assert f"已移除《{JULY.title}》" in only(removed, ".done")


def test_a_day_that_no_calendar_has_is_named_with_its_line(desk: Desk) -> None:
    typed = re.sub(r"start: \d{4}-\d\d-\d\d", "start: 2018-13-02", desk.markdown(), count=1)
    number = next(n for n, line in enumerate(typed.split("\n"), 1) if "2018-13-02" in line)
    response = desk.post(EDIT, markdown=typed, expected=expected(desk.page(EDIT)), do="save")
    assert response.status_code == 422
    said = only(page_of(response.text), "#kb-wrong strong")
    assert f"第 {number} 行，没有“2018-13-02”这一天" in said


def test_names_that_the_vocabulary_lacks_are_named_in_the_preview(desk: Desk) -> None:
    typed = re.sub(r"bank=\S+", "bank=无此农商银行", desk.markdown(), count=1)
    typed = typed.replace("kind=lesson", "kind=lesson practices=无此做法", 1)
    response = desk.post(EDIT, markdown=typed, expected=expected(desk.page(EDIT)), do="preview")
    assert response.status_code == 200
    assert "机构“无此农商银行”" in response.text
    assert "做法“无此做法”" in response.text
