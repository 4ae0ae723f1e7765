"""Files with several issues that were uploaded: each issue becomes an upload of its own."""

from __future__ import annotations

import hashlib
from datetime import datetime

from kb.files import Home
from kb.state import Upload
from kb.uploads.receive import kept
from kb.uploads.shelf import Grouping


def split(
    home: Home,
    upload: Upload,
    data: bytes,
    count: int,
    now: datetime,
    *,
    grouping: Grouping | None = None,
) -> tuple[Upload, ...]:
    """Queue the issues of a file, in their order, and return them. `grouping` is what an editor has
    said about them.

    The id of each follows from the upload and its number, so that a file whose splitting was cut
    short is split again without doubling anything. KbError when the disk will not take a file.
    """
    forced = upload.forced or grouping is not None
    found = []
    for part in range(1, count + 1):
        id_ = hashlib.sha256(f"{upload.id}/{part}".encode()).hexdigest()[:12]
        issue = Upload(id_, upload.name, 0, "", upload.who, upload.received, now, forced=forced)
        found.append(kept(home, issue, data, part=part, grouping=grouping).upload)
    return tuple(found)
