"""Plain text."""

from __future__ import annotations

from kb.errors import EmptySource
from kb.readers.draft import Block, Draft
from kb.readers.drawn_table import with_rows
from kb.readers.encoding import decode
from kb.readers.piped_table import with_piped_rows
from kb.readers.tabbed_table import with_tabbed_rows
from kb.readers.wrapping import joined


def read_text(data: bytes, name: str) -> Draft:
    """Plain text: each line is a paragraph, unless the lines were wrapped at a fixed width."""
    lines = with_tabbed_rows(with_rows(with_piped_rows(decode(data, name).splitlines())))
    blocks = tuple(Block(line) for line in joined(list(lines)))
    if not blocks:
        raise EmptySource("文件里没有文字", where=name)
    return Draft(blocks)
