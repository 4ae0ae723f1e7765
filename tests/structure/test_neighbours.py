"""The place of an issue among the others of its series, and how sure we are of what we read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kb.model import Period
from kb.readers.draft import Block, Draft
from kb.structure.neighbours import Neighbours, Place, place_of
from kb.structure.period import Texts, judge_period
from kb.structure.series import issue_number
from kb.structure.understand import Confidence, Judgement, Structured, structure
from tests.builders import ORGANISATIONS, SOURCE, TODAY, structured, title_block

MONDAY = date(2018, 7, 2)


def week(number: int, start: date = MONDAY) -> tuple[int, Period]:
    """Week `number`, counted from the Monday of week 2."""
    first = start + timedelta(weeks=number - 2)
    return number, Period(first, first + timedelta(days=4))


def place(number: int, *issues: tuple[int, Period], unit: str = "周") -> Place:
    found = place_of(number, f"第{number}{unit}", issues)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("issue", "number"),
    [
        ("第二周", 2),
        ("第12期", 12),
        ("第 12 期", 12),
        ("总第二十一期", 21),
        ("2018年第3期", 3),
        ("二〇一八年第三期", 3),
        ("第一〇三期", 103),
        ("第一百零三期", 103),
        ("第1024期", 1024),
        ("", None),
        ("特刊", None),
    ],
)
def test_the_number_of_an_issue(issue: str, number: int | None) -> None:
    assert issue_number(issue) == number


def test_between_the_week_before_and_the_week_after() -> None:
    third = place(3, week(2), week(4), week(9))
    assert third.fits(date(2018, 7, 9)) is True
    assert third.fits(date(2018, 7, 2)) is False  # that is the second
    assert third.fits(date(2018, 8, 27)) is False
    assert third.words(date(2018, 7, 9)) == (
        "第 2 周为 2018-07-02 至 2018-07-06，第 4 周为 2018-07-16 至 2018-07-20"
    )


def test_a_holiday_between_two_weeks() -> None:
    assert place(3, week(2)).fits(date(2018, 7, 16)) is True
    assert place(3, week(2)).fits(date(2018, 8, 6)) is False


def test_the_same_issue_again() -> None:
    assert place(3, week(3), week(2)).fits(date(2018, 7, 10)) is True
    assert place(3, week(3)).words(date(2018, 7, 9)) == "第 3 周为 2018-07-09 至 2018-07-13"


def test_issues_of_another_year_say_nothing() -> None:
    assert place(3, week(2), week(4)).fits(date(2019, 7, 8)) is None
    assert place(1, week(50), unit="期").fits(date(2020, 1, 6)) is None
    assert place(3).fits(MONDAY) is None
    assert place_of(None, "", [week(2)]) is None


def test_a_series_that_does_not_count_weeks() -> None:
    monthly = place(3, (2, Period(date(2018, 2, 1), date(2018, 2, 28))), unit="期")
    assert monthly.fits(date(2018, 3, 1)) is True
    assert monthly.fits(date(2018, 5, 1)) is False
    assert monthly.fits(date(2018, 1, 1)) is False
    assert monthly.expected is None


def test_the_days_a_weekly_issue_most_likely_covers() -> None:
    assert place(3, week(2)).expected == week(3)[1]
    assert place(3, week(4)).expected == week(3)[1]
    assert place(3, week(9)).expected is None


def year_of(text: str, issues: Neighbours) -> tuple[int, Confidence]:
    found = judge_period(
        Texts(["(7月9日--13日)"], text, "简报"),
        year=None,
        today=TODAY,
        place=place_of(3, "第三周", issues),
    )
    assert found is not None
    return found.period.start.year, found.confidence


def test_neighbours_and_the_other_evidence() -> None:
    # A Monday in 2012, 2018 and 2029 alike: the latest, and not sure of it.
    assert year_of("", ()) == (2018, Confidence.LOW)
    assert year_of("", [week(2), week(4)]) == (2018, Confidence.MEDIUM)
    # Years that no other clue suggests.
    assert year_of("", [week(2, date(2012, 7, 2))]) == (2012, Confidence.MEDIUM)
    # The text mentions 2017 as past.
    assert year_of("2014至2017年底", ()) == (2018, Confidence.MEDIUM)


@pytest.mark.parametrize(
    ("line", "name", "confidence"),
    [
        ("2018年7月9日--13日", "简报", Confidence.HIGH),
        ("7月9日--13日", "简报2018", Confidence.HIGH),
        ("7月10日--14日", "简报2018", Confidence.MEDIUM),
        ("7月10日--12日", "简报", Confidence.LOW),
        ("第三周", "20180709", Confidence.HIGH),
    ],
)
def test_how_sure_a_period_is(line: str, name: str, confidence: Confidence) -> None:
    found = judge_period(Texts([line], line, name), year=None, today=TODAY)
    assert found is not None
    assert found.confidence is confidence
    assert found.evidence


def test_dates_within_the_text_are_less_sure() -> None:
    text = "第三周纪实\n2018年7月9日至13日，学员们……"
    found = judge_period(Texts(["第三周纪实"], text, "简报"), year=None, today=TODAY)
    assert found is not None
    assert (found.confidence, found.evidence) == (
        Confidence.MEDIUM,
        "正文开头写有“2018年7月9日至13日”",
    )


def judged(made: Structured, field: str) -> list[Judgement]:
    return [judgement for judgement in made.judgements if judgement.field == field]


def test_what_is_said_of_a_bulletin() -> None:
    made = structured(
        title_block("跟班学习活动第三周纪实"),
        Block("（2018年7月9日—13日）", centred=True),
        Block("本周，各小组继续跟班学习，全体学员深入支行，白天走访、晚上交流，收获不小。"),
        Block("一、临海组学习情况", centred=True),
        Block("临海组在城关支行参加晨会。"),
        Block("二、甲组学习情况", centred=True),
        Block("到东山农商银行和西水农商银行参观。"),
    )
    (title,), (issue,), (period,) = (judged(made, f) for f in ("title", "issue", "period"))
    assert (title.value, title.confidence) == ("跟班学习活动第三周纪实", Confidence.HIGH)
    assert (issue.value, issue.confidence) == ("第三周", Confidence.HIGH)
    assert (period.value, period.confidence) == ("2018-07-09 至 2018-07-13", Confidence.HIGH)
    assert [(j.subject, j.value, j.confidence) for j in judged(made, "bank")] == [
        ("临海组", "临海农商银行", Confidence.HIGH),
        ("甲组", "", Confidence.LOW),
    ]
    assert "分不出主次" in judged(made, "bank")[1].evidence


def test_what_was_not_understood_is_said() -> None:
    made = structured("走访记录，没有标题。", "今天去了三个村。")
    assert {(j.field, j.confidence) for j in made.judgements} == {
        ("title", Confidence.LOW),
        ("issue", Confidence.LOW),
        ("period", Confidence.LOW),
        ("bank", Confidence.LOW),
    }
    assert all(judgement.evidence for judgement in made.judgements)


def third_week(dates: str, *issues: tuple[int, Period]) -> Structured:
    blocks = [
        title_block("学习活动第三周纪实"),
        Block(dates, centred=True),
        Block("今天去了三个村。"),
    ]
    return structure(
        Draft(tuple(block for block in blocks if block.text)),
        SOURCE,
        today=TODAY,
        organisations=ORGANISATIONS,
        issues=lambda series: issues if series == "学习活动" else (),
    )


def test_dates_that_do_not_fit_the_series_are_said_so() -> None:
    fits = third_week("（2018年7月9日—13日）", week(2))
    assert not any("次序不合" in warning for warning in fits.warnings)
    wrong = third_week("（2018年6月11日—15日）", week(2))
    assert any("次序不合（第 2 周为 2018-07-02" in warning for warning in wrong.warnings)


def test_no_dates_are_invented() -> None:
    made = third_week("", week(2))
    assert made.bulletin.period is None
    assert any("可能是 2018-07-09 至 2018-07-13，请核对" in warning for warning in made.warnings)
