"""Markdown and plain text."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from kb.errors import CorpusError, EmptySource
from kb.files import front_matter
from kb.readers import markdown_table
from kb.readers.draft import Block, Draft, DraftPicture
from kb.readers.drawn_table import with_rows
from kb.readers.encoding import decode
from kb.readers.html import fragment_blocks
from kb.readers.pictures import from_addresses, nothing
from kb.readers.wrapping import joined
from kb.text import numbering

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1$")
_BOLD_LEAD = re.compile(r"(\*\*|__)(?=\S)((?:\\.|[^*_\\\n]){1,60})(?<=\S)\1")
# Bounded: each `**` and `[` without its end would be searched for to the end of the paragraph.
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__)(?=\S)((?:\\.|[^\\\n]){1,1000}?)(?<=\S)\1")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\(([^()\s]*)\)")
_LINK = re.compile(r"(?<!\\)\[([^\]\n]{0,500})\]\(([^()\s]*)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNDERLINE = re.compile(r"(={2,}|-{2,})$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_HTML_BLOCK = re.compile(r"</?(?:p|div|section|table|ul|ol|h[1-6]|blockquote|article)[\s>/]", re.I)
_BULLET = re.compile(r"^[-*+][ \t]+")
_QUOTE = re.compile(r"^(?:>[ \t]?)+")
# A single star, not inside words: 5*8*3 stays.
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+)(?<=[^\s*\\])\*(?![\w*])")
_HAN_BREAK = re.compile(r"(?<=[⺀-鿿　-〿＀-￯])\n(?=[⺀-鿿　-〿＀-￯])")


def read_markdown(data: bytes, name: str) -> Draft:
    """Markdown by its paragraphs and headings; inline marks are removed, numbers in front stay.

    A line that begins with a number begins a paragraph.
    """
    text, title = "\n".join(decode(data, name).splitlines()), ""
    with suppress(CorpusError):  # it has no front matter
        front, text, _ = front_matter.split(text, name)
        title = str(front.get("title") or "")
    blocks: list[Block] = []
    paragraph: list[str] = []
    pictures: list[DraftPicture] = []

    def flush(level: int = 0) -> None:
        before, rows = markdown_table.split(paragraph)
        if rows:
            paragraph[:] = before
            flush()
            texts = (" | ".join(map(_plain, row)).strip() for row in rows)
            blocks.extend(Block(text) for text in texts if text.strip("| "))
            return
        joined = _HAN_BREAK.sub("", "\n".join(paragraph)).replace("\n", " ")
        paragraph.clear()
        found = (from_addresses([match[2]], nothing) for match in _PICTURE.finditer(joined))
        pictures.extend(filter(None, found))
        joined = _PICTURE.sub(r"\1", joined)
        if _HTML_BLOCK.match(joined):
            blocks.extend(fragment_blocks(joined))
        elif plain := _plain(joined):
            bold = _BOLD_LINE.match(joined) is not None
            shown = tuple(pictures)
            pictures.clear()
            begins_bold = _BOLD_LEAD.match(joined)
            lead = len(_plain(begins_bold.group(2))) if begins_bold and not bold else 0
            blocks.append(
                Block(plain, level, bold=bold, after_image=bool(shown), pictures=shown, lead=lead)
            )

    for line in text.split("\n"):
        stripped = _QUOTE.sub("", line.strip())
        heading = _HEADING.match(stripped)
        if heading and (words := _plain(heading.group(2))):
            flush()
            blocks.append(Block(words, level=len(heading.group(1))))
        elif paragraph and (underline := _UNDERLINE.match(stripped)):
            flush(level=1 if underline.group(1)[0] == "=" else 2)
        elif not stripped or _RULE.match(stripped):
            flush()
        else:
            if _BULLET.match(stripped) or numbering(stripped):
                flush()
            paragraph.append(_BULLET.sub("", stripped, count=1))
    flush()
    if blocks and pictures:
        blocks[-1] = replace(blocks[-1], pictures=(*blocks[-1].pictures, *pictures))
    return _draft(blocks, name, title)


def read_text(data: bytes, name: str) -> Draft:
    """Plain text: each line is a paragraph, unless the lines were wrapped at a fixed width."""
    lines = list(with_rows(decode(data, name).splitlines()))
    return _draft([Block(line) for line in joined(lines)], name)


def _plain(text: str) -> str:
    text = _LINK.sub(lambda m: m.group(1) or m.group(2), text)
    text = _ITALIC.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text).strip()


def _draft(blocks: list[Block], name: str, title: str = "") -> Draft:
    if not blocks:
        raise EmptySource("文件里没有文字", where=name)
    return Draft(tuple(blocks), title)
