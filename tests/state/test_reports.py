"""Reports of errors in entries: bounded, and open until they are settled."""

from __future__ import annotations

from datetime import datetime

import pytest

from kb.errors import ConflictError, KbError, NotFoundError
from kb.files.home import Home
from kb.state.reports import LONGEST, MOST_OF_ONE, Report, add, open_reports, settle

NOW = datetime(2026, 11, 26, 18, 30)


def report(text: str = "机构不对", who: str = "甲") -> Report:
    return Report("2018-07-02-纪实", "e1", "整村授信", text, who, NOW)


def test_a_report_is_open_until_it_is_settled(home: Home) -> None:
    add(home, report(" 数字抄错\n"))
    (found,) = open_reports(home, 10)
    assert (found.text, found.who, found.made) == ("数字抄错", "甲", NOW)
    settle(home, found.id)
    assert open_reports(home, 10) == []
    with pytest.raises(NotFoundError):
        settle(home, found.id)


@pytest.mark.parametrize("text", ["", " \n ", "字" * (LONGEST + 1)])
def test_its_text_is_bounded(home: Home, text: str) -> None:
    with pytest.raises(KbError, match="说明哪里有误"):
        add(home, report(text))


def test_nobody_floods_the_desk(home: Home) -> None:
    for _ in range(MOST_OF_ONE):
        add(home, report())
    with pytest.raises(ConflictError):
        add(home, report())
    add(home, report(who="乙"))
    assert len(open_reports(home, 1000)) == MOST_OF_ONE + 1
