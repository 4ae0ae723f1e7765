"""Files that may be lost at any time: nothing waits until they are on the disk."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from kb.files.durable import TEMPORARY


def write_cache(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all where that cannot be done. A power cut can leave it damaged:
    who reads it must notice that."""
    temporary = path.with_name(secrets.token_hex(8).join(TEMPORARY))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
