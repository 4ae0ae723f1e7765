"""Errors: one handler, a page or one JSON shape."""

from __future__ import annotations

import errno
import inspect
import logging
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import BadRequestKeyError, SecurityError, default_exceptions

from kb.errors import (
    EngineError,
    IndexBusy,
    KbError,
    NotFoundError,
    QueryError,
    StorageError,
    StorageFull,
)
from kb.files.home import Home
from kb.files.state_settings import Server
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.state.database import connection
from kb.state.stores import close_store
from tests.ports import free_port
from tests.webapp.conftest import JULY, Desk, every_route, only, words
from webapp import create_app
from webapp.access import Right, takes
from webapp.errors import problem_of


def test_a_page_that_is_not_there(client: FlaskClient) -> None:
    response = client.get("/nirgends")
    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 404
    assert only(page, "h1") == "没有找到"
    assert "没有这个页面" in response.text
    assert words(page, ".ways a") == ["回到首页"]


@pytest.mark.parametrize(
    ("accept", "is_json"),
    [
        ("application/json", True),
        ("application/json, text/html;q=0.5", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_json_for_clients_that_prefer_it(client: FlaskClient, accept: str, is_json: bool) -> None:
    response = client.get("/nirgends", headers={"Accept": accept})
    assert response.status_code == 404
    assert response.is_json is is_json
    assert response.headers["Vary"] == "Accept"
    if is_json:
        assert response.json == {
            "code": "not_found",
            "status": 404,
            "message": "没有这个页面",
            "hint": "请检查地址，或从下面的入口进入",
        }


def test_every_answer_in_json_has_one_shape(app: Flask, client: FlaskClient) -> None:
    """Every route, asked in a way that must fail, by a client that prefers JSON."""
    for method, address in every_route(app):
        response = client.open(
            address + "?page=1&page=2",
            method=method,
            headers={"Accept": "application/json", "Origin": "http://elsewhere.test"},
        )
        assert response.status_code in (400, 403, 404), address
        assert response.json is not None
        assert sorted(response.json) == ["code", "hint", "message", "status"], address
        assert response.json["status"] == response.status_code


def test_views_that_answer_json_answer_errors_in_json_too(app: Flask, client: FlaskClient) -> None:
    """Whatever the client accepts, because a script that reads JSON cannot read a page."""
    addresses = ("/suggest", "/intake/progress")
    for address in addresses:
        assert client.get(address).is_json
        response = client.get(f"{address}?q=1&q=2", headers={"Accept": "text/html"})
        assert response.status_code == 400
        assert response.json == {
            "code": "bad_request",
            "status": 400,
            "message": "参数 q 只能有一个值，地址里写了多个",
            "hint": "请从网站上的链接进入，或删去多余的",
        }


def test_no_view_answers_json_without_saying_so(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        source = inspect.getsource(view)
        assert ("jsonify(" in source) == getattr(view, "answers_json", False), endpoint


def test_pages_can_only_be_looked_at(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert "只能查看" in response.text


class TestWithoutIndex:
    @pytest.fixture
    def client(self, home: Home) -> FlaskClient:
        return create_app(open_knowledge_base(home)).test_client()

    @pytest.mark.parametrize(
        "address", ["/", "/search?q=授信", "/practices", "/practices/整村授信"]
    )
    def test_what_searches_says_what_to_do(self, client: FlaskClient, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 503
        assert "还没有索引" in response.text
        assert "kb index" in response.text

    @pytest.mark.parametrize("address", ["/bulletins", "/help"])
    def test_what_does_not_search_goes_on(self, client: FlaskClient, address: str) -> None:
        assert client.get(address).status_code == 200

    def test_an_index_made_meanwhile_is_found(self, home: Home, client: FlaskClient) -> None:
        assert client.get("/").status_code == 503
        update_index(open_knowledge_base(home))
        assert client.get("/").status_code == 200
        assert "还没有简报" in client.get("/").text


def test_a_damaged_index_says_what_to_do(sample_home: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(sample_home.path, home.path)
    largest = max(home.index.rglob("*.*"), key=lambda file: file.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:1000])
    response = create_app(open_knowledge_base(home)).test_client().get("/search?q=授信")
    assert response.status_code == 503
    assert "kb index --rebuild" in response.text


def test_a_cluster_that_does_not_answer_is_said(home: Home) -> None:
    pytest.importorskip(
        "urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'"
    )
    hosts = f'hosts = ["http://127.0.0.1:{free_port()}"]'
    home.config.write_text(f'engine = "opensearch"\n[opensearch]\n{hosts}\n', "utf-8")
    response = create_app(open_knowledge_base(home)).test_client().get("/search?q=授信")
    assert response.status_code == 503
    assert "检索集群没有应答" in response.text


def test_an_accident_is_logged_and_tells_nothing(
    sample_kb: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(sample_kb)

    @app.get("/accident")
    def accident() -> str:
        return str(1 // 0)

    with caplog.at_level(logging.ERROR):
        response = app.test_client().get("/accident")
    assert response.status_code == 500
    assert "程序出了意外" in response.text
    assert "ZeroDivisionError" not in response.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("没有"), 404),
        (QueryError("看不懂"), 400),
        (IndexBusy("正忙"), 503),
        (StorageError("被占用"), 503),
        (StorageFull("磁盘已满"), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (KbError("别的"), 500),
        (RuntimeError("x"), 500),
    ],
)
def test_each_error_has_its_status(error: Exception, status: int) -> None:
    assert problem_of(error).status == status


@pytest.mark.parametrize("code", sorted(default_exceptions))
def test_what_the_framework_says_in_english_is_on_no_page(code: int) -> None:
    """Pages for requests that could not be understood said so in English."""
    error = default_exceptions[code]()
    problem = problem_of(error)
    assert "一" <= problem.message[0] <= "鿿"
    assert str(error.description) not in f"{problem.message}{problem.hint}"


@pytest.mark.parametrize(
    "error", [BadRequestKeyError("title"), SecurityError("Host x is not trusted.")]
)
def test_a_request_that_cannot_be_understood_is_said_in_chinese(error: Exception) -> None:
    assert problem_of(error).message == "看不懂这个请求"


def test_what_a_server_said_is_in_the_log_and_on_no_page(
    sample_kb: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(sample_kb)

    @app.get("/refused")
    def refused() -> str:
        raise StorageError("状态库出错，没有保存", hint="请再试", original="out of  shared\nmemory")

    page = app.test_client().get("/refused")
    assert page.status_code == 503
    assert "shared" not in page.text
    assert "状态库出错，没有保存（请再试）（原文：out of shared memory）" in caplog.text


def test_why_the_site_cannot_work_is_in_the_log(
    sample_kb: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    """That an index is another knowledge base's is said by no server: the log had only a status of 503."""
    app = create_app(sample_kb)

    @app.get("/foreign")
    def foreign() -> str:
        raise EngineError("索引是另一个知识库的", hint="换一个名称")

    app.test_client().get("/foreign")
    assert "索引是另一个知识库的（换一个名称）" in caplog.text


@pytest.mark.parametrize("error", [EngineError, StorageError])
def test_what_the_administrator_must_do_is_said_to_no_reader(
    filled_home: Home, error: type[KbError]
) -> None:
    filled_home.config.write_text('access = "local"\n', "utf-8")
    app = create_app(open_knowledge_base(filled_home))

    @app.get("/refused")
    @takes(Right.ENTER)
    def refused() -> str:
        raise error("没有应答", hint="请检查 kb.toml 里的 10.1.0.9")

    for accept in ("text/html", "application/json"):
        page = app.test_client().get("/refused", headers={"Accept": accept})
        told = str(page.json) if page.is_json else page.text
        assert page.status_code == 503
        assert "没有应答" in told
        assert "请告诉管理员" in told
        assert "10.1.0.9" not in told


def test_where_the_database_is_and_who_logs_in_there_is_told_to_no_visitor(
    sample_kb: KnowledgeBase,
) -> None:
    place = Server("kb", "10.1.0.9", 5432, "kb_state")
    app = create_app(replace(sample_kb, settings=replace(sample_kb.settings, state=place)))

    @app.get("/refused")
    def refused() -> str:
        raise StorageError("连不上状态库：数据库服务器拒绝连接", where=place.shown)

    for accept in ("text/html", "application/json"):
        page = app.test_client().get("/refused", headers={"Accept": accept})
        assert page.status_code == 503
        told = page.json["message"] if page.is_json and page.json else page.text
        assert "连不上状态库：数据库服务器拒绝连接" in told
        assert "10.1.0.9" not in told
        assert "kb_state" not in told


def test_saving_while_another_holds_the_database_says_to_wait(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.state.sqlite.PATIENCE", 0.05)
    close_store(desk.home)  # connections keep the patience they were opened with
    with connection(desk.home):
        response = desk.post("/collections", name="讲义")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "被别的程序占用" in response.text
    assert "过一会儿再试" in response.text
    assert desk.post("/collections", name="讲义").status_code == 303


def test_saving_on_a_full_disk_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    address = f"/bulletins/{JULY.id}/edit"
    expected = desk.page(address).select_one("input[name=expected]")
    assert expected is not None
    changed = desk.markdown().replace("先评议", "先测评")
    monkeypatch.setattr("os.fsync", full)
    response = desk.post(address, markdown=changed, expected=str(expected["value"]), do="save")
    assert response.status_code == 507
    assert "磁盘已满" in response.text


def test_a_message_names_the_place_and_what_to_do() -> None:
    problem = problem_of(KbError("格式有误", where="a.md 第 3 行", hint="改一改"))
    assert (problem.message, problem.hint) == ("a.md 第 3 行：格式有误", "改一改")


@pytest.mark.parametrize(
    "path", ["/topics/{}", "/topics/{}/edit", "/collections/{}", "/topics/{}/feed.atom"]
)
@pytest.mark.parametrize("number", [2**63, 10**40])
def test_a_number_too_large_to_be_stored_is_no_page(
    client: FlaskClient, path: str, number: int
) -> None:
    assert client.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("text", ["贷款\0", "贷款\ufffe", "贷" * 300])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md"])
def test_any_text_can_be_exported(client: FlaskClient, suffix: str, text: str) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("openpyxl")
    response = client.get(f"/compare.{suffix}", query_string={"q": text, "bank": text[:80]})
    assert response.status_code == 200


def test_a_filter_that_is_too_long_is_not_left_out_of_an_export(client: FlaskClient) -> None:
    response = client.get("/compare.md", query_string={"q": "贷款", "bank": "贷" * 300})
    assert response.status_code == 400
    assert "太长" in response.text


def test_a_word_that_means_two_practices_is_refused_without_a_path(client: FlaskClient) -> None:
    data = {"word": "阳光信贷", "as": "alias", "practice": "整村授信"}
    response = client.post("/terms", data=data)
    assert response.status_code in (400, 409)
    assert "corpus/" not in response.text


def test_no_page_says_where_the_home_lies(own_home: Home) -> None:
    """A file that is spoilt is named from the home: error page, list of bulletins, every page."""
    own_kb = open_knowledge_base(own_home)
    path = own_kb.corpus.bulletin_path(own_kb.corpus.bulletin_ids()[0])
    path.write_text("坏了", "utf-8")
    client = create_app(own_kb).test_client()
    (own_kb.home.corpus / "organisations.yml").write_text("[", "utf-8")
    spoilt, every = f"/bulletins/{path.stem}", "/bulletins"
    for address in (spoilt, every):
        assert path.name in client.get(address).text
    for address in (spoilt, every, "/", f"{spoilt}/history"):
        assert str(own_home.path) not in client.get(address).text
