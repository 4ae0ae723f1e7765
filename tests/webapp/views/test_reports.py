"""From a reader who finds an error to the editor who settles it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.webapp.conftest import AUGUST, JULY, Desk, only, words

LESSON = JULY.entries[0]
ADDRESS = f"/entries/{JULY.id}/{LESSON.anchor}/report"


def test_each_entry_of_a_bulletin_offers_it(get: Callable[[str], BeautifulSoup]) -> None:
    """Activities, overviews and honours too."""
    address = str(get("/bulletins").select(".rows a, article a, main li a")[0]["href"])
    entries = get(address).select(".entry")
    kinds = {kind for entry in entries for kind in entry.get_attribute_list("class")}
    assert len(kinds) > 1
    for entry in entries:
        (link,) = entry.select("a.report")
        assert str(link["href"]).split("/")[-2] == entry["id"]
    page = get(str(entries[0].select("a.report")[0]["href"]))
    assert only(page, "h1") == "报告错误"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/search?q=整村授信", ".hit"),
        ("/practices/整村授信", ".line"),
        ("/compare?q=整村授信", ".said:not(.paper .said)"),
        ("/figures?q=整村授信", "tbody tr:not(.part)"),
    ],
)
def test_it_is_offered_wherever_an_entry_is_shown(
    get: Callable[[str], BeautifulSoup], address: str, shown: str
) -> None:
    found = get(address).select(shown)
    assert found
    for one in found:
        (link,) = one.select("a.report")
        assert get(str(link["href"])).select("form textarea")


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
