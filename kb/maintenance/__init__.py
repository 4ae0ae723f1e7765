"""Maintenance: check and repair a knowledge base, back it up, restore it."""

from __future__ import annotations

from kb.maintenance import backup
from kb.maintenance.archive import Contents
from kb.maintenance.check import Finding, check, lost_corrections, remarks, repair
from kb.maintenance.disk import REPAIR
from kb.maintenance.doctor import Answer, Level, examine
from kb.maintenance.drill import Drill, drill
from kb.maintenance.encryption import passphrase_in
from kb.maintenance.notice import READ_ONLY, Notice, notice_of, set_notice
from kb.maintenance.retention import Kept, back_up_and_keep, back_up_to, last_backup
from kb.maintenance.upgrade import Undone, Upgrade, kept_state, undo, upgrade

__all__ = [
    "READ_ONLY",
    "REPAIR",
    "Answer",
    "Contents",
    "Drill",
    "Finding",
    "Kept",
    "Level",
    "Notice",
    "Undone",
    "Upgrade",
    "back_up_and_keep",
    "back_up_to",
    "backup",
    "check",
    "drill",
    "examine",
    "kept_state",
    "last_backup",
    "lost_corrections",
    "notice_of",
    "passphrase_in",
    "remarks",
    "repair",
    "set_notice",
    "undo",
    "upgrade",
]
