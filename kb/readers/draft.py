"""What every reader returns: the paragraphs of a file with their look, without interpretation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

MAX_CAPTION = 60


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture of a file: `data` of a `media_type` browsers show, or, where the file only names
    it, the `address` it names. No reader fetches an address."""

    data: bytes = field(default=b"", repr=False)
    media_type: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as its author sees it, without line breaks.

    `level` is the heading level the format states (0: none); `size` the font size in px (0:
    unknown); `bold` and `centred` apply to the whole paragraph; `after_image` says that a picture
    comes right before it, as before a caption. `pictures` are those between the previous block and
    this one; the last block also has those at the end of the file. `lead` counts the bold
    characters at the beginning of a paragraph that continues without bold.
    """

    text: str
    level: int = 0
    centred: bool = False
    bold: bool = False
    size: float = 0.0
    after_image: bool = False
    pictures: tuple[DraftPicture, ...] = ()
    lead: int = 0

    @property
    def caption(self) -> str:
        """The text as caption of the picture right before it, or ""."""
        return self.text if self.after_image and len(self.text) <= MAX_CAPTION else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was read: its blocks in order, none empty; the title its format states; and in
    Chinese what could not be read. `furniture` are the lines around the article of a page, which
    are not blocks; `published` is the day of publication that the page states, or None;
    `days` are the days that the file states beside its text, as a line of days.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    warnings: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    published: date | None = None
    days: str = ""
