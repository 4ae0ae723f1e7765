"""What was found out about bulletins, kept in files, so that the next rebuild need not find it out again.

To find out whom each sentence is about takes most of the time of a rebuild. It is kept under
`state/cache/analyses/`, a file a bulletin, with a digest of all that decides it: the bulletin as it was
read, the vocabulary, and the program with its models. Where the digest is another one, or the file cannot
be read, everything is found out again. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

import kb
from kb.enrich import Vocabulary
from kb.files import Home, write_cache
from kb.index.documents import Found, IndexDocument, document_of, found_in
from kb.model import Bulletin

_DIGEST = 32  # bytes of SHA-256
_LEVEL = 1


class Analyses:
    """The documents of bulletins, with what was kept of them. Processes may share a folder."""

    def __init__(self, home: Home, vocabulary: Vocabulary) -> None:
        self._folder = home.state / "cache" / "analyses"
        self._vocabulary = vocabulary

    @cached_property
    def _made_with(self) -> bytes:
        """All but the bulletin that decides what is found out; not needed to remove files."""
        named = repr((self._vocabulary.practices, self._vocabulary.organisations))
        return f"{_program()}\x00{named}".encode()

    def documents(self, bulletin: Bulletin) -> Iterator[IndexDocument]:
        """The documents of a bulletin's entries."""
        entries = bulletin.entries
        path = self._path(bulletin.id)
        digest = hashlib.sha256(self._made_with + repr(bulletin).encode()).digest()
        kept = _read(path, digest)
        if kept is None or len(kept) != len(entries):
            kept = list(found_in(bulletin, self._vocabulary))
            _write(path, digest, kept)
        for position, (entry, found) in enumerate(zip(entries, kept, strict=True)):
            yield document_of(bulletin, entry, position, found)

    def forget(self, bulletin_ids: Collection[str]) -> None:
        """Remove what was kept of some bulletins."""
        with suppress(OSError):
            for bulletin_id in bulletin_ids:
                self._path(bulletin_id).unlink(missing_ok=True)

    def keep_only(self, bulletin_ids: Collection[str]) -> None:
        """Remove what was kept of all other bulletins."""
        wanted = {self._path(bulletin_id) for bulletin_id in bulletin_ids}
        with suppress(OSError):
            for path in list(self._folder.glob("*/*")):
                if path not in wanted:
                    path.unlink(missing_ok=True)

    def _path(self, bulletin_id: str) -> Path:
        return self._folder / bulletin_id[:4] / bulletin_id


@cache
def _program() -> str:
    """A digest of the program, its models, and the Python that runs it."""
    digest = hashlib.sha256(sys.version.encode())
    root = Path(kb.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            digest.update(f"{path.relative_to(root)}\x00".encode() + path.read_bytes())
    return digest.hexdigest()


def _read(path: Path, digest: bytes) -> list[Found] | None:
    """What was kept under a digest; None when there is nothing, or when it is damaged."""
    try:
        data = path.read_bytes()
        if data[:_DIGEST] != digest:
            return None
        kept = json.loads(zlib.decompress(data[_DIGEST:]))
        return [Found(tuple(a), tuple(b), tuple(map(tuple, c))) for a, b, c in kept]
    except (OSError, ValueError, zlib.error):
        return None


def _write(path: Path, digest: bytes, found: list[Found]) -> None:
    data = json.dumps(found, ensure_ascii=False).encode()
    write_cache(path, digest + zlib.compress(data, _LEVEL))
