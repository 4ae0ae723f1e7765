"""Days as texts write them."""

from __future__ import annotations

import pytest

from kb.structure.days import bare_days_in, days_in, is_day_line, plain_digits


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("二〇二三年九月十一日至十四日", (9, 11), (9, 14), 2023),
        ("2024年6月5日和6日", (6, 5), (6, 6), 2024),
        ("11月27日、28日", (11, 27), (11, 28), 0),
        ("10月21日（周一）至10月25日（周五）", (10, 21), (10, 25), 0),
        ("6月3日上午到7日", (6, 3), (6, 7), 0),
        ("2024-06-14", (6, 14), (6, 14), 2024),
        ("12月23日一直跟到27日", (12, 23), (12, 27), 0),
        ("6月3日住到7日", (6, 3), (6, 7), 0),
    ],
)
def test_days(text: str, first: tuple[int, int], last: tuple[int, int], year: int) -> None:
    (found,) = days_in(plain_digits(text))
    assert (found.first, found.last, found.year) == (first, last, year)


@pytest.mark.parametrize("text", ["1.2至3.5", "三日内", "十日之后", "一二三", "2024年"])
def test_numbers_are_no_days(text: str) -> None:
    assert list(days_in(plain_digits(text))) == []


def test_a_range_takes_the_month_before_it() -> None:
    (found,) = bare_days_in("2024年5月中旬，利用三天时间（13日至15日）前往学习")
    assert (found.first, found.last, found.year) == ((5, 13), (5, 15), 2024)
    (found,) = bare_days_in("八月的最后一周（25日到29日），行里派我到石楠联社跟班")
    assert (found.first, found.last) == ((8, 25), (8, 29))


@pytest.mark.parametrize(
    "text",
    [
        "4月的江汉平原。7日清晨出发，接下来的四天，也就是到11日返程为止，九个人分在三个条线",
        "4月上旬外出。7日报到，11日下午离开，天天跟着客户经理",
        "4月里，我们7日到岗，到11日结束",
        "说的是4月的事：7日启程，11日归来",
        "那是4月，7日抵达该行，看了网点，11日返回",
    ],
)
def test_the_first_and_the_last_day_of_a_journey(text: str) -> None:
    (found,) = bare_days_in(text)
    assert (found.first, found.last) == ((4, 7), (4, 11))


def test_a_day_under_a_letter() -> None:
    assert is_day_line("2024年6月20日")
    assert is_day_line("二〇二四年六月二十日")
    assert not is_day_line("6月3日至7日")
    assert not is_day_line("6月3日到柳湾")


@pytest.mark.parametrize("between", ["\n", " ", "　"])
def test_a_month_and_the_days_behind_it_are_not_one_date(between: str) -> None:
    (found,) = days_in(f"2024年11月{between}11月4日至15日")
    assert (found.first, found.last, found.year) == ((11, 4), (11, 15), 0)


@pytest.mark.parametrize(
    "text", ["6月9日（星期一）", "6月9日，星期一", "6月9日　周一", "6月9日, 周一"]
)
def test_the_weekday_behind_a_day(text: str) -> None:
    assert next(days_in(text)).weekday == 0
