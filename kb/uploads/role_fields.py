"""Who learns from whom in a whole bulletin, as fields of the check form: role-<bank> with a Side, and
other-bank with other-side for a bank that was not found.

One decision there moves all sentences: they are read again in its light (kb/enrich/text_readings.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kb.model import BANK_SIDES, BankRole, Bulletin, Organisation, Side
from kb.uploads.subject_corrections import parties_now

# Banks that have a field. Texts name three to eight.
MOST = 40
_PREFIX = "role-"
# The field by which an editor says that the roles are right as they are.
CHECKED = "roles-checked"
OTHER_BANK, OTHER_SIDE = "other-bank", "other-side"


@dataclass(frozen=True, slots=True)
class Roles:
    """The parts of banks after the fields were typed: those an editor `decided`, by this save or
    before; the `demoted`, which are hosts no longer; and the `host`, "" unless this save left
    exactly one."""

    decided: tuple[BankRole, ...]
    demoted: frozenset[str] = frozenset()
    host: str = ""


def role_fields(bulletin: Bulletin, organisations: Sequence[Organisation]) -> dict[str, str]:
    """The fields, hosts first, then learners, then the other banks, and whether they are right."""
    parties = parties_now(bulletin, organisations)
    banks = dict.fromkeys((*parties.hosts, *parties.learners, *parties.banks))
    fields = {_PREFIX + bank: parties.side_of(bank).value for bank in list(banks)[:MOST]}
    return {CHECKED: "", OTHER_BANK: "", OTHER_SIDE: "", **fields}


def new_names(banks: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Those of `banks`, as they were → as they are now, that are the same bank with another name: the
    new one is no bank that the text had in the fields `before`."""
    return {
        was: now
        for was, now in banks.items()
        if was and now and now != was and _PREFIX + now not in before
    }


def named_anew(
    bulletin: Bulletin,
    hosts: Mapping[str, str],
    before: Mapping[str, str],
    organisations: Sequence[Organisation],
) -> list[BankRole]:
    """The hosts whose field was changed: `hosts` as they were → as they are now. Where the text has a
    wrong or short name for one, that name is kept with it: the text goes on meaning this bank. A name
    of the list of organisations is that of another bank."""
    names = new_names(hosts, before)
    written = {role.bank: role.written for role in bulletin.roles if role.written}
    listed = {one.name for one in organisations}
    roles = []
    for was, now in hosts.items():
        if not now or now == was:
            continue
        old = written.get(was, was) if was in names and was not in listed else ""
        roles.append(BankRole(now, Side.HOST, old if old != now else ""))
    return roles


def role_banks(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The names of the fields, each with its bank."""
    names = (name for name in values if name.startswith(_PREFIX))
    return tuple((name, name.removeprefix(_PREFIX)) for name in names)


def typed_roles(
    bulletin: Bulletin,
    before: Mapping[str, str],
    typed: Mapping[str, str],
    named: Sequence[BankRole],
    hosts: Mapping[str, str] = MappingProxyType({}),
) -> Roles:
    """The roles after the fields were typed; `named` are the banks that the editor named just now, in
    other fields, and `hosts` those of the whole bulletin, as they were → as they are now."""
    sides = {bank: typed[name] for name, bank in role_banks(before)}
    changed = {
        bank: Side(sides[bank])
        for name, bank in role_banks(before)
        if sides[bank] in list(BANK_SIDES) and (sides[bank] != before[name] or typed[CHECKED])
    }
    changed = {role.bank: role.side for role in named} | changed
    if not changed:
        return Roles(bulletin.roles)
    sides |= {bank: side.value for bank, side in changed.items()}
    kept = {role.bank: role.side for role in bulletin.roles} | changed
    written = {role.bank: role.written for role in (*bulletin.roles, *named) if role.written}
    for gone in new_names(hosts, before):
        kept.pop(gone, None)
    now = [bank for bank, side in sides.items() if side == Side.HOST]
    return Roles(
        tuple(BankRole(bank, side, written.get(bank, "")) for bank, side in kept.items()),
        frozenset(bank for bank, side in changed.items() if side is not Side.HOST),
        now[0] if len(now) == 1 else "",
    )
