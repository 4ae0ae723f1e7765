"""Who goes to whom to learn, as one sentence or title tells it."""

from __future__ import annotations

import pytest

from kb.enrich.visits import Mention, Visit, visit_in

LEARNER, HOST = "桐口农商银行", "柳湾农商银行"


def mentions(text: str) -> list[Mention]:
    found = [
        Mention(text.index(bank), text.index(bank) + len(bank), bank)
        for bank in (LEARNER, HOST)
        if bank in text
    ]
    return sorted(found, key=lambda one: one.start)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEARNER}赴{HOST}考察",
        f"{HOST}迎来{LEARNER}考察团",
        f"{LEARNER}对标{HOST}差距分析及整改清单",
        f"{LEARNER}对标学习{HOST}的几点做法",
        f"{LEARNER}自5月从{HOST}考察归来，部署开展走访活动。",
        f"{LEARNER}向{HOST}取经",
        f"{LEARNER}向{HOST}请教的问题及答复",
        f"{LEARNER}问计{HOST}",
        f"{LEARNER}学习组走访了{HOST}",
        f"{LEARNER}考察组抵达{HOST}",
    ],
)
def test_who_learns_from_whom(text: str) -> None:
    assert visit_in(text, mentions(text)) == Visit((LEARNER,), (HOST,))


@pytest.mark.parametrize(
    "text",
    [
        f"{LEARNER}的客户多半从{HOST}转来，考察他们要一周。",
        f"{LEARNER}向{HOST}拆出资金2亿元。",
        f"{LEARNER}和{HOST}都在河边。",
    ],
)
def test_no_visit(text: str) -> None:
    assert visit_in(text, mentions(text)) is None


def test_who_is_interviewed_is_the_host() -> None:
    text = f"我和刘工在{HOST}访谈了零售业务部总经理。"
    assert visit_in(text, mentions(text)) == Visit((), (HOST,))


@pytest.mark.parametrize(
    "text",
    [
        f"2024年10月，{LEARNER}组织中层干部到以下三家农商银行学习。",
        f"{LEARNER}副行长带队赴省外先进农商行考察",
        f"{LEARNER}选派骨干去兄弟行社跟班",
    ],
)
def test_who_goes_to_banks_without_a_name_learns(text: str) -> None:
    assert visit_in(text, mentions(text)) == Visit((LEARNER,), ())
    assert visit_in(f"{LEARNER}组织员工到三家支行学习。", mentions(LEARNER)) is None


def test_days_spent_at_a_bank() -> None:
    text = f"我在{HOST}的第一天"
    assert visit_in(text, mentions(text)) == Visit((), (HOST,))


def test_a_class_that_is_held_at_a_bank() -> None:
    text = f"{LEARNER}员工培训班在{HOST}开班"
    assert visit_in(text, mentions(text)) == Visit((LEARNER,), (HOST,))


def test_a_short_name_or_days_in_brackets_do_not_end_a_list() -> None:
    text = f"某行一行十人赴{LEARNER}（以下简称“桐口行”）和{HOST}（9月3日—5日）、青枫农商银行学习。"
    names = (LEARNER, "桐口行", HOST, "青枫农商银行")
    banks = {"桐口行": LEARNER}
    found = [
        Mention(at, at + len(name), banks.get(name, name))
        for name in names
        for at in [text.index(name)]
    ]
    visit = visit_in(text, found)
    assert visit is not None
    assert visit.hosts == (LEARNER, HOST, "青枫农商银行")
