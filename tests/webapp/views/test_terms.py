"""New terms on the site: proposed with their uses, decided, and effective at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from kb.files.home import Home
from kb.index.update import check_index
from kb.intake import Term, propose
from kb.knowledge_base import open_knowledge_base
from tests.builders import bulletin, entry
from tests.webapp.conftest import Desk, only, words
from webapp.services import term_counter as proposals
from webapp.services.term_counter import Proposals

WORD = "炕头课"
COUNTED_WITHIN = 60.0


SAID = (
    "支行开炕头课，把政策讲给村民听。",
    "客户经理到院里办炕头课听意见。",
    "党员带头参加炕头课答疑。",
    "每周四晚上的炕头课由行长主持。",
    "村干部主动把炕头课搬进祠堂。",
)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its count: to ask again after a count that failed starts another process."""
    monkeypatch.setattr(proposals, "PATIENCE", COUNTED_WITHIN)


@pytest.fixture
def counts_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Counts in this process, for tests of what the site does with a count; a new one takes seconds. A
    count that a test leaves behind ends before its home (in `tmp_path`) goes."""

    def counted(home: Home) -> tuple[tuple[Term, ...], str]:
        return propose(open_knowledge_base(home), proposals.COUNTED), ""

    monkeypatch.setattr(proposals, "_counted", counted)
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if "_recount" in thread.name:
            thread.join(COUNTED_WITHIN)


@pytest.fixture
def talk(desk: Desk) -> Desk:
    """A desk whose bulletins mention 炕头课."""
    desk.corpus.save_bulletin(bulletin(*map(entry, SAID), id_="2018-09-03-学习纪实"))
    desk.client.application.extensions["index_updater"].follow()
    return desk


def counted(get: Callable[[str], BeautifulSoup]) -> BeautifulSoup:
    """The page of terms when they are counted."""
    deadline = time.monotonic() + COUNTED_WITHIN
    while "正在统计" in (page := get("/terms")).get_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return page


def test_proposals_with_their_uses(app: Flask, get: Callable[[str], BeautifulSoup]) -> None:
    page = counted(get)
    assert len(page.select(".terms > li")) == 50
    first = page.select(".terms > li")[0]
    word = only(first, "h2")
    assert words(first, ".uses mark")[0] == word
    assert "次" in only(first, ".about span:first-child")
    assert only(first, ".about a").startswith("云州农商银行"), "the title, not the id"
    for link in first.select("a"):
        assert "q=%22" in str(link["href"])
    assert app.test_client().get(str(first.select(".uses a")[0]["href"])).status_code == 200
    assert "另有" in page.get_text()


@pytest.mark.usefixtures("counts_here")
def test_a_slow_count_is_said_and_shows_what_was_known(
    talk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "PATIENCE", 0.0)
    assert "正在统计" in talk.page("/terms").get_text()
    assert WORD in words(counted(talk.page), ".terms h2")
    # Another bulletin: what was counted is shown until there is a new count.
    talk.corpus.save_bulletin(bulletin(entry("一、新的一期。"), id_="2018-09-10-学习纪实"))
    page = talk.page("/terms")
    assert "正在统计" in page.get_text()
    assert WORD in words(page, ".terms h2")


def test_a_count_that_fails_says_why(home: Home) -> None:
    kb = open_knowledge_base(home)
    assert kb.vocabulary  # what this process knows stays as it was
    (home.corpus / "organisations.yml").write_text("- [\n", "utf-8")
    offer = Proposals(home).offer(kb)
    assert not offer.counting
    assert offer.terms == ()
    assert "organisations.yml" in offer.problem


def decided(desk: Desk, decision: str, **form: str) -> None:
    """Decide on 炕头课; the page that follows, with its count, is left alone."""
    response = desk.post("/terms", word=WORD, as_=decision, **form)
    assert response.status_code == 303
    assert response.headers["Location"].startswith(f"/terms?done={decision}&word=")


def test_accepted_as_a_practice(talk: Desk) -> None:
    assert talk.client.get(f"/practices/{WORD}").status_code == 404
    decided(talk, "practice")
    assert "5 条" in talk.page(f"/practices/{WORD}").get_text()
    assert suggested(talk) == [WORD]
    assert check_index(open_knowledge_base(talk.home)) == []


def test_accepted_as_an_alias(talk: Desk) -> None:
    decided(talk, "alias", practice="整村授信")
    assert talk.client.get(f"/practices/{WORD}").status_code == 302
    assert len(talk.finds("整村授信")) == 6  # one says so itself, five by the alias
    assert talk.post("/terms", word="地头会", as_="alias", practice="").status_code == 400
    assert talk.post("/terms", word="地头会", as_="alias", practice="没有").status_code == 404


def test_accepted_as_a_word_and_withdrawn(talk: Desk) -> None:
    decided(talk, "word")
    assert suggested(talk) == [WORD]
    kb = open_knowledge_base(talk.home)
    assert kb.segmenter.words("开炕头课") == ["开", WORD]
    assert dict(kb.engine.lexicon("words"))[WORD] == 5
    kb.engine.close()
    decided(talk, "withdraw")
    assert suggested(talk) == []


@pytest.mark.usefixtures("counts_here")
def test_refused_and_offered_again(talk: Desk) -> None:
    counted(talk.page)
    page = talk.done("/terms", word=WORD, as_="refuse")
    assert f"不再提出“{WORD}”" in only(page, ".done")
    assert WORD not in words(page, ".terms h2")
    assert WORD in only(page, ".decided")
    decided(talk, "withdraw")
    assert WORD in words(counted(talk.page), ".terms h2")


def test_what_cannot_be_done_is_said(talk: Desk) -> None:
    for form in ({}, {"word": WORD}, {"word": WORD, "as": "x"}, {"word": "a/b", "as": "word"}):
        assert talk.client.post("/terms", data=form).status_code == 400
    assert talk.post("/terms", word=WORD, as_="withdraw").status_code == 404


def suggested(desk: Desk) -> list[str]:
    answer = desk.client.get("/suggest?q=炕头").json
    assert answer is not None
    return [row["text"] for row in answer["suggestions"]]
