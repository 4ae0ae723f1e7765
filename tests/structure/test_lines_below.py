"""Lines that look like headings and belong to the heading above them."""

from __future__ import annotations

from kb.readers import Block
from tests.builders import structured

HOSTS = ("钤桥农商银行", "磻桥农商银行", "缃桥农商银行")
TITLE = Block("三站三问：樨水农商银行青年骨干跟班记", level=1)
DONE = "把五万元以下的贷款交给支行两个人当场商量，反对的人说不出理由就放，平均一笔四十分钟。"


def test_the_days_of_a_stay_do_not_part_it_from_its_bank() -> None:
    """The days of the first stay were the period of the bulletin, and opened a section of nobody."""
    blocks = [TITLE, Block("5月12日至30日，樨水农商银行七名青年骨干连走三站跟班学习，一周一站。")]
    for bank, days in zip(HOSTS, ("5月12日—16日", "5月19日—23日", "5月26日—30日"), strict=True):
        blocks += [Block(bank, bold=True, centred=True), Block(days, centred=True, size=13)]
        blocks += [Block(f"{bank}{DONE}")]
    made = structured(*blocks).bulletin
    assert made.period
    assert (made.period.start.day, made.period.end.day) == (12, 30)
    assert [e.heading_path for e in made.entries[1:] if e.bank] == [
        (bank,) for bank in HOSTS for e in made.entries if e.heading_path == (bank,)
    ]
    assert {e.bank for e in made.entries if DONE in e.text} == set(HOSTS)


def test_the_label_of_the_host_is_part_of_its_point() -> None:
    blocks = [Block("跟班手记：三件小事｜走进酃桥农商银行", level=1)]
    blocks += [Block("12月2日至13日，郯水农商银行六名学员走进酃桥农商银行跟班学习。")]
    points = ("现金库房不等人", "对账单先打电话再寄", "印章装上定位")
    for mark, point in zip("①②③", points, strict=True):
        blocks += [Block(mark, size=28), Block(point, bold=True, size=18)]
        blocks += [Block("他们怎么做", bold=True), Block(f"酃桥农商银行{DONE}")]
        blocks += [Block("我们怎么办", bold=True), Block("我们的线路五年没动过，明年一季度重排。")]
    made = structured(*blocks).bulletin
    lessons = [e for e in made.entries if e.kind == "lesson"]
    assert [e.title for e in lessons] == list(points)
    assert all(e.text.split("\n")[1] == "他们怎么做" for e in lessons)
    assert {e.side for e in made.entries[1:] if e not in lessons} == {"learner"}
