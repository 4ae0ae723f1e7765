"""The corpus folder: the only module that knows its paths.

corpus/bulletins/<year>/<id>.md · practices/<name>.md · organisations.yml · sources/<sha256>.<ext>
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kb import bulletin_file, frontmatter, vocabulary_file
from kb.errors import CorpusError, NotFoundError
from kb.files import sync_folder, write_durably
from kb.model import Bulletin, Organisation, Practice
from kb.settings import Home

_ID = re.compile(r"(\d{4})-\d\d-\d\d-\w[\w-]*|(undated)-\w[\w-]*")


class Corpus:
    """Reads and writes the files of one home. It keeps nothing in memory."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.root = home.corpus

    def bulletin_ids(self) -> list[str]:
        """The ids of all bulletins, oldest first."""
        return sorted(path.stem for path in (self.root / "bulletins").glob("*/*.md"))

    def bulletin_path(self, bulletin_id: str) -> Path:
        """The file of a bulletin, there or not; NotFoundError when the id cannot be one."""
        match = _ID.fullmatch(bulletin_id)
        if match is None:
            raise NotFoundError(f"没有编号为“{bulletin_id}”的简报", hint="用 kb list 查看全部简报")
        return self.root / "bulletins" / (match[1] or match[2]) / f"{bulletin_id}.md"

    def has_bulletin(self, bulletin_id: str) -> bool:
        """Is there a bulletin with this id?"""
        return _ID.fullmatch(bulletin_id) is not None and self.bulletin_path(bulletin_id).exists()

    def load_bulletin(self, bulletin_id: str) -> Bulletin:
        """One bulletin; NotFoundError, or CorpusError when its file is malformed."""
        path = self.bulletin_path(bulletin_id)
        if not path.is_file():
            raise NotFoundError(f"没有编号为“{bulletin_id}”的简报", hint="用 kb list 查看全部简报")
        return bulletin_file.loads(_read(path), bulletin_id, str(path))

    def bulletins(self) -> Iterator[Bulletin]:
        """All bulletins, oldest first; CorpusError at the first malformed one."""
        for bulletin_id in self.bulletin_ids():
            yield self.load_bulletin(bulletin_id)

    def save_bulletin(self, bulletin: Bulletin) -> Path:
        """Write a bulletin's file, durably."""
        path = self.bulletin_path(bulletin.id)
        write_durably(path, bulletin_file.dumps(bulletin).encode())
        return path

    def remove_bulletin(self, bulletin_id: str, now: datetime) -> Path:
        """Move a bulletin's file to the bin and return where it lies now."""
        path = self.bulletin_path(bulletin_id)
        if not path.is_file():
            raise NotFoundError(f"没有编号为“{bulletin_id}”的简报", hint="用 kb list 查看全部简报")
        kept = self.home.state / "bin" / f"{now:%Y%m%dT%H%M%S}-{path.name}"
        write_durably(kept, path.read_bytes())
        path.unlink()
        sync_folder(path.parent)
        return kept

    def ids_by_digest(self) -> dict[str, str]:
        """SHA-256 of the source file → bulletin id."""
        digests = {}
        for bulletin_id in self.bulletin_ids():
            path = self.bulletin_path(bulletin_id)
            data, _, _ = frontmatter.split(_read(path), str(path))
            source = data.get("source")
            if isinstance(source, dict):
                digests[str(source.get("sha256"))] = bulletin_id
        return digests

    def source_path(self, sha256: str, suffix: str) -> Path:
        """Where the bytes of a source file are kept."""
        return self.root / "sources" / f"{sha256}{suffix.lower()}"

    def save_source(self, sha256: str, suffix: str, data: bytes) -> None:
        """Keep the original bytes; they are stored once."""
        path = self.source_path(sha256, suffix)
        if not path.exists():
            write_durably(path, data)

    def practices(self) -> tuple[Practice, ...]:
        """The vocabulary, by name; CorpusError names the file that is wrong."""
        paths = sorted((self.root / "practices").glob("*.md"))
        return vocabulary_file.checked(
            [vocabulary_file.load_practice(_read(path), str(path)) for path in paths],
            str(self.root / "practices"),
        )

    def organisations(self) -> tuple[Organisation, ...]:
        """The banks and branches of organisations.yml, none when the file is absent."""
        path = self.root / "organisations.yml"
        if not path.exists():
            return ()
        return vocabulary_file.load_organisations(_read(path), str(path))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError("文件不是 UTF-8 编码", where=str(path)) from error
    except OSError as error:
        raise CorpusError(f"读不出文件：{error.strerror or error}", where=str(path)) from error
