"""Files and pasted texts that arrive: kept durably, and queued to be read."""

from __future__ import annotations

import codecs
import hashlib
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from kb.errors import SourceError, TooLargeSource
from kb.files import TEMPORARY, Home, disk_errors, make_folder
from kb.readers import MAX_BYTES, check_format, is_archive, read_members
from kb.state import Upload, UploadState, uploads
from kb.uploads.shelf import Shelf

# What one archive may hold when it is unpacked.
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_NAME = 120
PASTED = "粘贴的文字"
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]{1,2000}", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<!--|<!doctype\s+html|<(?:html|head|body|meta|div|p|h[1-6]|section|article|table|span)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An upload that a file became. `known` says that the same file is on its way already, and
    that this is it."""

    upload: Upload
    known: bool


def receive(home: Home, name: str, stream: IO[bytes], who: str, now: datetime) -> Iterator[Arrival]:
    """Keep an uploaded file, or the files in an archive, one upload each; each is safely
    stored before it is yielded.

    A file that cannot be taken (format, size, broken archive) becomes an upload that has failed
    and says why. KbError when the disk will not take it.
    """
    name = plain_name(name)
    received = Upload("", name, 0, "", who, now, now)
    if is_archive(Path(name)):
        yield from _unpacked(home, received, stream)
        return
    try:
        check_format(Path(name))
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise TooLargeSource(
                f"文件超过 {MAX_BYTES // 1024 // 1024} MB", hint="请拆分或压缩图片后再上传"
            )
    except SourceError as error:
        yield _refused(home, received, error)
    else:
        yield _kept(home, received, data)


def receive_text(home: Home, text: str, title: str, who: str, now: datetime) -> Arrival:
    """Keep a pasted text as a file named by `title`: .html if it is HTML, else .txt."""
    suffix = ".html" if _HTML.match(text) else ".txt"
    stem = re.sub(r"\.(?:txt|html?)$", "", title.strip(), flags=re.IGNORECASE)
    received = Upload("", f"{plain_name(stem or PASTED)}{suffix}", 0, "", who, now, now)
    # Whatever encoding the page it was copied from declares: what was pasted is UTF-8.
    return _kept(home, received, codecs.BOM_UTF8 + text.encode("utf-8", "replace"))


def is_web_address(text: str) -> bool:
    """Is a pasted text nothing but the address of a page? The knowledge base fetches nothing."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def plain_name(name: str) -> str:
    """What a visitor called a file, without the folders it lay in and what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if char.isprintable()).strip()
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:MAX_NAME]}{dot}{suffix[:MAX_NAME]}" if stem else kept[:MAX_NAME] or "未命名"


def _unpacked(home: Home, received: Upload, stream: IO[bytes]) -> Iterator[Arrival]:
    shelf = Shelf(home)
    prefix, suffix = TEMPORARY
    with disk_errors(shelf.root):
        make_folder(shelf.root)
        folder = tempfile.mkdtemp(dir=shelf.root, prefix=prefix, suffix=suffix)
    try:
        archive = Path(folder) / "archive.zip"
        with disk_errors(archive), archive.open("wb") as file:
            shutil.copyfileobj(stream, file)
        yield from _members(home, received, archive)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _members(home: Home, received: Upload, archive: Path) -> Iterator[Arrival]:
    left = MAX_UNPACKED
    try:
        for path, data in read_members(archive):
            member = replace(received, name=plain_name(path.name))
            if isinstance(data, SourceError):
                yield _refused(home, member, data)
                continue
            left -= len(data)
            if left < 0:
                limit = f"压缩包解开后超过 {MAX_UNPACKED // 1024 // 1024} MB"
                yield _refused(home, member, TooLargeSource(limit, hint="请分成几个压缩包"))
                return
            yield _kept(home, member, data)
    except SourceError as error:
        yield _refused(home, received, error)


def _kept(home: Home, received: Upload, data: bytes) -> Arrival:
    upload = replace(
        received,
        id=secrets.token_hex(6),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    shelf = Shelf(home)
    shelf.put_source(upload.id, data)  # first: every row must have its bytes
    added = uploads.add(home, upload)
    if added.id != upload.id:
        shelf.clear(upload.id)
    return Arrival(added, known=added.id != upload.id)


def _refused(home: Home, received: Upload, error: SourceError) -> Arrival:
    failed = replace(
        received,
        id=secrets.token_hex(6),
        state=UploadState.FAILED,
        error=error.message,
        hint=error.hint,
    )
    return Arrival(uploads.add(home, failed), known=False)
