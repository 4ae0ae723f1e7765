"""The nouns of the glossary, as frozen dataclasses.

A `Bulletin` is one issue of a report; its `content` is the sequence of headings and entries as
a reader sees them. An `Entry` is the unit that is indexed, found, cited and excerpted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count


class Kind(StrEnum):
    """What an entry is; the order is that of their value in a search result."""

    LESSON = "lesson"
    OVERVIEW = "overview"
    ACTIVITY = "activity"
    HONOUR = "honour"


class Side(StrEnum):
    """Whose side a text is about: the bank that is visited, the learners, another bank, or nobody.

    LEARNER is for what the learners plan, advise or do at home; it is never the practice of the
    host. THIRD is for a bank named only for contrast; NONE is for general remarks.
    """

    HOST = "host"
    LEARNER = "learner"
    THIRD = "third"
    NONE = "none"


# The pictures that are kept, by the suffix of their file: browsers show them, and they cannot
# contain scripts, as SVG can.
MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
}
PICTURE_FILE = re.compile(rf"[0-9a-f]{{64}}(?:{'|'.join(map(re.escape, MEDIA_TYPES))})")

KIND_LABELS: dict[Kind, str] = {
    Kind.LESSON: "经验",
    Kind.OVERVIEW: "综述",
    Kind.ACTIVITY: "动态",
    Kind.HONOUR: "荣誉",
}
# What a person may write for a kind: its Chinese label, or its value.
KIND_NAMES: dict[str, Kind] = {
    **{label: kind for kind, label in KIND_LABELS.items()},
    **{kind.value: kind for kind in Kind},
}

# What stands in the place of a bank that is not known.
NO_BANK = "机构不详"

SIDE_LABELS: dict[Side, str] = {
    Side.HOST: "被学习方",
    Side.LEARNER: "学习方",
    Side.THIRD: "其他机构",
    Side.NONE: "没有说哪家行",
}

# The parts that a bank can have in a whole bulletin.
BANK_SIDES: dict[Side, str] = {
    Side.HOST: "被学习方",
    Side.LEARNER: "学习方",
    Side.THIRD: "其他机构",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The days a bulletin reports on, both ends included.

    `year_inferred` is true when no year is stated; `evidence` then says, in Chinese, what the
    year was inferred from.
    """

    start: date
    end: date
    year_inferred: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a bulletin was read from; its bytes are kept under this digest. `part` tells which of
    the issues in the file it is, counted from 1; 0 when it is the whole file."""

    name: str
    format: str
    sha256: str
    ingested: date
    part: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The learners hosted by one bank (临海组); `bank` is "" when no host was understood."""

    name: str
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the bulletin, level 2 (a chapter) to 6; level 1 is the title itself."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture next to an entry: the name of the `file` the corpus keeps it under (its SHA-256,
    with the suffix of its format), or, where the source only named it, its `address`, which is text
    and never fetched. `caption` is the text under it, "" when there is none or when it is the whole
    text of the entry."""

    file: str = ""
    address: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SubjectCorrection:
    """What an editor said about one sentence: it is about this `bank` ("" when no bank is named) on
    this `side`. `digest` names the sentence by its text (kb.identity.sentence_digest)."""

    digest: str
    side: Side
    bank: str = ""


@dataclass(frozen=True, slots=True)
class BankRole:
    """What an editor said of a bank's part in a whole bulletin: it is learned from, it learns, or it
    is another one. `written` is the name that the text has for it, "" where it has this one."""

    bank: str
    side: Side
    written: str = ""


@dataclass(frozen=True, slots=True)
class AspectCorrection:
    """What an editor said about one sentence: it speaks of this `aspect` of a practice, "" of none.
    `digest` names the sentence, as in a SubjectCorrection."""

    digest: str
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson, captioned activity, overview paragraph or honour.

    `anchor` is unique in its bulletin and stays when the text stays. `text` is verbatim, its
    paragraphs separated by a line feed. `title` leaves the numbering out. `practices` is None when
    the vocabulary finds the practices, else what the editor chose. `pictures` are shown next to the
    text; they are not part of it and are not searched. `bank` owns the section; `side` says whether
    the entry is about that bank as host, about the learners, or about a third bank. `subjects` are
    the editor's corrections of whom its sentences are about, `aspects` those of the side of a
    practice they speak of.
    """

    anchor: str
    kind: Kind
    text: str
    title: str
    group: str = ""
    bank: str = ""
    heading_path: tuple[str, ...] = ()
    practices: tuple[str, ...] | None = None
    pictures: tuple[Picture, ...] = ()
    side: Side = Side.HOST
    subjects: tuple[SubjectCorrection, ...] = ()
    aspects: tuple[AspectCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One issue of a report, structured.

    `signed` are lines outside the text that say which bank wrote it (signature, source, site), each
    on a line of its own. `visible_to` are the banks and groups whose people may see the bulletin, none
    for everybody. `roles` are the parts of banks that an editor decided.
    """

    id: str
    title: str
    content: tuple[Heading | Entry, ...]
    source: Source
    subtitle: str = ""
    signed: str = ""
    series: str = ""
    issue: str = ""
    period: Period | None = None
    groups: tuple[Group, ...] = ()
    sample: bool = False
    visible_to: tuple[str, ...] = ()
    roles: tuple[BankRole, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in reading order."""
        return tuple(item for item in self.content if isinstance(item, Entry))

    @property
    def picture_files(self) -> frozenset[str]:
        """The names of the picture files next to its entries."""
        return frozenset(p.file for entry in self.entries for p in entry.pictures if p.file)


@dataclass(frozen=True, slots=True)
class Practice:
    """A concept of the vocabulary (SKOS: prefLabel, altLabel, broader, related, scopeNote).

    A text that has one of the `patterns` (words near each other, 老客户…推荐) has the practice too. In
    a sentence with one of the `exceptions` nothing counts for it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    broader: str = ""
    related: tuple[str, ...] = ()
    scope_note: str = ""
    patterns: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A bank with its other names and its branches."""

    name: str
    aliases: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()


def entry_id(bulletin_id: str, anchor: str) -> str:
    """The id of an entry across the corpus; also the end of its address on the site."""
    return f"{bulletin_id}#{anchor}"


def split_entry_id(id_: str) -> tuple[str, str]:
    """The id of the bulletin and the anchor in it; the anchor is "" for the id of a bulletin."""
    bulletin_id, _, anchor = id_.partition("#")
    return bulletin_id, anchor


def numbered_names(name: str, separator: str = "-") -> Iterator[str]:
    """The name, then name-2, name-3, … without end: names to try until one is free."""
    yield name
    for number in count(2):
        yield f"{name}{separator}{number}"
