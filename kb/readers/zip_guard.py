"""Zip archives that may be hostile: members and inflated bytes are counted before anything is parsed.

Python's zipfile trusts the directory of the archive. Here a member is inflated piece by piece and
the pieces are counted, across all members, so that neither a lying directory nor members that share
their compressed bytes get more memory than is given.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from typing import IO

from kb.errors import EncryptedSource, TooLargeSource, UnreadableSource

MAX_MEMBERS = 5000
MAX_INFLATED = 256 * 1024 * 1024
# Deflate takes at most 1032 : 1; text of bulletins takes 3 to 20 : 1, XML of large tables up to
# 60 : 1. Small files may exceed it, for a short run of one letter does too.
MAX_RATIO = 150
RATIO_FROM = 8 * 1024 * 1024
# The directory is read as a whole: 46 bytes and the name for each member.
MAX_DIRECTORY = 2 * 1024 * 1024
_PIECE = 64 * 1024


class _Frugal:
    """A file that reads no more than a directory's size at once, even when zipfile asks for more."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            raise TooLargeSource("压缩包的目录过大，疑似压缩炸弹，已拒绝读取")
        data = self._file.read(MAX_DIRECTORY + 1 if size < 0 else size)
        if len(data) > MAX_DIRECTORY:
            raise TooLargeSource("压缩包的目录过大，疑似压缩炸弹，已拒绝读取")
        return data


class GuardedZip:
    """A zip archive that is open for reading."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the directory; SourceError when it is damaged or too large."""
        try:
            self._zip = zipfile.ZipFile(_Frugal(file))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableSource(
                "压缩格式已损坏，打不开", hint="请重新下载或重新保存后再导入"
            ) from error
        self._inflated = 0
        files = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(files) > MAX_MEMBERS:
            raise TooLargeSource(
                f"压缩包里有 {len(files)} 个文件，超过 {MAX_MEMBERS} 个", hint="请分成几个压缩包"
            )
        self._members: dict[str, zipfile.ZipInfo] = {}
        last = {info.filename: info for info in files}
        for number, info in enumerate(files):
            # Of members with one name the last is the one that programs unpack.
            key = info.filename if last[info.filename] is info else f"{info.filename}\0{number}"
            if not stat.S_ISLNK(info.external_attr >> 16):
                self._members[key] = info
        # Name in the directory → name to show.
        self.names = {name: _shown(info) for name, info in self._members.items()}

    def read(self, member: str, limit: int = MAX_INFLATED) -> bytes:
        """The bytes of a member, at most `limit`; SourceError says why not, KeyError when there is
        no such member."""
        info = self._members[member]
        if info.flag_bits & 0x1:
            raise EncryptedSource("压缩包有密码", hint="请解压后导入，或去掉密码重新压缩")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # The decompressors of the others return all their data at once.
            raise UnreadableSource("压缩方式不常见，读不出", hint="请用普通 zip 方式重新压缩")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    pieces.append(piece)
                    size += len(piece)
                    self._count(len(piece), size, info.compress_size)
                    if size > limit:
                        raise TooLargeSource(f"解压后超过 {limit // 1024 // 1024} MB，已拒绝读取")
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise UnreadableSource(
                "压缩包里的文件已损坏", hint="请重新下载或重新保存后再导入"
            ) from error
        return b"".join(pieces)

    def _count(self, piece: int, size: int, compressed: int) -> None:
        self._inflated += piece
        if self._inflated > MAX_INFLATED:
            raise TooLargeSource(
                f"解压后超过 {MAX_INFLATED // 1024 // 1024} MB，疑似压缩炸弹，已拒绝读取"
            )
        if size > RATIO_FROM and size > MAX_RATIO * max(compressed, 1):
            raise TooLargeSource(f"压缩比超过 {MAX_RATIO} 倍，疑似压缩炸弹，已拒绝读取")


def _shown(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was meant.

    An archive that does not mark its names as UTF-8 has them in the code page of the system that
    packed it: for ours, UTF-8 (macOS) or that of Chinese Windows. zipfile takes it for cp437.
    """
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
