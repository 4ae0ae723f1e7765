"""Office files from elsewhere, opened within bounds.

They are parsed in this process, by parsers that may raise anything on a broken file. What they may
take is bounded before: parts, bytes and elements.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kb.errors import KbError, TooLargeSource, UnreadableSource

# Unpacked bytes of all parts and of those that are parsed, tags in these, and parts. A handout of 600
# excerpts has 2 MB of XML; a tag takes some 200 bytes of memory.
_MOST_BYTES, _MOST_XML, _MOST_TAGS, _MOST_PARTS = 60_000_000, 8_000_000, 500_000, 5_000
# How XML may begin, in any encoding; pictures begin otherwise. The name of a part says nothing.
_XML_STARTS = (b"<", b" ", b"\t", b"\r", b"\n", b"\xef", b"\xfe", b"\xff\xfe", b"\x00", b"\x4c")
_HINT = "请去掉图片，或只留要核对的部分"
_CHUNK = 1 << 16


@contextmanager
def foreign(unreadable: KbError) -> Iterator[None]:
    """Work with a file from elsewhere: whatever a library raises is `unreadable`."""
    try:
        yield
    except KbError:
        raise
    except Exception as error:  # a third-party parser may raise anything on a broken file
        raise unreadable from error


def guard(data: bytes) -> None:
    """Refuse what is no archive, or would unpack to more than a handout has; UnreadableSource,
    TooLargeSource."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            # zipfile unpacks no more of a part than its directory says.
            members = archive.infolist()
            if any(m.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for m in members):
                raise BadZipFile
            if len(members) > _MOST_PARTS or sum(m.file_size for m in members) > _MOST_BYTES:
                raise _too_large()
            parsed = [member for member in members if _is_xml(archive, member)]
            if sum(member.file_size for member in parsed) > _MOST_XML:
                raise _too_large()
            if sum(_tags(archive, member) for member in parsed) > _MOST_TAGS:
                raise _too_large()
    except (BadZipFile, ValueError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise UnreadableSource("文件不是 Word 或 PowerPoint 格式，或已损坏") from error


def _too_large() -> TooLargeSource:
    return TooLargeSource("文件解开后太大，不能核对", hint=_HINT)


def _is_xml(archive: ZipFile, member: ZipInfo) -> bool:
    with archive.open(member) as file:
        return file.read(2).startswith(_XML_STARTS)


def _tags(archive: ZipFile, member: ZipInfo) -> int:
    """How many tags a part has, at most: in every encoding each has a byte "<" (in EBCDIC "L")."""
    with archive.open(member) as file:
        return sum(
            chunk.count(b"<") + (chunk.count(b"\x4c") if b"<" not in chunk else 0)
            for chunk in iter(lambda: file.read(_CHUNK), b"")
        )
