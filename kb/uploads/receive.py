"""Files and pasted texts that arrive: kept durably, and queued to be read."""

from __future__ import annotations

import codecs
import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from kb.errors import SourceError, TooLargeSource
from kb.files import Home
from kb.readers import MAX_BYTES, check_format, is_archive
from kb.rights import Actor, Right, require
from kb.state import Upload, UploadState, uploads
from kb.uploads.shelf import Grouping, Shelf

MAX_NAME = 120
PASTED = "粘贴的文字"
_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![\w.@-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}/)[^\s<>\u4e00-\u9fff]{1,2000}",
    re.IGNORECASE | re.ASCII,
)
# What stands around an address that was shared: the title of the page and a word to a colleague.
_AROUND = 100
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


def receive(home: Home, name: str, stream: IO[bytes], actor: Actor, now: datetime) -> Arrival:
    """Keep an uploaded file. An archive is kept as it is, and unpacked when its turn comes
    (kb/uploads/unpack.py): a request does not wait for it.

    A file that cannot be taken (format, size) becomes an upload that has failed and says why.
    KbError when the disk refuses; Forbidden without the right to publish.
    """
    require(actor, Right.PUBLISH)
    name = plain_name(name)
    received = Upload("", name, 0, "", actor.label, now, now)
    if is_archive(Path(name)):
        return _archive(home, received, stream)
    try:
        check_format(Path(name))
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise TooLargeSource(
                f"文件超过 {MAX_BYTES // 1024 // 1024} MB", hint="请拆分或压缩图片后再上传"
            )
    except SourceError as error:
        return refused(home, received, error)
    return kept(home, received, data)


def receive_text(home: Home, text: str, title: str, actor: Actor, now: datetime) -> Arrival:
    """Keep a pasted text as a file named by `title`: .html if it is HTML, else .txt.
    Forbidden without the right to publish."""
    require(actor, Right.PUBLISH)
    suffix = ".html" if _HTML.match(text) else ".txt"
    stem = re.sub(r"\.(?:txt|html?)$", "", title.strip(), flags=re.IGNORECASE)
    received = Upload("", f"{plain_name(stem or PASTED)}{suffix}", 0, "", actor.label, now, now)
    # Whatever encoding the page it was copied from declares: what was pasted is UTF-8.
    return kept(home, received, codecs.BOM_UTF8 + text.encode("utf-8", "replace"))


def is_web_address(text: str) -> bool:
    """Is a pasted text the address of a page, alone or with the few words of somebody who shares
    it? The knowledge base fetches nothing."""
    text = text.strip()
    if len(text) > 2 * _AROUND + 2000:
        return False
    around, count = _ADDRESS.subn("", text)
    return count > 0 and len(around.strip()) <= _AROUND and "。" not in around


def plain_name(name: str) -> str:
    """What a visitor called a file, without the folders it lay in and what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if char.isprintable()).strip()
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:MAX_NAME]}{dot}{suffix[:MAX_NAME]}" if stem else kept[:MAX_NAME] or "未命名"


def kept(
    home: Home,
    received: Upload,
    data: bytes,
    *,
    part: int = 0,
    grouping: Grouping | None = None,
) -> Arrival:
    """Keep a file and queue it, or one of the issues in it (`part`, from 1), as an editor has
    grouped it or else as the program finds. `received` may have an id already: a file that came
    before under this id stays as it is."""
    sha256 = hashlib.sha256(data).hexdigest()
    upload = replace(
        received,
        id=received.id or secrets.token_hex(6),
        size=len(data),
        # Two issues of one file are not the same.
        sha256=_digest(sha256, part, grouping),
    )
    if upload.id in uploads.ids(home):
        return Arrival(uploads.find(home, upload.id), known=True)
    shelf = Shelf(home)
    shelf.put_source(upload.id, data)  # first, because every row must have its bytes
    if part:
        shelf.put_part(upload.id, part)
    if grouping is not None:
        shelf.put_grouping(upload.id, grouping)
    return _queued(home, upload)


def _digest(sha256: str, part: int, grouping: Grouping | None) -> str:
    """What tells uploads apart that are on their way: the digest of the file, which of its issues it
    is, and how an editor has grouped them."""
    cuts = "" if grouping is None else f"/{','.join(map(str, grouping.cuts)) or 'whole'}"
    named = f"{sha256}/{part}{cuts}"
    return hashlib.sha256(named.encode()).hexdigest() if part or cuts else sha256


def refused(home: Home, received: Upload, error: SourceError) -> Arrival:
    """Record why a file cannot be taken."""
    failed = replace(
        received,
        id=received.id or secrets.token_hex(6),
        state=UploadState.FAILED,
        error=error.message,
        hint=error.hint,
    )
    return Arrival(uploads.add(home, failed), known=False)


def _archive(home: Home, received: Upload, stream: IO[bytes]) -> Arrival:
    upload_id = secrets.token_hex(6)
    size, sha256 = Shelf(home).put_stream(upload_id, stream)
    return _queued(home, replace(received, id=upload_id, size=size, sha256=sha256))


def _queued(home: Home, upload: Upload) -> Arrival:
    added = uploads.add(home, upload)
    if added.id != upload.id:
        Shelf(home).clear(upload.id)
    return Arrival(added, known=added.id != upload.id)
