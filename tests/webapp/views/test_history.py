"""The history of a bulletin: who changed what and when, and restoring a version."""

from __future__ import annotations

from datetime import datetime

from kb.corpus import changes
from kb.corpus.changes import By
from kb.corpus.history import history_folder
from kb.rights import Actor, Role
from tests.builders import bulletin, entry
from tests.webapp.conftest import AUGUST, JULY, Desk, only, words

HISTORY = f"/bulletins/{JULY.id}/history"
LATER = By(Actor("监视", Role.EDITOR), datetime(2026, 11, 24, 8, 0))
CORRECTED = bulletin(*JULY.entries[:1], entry("三、夜间走访。白天找不到人的晚上去。"))


def test_who_when_and_what(desk: Desk) -> None:
    changes.store(desk.corpus, CORRECTED, LATER, note="更正.docx")
    page = desk.page(HISTORY)
    newest, oldest = words(page, ".versions > li")
    assert newest.startswith("第 2 版 当前 更新 监视 2026年11月24日 8:00 更正.docx")
    assert "新增 1 条，删去 1 条" in newest
    assert oldest.startswith("第 1 版 新增 命令行 2026年11月23日 9:30")
    assert words(page, ".versions > li:first-child ins") == ["三、夜间走访。白天找不到人的晚上去。"]
    assert words(page, ".versions > li:first-child del") == ["二、考核算到每一户。按月兑现。"]


def test_a_version_as_it_was(desk: Desk) -> None:
    changes.store(desk.corpus, CORRECTED, LATER)
    page = desk.page(f"{HISTORY}/1")
    assert "从前的第 1 版" in only(page, ".notice")
    assert "按月兑现" in only(page, "article")
    assert "当前的第 2 版" in only(desk.page(f"{HISTORY}/2"), ".notice")
    assert desk.page(f"{HISTORY}/2").select("form[method=post]") == []
    assert desk.client.get(f"{HISTORY}/3").status_code == 404


def test_restored(desk: Desk) -> None:
    changes.store(desk.corpus, CORRECTED, LATER)
    page = desk.done(f"{HISTORY}/1/restore")
    assert "已恢复到第 1 版" in only(page, ".done")
    assert words(page, ".versions h2")[0] == "第 3 版 当前"
    assert "恢复到第 1 版" in words(page, ".versions > li")[0]
    assert desk.corpus.load_bulletin(JULY.id) == JULY
    assert desk.finds('"按月兑现"') != []


def test_a_removed_bulletin_has_its_history_and_comes_back(desk: Desk) -> None:
    desk.done(f"/bulletins/{JULY.id}/remove")
    page = desk.page(HISTORY)
    assert "已被移除" in only(page, "main > .notice")
    assert only(page, "main .lede").startswith("学习纪实，共 2 版")
    (form,) = page.select(".versions form")
    desk.done(str(form["action"]))
    assert desk.corpus.has_bulletin(JULY.id)
    removal = desk.post(f"{HISTORY}/2/restore")
    assert removal.status_code == 404
    assert "没有内容可恢复" in removal.text


def test_what_was_changed_by_hand_is_said(desk: Desk) -> None:
    desk.corpus.save_bulletin(CORRECTED)
    assert "直接改过文件" in only(desk.page(HISTORY), ".versions .notice")


def test_a_version_that_cannot_be_read_is_shown_as_it_is(desk: Desk) -> None:
    good = desk.markdown().encode()
    desk.corpus.write_markdown(JULY.id, "不是简报\n".encode())
    page = desk.page(f"{HISTORY}/1")
    assert "这一版的内容有误" in page.get_text()
    assert only(page, ".raw") == "不是简报"
    desk.corpus.write_markdown(JULY.id, good)
    assert desk.page(f"{HISTORY}/1").select(".raw") == []


def test_a_damaged_record_is_said(desk: Desk) -> None:
    (record,) = history_folder(desk.home, AUGUST.id).iterdir()
    record.write_text("---\nwhen: x\n---\n", "utf-8")
    response = desk.client.get(f"/bulletins/{AUGUST.id}/history")
    assert response.status_code == 500
    assert "历史记录已损坏" in response.text


def test_without_any_history(desk: Desk) -> None:
    assert desk.client.get("/bulletins/2018-01-01-没有/history").status_code == 404
    assert desk.client.get("/bulletins/%00/history").status_code == 404
    assert desk.client.get("/bulletins/%00").status_code == 404
