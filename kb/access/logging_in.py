"""Logging in, the first account, and one-time links.

The answer to a failed log-in says nothing about whether there is such an account, and as much work
is done for one that is not there: a password is always derived once.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.access import passwords, throttle
from kb.access.accounts import Account, account_of, clean_name, login_of
from kb.access.secrets import digest_of, new_code, new_secret, plain_code
from kb.errors import ConflictError, KbError
from kb.files import Home
from kb.rights import Role
from kb.state import accounts, sessions

SETUP, INVITATION, RESET, SECOND = "setup", "invitation", "reset", "second"
# Seconds for which a code or link is good.
GOOD_FOR = {SETUP: 24 * 3600.0, INVITATION: 7 * 24 * 3600.0, RESET: 24 * 3600.0, SECOND: 300.0}
# The account of a link that is for none yet.
_NONE = 0
# Under these keys failures are counted; no name that is typed has a line break.
_LINK_KEY = "link\n"


class LoginFailed(KbError):
    """Name or password is wrong, or the account is disabled; it is not said which."""

    def __init__(self) -> None:
        super().__init__("名字或密码不对", hint="忘了密码请找管理员要一个重设链接")


class LinkSpent(KbError):
    """A code or link that is wrong, was used, or is too old; it is not said which."""

    def __init__(self) -> None:
        super().__init__("这个链接或代码无效，或者已经用过、过期了", hint="请向管理员再要一个")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, and from where."""

    name: str
    password: str
    address: str


def log_in(home: Home, attempt: Attempt, now: float) -> Account:
    """The account of a name and its password; LoginFailed, Throttled."""
    login = login_of(attempt.name)
    throttle.attempt(home, login, attempt.address, now)
    row = accounts.account_of_login(home, login)
    right = passwords.matches(attempt.password, row.password if row else "")
    if not right or row is None or row.disabled:
        raise LoginFailed
    throttle.succeeded(home, login, attempt.address)
    if passwords.is_outdated(row.password):
        accounts.keep_password(home, row.id, row.password, passwords.keep(attempt.password))
        row = accounts.load_account(home, row.id)
        if not passwords.matches(attempt.password, row.password):  # changed at this moment
            raise LoginFailed
    return account_of(row)


def ticket(home: Home, account: Account, now: float) -> str:
    """A secret that says that the first step of logging in was right; good for minutes.
    ConflictError when the password was changed meanwhile."""
    return _new_link(home, account.id, SECOND, now, account.stamp)


def account_of_ticket(home: Home, secret: str, now: float) -> Account:
    """The account whose first step was right; LinkSpent."""
    number = sessions.account_of_link(home, digest_of(secret), SECOND, now) if secret else None
    found = account_of(accounts.load_account(home, number)) if number is not None else None
    if found is None or found.disabled:
        raise LinkSpent
    return found


def use_ticket(home: Home, secret: str) -> None:
    """Take a ticket away; LinkSpent when somebody else used it first."""
    if not sessions.use_link(home, digest_of(secret)):
        raise LinkSpent


def known_name(home: Home, typed: str) -> str:
    """The name of the account that was meant, "" when there is none: a log must not hold what
    somebody typed into the wrong field."""
    row = accounts.account_of_login(home, login_of(typed))
    return row.name if row else ""


def confirm(home: Home, account: Account, attempt: Attempt, now: float) -> Account:
    """One who uses a session gives its password again; the account with this password.
    LoginFailed, Throttled."""
    found = log_in(home, Attempt(account.name, attempt.password, attempt.address), now)
    if found.id != account.id:
        raise LoginFailed
    return found


def needs_setup(home: Home) -> bool:
    """Is there no account yet?"""
    return not accounts.all_accounts(home)


def new_setup_code(home: Home, now: float) -> str:
    """A code with which the first account can be made; earlier ones are good no longer."""
    code = new_code()
    sessions.add_link(home, sessions.NewLink(digest_of(code), _NONE, SETUP, now + GOOD_FOR[SETUP]))
    return code


def set_up(home: Home, code: str, attempt: Attempt, now: float) -> Account:
    """Make the first account, an administrator's.

    LinkSpent when the code is not good, Throttled, BadName, WeakPassword; ConflictError when there
    is an account already.
    """
    throttle.attempt(home, _LINK_KEY + attempt.address, attempt.address, now)
    digest = digest_of(plain_code(code))
    if sessions.account_of_link(home, digest, SETUP, now) is None:
        raise LinkSpent
    throttle.succeeded(home, _LINK_KEY + attempt.address, attempt.address)
    name = clean_name(attempt.name)
    passwords.check(attempt.password, name)
    kept = passwords.keep(attempt.password)
    new = accounts.NewAccount(name, login_of(name), Role.ADMIN.value, password=kept)
    number = accounts.add_account(home, new, now, first=True)
    sessions.use_link(home, digest)
    return account_of(accounts.load_account(home, number))


def new_link(home: Home, account_id: int, purpose: str, now: float) -> str:
    """A secret with which the password of an account can be set once."""
    return _new_link(home, account_id, purpose, now, None)


def _new_link(home: Home, account_id: int, purpose: str, now: float, stamp: str | None) -> str:
    secret, expires = new_secret(), now + GOOD_FOR[purpose]
    sessions.add_link(
        home, sessions.NewLink(digest_of(secret), account_id, purpose, expires, stamp)
    )
    return secret


def account_of_secret(home: Home, secret: str, now: float) -> Account:
    """The account that a link is for; LinkSpent."""
    for purpose in (INVITATION, RESET):
        number = sessions.account_of_link(home, digest_of(secret), purpose, now)
        if number is not None:
            found = account_of(accounts.load_account(home, number))
            if not found.disabled:
                return found
    raise LinkSpent


def redeem(home: Home, secret: str, attempt: Attempt, now: float) -> Account:
    """Set the password of the account that a link is for; its sessions end.

    LinkSpent, Throttled, WeakPassword.
    """
    throttle.attempt(home, _LINK_KEY + attempt.address, attempt.address, now)
    found = account_of_secret(home, secret, now)
    throttle.succeeded(home, _LINK_KEY + attempt.address, attempt.address)
    passwords.check(attempt.password, found.name, found.full_name, bank=found.bank)
    kept = passwords.keep(attempt.password)
    if not sessions.use_link(home, digest_of(secret)):
        raise LinkSpent
    accounts.set_password(home, found.id, kept)
    return account_of(accounts.load_account(home, found.id))


def change_password(
    home: Home, account: Account, attempt: Attempt, new: str, now: float
) -> Account:
    """Give an account another password, by one who knows the present one; its sessions end.
    The account as it is then.

    LoginFailed, Throttled, WeakPassword; ConflictError when it is the present one, or was changed
    at the same moment.
    """
    passwords.check(new, account.name, account.full_name, bank=account.bank)
    found = confirm(home, account, attempt, now)
    if new == attempt.password:
        raise ConflictError("新密码和现在的一样", hint="请换一个")
    accounts.set_password(home, account.id, passwords.keep(new), found.stamp)
    return account_of(accounts.load_account(home, account.id))
