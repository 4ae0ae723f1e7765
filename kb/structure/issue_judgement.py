"""How sure the number of an issue is, and whether one is missing at all."""

from __future__ import annotations

from collections.abc import Iterable

from kb.structure.issue_forms import is_paper
from kb.structure.judgement import Confidence, Judgement


def judged_issue(series: str, issue: str, head: Iterable[str], *, stated: bool) -> Judgement:
    """The judgement of an issue. Without a number there is only a doubt where the title or a line around
    it names a paper: an article or a report of a visit never has one."""
    if issue and not stated:
        words = f"页眉、页脚或文件名写有“{issue}”，系列为“{series}”"
        return Judgement("issue", issue, Confidence.MEDIUM, words)
    if issue:
        return Judgement(
            "issue", issue, Confidence.HIGH, f"标题或刊头写有“{issue}”，系列为“{series}”"
        )
    if any(is_paper(line.strip()) for line in head):
        return Judgement("issue", "", Confidence.LOW, "标题和刊头没有写期号")
    return Judgement(
        "issue", "", Confidence.HIGH, "标题和刊头没有写期号，也不像期刊或简报，应当没有期号"
    )
