"""The digests of the files of all bulletins, of which only those are read that changed.

A million entries are a gigabyte of files: to read them for each bulletin that is published would take
longer than all the rest. So the digest of a file is kept with its size, its times and its number on the
disk. A file that was changed less than two seconds before it was read is read again: a second change
could have the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path

from kb.corpus import Corpus
from kb.errors import CorpusError
from kb.files import write_cache

# Nanoseconds.
_RECENT = 2_000_000_000

# Size, time of the change of the content, time of the change of anything, number on the disk.
_Mark = list[int]


def file_digests(corpus: Corpus, kept: Path) -> dict[str, str]:
    """Bulletin id → SHA-256 of its file, "" when the disk does not give it: a bulletin is read again
    when this changes. `kept` is a file in which digests are kept; it may be deleted at any time."""
    known = _known(kept)
    found: dict[str, str] = {}
    marks: dict[str, tuple[_Mark, str]] = {}
    for bulletin_id in corpus.bulletin_ids():
        mark, digest = _mark(corpus.bulletin_path(bulletin_id)), ""
        if bulletin_id in known and mark == known[bulletin_id][0]:
            digest = known[bulletin_id][1]
            marks[bulletin_id] = known[bulletin_id]
        else:
            now = time.time_ns()
            with suppress(CorpusError):
                if (data := corpus.read_markdown(bulletin_id)) is not None:
                    digest = hashlib.sha256(data).hexdigest()
            if mark and digest and now - max(mark[1:3]) > _RECENT:
                marks[bulletin_id] = (mark, digest)
        found[bulletin_id] = digest
    if marks != known:
        write_cache(kept, json.dumps(marks, ensure_ascii=False).encode())
    return found


def _known(kept: Path) -> dict[str, tuple[_Mark, str]]:
    try:
        known = json.loads(kept.read_bytes())
        return {
            str(name): ([*map(int, mark)], str(digest)) for name, (mark, digest) in known.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _mark(path: Path) -> _Mark | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
