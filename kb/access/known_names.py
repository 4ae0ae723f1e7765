"""Names that people type of banks, groups and colleagues: which are known, and what they stand for.

A bulletin for a bank that nobody belongs to is hidden from all readers, and a collection that is shared
with a name that is mistyped is seen by nobody: who typed it is warned of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.access.accounts import login_of
from kb.access.administration import known_groups
from kb.corpus import Corpus
from kb.errors import QueryError
from kb.files import Home
from kb.model import Organisation
from kb.rights import Actor, Right, require
from kb.state import accounts

_APART = re.compile(r"[\n;；、,，]")
_ALL = "*"


class UnknownColleague(QueryError):
    """A name that no account has."""


def names_in(typed: str) -> tuple[str, ...]:
    """The names in what was typed, one a line or separated by the usual signs."""
    parts = (" ".join(part.split()) for part in _APART.split(typed))
    return tuple(dict.fromkeys(filter(None, parts)))


def audience_in(typed: str, banks: Iterable[Organisation]) -> tuple[str, ...]:
    """The names of banks and groups in what was typed, banks by their full names."""
    banks = list(banks)
    return tuple(dict.fromkeys(full_bank_name(name, banks) for name in names_in(typed)))


def full_bank_name(typed: str, banks: Iterable[Organisation]) -> str:
    """The name of the one bank whose name begins so (青枫 is 青枫农商银行), else what was typed."""
    banks = list(banks)
    if typed in _names_of(banks):
        return typed
    found = [bank.name for bank in banks if bank.name.startswith(f"{typed}农")]
    return found[0] if typed and len(found) == 1 else typed


def listed_banks(home: Home) -> tuple[Organisation, ...]:
    """The banks of the vocabulary of a home; CorpusError when it cannot be read."""
    return Corpus(home).organisations()


def unlisted_banks(names: Iterable[str], banks: Sequence[Organisation]) -> tuple[str, ...]:
    """Those of the names that no bank of the vocabulary has; none where it has no banks."""
    listed = _names_of(banks)
    return tuple(dict.fromkeys(name for name in names if banks and name and name not in listed))


def unknown_audience(
    home: Home, actor: Actor, names: Iterable[str], banks: Sequence[Organisation]
) -> tuple[str, ...]:
    """Those of the names of banks and groups that neither the vocabulary nor an account has.
    Forbidden without the right to edit."""
    known = known_groups(home, actor) | _names_of(banks)
    return tuple(name for name in names if name not in known)


def colleagues_named(home: Home, actor: Actor, names: Iterable[str]) -> tuple[str, ...]:
    """The names of accounts that were meant: as one logs in, in any spelling, or the full name that
    only one has. "*", for all, stays. UnknownColleague; Forbidden without the right to read."""
    require(actor, Right.READ)
    logins: dict[str, str] = {}
    people: dict[str, list[str]] = {}
    for one in accounts.all_accounts(home):
        logins[one.login] = one.name
        people.setdefault(one.full_name, []).append(one.name)
    meant: list[str] = []
    unknown: list[str] = []
    for name in names:
        same = people.get(name, ())
        if name == _ALL:
            meant.append(name)
        elif found := logins.get(login_of(name)):
            meant.append(found)
        elif len(same) == 1:
            meant.append(same[0])
        else:
            unknown.append(name[:40])
    if unknown:
        raise UnknownColleague(
            f"没有叫“{'”、“'.join(unknown[:5])}”的同事，没有改",
            hint="请写同事登录用的名字，几个之间用顿号",
        )
    return tuple(dict.fromkeys(meant))


def _names_of(banks: Iterable[Organisation]) -> frozenset[str]:
    return frozenset(name for bank in banks for name in (bank.name, *bank.aliases))
