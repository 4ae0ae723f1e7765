"""What is kept of an upload under state/uploads/<id>/: its bytes, what was read, what was corrected.

Folders are named by the id we gave, never by what a visitor called their file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from kb.corpus import bulletin_markdown
from kb.errors import KbError, NotFoundError
from kb.files import Home, copy_durably, reason, write_durably
from kb.identity import bulletin_id
from kb.model import PICTURE_FILE, Bulletin
from kb.structure import Confidence, Judgement


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the source as it was read, and how many pictures stand before it."""

    text: str
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file was understood to be: its paragraphs, the bulletin, how sure it is, in Chinese
    what the reader could not read, and the words that dictionary and vocabulary lack, and
    the paragraphs that are not part of the bulletin (navigation, imprint).

    `number` is that of its first revision. It goes on where an earlier reading of the file ended, so
    that a form made from that one is not taken for one made from this."""

    lines: tuple[Line, ...]
    bulletin: Bulletin
    judgements: tuple[Judgement, ...]
    unread: tuple[str, ...]
    terms: tuple[str, ...]
    furniture: tuple[str, ...] = ()
    number: int = 0

    @property
    def titled(self) -> bool:
        """Has it a title of its own, not the name of the file?"""
        title = next((j for j in self.judgements if j.field == "title"), None)
        return title is None or title.confidence is not Confidence.LOW


@dataclass(frozen=True, slots=True)
class Grouping:
    """What an editor said about the issues in a file: the numbers of the paragraphs with which the
    second and later ones begin, none where it is one issue; and the ids of the uploads that the
    file was before, whose corrections are kept."""

    cuts: tuple[int, ...] = ()
    origins: tuple[str, ...] = ()


class Shelf:
    """The folders of all uploads of a home."""

    def __init__(self, home: Home) -> None:
        self.root = home.state / "uploads"

    def put_source(self, upload_id: str, data: bytes) -> None:
        """Keep the bytes of a new upload, durably."""
        write_durably(self._file(upload_id, "source"), data)

    def put_stream(self, upload_id: str, stream: IO[bytes]) -> tuple[int, str]:
        """Keep the bytes of a new upload from a stream, durably; their number and SHA-256."""
        return copy_durably(self.source_path(upload_id), stream)

    def put_part(self, upload_id: str, part: int) -> None:
        """Keep which of the issues in its file an upload is, durably."""
        write_durably(self._file(upload_id, "part"), str(part).encode())

    def part(self, upload_id: str) -> int:
        """Which of the issues in its file an upload is, from 1; 0 when it is the file."""
        path = self._file(upload_id, "part")
        return int(path.read_bytes()) if path.is_file() else 0

    def put_grouping(self, upload_id: str, grouping: Grouping) -> None:
        """Keep what an editor said about the issues in a file, durably."""
        data = {"cuts": grouping.cuts, "origins": grouping.origins}
        write_durably(self._file(upload_id, "grouping.json"), json.dumps(data).encode())

    def grouping(self, upload_id: str) -> Grouping | None:
        """What an editor said about the issues in a file; None when the program is to find them."""
        path = self._file(upload_id, "grouping.json")
        if not path.is_file():
            return None
        data = json.loads(path.read_bytes())
        return Grouping(tuple(data["cuts"]), tuple(data["origins"]))

    def source_path(self, upload_id: str) -> Path:
        """Where the bytes of an upload lie."""
        return self._file(upload_id, "source")

    def source(self, upload_id: str) -> bytes:
        """The bytes of an upload; KbError when they are gone."""
        return self._read(upload_id, "source")

    def has_source(self, upload_id: str) -> bool:
        """Are its bytes still kept?"""
        return self._file(upload_id, "source").is_file()

    def put_pictures(self, upload_id: str, pictures: Mapping[str, bytes]) -> None:
        """Keep the pictures within a file, by the names the corpus would give them."""
        for file, data in pictures.items():
            write_durably(self._picture(upload_id, file), data)

    def picture(self, upload_id: str, file: str) -> bytes:
        """A picture within a file; NotFoundError when it has none of this name."""
        path = self._picture(upload_id, file)
        if not path.is_file():
            raise NotFoundError(f"没有名为“{file}”的图片")
        return self._read(upload_id, f"pictures/{file}")

    def pictures(self, upload_id: str) -> dict[str, bytes]:
        """All pictures within a file, by name."""
        folder = self._file(upload_id, "pictures")
        return {path.name: path.read_bytes() for path in folder.glob("[0-9a-f]*.*")}

    def put_reading(self, upload_id: str, reading: Reading) -> None:
        """Keep what a file was understood to be; its revisions are removed."""
        earlier = self.revision_files(upload_id)
        data = {
            "id": reading.bulletin.id,
            "markdown": bulletin_markdown.dumps(reading.bulletin),
            "lines": [astuple(line) for line in reading.lines],
            "judgements": [astuple(judgement) for judgement in reading.judgements],
            "unread": reading.unread,
            "terms": reading.terms,
            "furniture": reading.furniture,
            "number": max((self._number(upload_id), *earlier)) + 1,
        }
        for path in earlier.values():
            path.unlink(missing_ok=True)
        text = json.dumps(data, ensure_ascii=False)
        write_durably(self._file(upload_id, "reading.json"), text.encode())

    def reading(self, upload_id: str) -> Reading:
        """What the file was understood to be; KbError when that is not known (any more)."""
        path = self._file(upload_id, "reading.json")
        try:
            data = json.loads(self._read(upload_id, "reading.json"))
            return Reading(
                lines=tuple(Line(*line) for line in data["lines"]),
                bulletin=bulletin_markdown.loads(data["markdown"], data["id"], str(path)),
                judgements=tuple(
                    Judgement(field, value, Confidence(confidence), evidence, subject)
                    for field, value, confidence, evidence, subject in data["judgements"]
                ),
                unread=tuple(data["unread"]),
                terms=tuple(data["terms"]),
                furniture=tuple(data.get("furniture", ())),
                number=int(data.get("number", 0)),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise KbError("读取的结果已损坏", where=str(path), hint="请重新读取") from error

    def revision_files(self, upload_id: str) -> dict[int, Path]:
        """The files of the revisions that editors saved of an upload, by their numbers."""
        files = (self.root / upload_id).glob("revision-[0-9]*.json")
        return {int(path.stem.partition("-")[2]): path for path in files}

    def _number(self, upload_id: str) -> int:
        """The number of the reading that is kept, -1 when there is none that can be read."""
        try:
            return self.reading(upload_id).number
        except KbError:
            return -1

    def clear(self, upload_id: str) -> None:
        """Remove all that is kept of an upload."""
        shutil.rmtree(self.root / upload_id, ignore_errors=True)

    def clear_all_but(self, upload_ids: Collection[str], before: datetime) -> None:
        """Remove what belongs to no upload: a folder whose row is gone or was never written. What
        was made since `before` may still get its row."""
        if self.root.is_dir():
            for folder in self.root.iterdir():
                old = folder.stat().st_mtime < before.timestamp()
                if old and folder.name not in upload_ids:
                    shutil.rmtree(folder, ignore_errors=True)

    def _picture(self, upload_id: str, file: str) -> Path:
        if PICTURE_FILE.fullmatch(file) is None:
            raise NotFoundError(f"没有名为“{file}”的图片")
        return self._file(upload_id, "pictures") / file

    def _file(self, upload_id: str, name: str) -> Path:
        return self.root / upload_id / name

    def _read(self, upload_id: str, name: str) -> bytes:
        path = self._file(upload_id, name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise KbError(
                f"读不出上传的文件：{reason(error)}", where=str(path), hint="请重新上传"
            ) from error


def with_own_id(bulletin: Bulletin) -> Bulletin:
    """The bulletin with the id that its title and days give it."""
    return replace(bulletin, id=bulletin_id(bulletin.title, bulletin.period))
