"""Collections on the site: taking excerpts, the desk, conflicts, links, without scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.knowledge_base import KnowledgeBase
from kb.rights import COMMAND_LINE, Actor, Role
from kb.saved import Editor, collections
from tests.peers import EAST_LESSON, first_week
from webapp import create_app

SENTENCE = "每签约一户奖励客户经理30元。"


@pytest.fixture
def visitor(peers: KnowledgeBase) -> FlaskClient:
    return create_app(peers).test_client()


def entry_id() -> str:
    bulletin = first_week()
    return f"{bulletin.id}#{bulletin.entries[1].anchor}"


def page_of(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def taken(visitor: FlaskClient, **values: object) -> TestResponse:
    return visitor.post(
        "/collections/take", data={"entry": entry_id(), **values}, follow_redirects=True
    )


def only_collection(kb: KnowledgeBase) -> collections.Collection:
    (found,) = collections.collections(kb.home, COMMAND_LINE)
    return found


def edited(visitor: FlaskClient, **values: object) -> TestResponse:
    return edited_in(visitor, 1, values)


def edited_in(visitor: FlaskClient, number: int, values: Mapping[str, object]) -> TestResponse:
    return visitor.post(f"/collections/{number}/edit", data=values, follow_redirects=True)


def test_the_first_excerpt_makes_a_collection_and_the_tray_shows_it(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    assert page_of(visitor.get("/collections")).select_one("#kb-tray") is None
    response = taken(visitor)
    assert response.status_code == 200
    assert only_collection(peers).contents.excerpts[0].text == EAST_LESSON
    tray = page_of(visitor.get("/help")).select_one("#kb-tray")
    assert tray is not None
    assert tray.get_text(" ", strip=True).split() == ["我的讲义", "1", "条摘录"]


def test_ticked_sentences_that_follow_each_other_are_one_excerpt(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    page = page_of(visitor.get("/collections/take", query_string={"entry": entry_id()}))
    values = [str(box["value"]) for box in page.select("[name=span]")]
    assert len(values) == 4
    taken(visitor, span=[values[1], values[2]])
    taken(visitor, span=[values[0], values[3]])
    texts = [e.text for e in only_collection(peers).contents.excerpts]
    assert len(texts) == 3
    assert texts[0].endswith(SENTENCE)
    assert all(text in EAST_LESSON for text in texts)


def test_a_selection_is_taken_by_a_script(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    start = EAST_LESSON.index("客户经理")
    data = {"entry": entry_id(), "span": f"{start}-{start + 7}", "quoted": "客户经理30元"}
    response = visitor.post("/collections/take.json", data=data)
    assert response.json is not None
    assert response.json["message"] == "已加入“我的讲义”，现有 1 条"
    assert only_collection(peers).contents.excerpts[0].text == "客户经理30元"
    wrong = visitor.post("/collections/take.json", data={**data, "quoted": "没有说过"})
    assert wrong.status_code == 400
    assert wrong.json is not None
    assert "与原文不一致" in str(wrong.json["message"])


def test_a_range_that_is_none_adds_nothing(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    for span in ("12", "a-b", "3-", "-9", "1-2-3", "", "１-２x"):
        for address in ("/collections/take", "/collections/take.json"):
            response = visitor.post(address, data={"entry": entry_id(), "span": ["0-5", span]})
            assert response.status_code == 400
            assert "看不懂选中的范围" in response.get_data(as_text=True).encode().decode(
                "unicode_escape" if address.endswith("json") else "utf-8"
            )
    asked = visitor.get("/collections/take", query_string={"entry": entry_id(), "start": "x"})
    assert asked.status_code == 400
    assert not collections.collections(peers.home, COMMAND_LINE)


def test_a_stranger_chooses_first_and_adds_to_nobody_elses_collection(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    collections.create(
        peers.home, "别人的讲义", Editor(Actor("别人", Role.TRAINER), datetime.now(UTC))
    )
    data = {"entry": entry_id(), "span": "0-12"}
    response = visitor.post("/collections/take.json", data=data)
    assert response.json is not None
    choose = str(response.json["choose"])
    assert "start=0&end=12" in choose
    assert "别人的讲义" in visitor.get(choose).get_data(as_text=True)
    assert visitor.post("/collections/take", data=data).headers["Location"] == choose
    assert not only_collection(peers).contents.excerpts
    visitor.post("/collections/take", data={**data, "new": "我自己的"})
    again = visitor.post("/collections/take.json", data=data)
    assert again.json is not None
    assert again.json["message"].startswith("已加入“我自己的”，现有 2 条")


def test_every_list_of_entries_offers_to_take_them(visitor: FlaskClient) -> None:
    bulletin = entry_id().partition("#")[0]
    link = f'data-take href="/collections/take?entry={quote(bulletin)}%23'
    for address in (
        "/practices/整村授信",
        f"/bulletins/{bulletin}/new",
        f"/bulletins/{bulletin}",
        "/search?q=评议会",
    ):
        page = visitor.get(address).get_data(as_text=True)
        assert link in page, address


def test_a_copy_is_the_text_and_its_source(visitor: FlaskClient) -> None:
    start = EAST_LESSON.index(SENTENCE)
    asked = {"entry": entry_id(), "start": start, "end": start + len(SENTENCE)}
    quote = f"“{SENTENCE}”（东山农商银行，《跟班学习纪实第1期》，2018年7月2日至6日）"
    response = visitor.get("/collections/take.json", query_string=asked)
    assert response.json == {"quote": quote}
    page = page_of(visitor.get("/collections/take", query_string=asked))
    box = page.select_one("#kb-copy")
    assert box is not None
    assert box.get_text() == quote
    (ticked,) = page.select("[name=span][checked]")
    assert ticked["value"] == f"{start}-{start + len(SENTENCE)}"


def test_every_entry_carries_what_a_copy_needs(visitor: FlaskClient) -> None:
    page = page_of(visitor.get(f"/bulletins/{first_week().id}"))
    entries = page.select("[data-entry]")
    assert [e["data-entry"] for e in entries] == [
        f"{first_week().id}#{e.anchor}" for e in first_week().entries
    ]
    for shown, entry in zip(entries, first_week().entries, strict=True):
        assert "\n".join(p.get_text() for p in shown.select("[data-line]")) == entry.text
        assert str(shown["data-cite"]).endswith("，《跟班学习纪实第1期》，2018年7月2日至6日）")
        assert shown.select(".no-copy a[data-take]")


def test_sentences_of_matrix_and_figures_are_taken_verbatim(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    texts = {f"{first_week().id}#{e.anchor}": e.text for e in first_week().entries}
    for address in ("/compare?q=整村授信", "/figures?q=整村授信"):
        links = page_of(visitor.get(address)).select("a[data-take]")
        assert links
        for link in links:
            box = page_of(visitor.get(str(link["href"]))).select_one("#kb-copy")
            assert box is not None
            quoted = re.fullmatch("“(.*)”（.*）", box.get_text(), re.DOTALL)
            assert quoted is not None
            assert any(quoted[1] in text for text in texts.values())


def test_a_course_from_the_page_of_a_practice(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    assert page_of(visitor.get("/practices/整村授信")).select(".make-course button")
    for name in ("整村授信专题讲义", "整村授信专题讲义2"):
        response = visitor.post(
            "/collections", data={"practice": "整村授信"}, follow_redirects=True
        )
        heading = page_of(response).select_one("h1")
        assert heading is not None
        assert heading.get_text(strip=True) == name


def test_a_name_that_is_taken_stays_in_the_box(visitor: FlaskClient) -> None:
    visitor.post("/collections", data={"name": "一课"})
    response = visitor.post("/collections", data={"name": "一课"})
    assert response.status_code == 409
    box = page_of(response).select_one("#kb-name")
    assert box is not None
    assert box["value"] == "一课"
    assert "已有叫“一课”的讲义" in response.text


def test_buttons_move_note_and_undo(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    taken(visitor)
    taken(visitor, span="0-10")
    edited(visitor, do="step", excerpt="x3", by="-1")
    assert [e.id for e in only_collection(peers).contents.excerpts] == ["x3", "x2"]
    edited(visitor, do="add-chapter", title="第二章")
    (_, second) = only_collection(peers).contents.chapters
    edited(visitor, do="place", excerpt="x2", chapter=second.id)
    edited(visitor, do="note", excerpt="x2", note="批注一", question="为什么？")
    page = edited(visitor, do="chapter", chapter=second.id, title="流程", note="导语")
    assert "批注一" in page.text
    contents = only_collection(peers).contents
    assert [(c.title, [e.id for e in c.excerpts]) for c in contents.chapters] == [
        ("摘录", ["x3"]),
        ("流程", ["x2"]),
    ]
    edited(visitor, do="remove", excerpt="x2")
    revision = only_collection(peers).revision
    assert "已撤销" in edited(visitor, do="undo", seen=revision).text
    assert only_collection(peers).contents.excerpt("x2").note == "批注一"


def test_a_conflict_keeps_what_was_typed(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    taken(visitor)
    seen = only_collection(peers).revision
    edited(visitor, do="note", excerpt="x2", note="先到", question="", seen=seen)
    response = edited(visitor, do="note", excerpt="x2", note="后到的话", question="", seen=seen)
    assert response.status_code == 409
    page = page_of(response)
    assert "已改动这里" in page.select_one("[role=alert]").get_text()  # type: ignore[union-attr]
    box = page.select_one("details[open] textarea[name=note]")
    assert box is not None
    assert box.get_text() == "后到的话"
    assert "先到" in response.text


def test_a_corrected_source_is_shown_and_taken_over(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    taken(visitor, quoted=SENTENCE)
    path = peers.corpus.bulletin_path(first_week().id)
    path.write_text(path.read_text("utf-8").replace("经理30元", "经理50元"), "utf-8")
    page = page_of(visitor.get("/collections/1"))
    (box,) = page.select(".corrected")
    assert box.select_one("del").get_text() == "30"  # type: ignore[union-attr]
    assert box.select_one("ins").get_text() == "50"  # type: ignore[union-attr]
    new = box.select_one("textarea").get_text()  # type: ignore[union-attr]
    edited(visitor, do="accept", excerpt="x2", text=new)
    assert only_collection(peers).contents.excerpts[0].text == SENTENCE.replace("30", "50")
    assert not page_of(visitor.get("/collections/1")).select(".corrected")


def test_a_link_to_read_only(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    taken(visitor)
    page = visitor.post("/collections/1/state", data={"do": "shared"}, follow_redirects=True)
    address = str(page_of(page).select_one("#kb-share")["value"])  # type: ignore[index]
    shared = page_of(visitor.get(address))
    assert EAST_LESSON in shared.select_one(".quotation p").get_text()  # type: ignore[union-attr]
    assert not shared.select("main form")
    values = {"do": "note", "excerpt": "x2", "note": "只给讲师看", "question": "大家议一议"}
    visitor.post("/collections/1/edit", data=values)
    text = visitor.get(address).get_data(as_text=True)
    assert "大家议一议" in text
    assert "只给讲师看" not in text
    assert visitor.post(address, data=values).status_code == 405
    visitor.post("/collections/1/state", data={"do": "unshared"})
    assert visitor.get(address).status_code == 404


def test_copy_archive_and_current(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    taken(visitor)
    visitor.post("/collections/1/state", data={"do": "copied"})
    assert "我的讲义 副本" in visitor.get("/help").text
    visitor.post("/collections/2/state", data={"do": "archived"})
    assert page_of(visitor.get("/help")).select_one("#kb-tray") is None
    visitor.post("/collections/1/state", data={"do": "current"})
    assert page_of(visitor.get("/help")).select_one("#kb-tray") is not None
    assert "已归档 1 份" in visitor.get("/collections").text


@pytest.mark.parametrize(
    "values",
    [{"do": "不认识"}, {"do": "step", "excerpt": "x99", "by": "1"}, {"do": "note"}],
)
def test_what_is_not_there_is_said(visitor: FlaskClient, values: dict[str, str]) -> None:
    taken(visitor)
    assert edited(visitor, **values).status_code in (400, 409)
    assert edited_in(visitor, 99, values).status_code in (400, 404)
    assert visitor.get("/collections/99").status_code == 404


def test_exports_are_downloads(visitor: FlaskClient, peers: KnowledgeBase) -> None:
    taken(visitor)
    page = page_of(visitor.get("/collections/1"))
    addresses = [str(b["formaction"]) for b in page.select(".exports-form button")]
    assert len(addresses) > 3
    for address in addresses:
        response = visitor.get(f"{address}?edition=teacher&notes=end")
        assert response.status_code == 200, address
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert len(response.data) > 100
    assert visitor.get("/collections/1.exe").status_code == 400
    assert visitor.get("/collections/1.docx?template-docx=../kb.toml").status_code == 404


def test_a_repeated_excerpt_is_said_when_it_is_added(visitor: FlaskClient) -> None:
    data = {"entry": entry_id(), "span": "0-12"}
    first, again = (visitor.post("/collections/take.json", data=data) for _ in range(2))
    assert first.json is not None
    assert again.json is not None
    assert "重复" not in first.json["message"]
    assert again.json["message"].startswith("已加入“我的讲义”，现有 2 条；与“")


def test_a_spoilt_template_is_an_error_of_the_file(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    visitor.post("/collections/take", data={"entry": entry_id(), "new": "课"})
    folder = peers.home.corpus / "templates"
    folder.mkdir()
    for name in ("坏.docx", "坏.pptx"):
        (folder / name).write_bytes(b"junk")
        form = name[-4:]
        address = f"/collections/{only_collection(peers).id}.{form}?template-{form}={quote(name)}"
        response = visitor.get(address)
        assert response.status_code == 422
        assert "模板不是" in response.get_data(as_text=True)
