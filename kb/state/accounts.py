"""Accounts, as rows: who may log in, under what role. What is allowed is decided in kb/access/."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.state.database import Database, connection, reading

if TYPE_CHECKING:
    from kb.state.statements import Row, Rows

_COLUMNS = "id, name, login, role, bank, password, disabled, created, groups, full_name"

_KEEPERS = "SELECT 1 FROM account WHERE role = ? AND disabled = 0 AND password <> ''"


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account. `login` is the name as it is compared; `password` is what kb/access/passwords.py
    wrote, "" before the first; `created` is in seconds since the epoch; `full_name` is that of the
    person, "" when nobody gave it."""

    id: int
    name: str
    login: str
    role: str
    bank: str
    password: str
    disabled: bool
    created: float
    groups: tuple[str, ...] = ()
    full_name: str = ""

    @property
    def stamp(self) -> str:
        """A digest of what is kept of the password: another one after each change of it."""
        return hashlib.sha256(self.password.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Details:
    """What else is known of the person of an account."""

    bank: str = ""
    groups: tuple[str, ...] = ()
    full_name: str = ""


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account is made of."""

    name: str
    login: str
    role: str
    details: Details = NO_DETAILS
    password: str = ""
    subject: str = ""


def add_account(home: Home, new: NewAccount, now: float, *, first: bool = False) -> int:
    """Save an account and return its id; ConflictError when the name is taken, or when it should
    be the `first` and there is one already."""
    with connection(home) as database:
        if first and database.execute("SELECT 1 FROM account").fetchone():
            raise ConflictError("已经有账号了", hint="请登录，或请管理员邀请")
        return _inserted(database, new, now)


def add_accounts(home: Home, new: Sequence[NewAccount], now: float) -> list[int]:
    """Save all these accounts or none, and return their ids; ConflictError when a name is taken."""
    with connection(home) as database:
        return [_inserted(database, one, now) for one in new]


def _inserted(database: Database, new: NewAccount, now: float) -> int:
    taken = database.execute(
        "SELECT 1 FROM account WHERE login = ? OR (subject = ? AND subject <> '')",
        (new.login, new.subject),
    )
    if taken.fetchone():
        raise ConflictError(f"已有叫“{new.name}”的账号", hint="请换一个名字")
    return database.add(
        "INSERT INTO account (name, login, role, password, disabled, created, bank, groups, full_name,"
        " subject) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
        (
            new.name,
            new.login,
            new.role,
            new.password,
            now,
            *_detail_values(new.details),
            new.subject,
        ),
    )


def all_accounts(home: Home) -> list[StoredAccount]:
    """The accounts by name."""
    with reading(home) as database:
        rows = database.execute(f"SELECT {_COLUMNS} FROM account ORDER BY login")
        return list(map(_account, rows))


def account_of_login(home: Home, login: str) -> StoredAccount | None:
    """The account of a name as it is compared, None when there is none."""
    with reading(home) as database:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM account WHERE login = ?", (login,)
        ).fetchone()
    return _account(row) if row else None


def account_of_subject(home: Home, subject: str) -> StoredAccount | None:
    """The account of somebody at a provider of identities, None when there is none yet."""
    with reading(home) as database:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM account WHERE subject = ? AND subject <> ''", (subject,)
        ).fetchone()
    return _account(row) if row else None


def load_account(home: Home, account_id: int) -> StoredAccount:
    """One account; NotFoundError when there is none with this id."""
    with reading(home) as database:
        found = read_account(database, account_id)
    if found is None:
        raise _unknown()
    return found


def read_account(database: Database, account_id: int) -> StoredAccount | None:
    """One account through a connection that is open, None when there is none with this id."""
    row = database.execute(f"SELECT {_COLUMNS} FROM account WHERE id = ?", (account_id,)).fetchone()
    return _account(row) if row else None


def hold(database: Database, account_id: int, stamp: str) -> None:
    """Keep others from changing an account until the transaction ends; ConflictError when its
    password is not the one of this stamp any more."""
    _changed(database.execute("UPDATE account SET disabled = disabled WHERE id = ?", (account_id,)))
    found = read_account(database, account_id)
    if found is None or found.stamp != stamp:
        raise ConflictError("密码刚刚改过，没有执行", hint="请用新密码重新登录")


def set_password(home: Home, account_id: int, password: str, stamp: str | None = None) -> None:
    """Give an account another password and end its sessions and links; NotFoundError.
    ConflictError when the one that is replaced is not that of the stamp, if one is given."""
    with connection(home) as database:
        if stamp is not None:
            hold(database, account_id, stamp)
        _changed(
            database.execute("UPDATE account SET password = ? WHERE id = ?", (password, account_id))
        )
        _end_all(database, account_id)


def keep_password(home: Home, account_id: int, was: str, password: str) -> None:
    """Keep the same password in another way; nothing happens when it was changed meanwhile."""
    with connection(home) as database:
        database.execute(
            "UPDATE account SET password = ? WHERE id = ? AND password = ?",
            (password, account_id, was),
        )


def set_details(home: Home, account_id: int, details: Details) -> None:
    """Say what else is known of the person of an account; NotFoundError. It is in force at their
    next request."""
    with connection(home) as database:
        _changed(
            database.execute(
                "UPDATE account SET bank = ?, groups = ?, full_name = ? WHERE id = ?",
                (*_detail_values(details), account_id),
            )
        )


def _detail_values(details: Details) -> tuple[str, str, str]:
    return details.bank, "\n".join(details.groups), details.full_name


def set_standing(home: Home, account_id: int, role: str, *, disabled: bool, keep: str) -> None:
    """Give an account a role, or disable it, and end its sessions and links in the same moment.

    NotFoundError; ConflictError when no account of the role `keep` would be left that can log in.
    """
    with connection(home) as database:
        had = database.execute(f"{_KEEPERS} AND id = ?", (keep, account_id)).fetchone()
        _changed(
            database.execute(
                "UPDATE account SET role = ?, disabled = ? WHERE id = ?",
                (role, int(disabled), account_id),
            )
        )
        if had and database.execute(_KEEPERS, (keep,)).fetchone() is None:
            raise ConflictError(
                "这是最后一个管理员，不能停用或改成别的角色", hint="请先增加一个管理员"
            )
        _end_all(database, account_id)


def _end_all(database: Database, account_id: int) -> None:
    database.execute("DELETE FROM session WHERE account = ?", (account_id,))
    database.execute("DELETE FROM one_time_link WHERE account = ?", (account_id,))


def _changed(result: Rows) -> None:
    if not result.rowcount:
        raise _unknown()


def _unknown() -> NotFoundError:
    return NotFoundError("没有这个账号", hint="用 kb user list 查看全部账号")


def _account(row: Row) -> StoredAccount:
    id_, name, login, role, bank, password, disabled, created, groups, full_name = row
    return StoredAccount(
        id_,
        name,
        login,
        role,
        bank,
        password,
        bool(disabled),
        created,
        tuple(filter(None, groups.split("\n"))),
        full_name,
    )
