"""Files with several issues that were uploaded: each issue becomes an upload of its own."""

from __future__ import annotations

import hashlib
from datetime import datetime

from kb.files import Home
from kb.state import Upload
from kb.uploads.receive import kept


def split(home: Home, upload: Upload, data: bytes, count: int, now: datetime) -> None:
    """Queue the issues of a file, in their order.

    The id of each follows from the upload and its number, so that a file whose splitting was cut
    short is split again without doubling anything. KbError when the disk will not take a file.
    """
    for part in range(1, count + 1):
        id_ = hashlib.sha256(f"{upload.id}/{part}".encode()).hexdigest()[:12]
        issue = Upload(
            id_, upload.name, 0, "", upload.who, upload.received, now, forced=upload.forced
        )
        kept(home, issue, data, part=part)
