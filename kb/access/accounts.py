"""Accounts: who they are, and what their names may be."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.access.name_forms import is_unseen, one_form
from kb.errors import KbError
from kb.rights import NAMELESS, Actor, Role
from kb.state import Details, accounts

LONGEST_NAME = 40
LONGEST_BANK = 60
MOST_GROUPS, LONGEST_GROUP = 20, 40


class BadName(KbError):
    """A name that an account cannot have."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in. `has_password` is False until they have taken up an invitation;
    `created` is in seconds since the epoch, `stamp` changes with the password."""

    id: int
    name: str
    role: Role
    bank: str
    has_password: bool
    disabled: bool
    created: float
    groups: tuple[str, ...] = ()
    full_name: str = ""
    stamp: str = field(default="", repr=False, compare=False)

    @property
    def actor(self) -> Actor:
        """The account as one who acts; nobody's rights when it is disabled."""
        role = None if self.disabled else self.role
        return Actor(self.name, role, self.bank, self.groups, self.full_name)


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
        row.groups,
        row.full_name,
        row.stamp,
    )


def clean_name(typed: str, longest: int = LONGEST_NAME) -> str:
    """A name as it is shown: one form of its characters and dots, blanks made one. BadName."""
    name = one_form(typed[:400])
    if unseen := next((char for char in name if is_unseen(char)), ""):
        raise BadName(
            f"名字里有看不见的字符（U+{ord(unseen):04X}）", hint="请删去，或不要粘贴，直接输入"
        )
    if not 0 < len(name) <= longest:
        raise BadName(f"名字应为 1 到 {longest} 个字符")
    if name in NAMELESS:
        raise BadName(f"“{name}”不能用作名字", hint="记录里用它称呼没有账号的操作")
    return name


def clean_details(details: Details) -> Details:
    """Details without superfluous blanks; BadName for a group that cannot be one."""
    groups = tuple(dict.fromkeys(filter(None, (" ".join(g.split()) for g in details.groups))))
    if len(groups) > MOST_GROUPS or any(len(g) > LONGEST_GROUP or g == "*" for g in groups):
        raise BadName(f"最多 {MOST_GROUPS} 个组，每个最多 {LONGEST_GROUP} 字")
    return Details(
        " ".join(details.bank.split())[:LONGEST_BANK],
        groups,
        " ".join(details.full_name.split())[:LONGEST_NAME],
    )


def login_of(typed: str) -> str:
    """A name as it is compared: 张三, Zhang San and zhang  san in one form each."""
    return one_form(one_form(typed[:400]).casefold())
