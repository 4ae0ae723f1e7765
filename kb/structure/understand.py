"""Structure: a Draft in, a Bulletin out. It knows bulletins, not formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import PurePath

from kb.identity import bulletin_id, is_version, keep_anchors
from kb.model import Bulletin, Entry, Group, Heading, Organisation, Source
from kb.readers import Draft
from kb.structure import groups as grouping
from kb.structure.account import accounts_of
from kb.structure.attachment import with_attachment
from kb.structure.bank_names import BankNames
from kb.structure.chat import of_chat
from kb.structure.content import content
from kb.structure.days import is_day_line, is_period_line
from kb.structure.frame import Frame
from kb.structure.furniture import Sorted, goes_above, without_furniture
from kb.structure.heading_bank import bank_of_heading
from kb.structure.hosts import Document, Parties, parties
from kb.structure.issue_judgement import judged_issue
from kb.structure.judgement import CONFIDENCE_LABELS, Confidence, Judgement
from kb.structure.letter_opening import is_salutation
from kb.structure.mail import is_mail, of_mail, senders_of
from kb.structure.neighbours import Neighbours, place_of
from kb.structure.notes import notes
from kb.structure.outline import Outline, outline
from kb.structure.page_title import without_site
from kb.structure.period import Texts, judge_period
from kb.structure.pictures import picture_bytes
from kb.structure.roles import Role, role_of
from kb.structure.series import issue_at_edge, issue_number, series_and_issue
from kb.structure.slides import of_slides
from kb.structure.years import FoundPeriod
from kb.text import analysed, is_imprint, is_site_furniture, without_numbering

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
    r"|样本|实践|之道|密码|秘诀|启发|转型|培训|挂职|先进|典型|案例|亮点|举措|方法|怎么|怎样"
)
_NOTICE = re.compile(
    r"通知|公告|启事|招聘|招标|通告|议程|制度$|(?:管理|实施|暂行|试行|考核|工作|处置|处罚|操作)办法(?:$|[（(])|方案$|章程"
)
_PAGES = ("html", "mhtml")
# A line that says which bank wrote the text is no longer than this; so many are kept.
_SIGNATURE = 45
_SIGNATURES = 3
_OF_A_BANK = re.compile("农商|银行|联社|信用社|农信社|审计中心")


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
    told: Callable[[Bulletin], Bulletin] = lambda bulletin: bulletin,
) -> Structured:
    """Understand a draft. Nothing is dropped: each block's text is in title, subtitle, content or
    furniture, its pictures next to the entry that follows them or else the last one.

    `year` sets the year of the period; `today` limits an inferred one. `issues` gives the (number,
    period) of the issues of a series that are known already. `told` corrects the bulletin by what its
    sentences tell, before it is said what is lacking.
    """
    parts = _parts(of_slides(of_chat(of_mail(draft))), source)
    title, head = parts.title, parts.outline.head
    subtitle = "\n".join(head.subtitle)
    series, issue = series_and_issue(title, subtitle, "\n".join(head.masthead))
    stated = bool(issue)
    if not stated and (edge := issue_at_edge(_edges(parts)))[1]:
        series, issue = edge
    place = place_of(issue_number(issue), issue, issues(series))
    period = judge_period(
        _dated(parts), year=year, today=today, place=place, published=parts.draft.published
    )
    hosts = _groups(parts, organisations)
    groups = tuple(Group(host.subject, host.value) for host in hosts)
    frame = _frame(parts, groups, organisations)
    items = content(parts.outline, frame)
    bulletin = Bulletin(
        id=bulletin_id(title, period.period if period else None),
        title=title,
        content=tuple(items),
        source=source,
        subtitle=subtitle,
        signed="\n".join(_naming_banks((*_imprint(parts), *parts.kept.furniture))),
        series=series,
        issue=issue,
        period=period.period if period else None,
        groups=groups,
    )
    judgements = (
        _judged_title(title, head.title, parts.draft.title),
        judged_issue(series, issue, (title, *head.subtitle, *head.masthead), stated=stated),
        _judged_period(period),
        *(hosts or [frame.parties.judgement]),
        *(() if groups else _owners_of_sections(items, frame)),
    )
    known_banks = [organisation.name for organisation in organisations]
    bulletin = told(bulletin)
    found = notes(bulletin, place, titled=bool(head.title), known_banks=known_banks)
    warnings = (*draft.warnings, *(note.text for note in found))
    pictures = picture_bytes(parts.kept.blocks)
    return Structured(bulletin, warnings, judgements, pictures, parts.furniture, draft)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A draft sorted into what is the bulletin and what is not; `stem` is the name of its file
    without the suffix."""

    draft: Draft
    kept: Sorted
    outline: Outline
    title: str
    stem: str

    @property
    def furniture(self) -> tuple[str, ...]:
        """All lines that are not part of the bulletin."""
        head = self.outline.head
        return (*self.draft.furniture, *head.masthead, *head.imprint, *self.kept.furniture)


