"""Only the learners are named in full: nothing is shown as their bank's practice."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kb.enrich import read_subjects
from kb.model import Bulletin, Side, Source
from kb.readers import read
from kb.structure import structure

GOLD = Path(__file__).parents[1] / "data" / "gold" / "small53" / "open"
LEARNERS = {"i03-zhoubao.txt": "岩茗农商银行"}
DIARY = """挂职札记

今天到坞汀农商银行的第三天。{sandglass}规定每个人发言三分钟，漏完就得停。去年会议时间少了四成。我们的会还是一开半天。
"""


def bulletin_of(text: str) -> Bulletin:
    source = Source("a.md", "md", "0" * 64, date(2026, 1, 1))
    draft = read(text.encode(), "a.md")
    return structure(draft, source, today=date(2026, 12, 1), organisations=()).bulletin


def stated_hosts(text: str) -> set[str]:
    _, read_entries = read_subjects(bulletin_of(text), ())
    return {one.bank for _, told in read_entries for one in told if one.side is Side.HOST}


@pytest.mark.parametrize("file", LEARNERS)
def test_nothing_is_shown_as_the_practice_of_learners_but_the_editor_is_asked(file: str) -> None:
    text = re.sub("<[^>]*>", "", (GOLD / file).read_text("utf-8").partition("\n")[2])
    text = re.sub(r"\n(?!\|)", "\n\n", text)
    assert LEARNERS[file] not in stated_hosts(text)
    _, read_entries = read_subjects(bulletin_of(text), ())
    assert sum(one.doubtful for _, told in read_entries for one in told) > 10


@pytest.mark.parametrize("sandglass", ["他们", "坞汀"])
def test_where_somebody_is_stays_host(sandglass: str) -> None:
    assert stated_hosts(DIARY.format(sandglass=sandglass)) == {"坞汀农商银行"}


PAPER = """坳川农商银行跟班学习简报（第1期）

我行三名骨干于3月2日起外出跟班学习一个月。

一、学到了什么

客户经理有“责任田”。{host}把全辖划成96块，每块一名客户经理，三年不轮换。新增一户计2分。

二、我们的差距

我行客户经理两年一轮岗。
"""


@pytest.mark.parametrize("host", ["对方单位", "受访行", "跟班行", "接待单位", "标杆行", "当地联社"])
def test_a_host_without_a_name_leaves_the_only_bank_to_those_who_learn(host: str) -> None:
    parties, read_entries = read_subjects(bulletin_of(PAPER.format(host=host)), ())
    told = [one for _, subjects in read_entries for one in subjects]
    assert (parties.hosts, parties.learners) == ((), ("坳川农商银行",))
    assert not [one for one in told if one.side is Side.HOST]
    assert {one.bank for one in told if one.side is Side.LEARNER} == {"坳川农商银行"}
    doubts = [one.evidence for one in told if one.doubtful]
    assert doubts
    assert all("只写明学习的是坳川农商银行" in doubt for doubt in doubts)


HOME = """一把算盘打了三十年

坳川农商银行 林越

跟班第三天，我见到了苇棹的老信贷员严师傅。严师傅放款前要在村口小店坐半个钟头。三十年里他放了四千多笔。

{home}
"""


@pytest.mark.parametrize(
    "home",
    [
        "我在坳川做信贷八年，从没在小店里坐过。",
        "回到坳川，我也想去小店坐坐。",
        "那天一早，我从坳川坐大巴出门。",
        "从坳川出发时，我什么也没带。",
        "我在坳川当柜员的六年，从没听过这些。",
    ],
)
def test_where_one_works_and_comes_from_is_no_visit(home: str) -> None:
    assert stated_hosts(HOME.format(home=home)) == set()
