"""Reading the files of the corpus."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kb.errors import CorpusError
from kb.files import reason


def decoded(data: bytes, where: str) -> str:
    """The text of a corpus file; CorpusError when it is not UTF-8."""
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise CorpusError("文件不是 UTF-8 编码", where=where) from error


def is_whole(path: Path) -> bool:
    """Does the file exist, and do its bytes have the digest in its name?"""
    try:
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    except OSError:
        return False


def read_bytes(path: Path) -> bytes:
    """The bytes of a corpus file; CorpusError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"读不出文件：{reason(error)}", where=str(path)) from error


def read_text(path: Path) -> str:
    """The text of a corpus file; CorpusError."""
    return decoded(read_bytes(path), str(path))
