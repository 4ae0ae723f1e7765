"""Accounts of people who log in at a provider: made at the first log-in, brought up to date at each."""

from __future__ import annotations

from kb.access.accounts import Account, account_of, clean_details, clean_name, login_of
from kb.access.oidc import LoggedOut, Person
from kb.access.provider_errors import LoginRefused
from kb.access.secrets import digest_of
from kb.errors import ConflictError
from kb.files import Home, Provider
from kb.rights import Role
from kb.state import Details, accounts, provider_sessions, sessions

_LONGEST_NAME = 40


def logged_in(home: Home, provider: Provider, person: Person, now: float) -> Account:
    """The account of a person, with the role, bank and groups that their groups give them now.

    LoginRefused when no group of theirs has a role, or the account was disabled here; a change of
    role ends other sessions.
    """
    roles = {provider.roles[group] for group in person.groups if group in provider.roles}
    highest = next((role for role in reversed(Role) if role.value in roles), None)
    if highest is None:
        raise LoginRefused("您所在的组在这里没有权限", hint="请向管理员申请")
    bank = next((b for group, b in provider.banks.items() if group in person.groups), "")
    details = clean_details(Details(bank, _sound(person.groups), person.full_name[:200]))
    subject = f"{provider.issuer} {person.subject}"
    row = accounts.account_of_subject(home, subject)
    if row is None:
        row = _made(home, person, accounts.NewAccount("", "", highest.value, details), subject, now)
    if row.disabled:
        raise LoginRefused("这个账号已停用", hint="请向管理员询问")
    accounts.set_details(home, row.id, details)
    if row.role != highest.value:
        accounts.set_standing(home, row.id, highest.value, disabled=False, keep="")
    return account_of(accounts.load_account(home, row.id))


def bind(home: Home, secret: str, person: Person) -> None:
    """Note in which session at the provider a session here began."""
    if person.sid:
        provider_sessions.bind(home, digest_of(secret), person.sid)


def log_out(home: Home, provider: Provider, who: LoggedOut) -> int:
    """End the sessions here of one who has logged out at the provider: those that began in that
    session there, or all of the person; how many ended."""
    row = None
    if who.subject:
        row = accounts.account_of_subject(home, f"{provider.issuer} {who.subject}")
        if row is None:
            return 0
    if who.sid:
        return provider_sessions.end(home, who.sid, row.id if row else None)
    return sessions.end_sessions(home, row.id) if row else 0


def _sound(groups: tuple[str, ...]) -> tuple[str, ...]:
    """The groups that an account can have; a directory may have hundreds with long names."""
    return tuple(group for group in groups if len(group) <= 40 and group != "*")[:20]


def _made(
    home: Home, person: Person, new: accounts.NewAccount, subject: str, now: float
) -> accounts.StoredAccount:
    """A new account; where the name is somebody else's, a number is put to it."""
    for number in range(1, 100):
        name = clean_name(f"{person.name[: _LONGEST_NAME - 3]}{number if number > 1 else ''}")
        try:
            made = accounts.add_account(
                home,
                accounts.NewAccount(name, login_of(name), new.role, new.details, subject=subject),
                now,
            )
        except ConflictError:
            known = accounts.account_of_subject(home, subject)
            if known is not None:  # two windows at once
                return known
            continue
        return accounts.load_account(home, made)
    raise LoginRefused("同名的账号太多", hint="请向管理员询问")
