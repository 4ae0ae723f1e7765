"""Only our own pages report what was asked; the editor sees what found no answer."""

from __future__ import annotations

from flask.testing import FlaskClient

from kb.state.queries import past_queries
from tests.webapp.conftest import Desk


def test_loading_a_page_of_results_records_nothing(desk: Desk) -> None:
    desk.client.get("/search?q=整村授信")
    assert past_queries(desk.corpus.home, least=1) == []


def test_a_query_is_told_by_the_page(desk: Desk) -> None:
    told = desk.client.post("/asked", data={"q": "整村授信", "found": "3"})
    assert told.status_code == 204
    assert past_queries(desk.corpus.home, least=1) == ["整村授信"]
    assert past_queries(desk.corpus.home) == [], "one person's query is suggested to nobody"


def test_another_sites_page_cannot_tell(client: FlaskClient) -> None:
    foreign = {"Origin": "http://elsewhere.example"}
    told = client.post("/asked", data={"q": "整村授信", "found": "3"}, headers=foreign)
    assert told.status_code == 403


def test_nonsense_is_passed_over(desk: Desk) -> None:
    for data in ({}, {"q": "甲"}, {"q": "甲", "found": "-1"}, {"q": "长" * 99, "found": "1"}):
        assert desk.client.post("/asked", data=data).status_code == 204
    assert past_queries(desk.corpus.home, least=1) == []


def test_the_editor_sees_what_found_no_answer(desk: Desk) -> None:
    desk.client.post("/asked", data={"q": "火星贷", "found": "0"})
    desk.client.post("/asked", data={"q": "整村授信", "found": "3"})
    desk.client.post("/asked", data={"q": "整村授信", "found": "3", "opened": "1"})
    page = desk.page("/intake/desk").get_text()
    assert "火星贷" in page
    assert "整村授信" not in page


def test_the_editor_sees_lessons_without_a_practice(desk: Desk) -> None:
    page = desk.page("/intake/desk")
    assert "没有归入做法的经验" in page.get_text()
    assert "没有等着核对的上传" in page.get_text()
