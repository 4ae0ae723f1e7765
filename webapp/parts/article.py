"""A bulletin as an article: headings at levels a page may have, entries, and its outline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from kb.enrich import Vocabulary, practices_by_entry
from kb.insights import Whose
from kb.model import Bulletin, Entry, Heading, Kind
from kb.readers import MAX_CAPTION
from kb.text import highlights, without_numbering
from webapp.parts.bulletin_list import banks_of
from webapp.parts.formatting import TableView, paragraphs, title_end

# Entries of these kinds are short lines, shown as a list.
_LISTED = (Kind.ACTIVITY, Kind.HONOUR)


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading; `level` is 2 to 6, and never skips a level downwards."""

    anchor: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of an entry, with its text alternative; one without `file` is shown as its name
    only."""

    file: str
    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry; `matches` counts the places that are marked in it. `banks` are those whose practice
    it describes, `bank` names them where neither the bulletin nor the headings above it do. `title` is
    that of a lesson whose text does not begin with it, "" where the heading above says the same."""

    entry: Entry
    lines: tuple[Markup | TableView, ...]
    practices: tuple[str, ...]
    matches: int
    pictures: tuple[PictureView, ...]
    banks: tuple[str, ...] = ()
    bank: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class EntryRun:
    """Consecutive entries of one kind under one heading."""

    kind: Kind
    listed: bool
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline: a heading, or a lesson under it; `depth` from 0."""

    anchor: str
    text: str
    depth: int
    lesson: bool
    matches: int


@dataclass(frozen=True, slots=True)
class Article:
    """`blocks` in reading order, `outline`, `matched`, the entries with marks, and `banks`, those
    whose practice it describes, where no group names one."""

    blocks: tuple[HeadingView | EntryRun, ...]
    outline: tuple[OutlineItem, ...]
    matched: tuple[EntryView, ...]
    banks: tuple[str, ...] = ()


def article(
    bulletin: Bulletin, vocabulary: Vocabulary, strings: tuple[str, ...], whose: Whose | None = None
) -> Article:
    """Lay a bulletin out, with the strings (in normal form) marked; without `whose` each entry has
    the bank of its section."""
    blocks: list[HeadingView | EntryRun] = []
    outline: list[OutlineItem] = []
    matched: list[EntryView] = []
    level = 1
    banks: tuple[str, ...] = ()
    if not any(group.bank for group in bulletin.groups):
        banks = whose.banks_of_all(bulletin) if whose else banks_of(bulletin)
    groups = {group.name: group.bank for group in bulletin.groups}
    tagged = practices_by_entry(vocabulary, bulletin, bulletin.entries)
    above: dict[int, str] = {}
    for item in _levelled(bulletin):
        if isinstance(item, HeadingView):
            level = item.level
            above = {deep: text for deep, text in above.items() if deep < level} | {
                level: item.text
            }
            blocks.append(item)
            outline.append(OutlineItem(item.anchor, item.text, level - 2, lesson=False, matches=0))
            continue
        view = _entry(item, tagged[item.anchor], strings)
        of_sentences = whose.banks(bulletin, item) if whose else tuple(filter(None, (item.bank,)))
        said = "\n".join((item.title, *above.values()))
        known = {groups.get(item.group), *(banks if len(banks) == 1 else ())}
        named = all(bank in known or bank in said for bank in of_sentences)
        title = _title_apart(item, next(reversed(above.values()), ""))
        view = replace(
            view, banks=of_sentences, bank="" if named else "、".join(of_sentences), title=title
        )
        if item.kind is Kind.LESSON:
            outline.append(
                OutlineItem(item.anchor, item.title, level - 1, lesson=True, matches=view.matches)
            )
        if view.matches:
            matched.append(view)
        last = blocks[-1] if blocks else None
        if isinstance(last, EntryRun) and last.kind is item.kind:
            blocks[-1] = EntryRun(last.kind, last.listed, (*last.entries, view))
        else:
            blocks.append(EntryRun(item.kind, item.kind in _LISTED, (view,)))
    return Article(tuple(blocks), tuple(outline), tuple(matched), banks)


def _levelled(bulletin: Bulletin) -> Iterator[HeadingView | Entry]:
    above: list[int] = []
    for number, item in enumerate(bulletin.content):
        if isinstance(item, Heading):
            above = [level for level in above if level < item.level] + [item.level]
            yield HeadingView(f"kb-h{number}", min(6, len(above) + 1), item.text)
        else:
            yield item


def _entry(entry: Entry, practices: tuple[str, ...], strings: tuple[str, ...]) -> EntryView:
    spans = highlights(entry.text, strings)
    lead = title_end(entry.text, entry.title) if entry.kind is Kind.LESSON else 0
    return EntryView(
        entry,
        tuple(paragraphs(entry.text, spans, lead)),
        practices,
        len(spans),
        tuple(PictureView(p.file, p.address, p.caption or _caption(entry)) for p in entry.pictures),
    )


def _title_apart(entry: Entry, heading: str) -> str:
    """The title of a lesson, where neither its text nor the heading above says it."""
    is_said = title_end(entry.text, entry.title) or without_numbering(heading) == entry.title
    return entry.title if entry.kind is Kind.LESSON and not is_said else ""


def _caption(entry: Entry) -> str:
    """The text for a picture without a caption."""
    return entry.text if len(entry.text) <= MAX_CAPTION else f"“{entry.title}”的配图"
