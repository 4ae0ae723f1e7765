"""What is known about a bulletin before its content is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Group, Organisation
from kb.structure.bank_names import BankNames
from kb.structure.hosts import Parties


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known about a bulletin before its content: its groups, the parties of one without
    groups, whether it is about how a bank does things, and whether it is a paper of plans."""

    groups: tuple[Group, ...]
    parties: Parties
    names: BankNames
    organisations: Sequence[Organisation]
    teaching: bool
    planning: bool = False

    @property
    def hosts(self) -> dict[str, str]:
        """The bank of each group."""
        return {group.name: group.bank for group in self.groups}

    @property
    def only_host(self) -> str:
        """The bank that is learned from, of a bulletin without groups that has one host; "" else."""
        return self.parties.hosts[0] if len(self.parties.hosts) == 1 and not self.groups else ""
