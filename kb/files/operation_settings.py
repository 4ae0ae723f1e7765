"""What kb.toml says about running the site: local time, second steps, the log of queries, quotas.

Each function turns one value of kb.toml into what it means, or raises ValueError with the reason in
Chinese; kb/files/home.py adds which setting it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from kb.files.access_settings import ROLES
from kb.files.local_time import is_zone

# Days that a log of queries may be kept, and what a quota may be.
MOST_DAYS, MOST_A_DAY = 3650, 1_000_000


@dataclass(frozen=True, slots=True)
class QueryLog:
    """The log of queries: whether there is one (`keep`), for how many days a query stays in it after
    it was last asked, and whether it names the people who asked (`names`)."""

    keep: bool = True
    days: int = 365
    names: bool = False


@dataclass(frozen=True, slots=True)
class Quotas:
    """How often a person may do something on one day: files they upload, files they export, checks of
    quotations. 0: as often as they like."""

    uploads: int = 500
    exports: int = 300
    checks: int = 200


def timezone(value: object) -> str:
    """The name of a time zone, as Asia/Shanghai, or an offset, as +08:00."""
    if not isinstance(value, str) or not is_zone(value):
        raise ValueError("应为时区，如 Asia/Shanghai 或 +08:00；名称要有系统的时区数据（tzdata）")
    return value


def second_factor(value: object) -> tuple[str, ...]:
    """The roles that must log in with a second step."""
    if not isinstance(value, list) or not set(map(str, value)) <= set(ROLES):
        raise ValueError(f'应为一列角色，如 ["admin"]；角色有：{"、".join(ROLES)}')
    return tuple(value)


def index_folder(value: object) -> str:
    """The folder of each machine for its own index."""
    if not isinstance(value, str) or not value.startswith("/"):
        raise ValueError('应为各台机器自己的文件夹，从根目录写起，如 "/var/lib/kb/index"')
    return value


def query_log(value: object) -> QueryLog:
    """The table [queries]."""
    found = _table(value, "queries", QueryLog)
    for key in ("keep", "names"):
        if not isinstance(found.get(key, True), bool):
            raise ValueError(f"其中的 {key} 应为 true 或 false")
    _require_number(found, "days", 1, MOST_DAYS)
    return QueryLog(**found)  # type: ignore[arg-type]


def quotas(value: object) -> Quotas:
    """The table [quotas]."""
    found = _table(value, "quotas", Quotas)
    for key in found:
        _require_number(found, key, 0, MOST_A_DAY)
    return Quotas(**found)  # type: ignore[arg-type]


def _table(value: object, name: str, kind: type) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"应写成一节：[{name}]")
    known = [field.name for field in fields(kind)]
    for key in value:
        if key not in known:
            raise ValueError(f"其中的“{key}”不认识，可用：{'、'.join(known)}")
    return value


def _require_number(found: dict[str, object], key: str, least: int, most: int) -> None:
    number = found.get(key, most)
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"其中的 {key} 应为 {least} 到 {most} 的整数")


PARSERS: dict[str, Callable[[object], object]] = {
    "timezone": timezone,
    "second_factor": second_factor,
    "queries": query_log,
    "quotas": quotas,
}
