"""A folder whose files are ingested as they arrive.

Ingested files are moved to done/, unreadable ones to failed/ with the reason next to them; each
keeps its path below the folder. Files that a browser saved with a page move with the page. Nothing
is overwritten. A file is moved after it is stored and indexed: if the process is killed in between,
the file is found again, recognised as stored, and moved. After a failure that is not caused by the
file (a full disk, a busy knowledge base) it stays for the next round.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from kb.errors import ConfigError, CorpusError, SourceError
from kb.files import disk_errors, move_aside, numbered, reason, write_durably
from kb.intake.ingest import FileResult, ingest
from kb.intake.options import IngestOptions
from kb.intake.source_files import find_files
from kb.knowledge_base import KnowledgeBase
from kb.readers import is_of_a_page, parts_of
from kb.remote import corpus_lock
from kb.rights import FOLDER_WATCH

# Seconds to wait for another writer before the files are left for the next round.
PATIENCE = 30.0
DONE, FAILED = "done", "failed"
# Names of files that other programs are still writing, or keep next to the ones they have open.
_PREFIXES = (".", "~", "__MACOSX")
_FURNITURE = ("thumbs.db", "desktop.ini")
_SUFFIXES = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".lock", "~")

_Look = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Handled:
    """The result for an arrived file: the results of the issues in it (one, unless it is an archive
    or holds several), and its new path; None when it stays for the next round."""

    file: Path
    results: tuple[FileResult, ...]
    moved_to: Path | None

    @property
    def failed(self) -> bool:
        """Was it, or a part of it, unreadable?"""
        return any(result.error for result in self.results)


@dataclass
class Watcher:
    """Looks at a folder repeatedly; `looked` is what it saw the last time."""

    folder: Path
    looked: dict[Path, _Look] = field(default_factory=dict)

    def arrived(self) -> list[Path]:
        """The files that did not change since the last look, in order of name."""
        now = dict(_looks(self.folder))
        ready = [path for path, look in now.items() if self.looked.get(path) == look]
        self.looked = now
        return sorted(ready)

    def round(
        self,
        kb: KnowledgeBase,
        *,
        stopping: Callable[[], bool] = lambda: False,
        handled: Callable[[Handled], None] | None = None,
        unread: Callable[[CorpusError], None] | None = None,
    ) -> list[Handled]:
        """One look, and the ingestion of what has arrived. `handled` is called with each file when it
        has been moved, `unread` for each malformed bulletin of the corpus; when `stopping` says so
        the rest waits for the next time.

        Raises KbError when the knowledge base cannot be written now; the files then stay.
        """
        ready = self.arrived()
        if not ready or stopping():
            return []
        looks = {path: self.looked[path] for path in ready}
        with corpus_lock(kb.home, kb.settings.corpus, FOLDER_WATCH.name, PATIENCE):
            results = _ingested(kb, ready, stopping, unread)
        done = []
        for path, of_file in results.items():
            one = Handled(path, of_file, self._moved(path, of_file, looks[path]))
            done.append(one)
            if handled:
                handled(one)
        return done

    def _moved(self, path: Path, results: tuple[FileResult, ...], look: _Look) -> Path | None:
        """Move a file where it belongs now; None when it changed or vanished while it was read, or
        when the failure was not caused by it."""
        errors = [result.error for result in results if result.error]
        if _look(path) != look or any(not isinstance(error, SourceError) for error in errors):
            return None
        self.looked.pop(path, None)
        below = path.relative_to(self.folder)
        if not errors:
            return _move(path, self.folder / DONE / below)
        target = _free_with_reason(path, self.folder / FAILED / below)
        write_durably(_reason_file(target), _reasons(results).encode())
        return _move(path, target)


@contextmanager
def watching(folder: Path, home: Path | None = None) -> Iterator[Watcher]:
    """A watcher of a folder; ConfigError when there is no such folder, another one watches it, or
    it lies in the knowledge base's `home` or holds that: its own files would be moved away."""
    if not folder.is_dir():
        raise ConfigError(f"没有文件夹 {folder}", hint="请先建好要监视的文件夹")
    inside, own = folder.resolve(), home.resolve() if home else None
    if own and (inside == own or own in inside.parents or inside in own.parents):
        raise ConfigError(
            f"文件夹 {folder} 与知识库 {home} 互相包含，不能监视",
            hint="请在知识库之外另建一个文件夹来投放简报",
        )
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ConfigError(
            f"打不开文件夹 {folder}：{reason(error)}", hint="请检查目录权限"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield Watcher(folder.resolve())
    except BlockingIOError as error:
        raise ConfigError(
            f"文件夹 {folder} 已有另一个 kb watch 在监视", hint="同一文件夹只需一个"
        ) from error
    finally:
        os.close(handle)


def _ingested(
    kb: KnowledgeBase,
    files: list[Path],
    stopping: Callable[[], bool],
    unread: Callable[[CorpusError], None] | None,
) -> dict[Path, tuple[FileResult, ...]]:
    """The results of each file that was ingested completely before it was time to stop."""
    sources = {path: find_files([path]) for path in files}
    begun: list[Path] = []

    def until_stopped() -> Iterator[Path]:
        for path, members in sources.items():
            if stopping():
                return
            begun.append(path)
            yield from members

    options = IngestOptions(date.today(), actor=FOLDER_WATCH)
    results: dict[Path, list[FileResult]] = {}
    for result in ingest(kb, until_stopped(), options, unread=unread):
        results.setdefault(result.file, []).append(result)
    return {path: tuple(r for m in sources[path] for r in results[m]) for path in begun}


def _move(path: Path, target: Path) -> Path:
    parts = parts_of(path)
    moved = move_aside(path, numbered(target))
    if parts:
        ending = parts.name.removeprefix(path.stem)
        with suppress(OSError):
            os.rename(parts, moved.with_name(moved.stem + ending))
    return moved


def _looks(folder: Path) -> Iterator[tuple[Path, _Look]]:
    """The files below a folder that may be ingested, with what shows whether they change."""
    for place, folders, names in os.walk(folder):
        inside = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(_PREFIXES)
            and not (inside == folder and name in (DONE, FAILED))
            and not is_of_a_page(inside / name)
        ]
        for name in names:
            passing = name.startswith(_PREFIXES) or name.lower().endswith(_SUFFIXES)
            if not passing and name.lower() not in _FURNITURE:
                look = _look(inside / name)
                if look is not None:
                    yield inside / name, look


def _look(path: Path) -> _Look | None:
    """Identity, size and time of a plain file; None for anything else, or when it is gone."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            status = path.stat()
            return status.st_ino, status.st_size, status.st_mtime_ns
    return None


def _reason_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.txt")


def _free_with_reason(path: Path, target: Path) -> Path:
    """The first of the numbered places where neither a file nor its reason lies, or where an
    earlier move of this very file was interrupted."""
    with disk_errors(target):
        return next(
            place
            for place in numbered(target)
            if (place.exists() and place.samefile(path))
            or not (place.exists() or _reason_file(place).exists())
        )


def _reasons(results: tuple[FileResult, ...]) -> str:
    lines = [f"{datetime.now():%Y-%m-%d %H:%M:%S} 没有导入，原因："]
    for result in results:
        if result.error:
            hint = f"（{result.error.hint}）" if result.error.hint else ""
            lines.append(f"{result.file.name}：{result.error.message}{hint}")
    others = [result for result in results if not result.error]
    if others:
        lines.append(f"压缩包里的其余 {len(others)} 个文件已经入库。")
    lines.append("改好后把文件放回监视的文件夹即可。")
    return "\n".join(lines) + "\n"
