"""From runs of text to blocks: the part that the readers of marked-up formats share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.readers.draft import Block, DraftPicture
from kb.text import numbering

# Line breaks in the source next to a Chinese character come from the program that saved the page
# (Word wraps between any two characters); they are not spaces.
_CJK = re.compile("[⺀-鿿\u3000-〿＀-￯]")
_WRAPPING = re.compile(r"[ \t\r\n]\s*")
_BLANKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_INVISIBLE = f"{_SPACES}\u200b\u200c\u200d\u2060\ufeff\xad"
_UNFINISHED = ("，", ",", "、")
_FINISHED = ("。", "！", "？", "；", ";")
MIN_BROKEN = 12


# The fonts of headings in official papers, whose text is in 仿宋: set in them, words stand out as bold
# ones do.
_HEAVY = re.compile(r"(?:方正|华文)?黑体.{0,8}|SimHei|STHeiti|FZHei.{0,8}", re.IGNORECASE)
# Where more than such a part of a text is in them, they say nothing.
_HEAVY_PART = 3


@dataclass(frozen=True, slots=True)
class Look:
    """The look that an element gives to the text inside it. `heavy` says that its font is one of
    headings."""

    level: int = 0
    centred: bool = False
    bold: bool = False
    size: float = 0.0
    heavy: bool = False


_Line = list[tuple[str, Look]]


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together so far, and the text of the first and last of them."""

    runs: _Line
    first: str
    last: str

    def goes_on(self, line: _Line, text: str) -> bool:
        """Does a line continue the sentence?"""
        alike = bool(self.runs) and self.runs[-1][1] == line[0][1]
        return was_broken(self.first, self.last, text, alike=alike)


def is_heavy_font(name: str) -> bool:
    """Is this a font of headings?"""
    return _HEAVY.fullmatch(name.strip()) is not None


class Collector:
    """Gathers runs of text into lines, and lines into blocks."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._heavy: dict[int, Block] = {}
        self._lines: list[_Line] = [[]]
        self._after_image = False
        self._pictures: list[DraftPicture] = []

    def text(self, text: str, look: Look) -> None:
        """More text of the same line."""
        self._lines[-1].append((text, look))

    def picture(self, picture: DraftPicture | None) -> None:
        """A picture between paragraphs, None when it cannot be read: the next text may be its
        caption."""
        self.flush()
        self.picture_inside(picture)
        self._after_image = True

    def picture_inside(self, picture: DraftPicture | None) -> None:
        """A picture that belongs to the open paragraph and does not split it."""
        if picture:
            self._pictures.append(picture)

    def line_break(self) -> None:
        """A <br>: the line ends, and the paragraph with it unless the sentence goes on."""
        self._lines.append([])

    def flush(self) -> None:
        """End the paragraph."""
        lines, self._lines = self._lines, [[]]
        paragraphs: list[_Paragraph] = []
        for line in lines:
            text = _clean(line)
            if paragraphs and text and paragraphs[-1].goes_on(line, text):
                paragraphs[-1].runs += [("\n", line[0][1]), *line]
                paragraphs[-1].last = text
            else:
                paragraphs.append(_Paragraph(line, text, text))
        for paragraph in paragraphs:
            if text := _clean(paragraph.runs):
                block = _block(text, paragraph.runs)
                if any(look.heavy for _, look in paragraph.runs):
                    runs = [(run, replace(k, bold=k.bold or k.heavy)) for run, k in paragraph.runs]
                    self._heavy[len(self._blocks)] = _block(text, runs)
                self._blocks.append(
                    replace(block, after_image=self._after_image, pictures=tuple(self._pictures))
                )
                self._after_image = False
                self._pictures.clear()

    def finish(self) -> list[Block]:
        """End the file and return its blocks. Pictures after the last block belong to it."""
        self.flush()
        self._with_heavy()
        if self._pictures and self._blocks:
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, pictures=(*last.pictures, *self._pictures))
        return self._blocks

    def _with_heavy(self) -> None:
        """Give what is in a font of headings the look of bold text, where most is in another."""
        heavy, self._heavy = self._heavy, {}
        length = sum(len(block.text) if block.bold else block.lead for block in heavy.values())
        if _HEAVY_PART * length <= sum(len(block.text) for block in self._blocks):
            for n, block in heavy.items():
                self._blocks[n] = replace(self._blocks[n], bold=block.bold, lead=block.lead)


def collapsed(text: str) -> str:
    """Text with each run of blanks made one space."""
    return _BLANKS.sub(" ", text)


def _clean(line: _Line) -> str:
    """The text of a line as a browser shows it, "" when nothing is visible."""
    return collapsed(_unwrapped("".join(run for run, _ in line))).strip(_INVISIBLE)


def _unwrapped(text: str) -> str:
    def joined(blanks: re.Match[str]) -> str:
        wrapped = "\r" in blanks[0] or "\n" in blanks[0]
        around = (
            text[max(blanks.start() - 1, 0) : blanks.start()],
            text[blanks.end() : blanks.end() + 1],
        )
        return "" if wrapped and any(map(_CJK.match, around)) else blanks[0]

    return _WRAPPING.sub(joined, text)


def was_broken(first: str, last: str, line: str, *, alike: bool) -> bool:
    """Was a sentence broken by hand between `last`, the last line of a paragraph that begins with
    `first`, and `line`? Yes when `last` ends with a comma, or is long without closing mark and
    number, and `line` ends like a sentence and looks the same."""
    if not last or last.endswith(_UNFINISHED):
        return bool(last)
    return (
        alike
        and len(last) >= MIN_BROKEN
        and last[-1].isalnum()
        and line.endswith(_FINISHED)
        and numbering(first) is None
        and numbering(line) is None
    )


def _block(text: str, line: _Line) -> Block:
    looks = [(look, sum(not c.isspace() for c in run)) for run, look in line]
    looks = [(look, weight) for look, weight in looks if weight]
    total = sum(weight for _, weight in looks)
    sizes: dict[float, int] = {}
    for look, weight in looks:
        sizes[look.size] = sizes.get(look.size, 0) + weight
    bold = sum(weight for look, weight in looks if look.bold) >= 0.9 * total
    return Block(
        text=text,
        level=max(look.level for look, _ in looks),
        centred=all(look.centred for look, _ in looks),
        bold=bold,
        size=max(sizes, key=lambda size: sizes[size]),
        lead=0 if bold else _bold_lead(text, line),
    )


def _bold_lead(text: str, line: _Line) -> int:
    """How many characters of a paragraph are bold before the first that is not."""
    weight = 0
    for run, look in line:
        if not look.bold and run.strip(_INVISIBLE):
            break
        weight += sum(not c.isspace() for c in run)
    length = 0
    while weight > 0 and length < len(text):
        weight -= not text[length].isspace()
        length += 1
    return length
