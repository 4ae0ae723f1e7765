"""The audit log: who did what, when, from where, and how it ended, a line of JSON each.

It stands in state/audit.log, readable by its owner only. What is secret (passwords, codes, links,
cookies) is never handed to it. A file that has grown large is put aside under the time; a few are
kept.
"""

from __future__ import annotations

import json
import logging
import os
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.access.syslog import AUDIT
from kb.errors import KbError
from kb.files import Home, reason
from kb.rights import ROLE_NAMES

FILE = "audit.log"
LARGEST = 10 * 1024 * 1024
KEPT = 20
# Characters of any one value.
_LONGEST = 300
_ROLES = {role.value: name for role, name in ROLE_NAMES.items()}
RESULTS = {"ok": "成功", "denied": "被拒", "failed": "没有成功"}
# What was done, by the first word that is written.
_WORDS: dict[str, str] = {
    "login": "登录",
    "logout": "退出登录",
    "setup": "建立第一个账号",
    "link": "一次性链接",
    "invite": "邀请",
    "add": "增加账号",
    "password": "改密码",
    "confirm": "再次输入密码",
    "end": "结束登录",
    "ended": "结束登录",
    "disabled": "停用",
    "enabled": "启用",
    "role": "改角色",
    "details": "改机构、组、全名",
    "token": "给出令牌",
    "second": "两步登录",
    "one": "取消两步登录",
    "revoke": "收回令牌",
    "forget": "清空检索记录",
    "more": "这一分钟里更多的失败不再记录",
    "provider": "统一登录处通知退出",
    "reports.send": "报告错误",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line. `when` is UTC; `what` is a word for programs, `on` what it was done to; `result` is
    ok, denied or failed."""

    who: str
    what: str
    on: str = ""
    address: str = ""
    result: str = "ok"
    when: str = ""


def write(home: Home, event: Event, now: float) -> None:
    """Add a line; KbError when it cannot be written."""
    values = {key: value[:_LONGEST] for key, value in asdict(event).items()}
    values["when"] = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"when": values.pop("when"), **values}, ensure_ascii=False) + "\n"
    path = home.state / FILE
    try:
        home.state.mkdir(parents=True, exist_ok=True)
        _rotate(path, now)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode("utf-8", "replace"))
        finally:
            os.close(file)
        logging.getLogger(AUDIT).info("%s", line.rstrip("\n"))
    except OSError as error:
        raise KbError(f"写不了操作记录：{reason(error)}", where=str(path)) from error


def _rotate(path: Path, now: float) -> None:
    """Put a large file aside. Where two do so at once, one of them finds it gone."""
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%S.%f")
    with suppress(FileNotFoundError):
        if path.stat().st_size >= LARGEST:
            path.replace(path.with_name(f"audit-{stamp}.log"))
    for old in _aside(path)[:-KEPT]:
        old.unlink(missing_ok=True)


def _aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("audit-*.log"))


def in_words(what: str) -> str:
    """What was done, in Chinese where there are words for it."""
    word, _, role = what.partition(" ")
    known = _WORDS.get(word, what)
    return f"{known}为{_ROLES[role]}" if word == "role" and role in _ROLES else known


def on_in_words(event: Event) -> str:
    """What it was done to; of a new account also its role, in Chinese."""
    name, _, role = event.on.rpartition(" ")
    is_new = event.what in ("add", "invite") and role in _ROLES
    return f"{name}（{_ROLES[role]}）" if is_new else event.on


def latest(home: Home, number: int, who: str = "") -> list[Event]:
    """The last lines, of one actor or of all, the latest first."""
    found: list[Event] = []
    path = home.state / FILE
    for file in (path, *reversed(_aside(path))):
        lines = deque(
            (event for event in _events(file) if who in ("", event.who)),
            maxlen=number - len(found),
        )
        found.extend(reversed(lines))
        if len(found) >= number:
            break
    return found


def _events(path: Path) -> Iterator[Event]:
    """The lines of a file; one that was cut short by a failing disk is passed over."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    yield Event(**json.loads(line))
                except (ValueError, TypeError):
                    continue
    except FileNotFoundError:
        return
