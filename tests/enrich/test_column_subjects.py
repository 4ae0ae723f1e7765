"""The cells of tables whose columns are banks."""

from __future__ import annotations

import pytest

from kb.enrich import SentenceSubject, subjects_of
from kb.model import Side
from tests.builders import read_text
from tests.enrich.test_row_subjects import HEAD

HOST, LEARNER = ("望江农商银行", Side.HOST), ("溪口农商银行", Side.LEARNER)


def table(head: str, *rows: str) -> str:
    """A table of Markdown below the head of a bulletin."""
    lines = [head, "|".join("-" * (head.count("|") + 1)), *rows]
    return HEAD + "两行做法对照如下。\n\n" + "\n".join(f"| {line} |" for line in lines) + "\n"


def read_units(text: str) -> list[SentenceSubject]:
    """The subjects of the sentences of a Markdown text."""
    made = read_text(text, "a.md")
    return [one for _, said in subjects_of(made, ()) for one in said]


def whose(text: str) -> dict[str, tuple[str, Side]]:
    """The bank and side of the units of a text, by their first characters without bars."""
    return {one.sentence.quoted[:2].strip(): (one.bank, one.side) for one in read_units(text)}


@pytest.mark.parametrize("end", ["", "。"])
def test_a_cell_is_of_the_bank_of_its_column(end: str) -> None:
    found = whose(
        table(
            "环节 | 望江农商银行 | 溪口农商银行",
            f"晨会 | 每天十分钟，只讲昨天没成的客户{end} | 念文件半小时{end}",
            f"走访 | 按流失名单走{end} | 各支行自己定{end}",
        )
    )
    assert found["晨会"] == found["走访"] == HOST
    assert found["念文"] == found["各支"] == LEARNER


@pytest.mark.parametrize(
    "heads",
    [
        "序号 | 标杆做法 | 本行现状 | 拟采取措施",
        "序号 | 学到的做法 | 我行现状 | 拟办事项",
        "序号 | 值得借鉴之处 | 我行怎么做 | 下一步",
    ],
)
def test_columns_of_ours_and_of_plans_are_the_learners(heads: str) -> None:
    found = whose(
        table(
            heads,
            "1 | 尾箱由系统随机指定复核人 | 固定搭档，三年没换 | 三季度上线",
            "2 | 差错半小时内上报总行 | 网点自行处理 | 修订办法",
        )
    )
    assert found["1"] == found["2"] == HOST
    assert {found[key] for key in ("固定", "三季", "网点", "修订")} == {LEARNER}


def test_with_an_empty_corner_the_columns_are_known_too() -> None:
    found = whose(
        table(
            " | 望江农商银行 | 我行",
            "晨会 | 每天十分钟 | 念文件半小时",
            "贷后 | 半年一检 | 一年一检",
        )
    )
    assert found["晨会"] == found["贷后"] == HOST
    assert found["念文"] == found["一年"] == LEARNER


def test_a_list_of_who_went_where_is_no_such_table() -> None:
    head, row = "望江农商银行 | 溪口农商银行 | 四月", "青石农商银行 | 白塔农商银行 | 五月"
    assert row in {one.sentence.text for one in read_units(table(head, row))}


def test_beside_our_own_column_stands_another_bank() -> None:
    found = whose(
        table(
            "事项 | 望江农商银行 | 青石农商银行 | 本行",
            "考核 | 按月排名 | 分账龄计奖 | 统一按百分之三",
            "追责 | 当月兑现 | 当年兑现 | 停在通报",
        )
    )
    assert found["分账"] == found["当年"] == ("青石农商银行", Side.HOST)
    assert found["统一"] == found["停在"] == LEARNER
