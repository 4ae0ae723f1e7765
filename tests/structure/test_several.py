"""Two issues in one file are told to the editor, not joined in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.model import Entry, Heading
from kb.structure.several import further_issues
from tests.builders import LESSONS, bulletin, entry


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
