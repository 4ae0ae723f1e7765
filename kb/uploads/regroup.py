"""An editor says how many issues a file holds: the program split one, or took several for one.

The file is read again as they say; the uploads that it was before are discarded, and what editors
corrected in them, or in bulletins of the corpus that came from the file, is kept where the text is
the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kb.corpus import By
from kb.errors import KbError, NotFoundError
from kb.files import Home
from kb.knowledge_base import KnowledgeBase
from kb.rights import Right
from kb.state import OPEN, Upload, UploadState, uploads
from kb.structure import MAX_ISSUES
from kb.uploads.decisions import settled
from kb.uploads.receive import kept
from kb.uploads.shelf import Grouping, Reading, Shelf
from kb.uploads.split import split

# The most characters of a line that begins an issue, and the most such lines that are offered.
_LONGEST = 60
MAX_LINES = 300


@dataclass(frozen=True, slots=True)
class Grouped:
    """How an upload belongs to its file. `part` is its number among the issues of the file, 0 when
    it is all of it; `others` are the other issues that are not settled; `lines` those with which
    another issue could begin, by number, for a file that was read as one."""

    part: int
    others: tuple[Upload, ...]
    lines: tuple[tuple[int, str], ...]


def grouped(home: Home, upload: Upload, reading: Reading) -> Grouped:
    """How an upload belongs to its file."""
    part = Shelf(home).part(upload.id)
    if part:
        return Grouped(part, tuple(u for u in _issues(home, upload) if u.id != upload.id), ())
    texts = ((n, line.text.strip()) for n, line in enumerate(reading.lines))
    short = [(n, text) for n, text in texts if n and 1 < len(text) <= _LONGEST]
    return Grouped(0, (), tuple(short[:MAX_LINES]))


def join(kb: KnowledgeBase, upload_id: str, by: By) -> Upload:
    """Have the file of an upload, which was split, read as one; returns the new upload.
    ConflictError when the upload is settled; Forbidden without the right to publish."""
    by.require(Right.PUBLISH)
    upload = uploads.find(kb.home, upload_id)
    shelf = Shelf(kb.home)
    if upload.state not in OPEN:
        raise settled(upload.state)
    if not shelf.part(upload.id):
        raise KbError("这份上传是整个文件，没有拆开过")
    issues = _issues(kb.home, upload)
    made = _whole(kb.home, upload, shelf.source(upload.id), (i.id for i in issues), by.when)
    for issue in issues:
        uploads.move(kb.home, issue.id, OPEN, UploadState.DISCARDED, by.when)
    return made


def cut(kb: KnowledgeBase, upload_id: str, begins: Iterable[int], by: By) -> tuple[Upload, ...]:
    """Split the file of an upload, which was read as one, before the lines of these numbers;
    returns the new uploads. ConflictError when the upload no longer waits."""
    by.require(Right.PUBLISH)
    upload = uploads.find(kb.home, upload_id)
    shelf = Shelf(kb.home)
    if upload.state is not UploadState.WAITING:
        raise settled(upload.state)
    if shelf.part(upload.id):
        raise KbError("这份上传是拆出来的一期，请先合成一期", hint="合成以后再按行拆开")
    offered = {n for n, _ in grouped(kb.home, upload, shelf.reading(upload.id)).lines}
    cuts = tuple(sorted(offered.intersection(begins)))
    if not cuts:
        raise KbError("没有选另一期从哪一行开始", hint="请勾选每一期开头的那一行")
    if len(cuts) >= MAX_ISSUES:
        raise KbError(f"一个文件最多拆成 {MAX_ISSUES} 期", hint="请少选几行")
    data = shelf.source(upload.id)
    fresh = replace(upload, id=secrets.token_hex(6))
    grouping = Grouping(cuts, (upload.id,))
    made = split(kb.home, fresh, data, len(cuts) + 1, by.when, grouping=grouping)
    values = {"title": f"{upload.name}：拆成 {len(made)} 期"}
    uploads.move(kb.home, upload.id, OPEN, UploadState.UNPACKED, by.when, **values)
    return made


def reopen(kb: KnowledgeBase, bulletin_id: str, by: By) -> Upload:
    """Have the file of a bulletin of the corpus read as one, to be checked anew: as it is, or to be
    split. Nothing changes in the corpus before it is published. NotFoundError when there is no such
    bulletin, KbError when its file is lost."""
    by.require(Right.PUBLISH)
    source = kb.corpus.load_bulletin(bulletin_id).source
    path = kb.corpus.source_path(source.sha256, Path(source.name).suffix)
    if not path.is_file():
        raise NotFoundError("这期简报没有留下来源文件，不能重新拆分", where=bulletin_id)
    received = Upload("", source.name, 0, "", by.who, by.when, by.when)
    return _whole(kb.home, received, path.read_bytes(), (), by.when)


def _issues(home: Home, upload: Upload) -> tuple[Upload, ...]:
    """The issues of the same file that are not settled, the upload itself with them."""
    shelf = Shelf(home)
    grouping = shelf.grouping(upload.id)
    return tuple(
        other
        for other in uploads.in_state(home, *OPEN)
        if other.id == upload.id
        or (
            (other.name, other.received, other.size) == (upload.name, upload.received, upload.size)
            and shelf.part(other.id)
            and shelf.grouping(other.id) == grouping
        )
    )


def _whole(home: Home, like: Upload, data: bytes, origins: Iterable[str], now: datetime) -> Upload:
    made = Upload("", like.name, 0, "", like.who, like.received, now, forced=True)
    return kept(home, made, data, grouping=Grouping(origins=tuple(origins))).upload
