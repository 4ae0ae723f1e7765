"""A collection as one neutral document: what every export of it says, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kb.enrich import FigureReader, SentenceSubject, figures_of
from kb.exports.reference import Reference, gb7714, reference, short
from kb.insights import Whose
from kb.knowledge_base import KnowledgeBase
from kb.model import NO_BANK, Entry, Side
from kb.rights import Right, require
from kb.saved import Checked, Collection, Excerpt, Standing, checked, shown_to
from kb.text import analysed_sentences, named_columns

STALE = "原文在摘录之后有过更正，引用前请核对。"
GONE = "原文已不在库里，引用前请核对。"


@dataclass(frozen=True, slots=True)
class Options:
    """How a collection is exported. `teacher` adds the notes for the trainer (讲师版); `endnotes`
    puts sources at the end of a Word file, not at the foot of the page; `base` is the address of
    the site for links, "" for none; `template` names a file in the home's templates, "" for the
    built-in look."""

    teacher: bool = False
    endnotes: bool = False
    base: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A numbered source: its full form and its short one; `ref` is None when it is gone."""

    number: int
    full: str
    short: str
    ref: Reference | None


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A picture with its bytes, the suffix of its file, and its caption."""

    data: bytes
    suffix: str
    caption: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure stated in an excerpt; numbers are comparable within one `unit` only, and where they
    measure the same: `indicator`, "" when the text does not say."""

    phrase: str
    about: str
    bank: str
    source: int
    amount: Decimal
    unit: str
    # The same figure in a shorter excerpt may leave it open: still the same figure.
    indicator: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """An excerpt: verbatim `text`, its source's number, the short citation with the `bank` it is
    about, what is said about it. `note` is "" in the
    version for learners; `doubt` says in Chinese when the source has changed."""

    id: str
    number: int
    text: str
    source: int
    short: str
    bank: str
    title: str
    note: str
    question: str
    doubt: str
    pictures: tuple[PictureLine, ...]
    figures: tuple[FigureLine, ...]

    @property
    def label(self) -> tuple[str, ...]:
        """Bank and title; the title is left out where the text begins with it. Never empty."""
        begins = self.title and self.title in self.text[: len(self.title) + 12]
        return tuple(filter(None, (self.bank, "" if begins else self.title))) or (NO_BANK,)


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter."""

    title: str
    note: str
    items: tuple[Item, ...]

    @property
    def figures(self) -> tuple[FigureLine, ...]:
        """The figures of its excerpts, in reading order."""
        return tuple(figure for item in self.items for figure in item.figures)


@dataclass(frozen=True, slots=True)
class Handout:
    """A collection to be written in any format; `edition` is 学员版 or 讲师版."""

    title: str
    subtitle: str
    author: str
    foreword: str
    edition: str
    day: date
    parts: tuple[Part, ...]
    sources: tuple[SourceLine, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All excerpts in reading order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def figures(self) -> tuple[FigureLine, ...]:
        """All figures in reading order, one that two excerpts hold once."""
        return tuple(dict.fromkeys(figure for part in self.parts for figure in part.figures))

    def source(self, item: Item) -> SourceLine:
        """The source of an excerpt."""
        return self.sources[item.source - 1]


def handout(kb: KnowledgeBase, collection: Collection, options: Options, day: date) -> Handout:
    """Resolve every excerpt of a collection against the corpus as it is now; Forbidden without the
    right to export."""
    require(kb.actor, Right.EXPORT)
    contents = shown_to(kb, collection.contents)
    standing = checked(kb, contents.excerpts)
    whose = Whose(kb)
    sources = _sources(contents.excerpts, standing, options.base, whose)
    number = 0
    pictured: set[str] = set()
    parts = []
    for chapter in contents.chapters:
        if not (chapter.excerpts or chapter.note):  # would be an empty page, and an empty slide
            continue
        items = []
        for excerpt in chapter.excerpts:
            number += 1
            found = standing[excerpt.id]
            source = sources[_key(excerpt, found)]
            item = _item(kb, _ExcerptBanks(whose, found), number, excerpt, source, options)
            # The pictures of an entry appear once, with the first excerpt that has them.
            if item.pictures and _key(excerpt, found) in pictured:
                item = replace(item, pictures=())
            elif item.pictures:
                pictured.add(_key(excerpt, found))
            items.append(item)
        parts.append(Part(chapter.title, chapter.note, tuple(items)))
    return Handout(
        title=collection.name,
        subtitle=contents.subtitle,
        author=contents.author,
        foreword=contents.foreword,
        edition="讲师版" if options.teacher else "学员版",
        day=day,
        parts=tuple(parts),
        sources=tuple(sources.values()),
    )


def _key(excerpt: Excerpt, found: Checked) -> str:
    return found.now.entry if found.now else excerpt.entry


def _sources(
    excerpts: Iterable[Excerpt], standing: dict[str, Checked], base: str, whose: Whose
) -> dict[str, SourceLine]:
    """The sources in order of first mention, each once; the day of access is the last one on which
    an excerpt was taken from it."""
    excerpts = tuple(excerpts)
    taken: dict[str, str] = {}
    for excerpt in excerpts:
        key = _key(excerpt, standing[excerpt.id])
        taken[key] = max(taken.get(key, ""), excerpt.taken)
    sources: dict[str, SourceLine] = {}
    for excerpt in excerpts:
        found = standing[excerpt.id]
        key = _key(excerpt, found)
        if key in sources:
            continue
        number = len(sources) + 1
        if found.bulletin and found.entry:
            bank = "、".join(whose.banks(found.bulletin, found.entry))
            ref = reference(found.bulletin, found.entry, base, _day(taken[key]), bank=bank)
            sources[key] = SourceLine(number, gb7714(ref), short(ref), ref)
        else:
            gone = "出处不显示"
            if excerpt.entry:
                gone = f"原文已不在库里，摘录时的条目编号是 {excerpt.entry}"
            sources[key] = SourceLine(number, f"{gone}.", f"（{gone}）", None)
    return sources


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _item(
    kb: KnowledgeBase,
    whom: _ExcerptBanks,
    number: int,
    excerpt: Excerpt,
    source: SourceLine,
    options: Options,
) -> Item:
    entry = whom.found.entry
    doubts = {Standing.CHANGED: STALE, Standing.GONE: GONE}
    bank = whom.bank(0, len(excerpt.text))
    return Item(
        id=excerpt.id,
        number=number,
        text=excerpt.text,
        source=source.number,
        short=short(replace(source.ref, bank=bank)) if source.ref else source.short,
        bank=bank,
        title=entry.title if entry else "",
        note=excerpt.note if options.teacher else "",
        question=excerpt.question,
        doubt=doubts.get(whom.found.standing, ""),
        pictures=_pictures(kb, entry) if entry and excerpt.pictures else (),
        figures=tuple(_figures(excerpt.text, whom, source.number, kb.figure_reader)),
    )


@dataclass(frozen=True, slots=True)
class _ExcerptBanks:
    """Whom the pieces of an excerpt are about."""

    whose: Whose
    found: Checked

    def bank(self, start: int, end: int) -> str:
        """The bank that the characters [start, end) of an excerpt are about, "" when unknown."""
        bulletin, entry, now = self.found.bulletin, self.found.entry, self.found.now
        if bulletin is None or entry is None or now is None:
            return ""
        if self.found.standing is Standing.CHANGED:  # the places belong to another text
            return self.whose.bank(bulletin, entry, now.start, now.end)
        return self.whose.bank(bulletin, entry, now.start + start, now.start + end)


def _figures(
    text: str, whom: _ExcerptBanks, source: int, reader: FigureReader
) -> Iterable[FigureLine]:
    for sentence in analysed_sentences(text):
        bank = whom.bank(sentence.start, sentence.end)
        subject = SentenceSubject(sentence, bank, Side.HOST, "")
        for figure in figures_of(sentence):
            yield FigureLine(
                figure.phrase,
                named_columns(text, figure.span) or figure.clause,
                bank,
                source,
                figure.amount,
                figure.base_unit,
                reader.facts(subject, figure).indicator,
            )


def _pictures(kb: KnowledgeBase, entry: Entry) -> tuple[PictureLine, ...]:
    """The pictures of an entry that the corpus holds; one that is lost is left out."""
    found = []
    for picture in entry.pictures:
        if not picture.file or not kb.corpus.has_picture(picture.file):
            continue
        path = kb.corpus.picture_path(picture.file)
        caption = picture.caption or entry.title
        found.append(PictureLine(path.read_bytes(), path.suffix.lower(), caption))
    return tuple(found)
