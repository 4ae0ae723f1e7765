"""What every reader gives: the paragraphs of a file with their look, and nothing understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as its author sees it, without line breaks.

    `level` is the heading level the format states (0: none); `size` the font size in px (0:
    unknown); `bold` and `centred` hold for the whole paragraph; `after_image` says that a picture
    stands right before it, as before a caption.
    """

    text: str
    level: int = 0
    centred: bool = False
    bold: bool = False
    size: float = 0.0
    after_image: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was read: its blocks in order, none empty, and the title its format states."""

    blocks: tuple[Block, ...]
    title: str = ""
