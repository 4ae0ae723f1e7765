"""A condition that no entry meets is named, with what may have been meant."""

from __future__ import annotations

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.search import Query, search


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("机构:不存在银行 用信率", "没有条目的机构是“不存在银行”，请核对名称"),
        ("机构:青峰 用信率", "没有条目的机构是“青峰”，可以写：青枫农商银行"),
        ("用信率 -机构:不存在银行", "没有条目的机构是“不存在银行”，请核对名称"),
        ("提到:不存在银行", "没有其他机构的条目提到“不存在银行”，请核对名称"),
        (
            "机构:锦川农商银行",
            "没有条目的机构是“锦川农商银行”，要找提到它的条目，请写“提到:锦川农商银行”",
        ),
        ("标题:火星", "没有条目的标题含有“火星”，请核对名称"),
        ("做法:整村受信", "没有条目的做法是“整村受信”，可以写：整村授信"),
        ("类型:培训", "没有条目的类型是“培训”，可以写：经验、综述、动态、荣誉"),
        ("小组:火星组", "没有条目的小组是“火星组”，请核对名称"),
        ("(机构:甲丁 或 机构:青枫) 用信率", "没有条目的机构是“甲丁”，请核对名称"),
    ],
)
def test_a_value_that_no_entry_has_is_named(
    sample_kb: KnowledgeBase, text: str, notice: str
) -> None:
    assert search(sample_kb, Query(text)).notice == notice


@pytest.mark.parametrize(
    "text", ["机构:青枫 用信率", "类型:经验", "用信率", "机构:", "-小组:青枫组 听证"]
)
def test_nothing_is_said_of_values_that_entries_have(sample_kb: KnowledgeBase, text: str) -> None:
    assert search(sample_kb, Query(text)).notice == ""


def test_many_conditions_are_not_all_tried(sample_kb: KnowledgeBase) -> None:
    text = " ".join(f"机构:火星{n}" for n in range(50))
    assert search(sample_kb, Query(text)).notice.count("请核对") == 6
