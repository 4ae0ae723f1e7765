"""Which bank a bulletin is about: the evidence, strongest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.structure.groups import dominant
from kb.structure.judgement import Confidence, Judgement


@dataclass(frozen=True, slots=True)
class Choice:
    """The evidence to decide by; learners are left out everywhere."""

    in_title: list[str]
    hosts_by_part: dict[str, list[str]]
    sections: list[str]
    author: str
    counts: Counter[str]
    to_us: bool
    several: bool = False


def decide_hosts(choice: Choice) -> tuple[list[str], Judgement]:
    """The hosts, and the judgement about them."""
    by_part = choice.hosts_by_part
    named = list(choice.counts)
    if visited := by_part.get("title"):
        agrees = all(choice.counts[bank] for bank in visited)
        sure = Confidence.HIGH if agrees else Confidence.MEDIUM
        return visited, _judged(visited, sure, "标题写明去这家机构学习")
    if choice.to_us and choice.author:
        return [choice.author], _judged(
            [choice.author], Confidence.MEDIUM, "别的机构来这家机构学习"
        )
    if choice.to_us and not (choice.in_title or by_part.get("opening")):
        return [], Judgement("bank", "", Confidence.LOW, "别的机构来本行学习，没有写明本行是哪家")
    if len(choice.sections) > 1:
        return choice.sections, _judged(choice.sections, Confidence.HIGH, "各节标题写明机构")
    if len(choice.in_title) == 1:
        bank = choice.in_title[0]
        rivals = [other for other in by_part.get("opening", ()) if other != bank]
        sure = Confidence.LOW if rivals else Confidence.HIGH
        most = max(choice.counts.values(), default=1)
        if sure is Confidence.HIGH or choice.counts[bank] >= most:
            return [bank], _judged([bank], sure, "标题写有这家机构")
    if choice.author and not by_part.get("opening"):
        evidence = "标题下写有这家机构"
        return [choice.author], _judged([choice.author], Confidence.HIGH, evidence)
    if choice.sections:
        return choice.sections, _judged(choice.sections, Confidence.MEDIUM, "小标题写有这家机构")
    if choice.several and len(set(by_part.get("opening", ()))) < 2:
        evidence = "标题说学了几家机构，正文开头没有逐一写明"
        return [], Judgement("bank", "", Confidence.LOW, evidence)
    if visited := by_part.get("opening"):
        return visited, _judged(visited, Confidence.MEDIUM, "正文开头写明去这家机构学习")
    if len(choice.in_title) > 1:
        return choice.in_title, _judged(choice.in_title, Confidence.LOW, "标题写有不止一家机构")
    if len(named) == 1:
        return named, _judged(named, Confidence.MEDIUM, "全文只提到这一家机构")
    if bank := dominant(choice.counts):
        evidence = f"文中提到最多：{choice.counts[bank]} 次"
        return [bank], _judged([bank], Confidence.MEDIUM, evidence)
    if len(visited := by_part.get("later", [])) == 1:
        return visited, _judged(visited, Confidence.MEDIUM, "文中写明去这家机构学习")
    mentioned = "、".join(f"{name} {times} 次" for name, times in choice.counts.most_common(3))
    evidence = f"文中提到{mentioned}，分不出主次" if mentioned else "文中没有提到机构"
    return [], Judgement("bank", "", Confidence.LOW, evidence)


def _judged(banks: Sequence[str], confidence: Confidence, evidence: str) -> Judgement:
    if len(banks) == 1:
        return Judgement("bank", banks[0], confidence, evidence)
    several = evidence.replace("这家机构", "这几家机构")
    return Judgement("bank", "", confidence, f"{several}：{'、'.join(banks)}")
