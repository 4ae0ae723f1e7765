"""The site while it is maintained: everybody reads why, and nobody changes anything."""

from __future__ import annotations

import time
from collections.abc import Callable

from bs4 import BeautifulSoup

from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.files import Remote
from kb.maintenance.notice import NONE, Notice, set_notice
from kb.remote import Report, remember
from tests.webapp.access.conftest import PASSWORD, House
from tests.webapp.conftest import only


def test_a_notice_stands_on_every_page(house: House) -> None:
    set_notice(house.home, Notice("今晚 8 点停机 <b>半小时</b>"))
    for person, address in ((house.person(), "/account/login"), (house.person("reader-甲"), "/")):
        assert only(person.page(address), ".notice") == "今晚 8 点停机 <b>半小时</b>"


def test_changes_are_refused_and_reading_goes_on(house: House) -> None:
    trainer = house.person("trainer-甲")
    set_notice(house.home, Notice(read_only=True))
    answer = trainer.post("/collections", "/collections", name="一课")
    assert answer.status_code == 503
    assert "网站现在是只读的" in answer.text
    assert trainer.get("/search?q=整村授信").status_code == 200
    assert trainer.post("/account/logout", "/account").status_code == 303
    set_notice(house.home, NONE)
    trainer.log_in("trainer-甲")
    assert trainer.post("/collections", "/collections", name="一课").status_code == 303


def test_an_administrator_may_still_disable_an_account(house: House) -> None:
    set_notice(house.home, Notice(read_only=True))
    admin = house.person("admin-甲")
    answer = admin.post("/users/1", "/users", do="disable")
    assert answer.status_code != 503


def test_what_was_typed_is_shown_and_can_be_gone_on_with(house: House) -> None:
    """The form was open when the site became read-only."""
    trainer = house.person("trainer-甲")
    token = trainer.token("/quotecheck")
    set_notice(house.home, Notice(read_only=True))
    answer = trainer.client.post(
        "/collections",
        data={"csrf": token, "name": "一课", "digest": "0123456789abcdef" * 4},
        headers={"Accept": "text/html", "Referer": f"{trainer.base}/collections"},
        base_url=trainer.base,
    )
    assert answer.status_code == 503
    page = BeautifulSoup(answer.text, "html.parser")
    assert [area.text for area in page.select("textarea")] == ["一课"]
    (link,) = page.select("a[href^='/account/kept/']")
    set_notice(house.home, NONE)
    back = trainer.client.get(str(link["href"]), base_url=trainer.base, follow_redirects=True)
    assert 'value="一课"' in back.text


def test_names_of_files_are_told_to_those_only_who_may_act(built: Callable[..., House]) -> None:
    """The name of a bulletin's file is its title, and the bulletin may be hidden."""
    remote = Remote("/srv/corpus.git", push=False)
    house = built(access="local", hosts=("kb.example.cn",), corpus=remote)
    for role in Role:
        wanted = Wanted(f"{role.value}-甲", role)
        administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, time.time())
    remember(house.home, Report("bulletins/2018/2018-07-02-内部简报.md 有手工改动"))
    for person in (house.person(), house.person("reader-甲"), house.person("trainer-甲")):
        page = person.get("/account/login" if not person.cookie() else "/").text
        assert "内部简报" not in page
    assert "语料没有与远端同步，内容可能不是最新的" in house.person("reader-甲").get("/").text
    admin = house.person("admin-甲")
    assert "语料没有与远端同步：bulletins/2018/2018-07-02-内部简报.md" in admin.get("/").text
    answer = admin.post("/intake", "/", text="一段文字。")
    assert answer.status_code == 503
    assert "这台服务器只读语料" in answer.text
