"""Accounts: who they are, and what their names may be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kb.errors import KbError
from kb.rights import Actor, Role
from kb.state import accounts

LONGEST_NAME = 40
# What the history calls those who are no account.
_RESERVED = frozenset(("网站", "命令行", "监视"))


class BadName(KbError):
    """A name that an account cannot have."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `has_password` is False until they have taken up an invitation;
    `created` is in seconds since the epoch."""

    id: int
    name: str
    role: Role
    bank: str
    has_password: bool
    disabled: bool
    created: float

    @property
    def actor(self) -> Actor:
        """The account as one who acts; nobody's rights when it is disabled."""
        return Actor(self.name, None if self.disabled else self.role, self.bank)


def account_of(row: accounts.StoredAccount) -> Account:
    """The account of a row."""
    return Account(
        row.id,
        row.name,
        Role(row.role),
        row.bank,
        bool(row.password),
        row.disabled,
        row.created,
    )


def clean_name(typed: str) -> str:
    """A name as it is shown: one form of its characters, blanks made one. BadName."""
    name = " ".join(unicodedata.normalize("NFKC", typed[:400]).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadName(f"名字应为 1 到 {LONGEST_NAME} 个字符")
    if name in _RESERVED:
        raise BadName(f"“{name}”不能用作名字", hint="记录里用它称呼没有账号的操作")
    return name


def login_of(typed: str) -> str:
    """A name as it is compared: 张三, Zhang San and zhang  san in one form each."""
    return " ".join(unicodedata.normalize("NFKC", typed[:400]).casefold().split())
