"""The title that the program gives an entry."""

from __future__ import annotations

from kb.structure.entry_title import entry_title

TABLE = "项目 | 甲农商银行 | 乙农商银行\n审批 | 当天 | 三天"


def test_a_table_is_called_as_the_heading_above_it() -> None:
    assert entry_title(TABLE, ("一、两行做法对比",)) == "两行做法对比"
    assert entry_title(TABLE, ()) == "项目 | 甲农商银行 | 乙农商银行"
    assert entry_title(f"两家差在哪里\n{TABLE}", ("一、两行做法对比",)) == "两家差在哪里"
