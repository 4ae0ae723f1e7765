"""Two issues in one file are read each for itself, or told to the editor, not joined in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.model import Entry, Heading
from kb.readers import Block, Draft
from kb.structure.several import MAX_ISSUES, further_issues, issues_in
from tests.builders import LESSONS, bulletin, entry, structured


@pytest.mark.parametrize(
    "lines",
    [
        ("学习快讯", "第4期", "2025年3月3日—3月7日"),
        ("学习快讯", "2025年3月3日—3月7日"),
        ("学习快讯第4期",),
        ("第4期",),
        ("（2025年第4期）",),
    ],
)
def test_a_masthead_again_begins_another_issue(lines: tuple[str, ...]) -> None:
    masthead = [Heading(line, 2) for line in lines]
    content: list[Heading | Entry] = [entry(LESSONS[0]), *masthead, entry(LESSONS[1])]
    two = replace(bulletin(*content), title="学习快讯第3期", series="学习快讯", issue="第3期")
    assert further_issues(two) == lines[:1]


@pytest.mark.parametrize(
    "line", ["第二批学员", "学习快讯", "第3期", "见第4期《学习快讯》的说明", "第一季度"]
)
def test_other_lines_do_not(line: str) -> None:
    one = bulletin(entry(LESSONS[0]), Heading(line, 2), entry(LESSONS[1]))
    assert further_issues(replace(one, title="学习快讯", series="学习快讯", issue="第3期")) == ()


def test_issues_that_follow_closely_are_each_told() -> None:
    lines = ("学习快讯（NO.4）", "学习快讯（NO.5）")
    content: list[Heading | Entry] = [entry(LESSONS[0])]
    for line in lines:
        content += [Heading(line, 2), entry(LESSONS[1])]
    one = replace(bulletin(*content), title="学习快讯（NO.3）", series="学习快讯", issue="第3期")
    assert further_issues(one) == lines


TEXT = (
    "梨园农商银行把客户按照存款、贷款、结算三项打分，七十分以上的由支行行长亲自维护，每季调一次。"
)


def parts(*lines: str) -> list[list[str]]:
    draft = Draft(tuple(map(Block, lines)))
    found = issues_in(draft, structured(*draft.blocks).bulletin)
    return [[block.text for block in part.blocks] for part in found]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("学习周报", "第4期"), ("学习周报", "第5期")),
        (("学习周报第4期",), ("学习周报第5期",)),
        (("学习周报", "第4期", "梨园的尺子"), ("学习周报", "第5期", "鹿鸣的单子")),
        (("学习快讯（NO.4）",), ("学习快讯（NO.5）",)),
        (("学习周报", "2026年3月2日—3月6日"), ("学习周报", "2026年3月9日—3月13日")),
    ],
)
def test_each_issue_is_read_for_itself(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    first, second = (*one, TEXT, "编辑：江月"), (*two, TEXT.replace("梨园", "鹿鸣"), "编辑：江月")
    assert parts(*first, *second) == [list(first), list(second)]


@pytest.mark.parametrize(
    "lines",
    [
        ("学习周报", "第4期", TEXT),
        ("学习周报", "第4期", "往期目录", TEXT, "学习周报第2期", "学习周报第3期"),
        ("学习周报（第5—6期合刊）", "一、梨园", TEXT, "二、鹿鸣", TEXT),
        tuple(line for n in range(MAX_ISSUES + 1) for line in ("学习周报", f"第{n + 1}期", TEXT)),
    ],
)
def test_other_files_are_one(lines: tuple[str, ...]) -> None:
    assert parts(*lines) == [list(lines)]


def test_a_note_above_the_title_of_a_mail_is_no_issue_of_its_own() -> None:
    head = (
        "发件人：李春生",
        "发送时间：2026年8月14日",
        "收件人：王建国",
        "主题：回复：第一周学习情况",
    )
    note = (
        "王部长，您好：",
        "第二周的学习情况写好了，请审阅，没问题的话就发办公室，编到下一期的简报里去。",
    )
    lines = (*head, *note, "梨园挂职学习周报（第2期）", "（2026年8月10日—8月14日）", TEXT, TEXT)
    assert parts(*lines) == [[*lines]]
