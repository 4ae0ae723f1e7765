"""What is said of a sentence and an aspect: how much it serves it, and what that is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a score: a word of the lexicon, what a pattern of it matched, or a figure, and
    what it counts. `kind` is "word", "title" (it stands in the title of the entry), "figure",
    "text" (a run of characters), "near" (the sentences around), "rest" (all other characters), or "editor"
    (an editor said so).
    """

    kind: str
    text: str
    weight: float


BY_EDITOR = "编者指定"


@dataclass(frozen=True, slots=True)
class AspectScore:
    """How much a sentence is about an aspect, with the parts of the score, the largest first."""

    aspect: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def explanation(self) -> str:
        """The score in words: 考核（3）、绩效（2），合计 5 分."""
        if any(e.kind == "editor" for e in self.evidence):
            return BY_EDITOR
        parts = [
            f"其余用字（{e.weight:+g}）" if e.kind == "rest"
            else f"前后各句所讲（{e.weight:+g}）" if e.kind == "near"
            else f"用字“{e.text}”（{e.weight:+g}）" if e.kind == "text"
            else f"题目中的“{e.text}”（{e.weight:+g}）" if e.kind == "title"
            else f"数据“{e.text}”（{e.weight:+g}）" if e.kind == "figure"
            else f"“{e.text}”（{e.weight:+g}）"
            for e in self.evidence
        ]  # fmt: skip
        return f"{'、'.join(parts)}，合计 {self.score:g} 分"
