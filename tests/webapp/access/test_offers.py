"""Pages offer what somebody may do, and a refusal says who may."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from kb.maintenance import Notice, set_notice
from tests.webapp.access.conftest import House
from tests.webapp.conftest import JULY

FOUND = "/search?q=整村授信"


@pytest.mark.parametrize(("name", "offered"), [("reader-甲", False), ("trainer-甲", True)])
def test_only_those_are_offered_something_who_may_do_it(
    house: House, name: str, offered: bool
) -> None:
    person = house.person(name)
    for address, text in (
        (FOUND, "存为专题"),
        (FOUND, "加入讲义"),
        (f"/bulletins/{JULY.id}", "加入讲义"),
        (FOUND, "data-collects"),
        ("/collections", "可以在上面新建一份"),
        ("/topics", "选“存为专题”"),
        ("/quotecheck", "要核对的文字"),
    ):
        assert (text in person.get(address).text) is offered, (address, text)
    assert "复制" in person.get(FOUND).text, "everybody may copy"


def test_what_changes_something_is_not_offered_while_the_site_is_read_only(house: House) -> None:
    """Pages that were kept are made again."""
    trainer = house.person("trainer-甲")
    assert "存为专题" in trainer.get(FOUND).text
    set_notice(house.home, Notice("正在升级", read_only=True))
    page = trainer.get(FOUND).text
    assert "存为专题" not in page
    assert "正在升级" in page
    assert "新讲义的名字" not in trainer.get("/collections").text


def test_who_may_is_told(house: House) -> None:
    reader = house.person("reader-甲")
    assert "培训师、编辑、管理员可以" in reader.get("/topics/new?q=授信").text
    assert "核对引文要有编讲义的权限" in reader.get("/quotecheck").text


def test_accounts_are_found_by_what_is_known_of_them(house: House) -> None:
    admin = house.person("admin-甲")
    found = admin.page("/users?q=TRAINER")
    assert [p.get_text() for p in found.select(".users li > div > p:first-child")] == ["trainer-甲"]
    everybody = admin.page("/users").select(".users li")
    assert len(everybody) == 4
    used = [li.get_text() for li in everybody if "最近使用" in li.get_text()]
    assert len(used) == 1
    assert "admin-甲" in used[0]
    link = admin.post("/users", "/users", name="新来的", role="reader")
    assert "7 天内有效" in link.text


def test_the_log_says_that_an_error_was_reported(house: House) -> None:
    """It said 检索: to report one takes the right to ask."""
    reader, admin = house.person("reader-甲"), house.person("admin-甲")
    where = f"/entries/{JULY.id}/{JULY.entries[0].anchor}/report"
    assert reader.post(where, where, text="数字抄错").status_code == 303
    page = BeautifulSoup(admin.get("/users/log").text, "html.parser")
    told = [row.get_text(" ") for row in page.select("tbody tr") if JULY.id in row.get_text()]
    assert ["报告错误" in row and "检索" not in row for row in told] == [True]
