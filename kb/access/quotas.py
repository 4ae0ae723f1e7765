"""How much one person may do in a day: uploads, exports, checks of quotations (kb.toml, [quotas]).

A day is one of local time. The command line has no quotas, nor has a site without names.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from kb.errors import KbError
from kb.files import Home, Quotas
from kb.rights import Actor, Right, require
from kb.state import Used, usage


class Use(StrEnum):
    """What is counted."""

    UPLOADS = "uploads"
    EXPORTS = "exports"
    CHECKS = "checks"


USE_NAMES = {Use.UPLOADS: "上传", Use.EXPORTS: "导出", Use.CHECKS: "核对引文"}
# What one of them is: an upload of three files counts as three.
_UNITS = {Use.UPLOADS: "个文件", Use.EXPORTS: "次", Use.CHECKS: "次"}


class OverQuota(KbError):
    """Somebody has done so much today as they may."""

    def seconds(self, now: datetime) -> int:
        """Seconds until they may again: until midnight, local time."""
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        return max(1, round((midnight - now).total_seconds()))


def most_of(quotas: Quotas, what: Use) -> int:
    """How often somebody may do it in a day, 0 for no limit."""
    return {
        Use.UPLOADS: quotas.uploads,
        Use.EXPORTS: quotas.exports,
        Use.CHECKS: quotas.checks,
    }[what]


def spend(home: Home, quotas: Quotas, actor: Actor, what: Use, today: date, times: int = 1) -> None:
    """Count what an actor is about to do; OverQuota, and nothing is counted, when it is too much."""
    most = most_of(quotas, what)
    if not most or not actor.is_person or times < 1:
        return
    if not usage.spend(home, Used(actor.name, what.value, today, times), most):
        tomorrow = today + timedelta(days=1)
        raise OverQuota(
            f"今天{USE_NAMES[what]}太多了，每人每天最多 {most} {_UNITS[what]}，没有执行",
            hint=f"{tomorrow.month}月{tomorrow.day}日 0 点以后可以再{USE_NAMES[what]}；确有需要请找管理员",
        )


def used(home: Home, actor: Actor, since: date) -> list[Used]:
    """What everybody did since a day, the latest day and the most first; Forbidden for those who may
    not administer."""
    require(actor, Right.ADMINISTER)
    return usage.used(home, since)
