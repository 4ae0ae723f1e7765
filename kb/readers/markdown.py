"""Markdown by its paragraphs and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from kb.errors import CorpusError, EmptySource
from kb.files import front_matter
from kb.readers import markdown_table
from kb.readers.collector import was_broken
from kb.readers.draft import Block, Draft, DraftPicture
from kb.readers.encoding import decode
from kb.readers.html import fragment_blocks
from kb.readers.html.page_dates import day_in
from kb.readers.left_out import LeftOut
from kb.readers.markdown_inline import Named, plain
from kb.readers.pictures import from_addresses, nothing
from kb.text import is_imprint, numbering

# Fields of the front matter that state the day of publication, also those that a web clipper writes.
_PUBLISHED = ("date", "published", "publish_date", "pubdate", "发布日期", "发布时间")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1$")
_BOLD_LEAD = re.compile(r"(\*\*|__)(?=\S)((?:\\.|[^*_\\\n]){1,60})(?<=\S)\1")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\(([^()\s]*)\)")
_UNDERLINE = re.compile(r"(={2,}|-{2,})$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_HTML_BLOCK = re.compile(
    r"</?(?:p|div|section|table|ul|ol|h[1-6]|blockquote|article|details|figure|center)[\s>/]|<!--",
    re.I,
)
_HTML_INLINE = re.compile(
    r"(?<!\\)<(?:br|sup|sub|del|ins|s|u|b|i|em|strong|span|font|mark|ruby|a|img)(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_BULLET = re.compile(r"^[-*+][ \t]+")
_QUOTE = re.compile(r"^(?:>[ \t]?)+")
_HAN_BREAK = re.compile(r"(?<=[⺀-鿿　-〿＀-￯])\n(?=[⺀-鿿　-〿＀-￯])")
_FENCE = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_LABEL = re.compile(r"(?:\*\*|__)?[一-鿿]{1,6}[：:]")
# A line that ends so ends on the page too.
_HARD_BREAK = re.compile(r"(?:(?<! ) {2,}|(?<!\\)\\)$")


def read_markdown(data: bytes, name: str) -> Draft:
    """Markdown by its paragraphs and headings; inline marks are removed, numbers in front stay.

    A line that begins with a number begins a paragraph. A note follows the paragraph that cites it.
    """
    text, title = "\n".join(decode(data, name).splitlines()), ""
    published: date | None = None
    with suppress(CorpusError):  # it has no front matter
        front, text, _ = front_matter.split(text, name)
        title = str(front.get("title") or "")
        stated = (str(front.get(name) or "") for name in _PUBLISHED)
        published = next(filter(None, map(day_in, stated)), None)
    reader = _Reader()
    reader.read(text.split("\n"))
    blocks = reader.finish()
    if not blocks:
        raise EmptySource("文件里没有文字", where=name)
    return Draft(tuple(blocks), title, tuple(reader.left_out.warnings()), published=published)


class _Reader:
    """Reads lines into blocks."""

    def __init__(self) -> None:
        self.left_out = LeftOut()
        self._blocks: list[Block] = []
        self._paragraph: list[str] = []
        self._pictures: list[DraftPicture] = []
        self._named = Named()

    def read(self, lines: list[str]) -> None:
        """Read all lines of a file."""
        parts = list(_parts(lines))
        parts = [(code, rows if code else self._named.take(rows)) for code, rows in parts]
        for code, rows in parts:
            if code:
                self._flush()
                self._blocks += [Block(row.strip()) for row in rows if row.strip()]
            else:
                self._read_lines(rows)
        self._flush()

    def finish(self) -> list[Block]:
        """The blocks; notes that nothing cites are the last of them."""
        self._add_notes(list(self._named.notes.values()))
        if self._blocks and self._pictures:
            last = self._blocks[-1]
            self._blocks[-1] = replace(last, pictures=(*last.pictures, *self._pictures))
        return self._blocks

    def _read_lines(self, lines: Iterable[str]) -> None:
        broken = False
        for line in lines:
            stripped = _QUOTE.sub("", line.strip())
            heading = _HEADING.match(stripped)
            if heading and (words := self._plain(_without_closing(heading[2]))):
                self._flush()
                self._blocks.append(Block(words, level=len(heading[1])))
            elif self._paragraph and (underline := _UNDERLINE.match(stripped)):
                self._flush(level=1 if underline[1][0] == "=" else 2)
            elif not stripped or _RULE.match(stripped):
                self._flush()
            else:
                ends = _HARD_BREAK.search(line)
                stripped = stripped[:-1] if ends and stripped.endswith("\\") else stripped
                above = self._paragraph[-1] if self._paragraph else ""
                if _BULLET.match(stripped) or numbering(stripped) or _is_labelled(stripped, above):
                    self._flush()
                elif above.endswith(("。", "！", "？", "”")) and is_imprint(self._plain(stripped)):
                    self._flush()  # who wrote it, right below the last line of a list
                elif broken and self._paragraph:
                    first, last = self._paragraph[0], self._paragraph[-1]
                    if not was_broken(first, last, stripped, alike=True):
                        self._flush()
                self._paragraph.append(_BULLET.sub("", stripped, count=1))
                broken = ends is not None

    def _flush(self, level: int = 0) -> None:
        before, rows = markdown_table.split(self._paragraph)
        if rows:
            self._paragraph[:] = before
            self._flush()
            texts = (" | ".join(map(self._plain, row)).strip() for row in rows)
            self._blocks.extend(Block(text) for text in texts if text.strip("| "))
            return
        joined = _HAN_BREAK.sub("", "\n".join(self._paragraph)).replace("\n", " ")
        self._paragraph.clear()
        notes = self._named.cited_in(joined)
        joined = self._named.without_marks(joined)
        found = (from_addresses([match[2]], nothing) for match in _PICTURE.finditer(joined))
        self._pictures.extend(filter(None, found))
        joined = _PICTURE.sub(r"\1", joined)
        if _HTML_BLOCK.match(joined):
            self._blocks.extend(fragment_blocks(joined, self.left_out))
        elif _HTML_INLINE.search(joined):
            for block in fragment_blocks(joined, self.left_out):
                self._add(block.text, level)
        else:
            self._add(joined, level)
        self._add_notes(notes)

    def _add(self, text: str, level: int) -> None:
        words = self._plain(text)
        if not words:
            return
        shown = tuple(self._pictures)
        self._pictures.clear()
        bold = _BOLD_LINE.match(text) is not None
        begins_bold = _BOLD_LEAD.match(text)
        lead = len(self._plain(begins_bold[2])) if begins_bold and not bold else 0
        self._blocks.append(
            Block(words, level, bold=bold, after_image=bool(shown), pictures=shown, lead=lead)
        )

    def _add_notes(self, notes: Iterable[str]) -> None:
        for note in notes:
            if words := self._plain(note):
                self._blocks.append(Block(f"注：{words}"))

    def _plain(self, text: str) -> str:
        return plain(text, self.left_out)


def _without_closing(heading: str) -> str:
    """The text of a heading without the marks that may close it: 做法 ##."""
    text = heading.rstrip("#")
    return text.rstrip(" \t") if text != heading and text[-1:] in (" ", "\t") else heading


def _is_labelled(line: str, above: str) -> bool:
    """Does a line begin with a label (地点：, 答：) and go on with nothing: below another such line or a
    number, or behind the end of a sentence?"""
    if not above or not _LABEL.match(line):
        return False
    ended = above.endswith(("。", "！", "？", "”", "；"))
    return ended or _LABEL.match(above) is not None or numbering(above) is not None


def _parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in order, as code between fences (True) or not. A fence that never ends is text."""
    closing = {}
    last: dict[str, int] = {}
    for at in range(len(lines) - 1, -1, -1):
        fence = _FENCE.match(lines[at].strip())
        if fence:
            closing[at] = last.get(fence[1][0], -1)
            if not fence[2].strip():
                last[fence[1][0]] = at
    text: list[str] = []
    at = 0
    while at < len(lines):
        end = closing.get(at, -1)
        if end > at:
            yield False, text
            yield True, lines[at + 1 : end]
            text, at = [], end
        else:
            text.append(lines[at])
        at += 1
    yield False, text
