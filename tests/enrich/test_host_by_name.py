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


def hosts_told(text: str) -> set[str]:
    _, read_entries = read_subjects(bulletin_of(text), ())
    return {one.bank for _, told in read_entries for one in told if one.side is Side.HOST}


@pytest.mark.parametrize("file", LEARNERS)
def test_nothing_is_shown_as_the_practice_of_learners_but_the_editor_is_asked(file: str) -> None:
    text = re.sub("<[^>]*>", "", (GOLD / file).read_text("utf-8").partition("\n")[2])
    text = re.sub(r"\n(?!\|)", "\n\n", text)
    assert LEARNERS[file] not in hosts_told(text)
    _, read_entries = read_subjects(bulletin_of(text), ())
    assert sum(one.doubtful for _, told in read_entries for one in told) > 10


@pytest.mark.parametrize("sandglass", ["他们", "坞汀"])
def test_where_somebody_is_stays_host(sandglass: str) -> None:
    assert hosts_told(DIARY.format(sandglass=sandglass)) == {"坞汀农商银行"}
