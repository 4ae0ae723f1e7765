"""What an administrator does with accounts. Each asks first whether the actor may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.access import logging_in, passwords, sessions
from kb.access.accounts import Account, account_of, clean_details, clean_name, login_of
from kb.access.name_forms import look_of
from kb.access.sessions import Session
from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.rights import Actor, Right, Role, require
from kb.state import NO_DETAILS, Details, accounts

# The lines of a list that are named when they are wrong.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """An account to be made; `line` is where it stands in a list, 0 where there is none."""

    name: str
    role: Role
    details: Details = NO_DETAILS
    line: int = field(default=0, compare=False)


def all_accounts(home: Home, actor: Actor) -> list[Account]:
    """The accounts by name."""
    require(actor, Right.ADMINISTER)
    return list(map(account_of, accounts.all_accounts(home)))


def find_account(home: Home, actor: Actor, name: str) -> Account:
    """The account of a name; NotFoundError."""
    require(actor, Right.ADMINISTER)
    row = accounts.account_of_login(home, login_of(name))
    if row is None:
        raise NotFoundError(f"没有叫“{name[:40]}”的账号", hint="用 kb user list 查看全部账号")
    return account_of(row)


def account_by_id(home: Home, actor: Actor, account_id: int) -> Account:
    """The account of an id; NotFoundError."""
    require(actor, Right.ADMINISTER)
    return account_of(accounts.load_account(home, account_id))


def add(home: Home, actor: Actor, wanted: Wanted, password: str, now: float) -> Account:
    """Make an account with a password; BadName, WeakPassword, ConflictError when the name is taken."""
    require(actor, Right.ADMINISTER)
    details = wanted.details
    passwords.check(password, clean_name(wanted.name), details.full_name, bank=details.bank)
    return _made(home, wanted, passwords.keep(password), now)


def invite(home: Home, actor: Actor, wanted: Wanted, now: float) -> tuple[Account, str]:
    """Make an account without a password, and the secret of a link by which it gets one."""
    require(actor, Right.ADMINISTER)
    account = _made(home, wanted, "", now)
    return account, logging_in.new_link(home, account.id, logging_in.INVITATION, now)


def invite_all(
    home: Home, actor: Actor, wanted: Sequence[Wanted], now: float
) -> list[tuple[Account, str]]:
    """Make all these accounts without passwords, or none when one cannot be made, and the secret of
    a link for each. BadName; ConflictError names everybody whose name is taken."""
    require(actor, Right.ADMINISTER)
    _check_free(home, wanted)
    ids = accounts.add_accounts(home, [_new(one, "") for one in wanted], now)
    made = [account_of(accounts.load_account(home, account_id)) for account_id in ids]
    return [(one, logging_in.new_link(home, one.id, logging_in.INVITATION, now)) for one in made]


def new_link(home: Home, actor: Actor, account: Account, now: float) -> str:
    """The secret of a link by which an account gets another password; the present one is good
    until then. ConflictError when the account is disabled."""
    require(actor, Right.ADMINISTER)
    if account.disabled:
        raise ConflictError(f"“{account.name}”已停用", hint="请先启用")
    purpose = logging_in.RESET if account.has_password else logging_in.INVITATION
    return logging_in.new_link(home, account.id, purpose, now)


def set_password(home: Home, actor: Actor, account: Account, password: str) -> None:
    """Give an account another password; its sessions end. WeakPassword."""
    require(actor, Right.ADMINISTER)
    passwords.check(password, account.name, account.full_name, bank=account.bank)
    accounts.set_password(home, account.id, passwords.keep(password))


def set_role(home: Home, actor: Actor, account: Account, role: Role) -> None:
    """Give an account another role; its sessions end, so that each has the rights of one role
    only. ConflictError for the last administrator."""
    require(actor, Right.ADMINISTER)
    _stand(home, account, role, disabled=account.disabled)


def set_details(home: Home, actor: Actor, account: Account, details: Details) -> None:
    """Say what bank and groups somebody belongs to, and their full name. What they may see changes
    at their next request. BadName."""
    require(actor, Right.ADMINISTER)
    accounts.set_details(home, account.id, clean_details(details))


def set_disabled(home: Home, actor: Actor, account: Account, *, disabled: bool) -> None:
    """Disable an account, at once, or enable it again. ConflictError for the last administrator."""
    require(actor, Right.ADMINISTER)
    _stand(home, account, account.role, disabled=disabled)


def known_groups(home: Home, actor: Actor) -> frozenset[str]:
    """The groups and banks that accounts belong to, for those who say who may see a bulletin;
    Forbidden without the right to edit."""
    require(actor, Right.EDIT)
    found = accounts.all_accounts(home)
    return frozenset(name for one in found for name in (*one.groups, one.bank) if name)


def all_sessions(home: Home, actor: Actor, now: float) -> list[Session]:
    """The open sessions of all accounts, the one seen last first."""
    return sessions.sessions_of_all(home, all_accounts(home, actor), now)


def end_session(home: Home, actor: Actor, account: Account, handle: str, now: float) -> None:
    """End one session of an account; NotFoundError when it has none of this handle."""
    require(actor, Right.ADMINISTER)
    sessions.end_session(home, account, handle, now)


def end_sessions(home: Home, actor: Actor, account: Account) -> int:
    """End all sessions of an account; how many there were."""
    require(actor, Right.ADMINISTER)
    return sessions.end_others(home, account, "")


def _stand(home: Home, account: Account, role: Role, *, disabled: bool) -> None:
    accounts.set_standing(home, account.id, role.value, disabled=disabled, keep=Role.ADMIN.value)


def _check_free(home: Home, wanted: Sequence[Wanted]) -> None:
    """ConflictError when names are taken, by accounts of the same name or of one that looks so."""
    taken = {look_of(one.login): one for one in accounts.all_accounts(home)}
    found = []
    for one in wanted:
        login = login_of(one.name)
        other = taken.get(look_of(login))
        if other is not None:
            name = one.name[:40]
            looks = f"“{name}”看起来和已有的账号“{other.name}”一样"
            problem = f"已有叫“{name}”的账号" if other.login == login else looks
            found.append(f"第 {one.line} 行：{problem}" if one.line else problem)
    if found:
        rest = ["……"] if len(found) > MOST_SHOWN else []
        head = [f"{len(found)} 个名字不能用"] if len(wanted) > 1 else []
        hint = "没有增加任何账号；请从名单里删去，或换一个名字" if head else "请换一个名字"
        raise ConflictError("\n".join([*head, *found[:MOST_SHOWN], *rest]), hint=hint)


def _made(home: Home, wanted: Wanted, kept: str, now: float) -> Account:
    _check_free(home, [wanted])
    made = accounts.add_account(home, _new(wanted, kept), now)
    return account_of(accounts.load_account(home, made))


def _new(wanted: Wanted, kept: str) -> accounts.NewAccount:
    name = clean_name(wanted.name)
    details = clean_details(wanted.details)
    return accounts.NewAccount(name, login_of(name), wanted.role.value, details, kept)
