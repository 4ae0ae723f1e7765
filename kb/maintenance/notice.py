"""A notice of those who run the site to everybody, and the read-only mode, in state/notice.json.

A running site shows a change at its next page.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from kb.errors import KbError
from kb.files import Home, disk_errors, remove_durably, write_durably
from kb.maintenance.archive import NOTICE

FILE = NOTICE
LONGEST = 300
# What readers see when the site is read-only and nothing else was written.
READ_ONLY = "网站正在维护，现在只能查看，不能改动"


@dataclass(frozen=True, slots=True)
class Notice:
    """What everybody reads at the head of every page, and whether the site is read-only."""

    text: str = ""
    read_only: bool = False


NONE = Notice()


def set_notice(home: Home, notice: Notice) -> None:
    """Show a notice from now on, NONE for no longer; KbError for one that is too long or empty."""
    path = home.state / FILE
    if notice == NONE:
        with disk_errors(path):
            if path.exists():
                remove_durably(path)
        return
    text = " ".join(notice.text.split()) or (READ_ONLY if notice.read_only else "")
    if len(text) > LONGEST or not text:
        raise KbError(f"通知应有 1 到 {LONGEST} 个字", hint="长的内容请写在别处，这里给出去处")
    found = asdict(Notice(text, notice.read_only))
    write_durably(path, json.dumps(found, ensure_ascii=False).encode())


def notice_of(home: Home) -> Notice:
    """The present notice, NONE without one. A file that cannot be read is a notice that says so."""
    try:
        found = json.loads((home.state / FILE).read_bytes())
        return Notice(str(found["text"])[:LONGEST], bool(found["read_only"]))
    except FileNotFoundError:
        return NONE
    except (OSError, ValueError, KeyError, TypeError):
        return Notice("通知读不出来，请管理员用 kb notice 重写")
