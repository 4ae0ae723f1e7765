"""Archives that were uploaded: each of their files becomes an upload of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from kb.errors import SourceError, TooLargeSource
from kb.files import Home
from kb.readers import read_members
from kb.state import Upload, uploads
from kb.uploads.receive import kept, plain_name, refused
from kb.uploads.shelf import Shelf

# Bytes that one archive may hold when it is unpacked.
MAX_UNPACKED = 1024 * 1024 * 1024
STAGE = "正在解包"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """How many files an archive holds, and how many of them cannot be taken."""

    files: int
    refused: int


def unpack(home: Home, archive: Upload, now: datetime) -> Unpacked:
    """Queue the files in an archive, in order of name.

    The id of a member follows from the archive and its path, so that an archive whose unpacking was
    cut short is unpacked again without doubling anything. Ends early when the archive is given up or
    taken over by another node.
    SourceError when it is broken, holds too many files, or none; KbError when the disk will not
    take a file.
    """
    path = Shelf(home).source_path(archive.id)
    number, bad, left = 0, 0, MAX_UNPACKED
    for member, data in read_members(path):
        if not uploads.keep_claim(home, archive, datetime.now(), stage=STAGE):
            break
        inner = str(member.relative_to(path))
        received = Upload(
            hashlib.sha256(f"{archive.id}/{inner}".encode()).hexdigest()[:12],
            plain_name(member.name),
            0,
            "",
            archive.who,
            archive.received,
            now,
        )
        number += 1
        if isinstance(data, SourceError):
            bad += 1
            refused(home, received, _within(archive, data))
            continue
        left -= len(data)
        if left < 0:
            limit = f"压缩包解开后超过 {MAX_UNPACKED // 1024 // 1024} MB"
            bad += 1
            too_large = TooLargeSource(limit, hint="请分成几个压缩包")
            refused(home, received, _within(archive, too_large))
            break
        kept(home, replace(received, forced=archive.forced), data)
    return Unpacked(number, bad)


def _within(archive: Upload, error: SourceError) -> SourceError:
    """The error of a member, which names its archive."""
    return SourceError(f"“{archive.name}”里的文件：{error.message}", hint=error.hint)