def _parts(draft: Draft, source: Source) -> _Parts:
    of_a_page = source.format in _PAGES
    attached = with_attachment(draft.blocks)
    draft = replace(
        draft, blocks=attached.blocks, furniture=(*draft.furniture, *attached.furniture)
    )
    kept = without_furniture(draft.blocks, of_a_page=of_a_page, letter=is_mail(draft))
    found = outline(kept.blocks, draft.title)
    if kept.furniture and all(level for level, _ in found.body):
        kept = Sorted(draft.blocks, ())  # what looks like imprint is all the text there is
        found = outline(kept.blocks, draft.title)
    stem = PurePath(source.name).stem
    return _Parts(draft, kept, found, found.head.title or without_site(draft.title) or stem, stem)


def _dated(parts: _Parts) -> Texts:
    """Where the period may be written."""
    found = parts.outline
    lines = (
        *found.head.subtitle,
        parts.title,
        *_ranges(found),
        *_issue_lines(found.head.masthead),
        *filter(None, (parts.draft.days,)),
    )
    letter = any(map(is_salutation, found.head.imprint))
    return Texts(lines, _text(found), parts.stem, parts.furniture, letter)


def _frame(
    parts: _Parts, groups: tuple[Group, ...], organisations: Sequence[Organisation]
) -> Frame:
    """Which banks the bulletin is about, and whether it is about how they do things."""
    title, found, head = parts.title, parts.outline, parts.outline.head
    text = analysed("\n".join(block.text for block in parts.kept.blocks))
    names = BankNames("\n".join((title, "\n".join(head.subtitle), text)), organisations)
    signed = _imprint(parts)
    document = Document(
        title, head.subtitle, _headings(found), _text(found), signed, parts.kept.signed
    )
    who = parties(document, names)
    teaching = not groups and _teaches(title, head.subtitle, who, text)
    return Frame(groups, who, names, organisations, teaching)


def _imprint(parts: _Parts) -> tuple[str, ...]:
    """Lines that say whose text it is: the imprint, the letterhead, the public account, who sent the mail, else
    the owner of the site, from the title of its page or its copyright line."""
    furniture = (*parts.kept.furniture, *parts.draft.furniture)
    site = parts.draft.title.replace(parts.title, "").strip(" -_|–—·｜»>")
    owner = (line for line in furniture if "版权所有" in line)
    head = parts.outline.head
    return (
        *head.imprint,
        *head.masthead,
        *accounts_of((*head.imprint, *furniture)),
        *senders_of(parts.draft.furniture),
        *filter(is_imprint, furniture),
        *filter(None, (site,)),
        *owner,
    )


def _naming_banks(lines: Sequence[str]) -> tuple[str, ...]:
    """The first short lines of the imprint that name a bank; navigation left out."""
    named = (
        line
        for line in dict.fromkeys(lines)
        if len(line) <= _SIGNATURE
        and not (is_site_furniture(line) or goes_above(line))
        and _OF_A_BANK.search(line)
    )
    return tuple(islice(named, _SIGNATURES))


def _text(found: Outline) -> str:
    return analysed("\n".join(block.text for _, block in found.body))


def _ranges(found: Outline) -> Iterator[str]:
    """Lines of the body that are only a range of days, as at the end of a report."""
    for _, block in found.body:
        if is_period_line(block.text) and not is_day_line(block.text):
            yield block.text


def _issue_lines(masthead: Sequence[str]) -> Iterator[str]:
    """Lines of the masthead with the number of the issue, which give its year; a day there is the
    day of publication."""
    return (line for line in masthead if "期" in line and "日" not in line)


def _headings(found: Outline) -> tuple[str, ...]:
    return tuple(block.text for level, block in found.body if level)


def _teaches(title: str, subtitle: Sequence[str], who: Parties, text: str) -> bool:
    """Is this about how a bank does things, and not a notice?"""
    if _NOTICE.search(title):
        return False
    head = "\n".join((title, *subtitle))
    return bool(_TEACHING.search(head) or (who.hosts and _TEACHING.search(text[:300])) or who.host)


def _judged_title(title: str, found: str, stated: str) -> Judgement:
    if found:
        return Judgement("title", title, Confidence.HIGH, "正文开头的标题")
    if stated:
        return Judgement("title", title, Confidence.MEDIUM, "文件自带的标题")
    return Judgement("title", title, Confidence.LOW, "没有认出标题，用文件名代替")


def _edges(parts: _Parts) -> Iterator[str]:
    """Lines outside head and text that may state the number of the issue: the foot of the page, the
    name of the file."""
    lines = (*parts.kept.furniture, *parts.draft.furniture)
    yield from (line for line in lines if not is_site_furniture(line))
    yield parts.stem


def _judged_period(found: FoundPeriod | None) -> Judgement:
    if found is None:
        return Judgement("period", "", Confidence.LOW, "没有认出起止日期")
    value = f"{found.period.start} 至 {found.period.end}"
    return Judgement("period", value, found.confidence, found.evidence)


def _groups(parts: _Parts, organisations: Sequence[Organisation]) -> list[Judgement]:
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
    found = grouping.judge_hosts(texts or points, titles, _text(parts.outline), organisations)
    return found if texts or all(one.value for one in found) else []


def _owners_of_sections(items: Sequence[Heading | Entry], frame: Frame) -> list[Judgement]:
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
