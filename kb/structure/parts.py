"""The parts of a draft: the bulletin, what stands around it, and the lines that may state its days, banks and issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from kb.model import Source
from kb.readers import Draft
from kb.structure.account import accounts_of
from kb.structure.attachment import with_attachment
from kb.structure.boxed_marks import with_marks_joined
from kb.structure.days import is_day_line, is_period_line
from kb.structure.furniture import Sorted, without_furniture
from kb.structure.letter_opening import is_salutation
from kb.structure.mail import is_mail, senders_of
from kb.structure.outline import Outline, outline
from kb.structure.page_title import without_site
from kb.structure.period import Texts
from kb.text import analysed, is_imprint, is_site_furniture

_PAGES = ("html", "mhtml")


@dataclass(frozen=True, slots=True)
class Parts:
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


def parts_of(draft: Draft, source: Source) -> Parts:
    """A draft sorted into its parts."""
    of_a_page = source.format in _PAGES
    joined = with_marks_joined(draft.blocks)
    attached = with_attachment(joined.blocks)
    gone = (*joined.furniture, *attached.furniture)
    draft = replace(draft, blocks=attached.blocks, furniture=(*draft.furniture, *gone))
    kept = without_furniture(draft.blocks, of_a_page=of_a_page, letter=is_mail(draft))
    found = outline(kept.blocks, draft.title)
    if kept.furniture and all(level for level, _ in found.body):
        kept = Sorted(draft.blocks, ())  # what looks like imprint is all the text there is
        found = outline(kept.blocks, draft.title)
    stem = PurePath(source.name).stem
    return Parts(draft, kept, found, found.head.title or without_site(draft.title) or stem, stem)


def texts_of_days(parts: Parts) -> Texts:
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
    return Texts(lines, text_of(found), parts.stem, parts.furniture, letter)


def imprint_of(parts: Parts) -> tuple[str, ...]:
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


def text_of(found: Outline) -> str:
    """The text below the head."""
    return analysed("\n".join(block.text for _, block in found.body))


def _ranges(found: Outline) -> Iterator[str]:
    """The line of the body that is only a range of days, as at the end of a report; several are those of
    the stays of a journey."""
    lines = (block.text for _, block in found.body)
    ranges = dict.fromkeys(t for t in lines if is_period_line(t) and not is_day_line(t))
    yield from ranges if len(ranges) == 1 else ()


def _issue_lines(masthead: Sequence[str]) -> Iterator[str]:
    """Lines of the masthead with the number of the issue, which give its year; a day there is the
    day of publication."""
    return (line for line in masthead if "期" in line and "日" not in line)


def headings_of(found: Outline) -> tuple[str, ...]:
    """The headings below the head."""
    return tuple(block.text for level, block in found.body if level)


def edges_of(parts: Parts) -> Iterator[str]:
    """Lines outside head and text that may state the number of the issue: the foot of the page, the
    name of the file."""
    lines = (*parts.kept.furniture, *parts.draft.furniture, *parts.outline.head.imprint)
    yield from (line for line in lines if not is_site_furniture(line))
    yield parts.stem
