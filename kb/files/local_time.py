"""Local time: the zone of kb.toml, else that of the system.

Times are shown and stored in the local time of the process. A zone is set once, when a program starts,
for everything in it: pages, logs, exports, the programs it starts.
"""

from __future__ import annotations

import os
import re
import time
from datetime import datetime

from kb.errors import ConfigError

_OFFSET = re.compile(r"([+-])(0\d|1[0-4]):([0-5]\d)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")


def is_zone(name: str) -> bool:
    """Is this an offset, or a zone that this machine knows?"""
    if _OFFSET.fullmatch(name):
        return True
    if not _NAME.fullmatch(name):
        return False
    from zoneinfo import ZoneInfo  # here and below: only where a zone is set

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def keep_local_time(name: str) -> None:
    """Make a zone that `is_zone` the local one of this process; "" leaves that of the system.

    ConfigError where the C library does not know the zone, which then stays as it was.
    """
    if not name:
        return
    offset = _OFFSET.fullmatch(name)
    # POSIX counts offsets the other way: west is positive (IEEE Std 1003.1, 8.3).
    west = "-" if name.startswith("+") else "+"
    before = os.environ.get("TZ")
    _set(f"<{name.replace(':', '')}>{west}{name[1:]}" if offset else name)
    if offset or _is_known(name):
        return
    _set(before)
    raise ConfigError(
        f"系统没有时区 {name} 的数据", hint='请安装 tzdata，或写成 timezone = "+08:00"'
    )


def _set(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()


def _is_known(name: str) -> bool:
    """Does the C library reckon with the zone? One that it does not know is UTC to it."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(name)).utcoffset() == datetime.now().astimezone().utcoffset()
