"""How much one person may do in a day."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kb.access import COMMAND_LINE, Role, Use, Wanted, administration, quotas
from kb.files import Quotas
from kb.files.home import Home, load_settings
from kb.state import Used, usage
from tests.webapp.access.conftest import PASSWORD, House, Person

LINE = "一、整村授信先评议。"


@pytest.fixture
def few(built: Callable[..., House]) -> House:
    house = built(access="local", quotas=Quotas(uploads=2, exports=2, checks=1))
    for role in Role:
        wanted = Wanted(f"{role.value}-甲", role)
        administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, time.time())
    return house


def test_exports_end_for_today_and_for_this_person_only(few: House) -> None:
    person = few.person("reader-甲")
    for _ in range(2):
        assert person.get("/figures.csv").status_code == 200
    refused = person.get("/figures.csv")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 24 * 3600
    tomorrow = date.today() + timedelta(days=1)
    assert f"{tomorrow.month}月{tomorrow.day}日 0 点以后可以再导出" in refused.text
    asked_for_the_head = person.client.head("/figures.csv", base_url=person.base)
    assert asked_for_the_head.status_code == 429, "which makes the file, too"
    assert person.get("/figures").status_code == 200, "reading goes on"
    assert few.person("trainer-甲").get("/figures.csv").status_code == 200


def test_checks_of_quotations_end(few: House) -> None:
    person = few.person("trainer-甲")
    assert person.post("/quotecheck", "/quotecheck", text=LINE).status_code == 200
    assert person.post("/quotecheck", "/quotecheck", text=LINE).status_code == 429


def upload(person: Person, *names: str) -> int:
    files = [(io.BytesIO(name.encode()), name) for name in names]
    form = {"csrf": person.token("/intake"), "files": files}
    answer = person.client.post("/intake", data=form, base_url=person.base, buffered=True)
    return answer.status_code


def test_each_uploaded_file_counts_and_too_many_are_not_taken(few: House) -> None:
    person = few.person("editor-甲")
    assert upload(person, "a.txt", "b.txt", "c.txt") == 429
    assert upload(person, "a.txt", "b.txt") == 303
    assert upload(person, "c.txt") == 429
    typed = person.post("/intake", "/intake", text=LINE, title="第一期")
    assert typed.status_code == 429
    assert LINE in typed.text, "what was typed is shown again"


def test_the_administrator_sees_what_is_used(few: House) -> None:
    few.person("reader-甲").get("/figures.csv")
    shown = few.person("admin-甲").page("/users/usage").text
    assert "reader-甲" in shown
    assert "每人每天最多 2 次" in shown
    assert few.person("editor-甲").get("/users/usage").status_code == 403


def test_a_new_day_begins_again_and_old_days_are_forgotten(home: Home) -> None:
    day = date(2026, 11, 23)
    for later in range(usage.KEPT_DAYS + 3):
        assert usage.spend(home, Used("甲", "exports", day + timedelta(later), 1), most=1)
        assert not usage.spend(home, Used("甲", "exports", day + timedelta(later), 1), most=1)
    kept = usage.used(home, day)
    assert len(kept) == usage.KEPT_DAYS + 1
    assert kept[-1].day == day + timedelta(2)


def test_the_command_line_and_zero_have_no_limit(home: Home) -> None:
    quotas.spend(home, Quotas(exports=1), COMMAND_LINE, Use.EXPORTS, date(2026, 11, 23), 99)
    assert usage.used(home, date(2026, 1, 1)) == []


def test_settings_as_they_are_written(home: Home) -> None:
    home.config.write_text("[quotas]\nexports = 0\n[queries]\nkeep = false\ndays = 7\n", "utf-8")
    settings = load_settings(home)
    assert settings.quotas == Quotas(exports=0)
    assert (settings.queries.keep, settings.queries.days, settings.queries.names) == (
        False,
        7,
        False,
    )
