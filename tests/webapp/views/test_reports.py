"""From a reader who finds an error to the editor who settles it."""

from __future__ import annotations

from tests.webapp.conftest import AUGUST, JULY, Desk, only, words

LESSON = JULY.entries[0]
ADDRESS = f"/entries/{JULY.id}/{LESSON.anchor}/report"


def test_each_lesson_offers_it(desk: Desk) -> None:
    links = desk.page(f"/bulletins/{JULY.id}").select(".entry.lesson .report a")
    assert [str(link["href"]).split("/")[-2] for link in links] == [e.anchor for e in JULY.entries]
    page = desk.page(str(links[0]["href"]))
    assert LESSON.title in only(page, ".lede")


def test_the_editor_reads_it_and_settles_it(desk: Desk) -> None:
    sent = desk.done(ADDRESS, text="数字<b>抄错</b>")
    assert only(sent, ".done") == "已交给编辑。"
    listed = desk.page("/intake/desk")
    (line,) = words(listed, "section[aria-labelledby=kb-desk-reports] li")
    assert "数字<b>抄错</b>" in line
    (form,) = listed.select("section[aria-labelledby=kb-desk-reports] form")
    after = desk.done(str(form["action"]))
    assert words(after, "section[aria-labelledby=kb-desk-reports] .empty") == ["没有。"]
    assert desk.post(str(form["action"])).status_code == 404


def test_an_empty_report_is_asked_for_again(desk: Desk) -> None:
    answer = desk.post(ADDRESS, text="  ")
    assert answer.status_code == 422
    assert "说明哪里有误" in answer.text


def test_of_what_is_not_there_there_is_none(desk: Desk) -> None:
    assert desk.client.get(f"/entries/{JULY.id}/nothing/report").status_code == 404
    assert desk.post(f"/entries/{AUGUST.id}/nothing/report", text="x").status_code == 404
