"""Source files packed in a .zip.

A member is named by a path below the archive: 简报.zip/第二周/青枫组.docx. Such a path is a label: it
is compared with the labels of the members and never opened, so a member called ../../etc/passwd
leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import EmptySource, SourceError, TooLargeSource, UnreadableSource, UnsupportedSource
from kb.files import reason
from kb.readers.formats import ARCHIVE, FORMATS, MAX_BYTES, PAGES, PARTS, check_format, is_known
from kb.readers.zip_guard import GuardedZip

# Source files that are taken from one archive: a bulletin a week for four years.
MAX_SOURCES = 200
MAX_ARCHIVE = 1024 * 1024 * 1024
MAX_DEPTH = 40


def is_archive(path: Path) -> bool:
    """Is this, by its name, a file that holds source files?"""
    return path.suffix.lower() == ARCHIVE


def archive_of(path: Path) -> Path | None:
    """The archive that a path leads into, None for the path of a file."""
    return next(
        (parent for parent in path.parents if is_archive(parent) and parent.is_file()), None
    )


def member_paths(archive: Path) -> list[Path]:
    """The paths of the source files in an archive, in order of name; SourceError says why not.

    Files of other kinds are passed over (`passed_over`), as they are in a folder. An archive inside
    the archive is listed, and refused when it is read.
    """
    if archive_of(archive):
        raise _nested()
    with _opened(archive) as opened:
        paths = sorted(filter(is_known, _sources(_labels(opened, archive))))
    if len(paths) > MAX_SOURCES:
        raise TooLargeSource(
            f"压缩包里有 {len(paths)} 个可导入的文件，一次最多 {MAX_SOURCES} 个",
            hint="请分成几个压缩包",
        )
    if not paths:
        raise EmptySource("压缩包里没有可导入的文件", hint=f"可导入：{'、'.join(FORMATS)}")
    return paths


def passed_over(archive: Path) -> list[str]:
    """The names of the files in an archive that are no source files; none when it cannot be opened."""
    try:
        with _opened(archive) as opened:
            return sorted(p.name for p in _sources(_labels(opened, archive)) if not is_known(p))
    except SourceError:
        return []


def _sources(paths: Iterable[Path]) -> list[Path]:
    """The paths without those of the folders in which a page that is there too keeps its parts."""
    paths = list(paths)
    folders = {
        page.with_name(page.stem + ending)
        for page in paths
        if page.suffix.lower() in PAGES
        for ending in PARTS
    }
    return [path for path in paths if folders.isdisjoint(path.parents)]


def _nested() -> UnsupportedSource:
    return UnsupportedSource("压缩包里还有压缩包", hint="请先解压，再导入里面的压缩包")


def read_members(archive: Path) -> Iterator[tuple[Path, bytes | SourceError]]:
    """The path of each source file in an archive with its bytes, or why it cannot be read;
    SourceError when it cannot be opened."""
    paths = member_paths(archive)
    with _opened(archive) as opened:
        labels = _labels(opened, archive)
        for path in paths:
            try:
                if is_archive(path):
                    raise _nested()
                check_format(path)
                data = opened.read(labels[path], MAX_BYTES)
            except SourceError as error:
                error.where = error.where or str(path)
                yield path, error
            else:
                yield path, data


def read_member(archive: Path, path: Path) -> bytes:
    """The bytes of the member of this path; SourceError says why not."""
    with _opened(archive) as opened:
        member = _labels(opened, archive).get(path)
        if member is None:
            raise UnreadableSource("压缩包里没有这个文件")
        return opened.read(member, MAX_BYTES)


@contextmanager
def _opened(archive: Path) -> Iterator[GuardedZip]:
    try:
        if archive.exists() and not archive.is_file():
            raise UnreadableSource("这不是压缩包文件")
        if archive.stat().st_size > MAX_ARCHIVE:
            raise TooLargeSource(
                f"压缩包超过 {MAX_ARCHIVE // 1024 // 1024} MB", hint="请分成几个压缩包"
            )
        with archive.open("rb") as file:
            yield GuardedZip(file)
    except OSError as error:
        raise UnreadableSource(f"读不出压缩包：{reason(error)}") from error


def _labels(opened: GuardedZip, archive: Path) -> dict[Path, str]:
    """The path of each member → its name in the archive. Further members of the same path are
    numbered."""
    labels: dict[Path, str] = {}
    seen: dict[Path, int] = {}
    for member, name in opened.names.items():
        parts = [part for part in re.split(r"[/\\]", name.replace(":", "：")) if part.strip(". ")]
        # macOS adds to every file a second one with its attributes.
        if parts and not parts[-1].startswith(".") and parts[0] != "__MACOSX":
            plain = path = archive.joinpath(*parts[-MAX_DEPTH:])
            while path in labels:
                seen[plain] = seen.get(plain, 1) + 1
                path = plain.with_name(f"{plain.stem}（{seen[plain]}）{plain.suffix}")
            labels[path] = member
    return labels
