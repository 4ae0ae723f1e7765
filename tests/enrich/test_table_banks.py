"""Banks that head the columns of a table beside our own."""

from __future__ import annotations

import pytest

from kb.enrich import read_subjects
from kb.enrich.table_banks import heads_beside_ours
from kb.model import Side
from tests.builders import read_text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("环节 | 柳湾 | 桐口 | 竹溪（我行）", ("竹溪", ("柳湾", "桐口"))),
        ("项目 | 柳湾 | 桐口 | 我行", ("", ("柳湾", "桐口"))),
        ("项目 | 柳湾 | 我行 | 差距", ("", ())),
        ("项目 | 柳湾 | 桐口", ("", ())),
        ("序号 | 先进行做法 | 我行现状", ("", ())),
    ],
)
def test_heads_beside_ours(line: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert heads_beside_ours(line) == expected


def test_a_table_of_places_tells_of_hosts() -> None:
    text = (
        "三行评议做法对照表\n\n竹溪农商银行根据跟班学习记录整理。\n\n"
        "| 环节 | 柳湾 | 桐口 | 竹溪（我行） |\n|---|---|---|---|\n"
        "| 评议 | 每村五名评议员背对背打分。 | 村会计初评，支行复评。 | 客户经理自己填表。 |\n"
        "| 授信 | 三档额度，五万、十万、二十万。 | 按年收入的一点五倍核定。 | 统一三万元。 |\n"
    )
    made = read_text(text, "a.md")
    parties, told = read_subjects(made, ())
    assert set(parties.hosts) == {"柳湾农商银行", "桐口农商银行"}
    subjects = [s for _, found in told for s in found]
    shown = {(s.bank, s.sentence.text.strip("| ")[:3]) for s in subjects if s.side is Side.HOST}
    assert shown <= {
        *(("柳湾农商银行", words) for words in ("评议 ", "授信 ", "每村五", "三档额")),
        *(("桐口农商银行", words) for words in ("村会计", "按年收")),
    }
