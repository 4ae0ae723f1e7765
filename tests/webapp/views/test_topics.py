"""Saved topics on the site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.access import Right
from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST, bank_entries, stored, week
from tests.webapp.conftest import only, words
from webapp import create_app
from webapp.access import permissions

VILLAGE = "一、整村授信要复评。复评由总行抽户核实。"
Open = Callable[[str], BeautifulSoup]


@pytest.fixture
def client(peers: KnowledgeBase) -> FlaskClient:
    """The site of a home that may be changed."""
    return create_app(peers).test_client()


@pytest.fixture
def page(client: FlaskClient) -> Open:
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


def save(client: FlaskClient, name: str = "东山的授信", **asked: str) -> str:
    """Save a topic; the address it is then sent to."""
    response = client.post("/topics", data={"q": "整村授信", "name": name, **asked})
    assert response.status_code == 303
    return response.headers["Location"]


def test_without_topics_the_page_says_how_to_make_one(page: Open) -> None:
    assert "选“存为专题”" in only(page("/topics"), ".empty")


def test_from_the_results_to_the_topic(client: FlaskClient, page: Open) -> None:
    (link,) = page(f"/search?q=整村授信&bank={EAST}&sort=date&page=2").select(".to-topic")
    form = page(str(link["href"]))
    assert f"检索词：整村授信；机构：{EAST}。现在有 5 条符合全部条件。" in only(form, ".lede")
    assert form.select("#kb-name")[0]["value"] == f"整村授信 {EAST}"
    fields = {str(field["name"]): str(field["value"]) for field in form.select("main form input")}
    assert fields == {"q": "整村授信", "bank": EAST, "name": f"整村授信 {EAST}"}
    response = client.post(str(form.select("main form")[0]["action"]), data=fields)
    assert response.headers["Location"] == "/topics/1?done=saved"
    topic = page("/topics/1?done=saved")
    assert only(topic, "h1") == f"整村授信 {EAST}"
    assert only(topic, ".lede") == f"检索词：整村授信；机构：{EAST}"
    assert len(topic.select(".hit")) == 5
    assert "已存为专题" in only(topic, ".done")


def test_what_is_new_is_marked_until_somebody_has_seen_it(
    client: FlaskClient, page: Open, peers: KnowledgeBase
) -> None:
    save(client)
    assert "没有新的" in only(page("/topics/1"), ".topic-state p")
    stored(peers, week(-2, *bank_entries(WEST, [VILLAGE])))
    assert words(page("/topics"), ".topic-rows .news a") == ["1 条新，东山的授信"]
    for _ in range(2):  # looking changes nothing
        topic = page("/topics/1")
        assert only(topic, ".topic-state strong") == "1"
    assert [len(hit.select(".badge.new")) for hit in topic.select(".hit")] == [0] * 7 + [1]
    assert only(page("/topics/1?new=1"), ".hit h2") == "整村授信要复评"
    state = str(topic.select("[name=state]")[0]["value"])
    response = client.post("/topics/1/seen", data={"state": state})
    assert (response.status_code, response.headers["Location"]) == (303, "/topics/1?done=seen")
    seen = page("/topics/1?new=1&done=seen")
    assert len(seen.select(".hit")) == 8
    assert not seen.select(".badge.new, [name=state]")
    assert not page("/topics").select(".badge.new")


def test_what_came_since_the_page_was_opened_stays_new(
    client: FlaskClient, page: Open, peers: KnowledgeBase
) -> None:
    save(client)
    stored(peers, week(2, *bank_entries(WEST, [VILLAGE])))
    state = str(page("/topics/1").select("[name=state]")[0]["value"])
    stored(peers, week(3, *bank_entries(EAST, ["一、整村授信看用信。用信率要按月看。"])))
    response = client.post("/topics/1/seen", data={"state": state})
    changed = page(response.headers["Location"])
    assert "没有标记" in only(changed, ".done")
    assert only(changed, ".topic-state strong") == "2"


def test_a_topic_may_wait_for_its_first_entry(client: FlaskClient, page: Open) -> None:
    (link,) = page("/search?q=火星").select(".to-topic")
    assert "现在有 0 条" in only(page(str(link["href"])), ".lede")
    save(client, "火星", q="火星")
    assert "还没有条目符合" in only(page("/topics/1"), ".empty")


@pytest.mark.parametrize(
    ("name", "status", "wrong"),
    [
        ("", 400, "专题要有名字"),
        ("长" * 61, 400, "名字太长（61 字），最多 60 字"),
        ("东山的授信", 409, "已有叫“东山的授信”的专题。请换一个名字"),
    ],
)
def test_a_name_that_will_not_do_is_said_beside_it_and_nothing_typed_is_lost(
    client: FlaskClient, name: str, status: int, wrong: str
) -> None:
    save(client)
    save(client, "另一个", q="考核")
    for address, kept in (("/topics", {"q": "整村授信", "bank": EAST}), ("/topics/2/edit", {})):
        response = client.post(address, data={"name": name, **kept})
        assert response.status_code == status
        form = BeautifulSoup(response.text, "html.parser")
        assert only(form, ".wrong") == wrong
        (field,) = form.select("#kb-name")
        assert (field["value"], field["aria-describedby"]) == (name, "kb-name-wrong")
        hidden = {str(f["name"]): f["value"] for f in form.select("main [type=hidden]")}
        assert hidden == kept


def test_renaming_and_deleting(client: FlaskClient, page: Open) -> None:
    save(client)
    assert page("/topics/1/edit").select("#kb-name")[0]["value"] == "东山的授信"
    response = client.post("/topics/1/edit", data={"name": "整村授信怎么做"})
    assert response.status_code == 303
    assert only(page(response.headers["Location"]), "h1") == "整村授信怎么做"
    response = client.post("/topics/1/delete")
    assert (response.status_code, response.headers["Location"]) == (303, "/topics?done=deleted")
    assert "已删除" in only(page("/topics?done=deleted"), ".done")
    for address in ("/topics/1", "/topics/1/edit", "/topics/1/feed.atom"):
        gone = client.get(address)
        assert gone.status_code == 404
        assert "没有这个专题" in gone.text


def test_long_topics_have_pages(
    client: FlaskClient, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.views.topics.LISTED", 3)
    save(client)
    titles = [words(page(f"/topics/1?page={n}"), ".hit h2") for n in (1, 2, 3)]
    assert [len(of) for of in titles] == [3, 3, 1]
    assert words(page("/topics/1?page=99"), ".hit h2") == titles[2]
    assert [a.get_text(strip=True) for a in page("/topics/1").select("[rel=next]")] == ["下一页"]


def test_without_the_right_no_topic_changes(
    client: FlaskClient, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(client)
    monkeypatch.setattr(permissions.Visitor, "may", lambda self, right: right is Right.READ)
    for address in ("/topics", "/topics/1/seen", "/topics/1/edit", "/topics/1/delete"):
        response = client.post(address, data={"q": "考核", "name": "考核"})
        assert response.status_code == 403
        assert "没有权限管理专题" in response.text
    assert words(page("/topics"), ".topic-rows h2") == ["东山的授信"]
