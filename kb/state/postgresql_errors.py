"""What PostgreSQL and its client say when something fails, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.errors import StorageError, StorageFull


class _Meaning(NamedTuple):
    """What failed, and what to do about it."""

    what: str
    hint: str = ""


_LATER = "请过一会儿再试"
_BUSY = _Meaning("状态库正忙，没有保存", _LATER)
_REFUSED = _Meaning(
    "数据库服务器不认这个用户名或口令",
    "请检查 password_file 指的文件或环境变量 KB_STATE_PASSWORD，以及服务器的 pg_hba.conf",
)
_NO_RIGHT = _Meaning(
    "这个用户没有建表或写入的权限",
    "请让数据库管理员把库交给它，例如 ALTER DATABASE 库名 OWNER TO 用户名",
)
_STOPPED = _Meaning("数据库服务器正在停止或启动，没有保存", _LATER)
_DISK = _Meaning("状态库写不进磁盘：数据库服务器的磁盘已满，没有保存")
_NO_CONNECTION = "请检查数据库服务器是否在运行，以及地址、端口和网络"
# By the codes of appendix A of the manual of PostgreSQL.
_BY_CODE = {
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "3D000": _Meaning("数据库服务器上没有这个库", "请先建库，例如 createdb -E UTF8 -O 用户 库名"),
    "42501": _NO_RIGHT,
    "25006": _Meaning("数据库现在只能读，没有保存", "可能连到了备机，请检查地址"),
    "22021": _Meaning("文字里有数据库不能保存的字符，没有保存"),
    "53100": _DISK,
    "53300": _Meaning(
        "数据库服务器的连接已经用完，没有保存", "请过一会儿再试，或调大 max_connections"
    ),
    "55P03": _BUSY,
    "57014": _BUSY,
    "40001": _BUSY,
    "40P01": _BUSY,
    "3F000": _Meaning(
        "库里没有可以建表的模式（schema）",
        "请让数据库管理员执行 CREATE SCHEMA public，并交给这个用户",
    ),
    "55000": _Meaning("数据库现在不接受连接", "请让数据库管理员检查这个库的 ALLOW_CONNECTIONS"),
    "42P01": _Meaning(
        "状态库里的表不见了", "请用 kb restore 恢复最近的备份，再用 kb state move 移来"
    ),
    "57P01": _STOPPED,
    "57P02": _STOPPED,
    "57P03": _STOPPED,
}
# By the name of the exception or of what it is a kind of: ssl takes long to import.
_BY_KIND = {
    "SSLError": _Meaning(
        "数据库服务器的证书不对", "请检查 sslrootcert，以及地址里的主机名是不是证书上的"
    ),
    "gaierror": _Meaning("找不到数据库服务器的主机", "请检查地址里的主机名"),
    "TimeoutError": _Meaning("数据库服务器没有应答", _NO_CONNECTION),
    "ConnectionRefusedError": _Meaning("数据库服务器拒绝连接", _NO_CONNECTION),
    "FileNotFoundError": _Meaning("没有数据库服务器的套接字文件", _NO_CONNECTION),
}
_OTHER_TABLES = _Meaning(
    "库里的表不是这个程序的，或被改过，没有保存",
    "请用一个空的库；原来能用的，请用 kb restore 恢复最近的备份，再用 kb state move 移来",
)
_OTHER_DATA = _Meaning(
    "数据库不接受这些内容，没有保存：表可能被改过", "请让数据库管理员检查后来加的限制和触发器"
)
_DAMAGED = _Meaning(
    "数据库服务器的文件已损坏，没有保存", "请让数据库管理员检查磁盘；再用 kb restore 恢复最近的备份"
)
_LIMITS = _Meaning("数据库服务器的内存或别的资源不够，没有保存", "请让数据库管理员检查服务器")
# By the first two characters of a code, its class.
_BY_CLASS = {
    "08": _Meaning("与状态库的连接断了，没有保存", _NO_CONNECTION),
    "22": _OTHER_DATA,
    "23": _OTHER_DATA,
    "25": _BUSY,
    "28": _REFUSED,
    "40": _BUSY,
    "42": _OTHER_TABLES,
    "53": _LIMITS,
    "54": _LIMITS,
    "57": _STOPPED,
    "58": _Meaning("数据库服务器读写磁盘出错，没有保存", "请让数据库管理员检查它的磁盘"),
    "P0": _OTHER_DATA,
    "XX": _DAMAGED,
}
_UNKNOWN = _Meaning("状态库出错，没有保存", "请把日志里的原文告诉数据库管理员")
_NOT_POSTGRESQL = _Meaning(
    "对方不是 PostgreSQL 的 TLS 连接", "请检查地址和端口；服务器不加密的，写 sslmode=disable"
)
_NOT_ENCRYPTED = _Meaning(
    "数据库服务器不加密连接", "请在服务器上打开 ssl，或确认可以不加密后写 sslmode=disable"
)
# What the client raises when a connection is gone; it is not imported before it is needed.
_LOST = ("InterfaceError", "OperationalError")


def failure(error: BaseException, where: str) -> StorageError:
    """The error of a database at `where` as one of ours."""
    from sqlalchemy.exc import TimeoutError as NoneFree

    # Closing the connection after an answer of the server may fail too: the answer says more.
    for cause in _causes(error):
        if cause.args and isinstance(cause.args[0], dict):
            return _of_server(cause.args[0], where)
    if isinstance(error, NoneFree):
        return StorageError(_BUSY.what, where=where, hint=_BUSY.hint)
    for cause in _causes(error):
        meaning = _of_system(cause)
        if meaning:
            return StorageError(
                f"连不上状态库：{meaning.what}", where=where, hint=meaning.hint, original=cause
            )
    if isinstance(error, OSError) or type(error).__name__ in _LOST:
        return StorageError(
            "与状态库的连接断了，没有保存", where=where, hint=_NO_CONNECTION, original=error
        )
    return StorageError(_UNKNOWN.what, where=where, hint=_UNKNOWN.hint, original=error)


def not_postgresql(where: str, original: BaseException | None = None) -> StorageError:
    """What answers at this address is another program."""
    return StorageError(
        "对方不是 PostgreSQL，没有连接", where=where, hint="请检查地址和端口", original=original
    )


def no_right(user: str) -> StorageError:
    """A user may read the state, but not write it."""
    return StorageError(_NO_RIGHT.what, where=user, hint=_NO_RIGHT.hint)


def _of_server(said: dict[str, str], where: str) -> StorageError:
    """What the server answered."""
    code = said.get("C", "")
    meaning = _BY_CODE.get(code) or _BY_CLASS.get(code[:2], _UNKNOWN)
    kind = StorageFull if meaning is _DISK else StorageError
    return kind(
        meaning.what, where=where, hint=meaning.hint, original=f"{code} {said.get('M', '')}"
    )


def _of_system(error: BaseException) -> _Meaning | None:
    """What an error of the system says about the connection."""
    if "refuses SSL" in str(error):
        return _NOT_ENCRYPTED
    if "WRONG_VERSION_NUMBER" in str(error) or "UNEXPECTED_EOF" in str(error):
        return _NOT_POSTGRESQL
    kinds = (_BY_KIND.get(kind.__name__) for kind in type(error).__mro__)
    return next(filter(None, kinds), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
