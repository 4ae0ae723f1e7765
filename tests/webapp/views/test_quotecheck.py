"""The check of quotations on the site."""

from __future__ import annotations

import io

import docx
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from tests.peers import first_week, stored
from webapp import create_app
from webapp.views import quotecheck

TEXT = "“每签约一户奖励客户经理50元。”\n“评议会请村干部和老党员打分。”\n这一句是讲课人自己写的话。"


@pytest.fixture
def visitor(kb: KnowledgeBase) -> FlaskClient:
    return create_app(stored(kb, first_week())).test_client()


def test_verdicts_with_difference_and_source(visitor: FlaskClient) -> None:
    page = BeautifulSoup(visitor.post("/quotecheck", data={"text": TEXT}).text, "html.parser")
    labels = [badge.get_text() for badge in page.select(".verdict .badge")]
    assert labels == ["不一致", "一致", "未找到"]
    assert [e.get_text() for e in page.select(".verdict del, .verdict ins")] == ["30", "50"]
    assert len(page.select("details .verdict")) == 1
    box = page.select_one("#kb-text")
    assert box is not None
    assert box.get_text().strip() == TEXT


def test_a_file_comes_back_with_comments(visitor: FlaskClient) -> None:
    data = {"file": (io.BytesIO(TEXT.encode()), "讲稿.md"), "as": "docx"}
    response = visitor.post("/quotecheck", data=data)
    assert response.status_code == 200
    assert len(list(docx.Document(io.BytesIO(response.data)).comments)) == 2


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.exe", b"x", 422), ("a.docx", b"x", 422), ("a.txt", "长".encode() * 50_001, 413)],
)
def test_what_cannot_be_checked_is_said(
    visitor: FlaskClient, name: str, content: bytes, status: int
) -> None:
    response = visitor.post("/quotecheck", data={"file": (io.BytesIO(content), name)})
    assert response.status_code == status


def test_beyond_a_number_the_rest_is_told(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotecheck, "MOST", 2)
    text = f"讲课人自己写的第一句话在这里。\n{TEXT}"
    page = BeautifulSoup(visitor.post("/quotecheck", data={"text": text}).text, "html.parser")
    assert [badge.get_text() for badge in page.select(".verdict .badge")] == ["不一致", "一致"]
    assert "还有 2 处没有核对" in page.select(".notice")[-1].get_text()
    assert visitor.post("/quotecheck", data={"text": text, "as": "docx"}).status_code == 413


def test_a_text_in_the_encoding_of_old_editors(visitor: FlaskClient) -> None:
    text = "会上说：“评议会请村干部和老党员打分。”这是简报里的原话。".encode("gb18030")
    data = {"file": (io.BytesIO(text), "旧稿.txt")}
    page = visitor.post("/quotecheck", data=data).get_data(as_text=True)
    assert "一致 1，不一致 0，未找到 0" in page


def test_a_file_of_markup_without_end_is_refused(visitor: FlaskClient) -> None:
    data = {"file": (io.BytesIO(b"{: #e1 }\n" * 25_000), "a.md")}
    assert visitor.post("/quotecheck", data=data).status_code == 413


def test_nothing_to_check_is_said(visitor: FlaskClient) -> None:
    assert "没有可核对的话" in visitor.post("/quotecheck").get_data(as_text=True)
