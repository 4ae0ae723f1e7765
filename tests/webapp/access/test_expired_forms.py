"""A form that is sent after the session has ended: kept, and filled in after logging in again."""

from __future__ import annotations

import re
import time
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from kb.access import COMMAND_LINE, Role, Wanted, administration, kept_forms, sessions
from kb.files import Home
from kb.state import database
from tests.webapp.access.conftest import House, Person
from tests.webapp.conftest import JULY, only

PAGE = f"/entries/{JULY.id}/{JULY.entries[0].anchor}/report"
TYPED = "数字抄错：应为 3.5 万户，\n不是 35 万户"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time as the site sees it; it moves only when a test says so."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def send_late(person: Person, clock: list[float], page: str = PAGE, **form: str) -> TestResponse:
    """Open a page, let the session end, send its form."""
    token = str(person.page(page).select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    clock[0] += sessions.LIMITS.idle + 60
    return person.client.post(
        page,
        data={"csrf": token, **form},
        headers={"Accept": "text/html,*/*;q=0.8", "Referer": f"{person.base}{quote(page)}"},
        base_url=person.base,
    )


def kept_at(answer: TestResponse) -> str:
    """Where what was kept is shown."""
    assert answer.status_code == 303
    there = re.fullmatch(r"/account/login\?next=(.+)", answer.headers["Location"])
    assert there
    return unquote(there[1])


def log_in_again(person: Person, name: str, there: str) -> TestResponse:
    """Log in again with what the form of the log-in page holds, and go on."""
    page = person.page(f"/account/login?next={there}")
    assert "填写的内容保留着" in only(page, "p.notice")
    entered = person.log_in(name, next=there)
    assert entered.headers["Location"] == there
    return person.get(there)


def test_it_is_filled_in_again_and_not_carried_out(house: House, clock: list[float]) -> None:
    person = house.person("reader-甲")
    there = kept_at(send_late(person, clock, text=TYPED))
    led = log_in_again(person, "reader-甲", there)
    assert led.headers["Location"] == quote(PAGE)
    page = person.page(PAGE)
    assert "还没有提交" in only(page, "main > p.notice")
    assert only(page, "textarea") == " ".join(TYPED.split())
    # Sending it is up to the person; the token is that of the new session.
    token = str(page.select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    sent = person.client.post(PAGE, data={"csrf": token, "text": TYPED}, base_url=person.base)
    assert sent.status_code == 303
    assert only(person.page(PAGE), "textarea") == "", "once"


def test_another_account_does_not_see_it(house: House, clock: list[float]) -> None:
    person = house.person("reader-甲")
    there = kept_at(send_late(person, clock, text=TYPED))
    other = house.person("trainer-甲")
    assert other.get(there).status_code == 404
    answer = log_in_again(person, "trainer-甲", there)
    assert answer.status_code == 404
    assert TYPED[:8] not in person.get(PAGE).text


def test_it_is_kept_for_an_hour(house: House, clock: list[float]) -> None:
    person = house.person("reader-甲")
    there = kept_at(send_late(person, clock, text=TYPED))
    clock[0] += kept_forms.GOOD_FOR + 1
    assert log_in_again(person, "reader-甲", there).status_code == 404


def test_what_the_page_has_no_form_for_can_be_copied(house: House, clock: list[float]) -> None:
    """The topic was taken away meanwhile."""
    person = house.person("trainer-甲")
    made = person.post("/topics", "/topics/new?q=授信", q="授信", name="授信").headers["Location"]
    page = f"{made.partition('?')[0]}/edit"
    token = str(person.page(page).select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    clock[0] += sessions.LIMITS.idle + 60
    late = person.client.post(
        page,
        data={"csrf": token, "name": "甲、乙都看"},
        headers={"Accept": "text/html", "Referer": f"{person.base}/topics"},
        base_url=person.base,
    )
    led = log_in_again(person, "trainer-甲", kept_at(late))
    assert led.headers["Location"] == "/topics"
    shown = person.get(person.get("/topics").headers["Location"])
    assert "甲、乙都看" in BeautifulSoup(shown.text, "html.parser").select("textarea")[0].text


def test_what_was_typed_into_a_session_that_was_ended_is_shown_to_be_copied(house: House) -> None:
    """An administrator has ended it: it is not known any more whose it was."""
    person = house.person("reader-甲")
    token = str(person.page(PAGE).select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    account = administration.find_account(house.home, COMMAND_LINE, "reader-甲")
    administration.end_sessions(house.home, COMMAND_LINE, account)
    answer = person.client.post(
        PAGE,
        data={"csrf": token, "text": f"{TYPED}</textarea><script>"},
        headers={"Accept": "text/html"},
        base_url=person.base,
    )
    assert answer.status_code == 401
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select("main textarea")[0].text == f"{TYPED}</textarea><script>"
    assert page.select('main a[href="/account/login"]')


@pytest.mark.parametrize(
    "change",
    [
        {"csrf": "wrong"},
        {"Origin": "http://evil.example"},
        {"Accept": "*/*"},
        {"cookie": "of nobody"},
        {"text": "字" * 400_000},
    ],
)
def test_what_does_not_come_from_our_page_is_not_kept(
    house: House, clock: list[float], change: dict[str, str]
) -> None:
    person = house.person("reader-甲")
    token = str(person.page(PAGE).select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    clock[0] += sessions.LIMITS.idle + 60
    if "cookie" in change:
        person.client.set_cookie("kb_session", change["cookie"])
    answer = person.client.post(
        PAGE,
        data={"csrf": change.get("csrf", token), "text": change.get("text", TYPED)},
        headers={
            "Accept": change.get("Accept", "text/html"),
            "Referer": f"{person.base}{quote(PAGE)}",
        }
        | ({"Origin": change["Origin"]} if "Origin" in change else {}),
        base_url=person.base,
    )
    assert answer.status_code in (401, 403, 413)
    with database.reading(house.home) as state:
        assert state.execute("SELECT count(*) FROM kept_form").scalar_one() == 0


def test_one_who_logged_out_or_was_disabled_leaves_nothing(
    house: House, clock: list[float]
) -> None:
    person = house.person("reader-甲")
    account = administration.find_account(house.home, COMMAND_LINE, "reader-甲")
    administration.set_disabled(house.home, COMMAND_LINE, account, disabled=True)
    token = {"csrf": "x"}
    answer = person.client.post(PAGE, data=token, headers={"Accept": "text/html"})
    assert answer.status_code == 401


def test_a_page_elsewhere_is_not_gone_to(house: House, clock: list[float]) -> None:
    person = house.person("reader-甲")
    token = str(person.page(PAGE).select_one("main input[name=csrf]")["value"])  # type: ignore[index]
    clock[0] += sessions.LIMITS.idle + 60
    answer = person.client.post(
        PAGE,
        data={"csrf": token, "text": TYPED},
        headers={"Accept": "text/html", "Referer": f"{person.base}//evil.example/"},
        base_url=person.base,
    )
    led = log_in_again(person, "reader-甲", kept_at(answer))
    assert led.status_code == 200, "the texts, to be copied"


def test_only_some_of_one_account_are_kept_and_none_in_a_backup(home: Home) -> None:
    administration.add(
        home,
        COMMAND_LINE,
        Wanted("甲", Role.READER),
        "湖边 三只 白鹭",
        1.0,
    )
    account = administration.find_account(home, COMMAND_LINE, "甲")
    form = kept_forms.SentForm("/x", "/x", (("text", "字"),))
    names = [kept_forms.keep(home, account, form, 1000.0 + n) for n in range(9)]
    found = [bool(kept_forms.find(home, account, name, 1010.0)) for name in names]
    assert found == [False] * (9 - kept_forms.MOST) + [True] * kept_forms.MOST
    assert "字".encode() not in database.snapshot(home)
