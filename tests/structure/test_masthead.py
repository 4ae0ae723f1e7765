"""Mastheads in cells; notes of the editor or a leader between masthead and title."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.looks import Look
from kb.structure.masthead import with_masthead_in_order
from tests.builders import structured

BODY = Look(0, False, False, 14.0)
TEXT = Block(
    "9月8日至11日，我们到紫荆岭农商银行考察，看了信贷工厂，听了三位支行长的介绍。", size=14.0
)


def big(text: str) -> Block:
    return Block(text, centred=True, bold=True, size=24.0)


def texts(*blocks: Block) -> list[str]:
    return [block.text for block in with_masthead_in_order(blocks, BODY)]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("第14期 | 办公室编", ["第14期", "办公室编"]),
        ("2025年第3期（总第86期） | 9月18日", ["2025年第3期（总第86期）", "9月18日"]),
        ("办公室 | 第5—6期合刊 | 2025年6月", ["办公室", "第5—6期合刊", "2025年6月"]),
        ("（第二十一辑） | 县联社编", ["（第二十一辑）", "县联社编"]),
        ("第 9 期 | 二〇二五年三月", ["第 9 期", "二〇二五年三月"]),
    ],
)
def test_cells_of_a_masthead_have_a_line_each(row: str, cells: list[str]) -> None:
    assert texts(Block("学习参考"), Block(row), TEXT) == ["学习参考", *cells, TEXT.text]


@pytest.mark.parametrize(
    "row", ["第一季度 | 12万元", "第3期 | " + "客户经理进村" * 8, "姓名 | 单位"]
)
def test_other_rows_stay_whole(row: str) -> None:
    assert row in texts(Block("学习参考"), Block(row), TEXT)


@pytest.mark.parametrize(
    "note",
    [
        "领导批示：请各部室认真学习。",
        "编者按：现将考察报告刊出，供参考。",
        "张行长批示：这份材料写得实，印发各支行。",
        "【编者的话】本期介绍紫荆岭的做法。",
        "批示：转各支行阅。",
    ],
)
def test_a_note_stands_behind_a_title_of_two_lines(note: str) -> None:
    made = structured(
        Block("学习简报", size=14.0),
        Block("第14期", size=14.0),
        Block(note, size=14.0),
        big("赴紫荆岭农商银行学习"),
        big("“三张表”管理法的报告"),
        TEXT,
    )
    assert made.bulletin.title == "赴紫荆岭农商银行学习“三张表”管理法的报告"
    assert made.bulletin.issue == "第14期"
    assert any(note in entry.text for entry in made.bulletin.entries)


@pytest.mark.parametrize(
    "lines", [("青溪组：", "白鹭洲组："), ("【青溪农商银行】", "【白鹭洲农商银行】")]
)
def test_a_note_stays_above_the_name_of_a_group_or_bank(lines: tuple[str, str]) -> None:
    """The line below it was taken for the title, and the note stood within the section of the group."""
    made = structured(
        Block("跟班学习简报"),
        Block("第11期"),
        Block("【编者按】两个小组分别到青溪农商银行、白鹭洲农商银行跟班，现摘登所见所学。"),
        Block(lines[0]),
        Block("●贷款到期前四十五天，系统给客户经理派单，要求上门了解经营情况。"),
        Block(lines[1]),
        Block("●每季度召开一次听证会，责任人当场陈述，听证员无记名表决。"),
    )
    note, *rest = made.bulletin.entries
    assert note.text.startswith("【编者按】")
    assert (note.group, note.bank) == ("", "")
    assert [entry.bank for entry in rest] == ["青溪农商银行", "白鹭洲农商银行"]


def test_a_note_above_the_sections_leaves_the_name_of_the_paper_as_title() -> None:
    made = structured(
        Block("学习通讯"),
        Block("第5-6期合刊"),
        Block("编者按：两个小组分别到木槿农商银行、杜若农商银行跟班，现一并刊出，供各支行参考。"),
        Block("在木槿农商银行学管客户"),
        Block("（5月19日至23日　第一小组）"),
        Block(
            "1．客户分“三色”。绿色客户每季见一面，黄色客户每月见一面，红色客户每周见一面，当天录入。"
        ),
        Block("在杜若农商银行学管风险"),
        Block("（6月3日至6日　第二小组）"),
        Block(
            "1．“反着问”的贷审会。审批人先说三条不贷的理由，客户经理一条一条答，答不上来的当场退回。"
        ),
    )
    assert made.bulletin.title == "学习通讯"
    assert made.bulletin.issue == "第5-6期"
    assert [entry.bank for entry in made.bulletin.entries if entry.kind == "lesson"] == [
        "木槿农商银行",
        "杜若农商银行",
    ]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("第33期　2025年12月1日　发展规划部", ["第33期", "发展规划部　2025年12月1日"]),
        ("第3期　石坝农商银行办公室编", ["第3期", "石坝农商银行办公室编"]),
        ("2025年第7期  2025年6月3日", ["2025年第7期", "2025年6月3日"]),
        (
            "第5—6期合刊　县联社办公室　二〇二五年六月三日",
            ["第5—6期合刊", "县联社办公室　二〇二五年六月三日"],
        ),
        ("第9辑 培训中心", ["第9辑", "培训中心"]),
    ],
)
def test_a_line_of_issue_day_and_publisher(line: str, lines: list[str]) -> None:
    assert texts(Block("同业观察"), Block(line), TEXT) == ["同业观察", *lines, TEXT.text]


@pytest.mark.parametrize(
    "line", ["第3期　学什么，怎么学", "第3期培训班开班", "我们办到第3期　很不容易"]
)
def test_a_line_with_other_words_behind_the_issue_stays_whole(line: str) -> None:
    assert texts(Block("同业观察"), Block(line), TEXT)[1] == line


@pytest.mark.parametrize(
    "rows",
    [
        ["《行思》 第6辑 | 向外看，向内求 ——赴白蘋学习的报告"],
        ["《行思》 | 向外看，向内求", "第6辑 | ——赴白蘋学习的报告"],
    ],
)
def test_a_masthead_next_to_the_title(rows: list[str]) -> None:
    found = texts(*map(Block, rows), TEXT)
    assert found == ["《行思》", "第6辑", "向外看，向内求", "——赴白蘋学习的报告", TEXT.text]


@pytest.mark.parametrize(
    "note", ["按：现将材料印发，供参考。", "〔按〕本期先登一篇。", "按语：请各支行认真学习。"]
)
def test_a_short_note_stands_behind_the_title(note: str) -> None:
    lines = ("工作通报", "第8期", note, "怎样管好客户经理的腿", TEXT.text)
    assert structured(*lines).bulletin.title == "怎样管好客户经理的腿"


def test_a_note_above_everything_else() -> None:
    lines = ("编者按：走出去才知道差距，请大家一读。", "差距在“勤”字上", TEXT.text, TEXT.text)
    assert structured(*lines).bulletin.title == "差距在“勤”字上"


def test_an_office_between_issue_and_title() -> None:
    lines = ("他山之石", "2026年第2期", "松原农商银行研究室", "如何让老人敢来网点", TEXT.text)
    bulletin = structured(*lines).bulletin
    assert (bulletin.title, bulletin.series) == ("如何让老人敢来网点", "他山之石")


@pytest.mark.parametrize("number", ["〔2026〕12号", "（第12号）", "2026年第12期"])
def test_the_number_below_the_name_of_minutes_is_that_of_an_issue(number: str) -> None:
    lines = (
        "松原农村商业银行会议纪要",
        number,
        "跟班学习成果汇报会会议纪要",
        "时间：2026年6月26日",
        TEXT.text,
        TEXT.text,
    )
    bulletin = structured(*lines).bulletin
    assert (bulletin.title, bulletin.issue[-4:]) == ("跟班学习成果汇报会会议纪要", "第12期")
