"""Structure: a Draft in, a Bulletin out. It knows bulletins, not formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from kb.identity import bulletin_id, is_version, keep_anchors
from kb.model import Bulletin, Group, Organisation, Source
from kb.readers import Draft
from kb.structure.bank_names import BankNames
from kb.structure.chat import of_chat
from kb.structure.content import content
from kb.structure.frame import Frame
from kb.structure.furniture import goes_above
from kb.structure.hosts import Document, Parties, parties
from kb.structure.issue_judgement import judged_issue
from kb.structure.judged_fields import (
    hosts_of_groups,
    judged_period,
    judged_title,
    owners_of_sections,
)
from kb.structure.judgement import CONFIDENCE_LABELS, Confidence, Judgement
from kb.structure.mail import of_mail
from kb.structure.neighbours import Neighbours, place_of
from kb.structure.notes import notes
from kb.structure.parts import (
    Parts,
    edges_of,
    headings_of,
    imprint_of,
    parts_of,
    text_of,
    texts_of_days,
)
from kb.structure.period import judge_period
from kb.structure.pictures import picture_bytes
from kb.structure.series import issue_at_edge, issue_number, series_and_issue
from kb.structure.slides import of_slides
from kb.text import analysed, is_plan_paper, is_site_furniture

__all__ = [
    "CONFIDENCE_LABELS",
    "Confidence",
    "Judgement",
    "Structured",
    "is_version",
    "issue_number",
    "keep_anchors",
    "structure",
]

# Words of a title, or of the first lines, that say that a text is about how others do things.
_TEACHING = re.compile(
    r"学习|考察|跟班|跟岗|跟着|取经|经验|做法|对标|交流|走进|见学|调研|小结|启示|体会|心得|日记|见闻|探访|专访|办法|模式|观摩|参观"
    r"|样本|实践|之道|密码|秘诀|启发|转型|培训|挂职|先进|典型|案例|亮点|举措|方法|怎么|怎样|学[到来]|收获|[一二三四五六七八九十几]招"
)
# A title of what a bank plans says with these words that it learned it from another.
_LEARNS = re.compile("学习|借鉴|对标|考察|推广|跟班|转化|取经")
_NOTICE = re.compile(
    r"通知|公告|启事|招聘|招标|通告|议程|制度$|(?:管理|实施|暂行|试行|考核|工作|处置|处罚|操作)办法(?:$|[（(])|方案$|章程"
)
# The longest line that may say which bank wrote the text, and how many such lines are kept.
_SIGNATURE = 45
_SIGNATURES = 3
_OF_A_BANK = re.compile("农商|银行|联社|信用社|农信社|审计中心|(?<![各本、])支行(?![、，：:])")


@dataclass(frozen=True, slots=True)
class Structured:
    """A bulletin as understood; in Chinese, what was not understood or only inferred; how sure its
    title, issue, period and banks are; the bytes of its picture files by name; and the lines of the
    source that are not part of the bulletin (navigation, imprint). `draft` is what it was made of."""

    bulletin: Bulletin
    warnings: tuple[str, ...]
    judgements: tuple[Judgement, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    furniture: tuple[str, ...] = ()
    draft: Draft = field(default=Draft(()), repr=False)


def structure(
    draft: Draft,
    source: Source,
    *,
    year: int | None = None,
    today: date,
    organisations: Sequence[Organisation] = (),
    issues: Callable[[str], Neighbours] = lambda series: (),
    correct: Callable[[Bulletin], Bulletin] = lambda bulletin: bulletin,
) -> Structured:
    """Understand a draft. Nothing is dropped: each block's text is in title, subtitle, content or
    furniture, its pictures next to the entry that follows them or else the last one.

    `year` sets the year of the period; `today` limits an inferred one. `issues` gives the (number,
    period) of the issues of a series that are known already. `correct` corrects the bulletin by what its
    sentences tell, before it is said what is lacking.
    """
    parts = parts_of(of_slides(of_chat(of_mail(draft))), source)
    title, head = parts.title, parts.outline.head
    subtitle = "\n".join(head.subtitle)
    series, issue = series_and_issue(title, subtitle, "\n".join(head.masthead))
    stated = bool(issue)
    if not stated and (edge := issue_at_edge(edges_of(parts)))[1]:
        series, issue = edge
    place = place_of(issue_number(issue), issue, issues(series))
    period = judge_period(
        texts_of_days(parts), year=year, today=today, place=place, published=parts.draft.published
    )
    hosts = hosts_of_groups(parts, organisations)
    groups = tuple(Group(host.subject, host.value) for host in hosts)
    frame = _frame(parts, groups, organisations)
    items = content(parts.outline, frame)
    bulletin = Bulletin(
        id=bulletin_id(title, period.period if period else None),
        title=title,
        content=tuple(items),
        source=source,
        subtitle=subtitle,
        signed="\n".join(_naming_banks((*imprint_of(parts), *parts.kept.furniture))),
        series=series,
        issue=issue,
        period=period.period if period else None,
        groups=groups,
    )
    judgements = (
        judged_title(title, head.title, parts.draft.title),
        judged_issue(series, issue, (title, *head.subtitle, *head.masthead), stated=stated),
        judged_period(period),
        *(hosts or [frame.parties.judgement]),
        *(() if groups else owners_of_sections(items, frame)),
    )
    known_banks = [organisation.name for organisation in organisations]
    bulletin = correct(bulletin)
    found = notes(bulletin, place, titled=bool(head.title), known_banks=known_banks)
    warnings = (*draft.warnings, *(note.text for note in found))
    pictures = picture_bytes(parts.kept.blocks)
    return Structured(bulletin, warnings, judgements, pictures, parts.furniture, draft)


def _frame(parts: Parts, groups: tuple[Group, ...], organisations: Sequence[Organisation]) -> Frame:
    """Which banks the bulletin is about, and whether it is about how they do things."""
    title, found, head = parts.title, parts.outline, parts.outline.head
    text = analysed("\n".join(block.text for block in parts.kept.blocks))
    names = BankNames("\n".join((title, "\n".join(head.subtitle), text)), organisations)
    signed = imprint_of(parts)
    document = Document(
        title, head.subtitle, headings_of(found), text_of(found), signed, parts.kept.signed
    )
    who = parties(document, names)
    teaching = not groups and _teaches(title, head.subtitle, who, text)
    planning = is_plan_paper(title) and bool(who.learners or _LEARNS.search(title))
    return Frame(groups, who, names, organisations, teaching, planning)


def _naming_banks(lines: Sequence[str]) -> tuple[str, ...]:
    """The first short lines of the imprint that name a bank or a branch; navigation left out."""
    named = (
        line
        for line in dict.fromkeys(lines)
        if len(line) <= _SIGNATURE
        and not (is_site_furniture(line) or goes_above(line))
        and _OF_A_BANK.search(line)
    )
    return tuple(islice(named, _SIGNATURES))


def _teaches(title: str, subtitle: Sequence[str], who: Parties, text: str) -> bool:
    """Is this about how a bank does things, and not a notice?"""
    if _NOTICE.search(title):
        return False
    head = "\n".join((title, *subtitle))
    return bool(_TEACHING.search(head) or (who.hosts and _TEACHING.search(text[:300])) or who.host)
