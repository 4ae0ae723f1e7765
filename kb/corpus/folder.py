"""The corpus folder: the only module that knows its paths.

corpus/bulletins/<year>/<id>.md · practices/<name>.md · organisations.yml · aspects.yml · indicators.yml ·
everyday.yml · words.yml · sources/<sha256>.<ext> · pictures/<sha256>.<ext>
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kb.corpus import (
    aspect_lexicon,
    bulletin_markdown,
    everyday_lexicon,
    indicator_lexicon,
    vocabulary_files,
    word_list,
)
from kb.corpus.aspect_lexicon import AspectLexicon
from kb.corpus.everyday_lexicon import EverydayGroup
from kb.corpus.indicator_lexicon import IndicatorLexicon
from kb.corpus.plain_files import is_whole, read_bytes, read_text
from kb.corpus.word_list import Words
from kb.errors import CorpusError, NotFoundError, no_bulletin
from kb.files import Home, front_matter, move_aside, starter_vocabulary, write_durably
from kb.model import PICTURE_FILE, Bulletin, Organisation, Practice, numbered_names

_ID = re.compile(r"(\d{4})-\d\d-\d\d-\w[\w-]*|(undated)-\w[\w-]*")
_WHEN = "%Y%m%dT%H%M%S"
_BINNED = re.compile(r"(?P<when>\d{8}T\d{6})(?:\.(?P<number>\d+))?-(?P<id>.+)")


@dataclass(frozen=True, slots=True)
class BinItem:
    """A removed bulletin: its id, when it was removed, and its file in the bin."""

    bulletin_id: str
    removed: datetime
    path: Path

    @property
    def title(self) -> str:
        """The title that its file states, "" when that cannot be read."""
        with suppress(CorpusError):
            data, _, _ = front_matter.split(read_text(self.path), str(self.path))
            return str(data.get("title", ""))
        return ""


class Corpus:
    """Reads and writes the files of one home. It keeps nothing in memory."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.root = home.corpus
        self.bin = home.state / "bin"

    def bulletin_ids(self) -> list[str]:
        """The ids of all bulletins, oldest first. Other files there are skipped: see `stray_files`."""
        return sorted(path.stem for path in self._files() if self._is_bulletin(path))

    def stray_files(self) -> list[Path]:
        """The files among the bulletins that are not bulletins: by name, by folder, or because
        they are not plain files."""
        above = (self.root / "bulletins").glob("*.md")
        return sorted(path for path in (*above, *self._files()) if not self._is_bulletin(path))

    def _files(self) -> list[Path]:
        return list((self.root / "bulletins").glob("*/*.md"))

    def _is_bulletin(self, path: Path) -> bool:
        match = _ID.fullmatch(path.stem)
        return match is not None and path.parent.name == _year(match) and path.is_file()

    def bulletin_path(self, bulletin_id: str) -> Path:
        """The path of a bulletin's file, whether it exists or not; NotFoundError when the id is not
        valid."""
        match = _ID.fullmatch(bulletin_id)
        if match is None:
            raise no_bulletin(bulletin_id)
        return self.root.joinpath("bulletins", _year(match), f"{bulletin_id}.md")

    def may_see(self, bulletin_id: str) -> bool:
        """May the one who asks see the bulletin of this id, or what is left of it?"""
        return True

    def may_see_text(self, data: bytes, where: str) -> bool:
        """May the one who asks see an earlier version of a bulletin that they may see now?"""
        return True

    def has_bulletin(self, bulletin_id: str) -> bool:
        """Is there a bulletin with this id?"""
        return _ID.fullmatch(bulletin_id) is not None and self.bulletin_path(bulletin_id).is_file()

    def load_bulletin(self, bulletin_id: str) -> Bulletin:
        """One bulletin; NotFoundError, or CorpusError when its file is malformed."""
        path = self.bulletin_path(bulletin_id)
        if not path.is_file():
            raise no_bulletin(bulletin_id)
        return bulletin_markdown.loads(read_text(path), bulletin_id, str(path))

    def bulletins(self) -> Iterator[Bulletin]:
        """All bulletins, oldest first; CorpusError at the first malformed one."""
        for bulletin_id in self.bulletin_ids():
            yield self.load_bulletin(bulletin_id)

    def bulletins_or_errors(self) -> Iterator[Bulletin | CorpusError]:
        """All bulletins, oldest first, and in the place of a malformed one what is wrong with it."""
        for bulletin_id in self.bulletin_ids():
            try:
                yield self.load_bulletin(bulletin_id)
            except CorpusError as error:
                yield error

    def readable_bulletins(self) -> Iterator[Bulletin]:
        """All bulletins but malformed ones, oldest first."""
        return (found for found in self.bulletins_or_errors() if isinstance(found, Bulletin))

    def read_markdown(self, bulletin_id: str) -> bytes | None:
        """The file of a bulletin unchanged, None when there is none."""
        path = self.bulletin_path(bulletin_id)
        return read_bytes(path) if path.is_file() else None

    def write_markdown(self, bulletin_id: str, data: bytes) -> None:
        """Write a bulletin's file as given, durably."""
        write_durably(self.bulletin_path(bulletin_id), data)

    def save_bulletin(self, bulletin: Bulletin) -> Path:
        """Write a bulletin's file, durably."""
        path = self.bulletin_path(bulletin.id)
        write_durably(path, bulletin_markdown.dumps(bulletin).encode())
        return path

    def remove_bulletin(self, bulletin_id: str, now: datetime) -> Path:
        """Move a bulletin's file to the bin and return its new path."""
        path = self.bulletin_path(bulletin_id)
        if not path.is_file():
            raise no_bulletin(bulletin_id)
        stamps = numbered_names(now.strftime(_WHEN), separator=".")
        return move_aside(path, (self.bin / f"{stamp}-{path.name}" for stamp in stamps))

    def rename_bulletin(self, old: str, new: str) -> None:
        """Give a bulletin another id; KbError when there is a bulletin with that id."""
        move_aside(self.bulletin_path(old), [self.bulletin_path(new)])

    def bin_items(self) -> list[BinItem]:
        """The bulletins in the bin, the most recently removed first."""
        items = []
        for path in self.bin.glob("*.md"):
            match = _BINNED.fullmatch(path.stem)
            with suppress(ValueError):  # a file that somebody else put there
                removed = datetime.strptime(match["when"] if match else "", _WHEN)
                assert match is not None
                items.append((removed, int(match["number"] or 1), match["id"], path))
        return [BinItem(id_, when, path) for when, _, id_, path in sorted(items, reverse=True)]

    def read_outline(self, bulletin_id: str) -> tuple[dict[str, Any], str]:
        """Front matter and body of a bulletin's file, without parsing the entries: quick even for
        all bulletins."""
        path = self.bulletin_path(bulletin_id)
        data, body, _ = front_matter.split(read_text(path), str(path))
        return data, body

    def source_path(self, sha256: str, suffix: str) -> Path:
        """Where the bytes of a source file are kept."""
        return self.root / "sources" / f"{sha256}{suffix.lower()}"

    def has_source(self, sha256: str, suffix: str) -> bool:
        """Are the bytes of a source file kept, and complete?"""
        return is_whole(self.source_path(sha256, suffix))

    def save_source(self, sha256: str, suffix: str, data: bytes) -> None:
        """Keep the original bytes; complete ones are stored once."""
        if not self.has_source(sha256, suffix):
            write_durably(self.source_path(sha256, suffix), data)

    def picture_path(self, file: str) -> Path:
        """The path of a picture, whether it exists or not; NotFoundError when the name is not
        valid."""
        if PICTURE_FILE.fullmatch(file) is None:
            raise NotFoundError(f"没有名为“{file}”的图片")
        return self.root / "pictures" / file

    def has_picture(self, file: str) -> bool:
        """Is there a complete picture with this name?"""
        return is_whole(self.picture_path(file))

    def save_picture(self, file: str, data: bytes) -> None:
        """Keep a picture durably; a complete one is stored once."""
        if not self.has_picture(file):
            write_durably(self.picture_path(file), data)

    def practices(self) -> tuple[Practice, ...]:
        """The vocabulary, by name; CorpusError names the file that is wrong."""
        paths = sorted(filter(Path.is_file, (self.root / "practices").glob("*.md")))
        return vocabulary_files.checked(
            [vocabulary_files.load_practice(read_text(path), str(path)) for path in paths],
            str(self.root / "practices"),
        )

    def practice_path(self, name: str) -> Path:
        """The file of a practice; files made by hand may have another name."""
        found = filter(Path.is_file, (self.root / "practices").glob("*.md"))
        for path in found:
            if vocabulary_files.load_practice(read_text(path), str(path)).name == name:
                return path
        return self.root / "practices" / f"{name}.md"

    def practice_files(self) -> list[str]:
        """The paths of the practices' files within the corpus."""
        found = (self.root / "practices").glob("*.md")
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def vocabulary_text(self, path: str) -> str | None:
        """The text of a file of the vocabulary by its path in the corpus, None when it is absent."""
        file = self.root / path
        return read_text(file) if file.is_file() else None

    def save_practice(self, practice: Practice) -> Path:
        """Write a practice's file, durably."""
        path = self.practice_path(practice.name)
        write_durably(path, vocabulary_files.dump_practice(practice).encode())
        return path

    def bulletins_stamp(self) -> tuple[int, int, int]:
        """A digest of number, times and sizes of the bulletins' files. It differs when one was
        added, removed or changed, and takes some 10 µs a file."""
        looks = []
        for path in (self.root / "bulletins").glob("*/*.md"):
            with suppress(FileNotFoundError):  # removed just now
                looks.append(path.stat())
        return len(looks), sum(s.st_mtime_ns for s in looks), sum(s.st_size for s in looks)

    def folders_stamp(self) -> tuple[tuple[str, int], ...]:
        """Names and times of the folders of bulletins. It differs when a bulletin was added, removed
        or written durably, not when a file was edited in place; it looks at no file."""
        looks = []
        with suppress(FileNotFoundError):  # none yet, or removed just now
            for entry in sorted(os.scandir(self.root / "bulletins"), key=lambda e: e.name):
                if entry.is_dir():
                    looks.append((entry.name, entry.stat().st_mtime_ns))
        return tuple(looks)

    def vocabulary_stamp(self) -> tuple[tuple[str, int, int], ...]:
        """A digest of name, time and size of the vocabulary's files: practices, organisations,
        aspects, words. It differs when one has changed, and is cheap."""
        files = [*self.root.glob("*.yml"), *(self.root / "practices").glob("*.md")]
        looks = [(path.name, path.stat()) for path in sorted(files)]
        return tuple((name, look.st_mtime_ns, look.st_size) for name, look in looks)

    def words(self) -> Words:
        """What was decided about new words (words.yml); empty when the file is missing."""
        path = self.root / "words.yml"
        return word_list.load_words(read_text(path), str(path)) if path.exists() else Words()

    def save_words(self, words: Words) -> Path:
        """Write words.yml, durably."""
        path = self.root / "words.yml"
        write_durably(path, word_list.dump_words(words).encode())
        return path

    def organisations(self) -> tuple[Organisation, ...]:
        """The banks and branches of organisations.yml, none when the file is absent."""
        path = self.root / "organisations.yml"
        if not path.exists():
            return ()
        return vocabulary_files.load_organisations(read_text(path), str(path))

    def aspects(self) -> AspectLexicon:
        """The lexicon of aspects.yml; a home without this file gets the installed one."""
        name = "aspects.yml"
        return aspect_lexicon.load_aspects(self.lexicon_text(name), self._where(name))

    def indicators(self) -> IndicatorLexicon:
        """The lexicon of indicators.yml; a home without this file gets the installed one."""
        name = "indicators.yml"
        return indicator_lexicon.load_indicators(self.lexicon_text(name), self._where(name))

    def everyday(self) -> tuple[EverydayGroup, ...]:
        """The lexicon of everyday.yml; a home without this file gets the installed one."""
        name = "everyday.yml"
        return everyday_lexicon.load_everyday(self.lexicon_text(name), self._where(name))

    def lexicon_text(self, name: str) -> str:
        """The text of a lexicon (aspects.yml, indicators.yml, everyday.yml), the installed one's where
        the home has none."""
        path = self.root / name
        return read_text(path if path.exists() else starter_vocabulary() / name)

    def _where(self, name: str) -> str:
        path = self.root / name
        return str(path if path.exists() else starter_vocabulary() / name)


def _year(match: re.Match[str]) -> str:
    """The name of the folder of a bulletin, from the match of its id."""
    return match[1] or match[2]
