"""Readers: a file in, a Draft out. They know formats, not bulletins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.errors import SourceError, TooLargeSource, UnreadableSource, UnsupportedSource
from kb.readers.draft import Block, Draft
from kb.readers.html import read_html
from kb.readers.text import read_markdown, read_text

__all__ = ["FORMATS", "Block", "Draft", "read", "read_bytes"]

MAX_BYTES = 32 * 1024 * 1024

# Suffix → (name of the format, reader).
FORMATS: dict[str, tuple[str, Callable[[bytes, str], Draft]]] = {
    ".html": ("html", read_html),
    ".htm": ("html", read_html),
    ".md": ("markdown", read_markdown),
    ".txt": ("text", read_text),
}


def read_bytes(path: Path) -> bytes:
    """The bytes of a source file of a known format; SourceError says why not."""
    if path.suffix.lower() not in FORMATS:
        raise UnsupportedSource(
            f"不支持的格式“{path.suffix or '无扩展名'}”",
            where=str(path),
            hint=f"可导入：{'、'.join(FORMATS)}",
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TooLargeSource(
                f"文件超过 {MAX_BYTES // 1024 // 1024} MB",
                where=str(path),
                hint="请拆分或压缩图片后再导入",
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"读不出文件：{error.strerror or error}", where=str(path)) from error


def read(data: bytes, name: str) -> Draft:
    """The Draft of a file's bytes, by the suffix of its name; SourceError says why not."""
    _, reader = FORMATS[Path(name).suffix.lower()]
    try:
        return reader(data, name)
    except SourceError:
        raise
    except Exception as error:  # a third-party parser may raise anything on a broken file
        raise UnreadableSource(f"文件内容有误：{error}", where=name) from error
