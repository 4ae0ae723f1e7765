"""Who may see which bulletin, by the names in its front matter; and the corpus as some people see it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.corpus import history
from kb.corpus.folder import BinItem, Corpus
from kb.corpus.head_values import visible_to
from kb.corpus.plain_files import decoded
from kb.errors import CorpusError, NotFoundError, no_bulletin
from kb.files import front_matter
from kb.model import Bulletin

# Seconds between two looks at all files while their folders are the same.
LOOK_SECONDS = 2.0
_PICTURE = re.compile(rb"/pictures/([0-9a-f]{64}\.[a-z0-9]{1,5})")
_END = b"\n---\n"


@dataclass(frozen=True, slots=True)
class Audience:
    """The banks and groups whose people may see a bulletin, none for everybody, and the pictures
    that its file names. `names` is None where the file cannot be read: then only editors see it."""

    names: frozenset[str] | None
    pictures: frozenset[str] = frozenset()

    def includes(self, names: frozenset[str]) -> bool:
        """May those see it who have these names?"""
        return self.names is not None and (not self.names or bool(self.names & names))


def audience_of(data: bytes, where: str) -> Audience:
    """The audience of a bulletin's file."""
    head = data.partition(_END)[0]
    pictures = frozenset(found.decode() for found in _PICTURE.findall(data))
    if b"visible" not in head and b"\\" not in head:  # nothing else in YAML can spell the key
        return Audience(frozenset(), pictures)
    try:
        values, _, _ = front_matter.split(decoded(data, where), where)
        return Audience(frozenset(visible_to(values, where)), pictures)
    except CorpusError:
        return Audience(None, pictures)


class Audiences:
    """The audiences of all bulletins of a corpus. Each file is read again only when it has changed:
    one that was written durably is noticed at once, one edited by hand within `look_seconds`.
    Threads may share it."""

    def __init__(self, corpus: Corpus, look_seconds: float = LOOK_SECONDS) -> None:
        self._corpus = corpus
        self._look_seconds = look_seconds
        self._read: dict[str, tuple[tuple[int, int], Audience]] = {}
        self._looked: tuple[object, float, Mapping[str, Audience]] | None = None

    def known(self) -> Mapping[str, Audience]:
        """The audience of each bulletin by its id, as it is on the disk."""
        folders, now, looked = self._corpus.folders_stamp(), time.monotonic(), self._looked
        if looked and looked[0] == folders and now - looked[1] < self._look_seconds:
            return looked[2]
        found: dict[str, tuple[tuple[int, int], Audience]] = {}
        for bulletin_id in self._corpus.bulletin_ids():
            path = self._corpus.bulletin_path(bulletin_id)
            try:
                status = path.stat()
                stamp = (status.st_mtime_ns, status.st_size)
                before = self._read.get(bulletin_id)
                found[bulletin_id] = (
                    before
                    if before and before[0] == stamp
                    else (stamp, audience_of(path.read_bytes(), str(path)))
                )
            except FileNotFoundError:  # removed just now
                continue
            except OSError:
                found[bulletin_id] = ((0, 0), Audience(None))
        self._read = found
        known = {bulletin_id: audience for bulletin_id, (_, audience) in found.items()}
        self._looked = folders, now, known
        return known

    def hidden_from(self, names: frozenset[str]) -> frozenset[str]:
        """The ids of the bulletins that those with these names may not see."""
        known = self.known().items()
        return frozenset(id_ for id_, audience in known if not audience.includes(names))

    def of(self, bulletin_id: str) -> Audience | None:
        """The audience of a bulletin: the one in force, or the last one of a bulletin that was
        removed; None when there never was one of this id."""
        present = self.known().get(bulletin_id)
        if present is not None:
            return present
        try:
            texts = [change.before for change in history.changes(self._corpus.home, bulletin_id)]
        except CorpusError:
            return Audience(None)
        last = next((text for text in reversed(texts) if text is not None), None)
        return None if last is None else audience_of(last, bulletin_id)


class VisibleCorpus(Corpus):
    """The corpus as those see it who have some names. What they may not see is not there: it is not
    listed, not loaded, has no history and no pictures."""

    def __init__(self, audiences: Audiences, corpus: Corpus, names: frozenset[str]) -> None:
        super().__init__(corpus.home)
        self._audiences = audiences
        self._names = names

    def may_see(self, bulletin_id: str) -> bool:
        audience = self._audiences.of(bulletin_id)
        return audience is None or audience.includes(self._names)

    def may_see_text(self, data: bytes, where: str) -> bool:
        return audience_of(data, where).includes(self._names)

    def bulletin_ids(self) -> list[str]:
        known = self._audiences.known()
        return sorted(id_ for id_, audience in known.items() if audience.includes(self._names))

    def stray_files(self) -> list[Path]:
        return []

    def has_bulletin(self, bulletin_id: str) -> bool:
        return super().has_bulletin(bulletin_id) and self.may_see(bulletin_id)

    def load_bulletin(self, bulletin_id: str) -> Bulletin:
        self._check(bulletin_id)
        return super().load_bulletin(bulletin_id)

    def read_markdown(self, bulletin_id: str) -> bytes | None:
        return super().read_markdown(bulletin_id) if self.may_see(bulletin_id) else None

    def read_outline(self, bulletin_id: str) -> tuple[dict[str, object], str]:
        self._check(bulletin_id)
        return super().read_outline(bulletin_id)

    def bin_items(self) -> list[BinItem]:
        return [item for item in super().bin_items() if self._may_see_file(item.path)]

    def picture_path(self, file: str) -> Path:
        path = super().picture_path(file)
        shown = any(
            file in audience.pictures and audience.includes(self._names)
            for audience in self._audiences.known().values()
        )
        if not shown:
            raise NotFoundError(f"没有名为“{file}”的图片")
        return path

    def has_picture(self, file: str) -> bool:
        try:
            return super().has_picture(file)
        except NotFoundError:
            return False

    def _check(self, bulletin_id: str) -> None:
        if not self.may_see(bulletin_id):
            raise no_bulletin(bulletin_id)

    def _may_see_file(self, path: Path) -> bool:
        try:
            return self.may_see_text(path.read_bytes(), str(path))
        except OSError:
            return False
