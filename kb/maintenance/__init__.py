"""Maintenance: check and repair a knowledge base, back it up, restore it."""

from __future__ import annotations

from kb.maintenance import backup
from kb.maintenance.backup import Contents
from kb.maintenance.check import Finding, check, repair
from kb.maintenance.disk import REPAIR

__all__ = [
    "REPAIR",
    "Contents",
    "Finding",
    "backup",
    "check",
    "repair",
]
