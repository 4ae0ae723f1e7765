"""What is believed of the title, the period and the banks of a bulletin, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model import Entry, Heading, Organisation
from kb.structure import groups as grouping
from kb.structure.frame import Frame
from kb.structure.heading_bank import bank_of_heading
from kb.structure.judgement import Confidence, Judgement
from kb.structure.parts import Parts, text_of
from kb.structure.roles import Role, role_of
from kb.structure.years import FoundPeriod
from kb.text import without_numbering


def judged_title(title: str, found: str, stated: str) -> Judgement:
    """How sure the title is: `found` stands above the text, `stated` is that of the file itself."""
    if found:
        return Judgement("title", title, Confidence.HIGH, "正文开头的标题")
    if stated:
        return Judgement("title", title, Confidence.MEDIUM, "文件自带的标题")
    return Judgement("title", title, Confidence.LOW, "没有认出标题，用文件名代替")


def judged_period(found: FoundPeriod | None) -> Judgement:
    """The period with its evidence."""
    if found is None:
        return Judgement("period", "", Confidence.LOW, "没有认出起止日期")
    value = f"{found.period.start} 至 {found.period.end}"
    return Judgement("period", value, found.confidence, found.evidence)


def hosts_of_groups(parts: Parts, organisations: Sequence[Organisation]) -> list[Judgement]:
    """The bank of each group the headings name, in order, by what its sections say."""
    texts: dict[str, list[str]] = {}
    current = ""
    for level, block in parts.outline.body:
        if level:
            current = grouping.group_of(without_numbering(block.text)) or current
            if role_of(block.text) is Role.HONOUR:
                current = ""
        if current:
            texts.setdefault(current, []).append(block.text)
    plain = (block.text for level, block in parts.outline.body if not level)
    points = {} if texts else grouping.labelled_points(plain)
    if not texts and len(points) < 2:
        return []
    titles = (parts.title, *parts.outline.head.subtitle)
    found = grouping.judge_hosts(texts or points, titles, text_of(parts.outline), organisations)
    return found if texts or all(one.value for one in found) else []


def owners_of_sections(items: Sequence[Heading | Entry], frame: Frame) -> list[Judgement]:
    """The bank that each heading names as that of its section."""
    found = []
    entries = (item for item in items if isinstance(item, Entry))
    owned = {(entry.bank, heading) for entry in entries for heading in entry.heading_path}
    for item in items:
        if isinstance(item, Heading):
            bank = bank_of_heading(item.text, frame.names, frame.parties.learners)
            if bank and (bank, item.text) in owned:
                found.append(
                    Judgement("section", bank, Confidence.HIGH, "这一节的标题写有它", item.text)
                )
    return found
