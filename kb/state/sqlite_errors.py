"""What SQLite says when something fails, for people to read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kb.errors import StorageError, StorageFull
from kb.files import reason

# The low byte of an error code is the code itself; the higher bytes say more.
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_LOOK = "请检查磁盘空间和权限"
_BACKUP = "请用 kb restore 恢复最近的备份；先把这个文件复制一份留着"


class _Meaning(NamedTuple):
    """What failed, and what to do about it."""

    what: str
    hint: str


_DAMAGED = _Meaning("状态库的文件已损坏", _BACKUP)
_OTHER_TABLES = _Meaning("状态库里的表不是这个程序的，没有保存", _BACKUP)
_LARGE = _Meaning("内容太长，状态库放不下，没有保存", "请缩短以后再试")
_BY_CODE = {
    **dict.fromkeys(BUSY, _Meaning("状态库正被别的程序占用，没有保存", "请过一会儿再试")),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FORMAT: _DAMAGED,
    sqlite3.SQLITE_READONLY: _Meaning("状态库只能读，没有保存", "请检查文件和它所在文件夹的权限"),
    sqlite3.SQLITE_CANTOPEN: _Meaning("打不开状态库的文件", "请检查文件和它所在文件夹的权限"),
    sqlite3.SQLITE_PERM: _Meaning("没有权限打开状态库的文件", "请检查文件和它所在文件夹的权限"),
    sqlite3.SQLITE_IOERR: _Meaning("状态库读写磁盘出错，没有保存", "请检查磁盘是否完好、有无空间"),
    sqlite3.SQLITE_NOMEM: _Meaning("内存不够，没有保存", "请关闭别的程序以后再试"),
    sqlite3.SQLITE_TOOBIG: _LARGE,
    sqlite3.SQLITE_ERROR: _OTHER_TABLES,
    sqlite3.SQLITE_SCHEMA: _OTHER_TABLES,
    sqlite3.SQLITE_MISMATCH: _OTHER_TABLES,
    sqlite3.SQLITE_CONSTRAINT: _Meaning("内容与状态库里已有的冲突，没有保存", "请刷新页面后再试"),
    sqlite3.SQLITE_NOLFS: _Meaning("文件系统放不下这么大的状态库", "请换一块磁盘"),
    sqlite3.SQLITE_PROTOCOL: _Meaning("状态库的锁出错，没有保存", "请不要把它放在网络文件夹里"),
    sqlite3.SQLITE_INTERRUPT: _Meaning("操作被中断，没有保存", "请再试一次"),
}


def failure(error: BaseException, where: str) -> StorageError:
    """The error of a file at `where` as one of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and isinstance(error, OSError):
        if error.errno in _FULL:
            return StorageFull("状态库写不进磁盘：磁盘已满，没有保存", where=where, hint=_LOOK)
        return StorageError(f"状态库出错：{reason(error)}", where=where, hint=_LOOK)
    code = (code or 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return StorageFull("状态库写不进磁盘：磁盘已满，没有保存", where=where, hint=_LOOK)
    meaning = _BY_CODE.get(code, _Meaning("状态库出错，没有保存", _LOOK))
    return StorageError(meaning.what, where=where, hint=meaning.hint, original=error)


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Errors of SQLite with a file as StorageError; those of another database pass."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except sqlite3.Error as error:
        raise failure(error, str(path)) from error
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        raise failure(error.orig, str(path)) from error
