"""Markdown and plain text."""

from __future__ import annotations

import re

from kb.errors import EmptySource
from kb.readers.draft import Block, Draft
from kb.readers.encoding import decode
from kb.readers.html import fragment_blocks

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^()\s]*)\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FRONT_MATTER = re.compile(r"\A---\r?\n.*?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HTML_BLOCK = re.compile(r"</?(?:p|div|section|table|ul|ol|h[1-6]|blockquote|article)[\s>/]", re.I)
_BULLET = re.compile(r"[-*+][ \t]+")
_HAN_BREAK = re.compile(r"(?<=[⺀-鿿　-〿＀-￯])\n(?=[⺀-鿿　-〿＀-￯])")


def read_markdown(data: bytes, name: str) -> Draft:
    """Markdown by its paragraphs and headings; inline marks come off, numbers in front stay."""
    text = _FRONT_MATTER.sub("", decode(data, name).replace("\r\n", "\n"), count=1)
    blocks: list[Block] = []
    paragraph: list[str] = []

    def flush() -> None:
        if paragraph:
            joined = _HAN_BREAK.sub("", "\n".join(paragraph)).replace("\n", " ")
            paragraph.clear()
            if _HTML_BLOCK.match(joined):
                blocks.extend(fragment_blocks(joined))
                return
            bold = _BOLD_LINE.match(joined)
            plain = _plain(joined)
            if plain:
                blocks.append(Block(plain, bold=bold is not None))

    for line in text.split("\n"):
        stripped = line.strip()
        heading = _HEADING.match(stripped)
        if heading and (title := _plain(heading.group(2))):
            flush()
            blocks.append(Block(title, level=len(heading.group(1))))
        elif not stripped:
            flush()
        else:
            if _BULLET.match(stripped):
                flush()
                stripped = _BULLET.sub("", stripped, count=1)
            paragraph.append(stripped)
    flush()
    return _draft(blocks, name)


def read_text(data: bytes, name: str) -> Draft:
    """Plain text, a paragraph a line."""
    lines = (line.strip() for line in decode(data, name).splitlines())
    return _draft([Block(line) for line in lines if line], name)


def _plain(text: str) -> str:
    text = _LINK.sub(lambda m: m.group(1) or m.group(2), text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text).strip()


def _draft(blocks: list[Block], name: str) -> Draft:
    if not blocks:
        raise EmptySource("文件里没有文字", where=name)
    return Draft(tuple(blocks))
