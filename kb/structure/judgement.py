"""How sure it is what was understood, and from what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """HIGH: stated. MEDIUM: inferred from more than one thing that agree. LOW: please check."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


CONFIDENCE_LABELS: dict[Confidence, str] = {
    Confidence.HIGH: "确定",
    Confidence.MEDIUM: "较确定",
    Confidence.LOW: "请核对",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One fact understood about a bulletin.

    `field` is "title", "issue", "period", "bank" or "section"; `subject` the group or the heading
    whose bank it is, "" for the bulletin itself; `value` what was understood, "" when nothing was; `evidence` says in
    Chinese from what.
    """

    field: str
    value: str
    confidence: Confidence
    evidence: str
    subject: str = ""
