"""Who may do what: rights, the roles that have them, and the actor who asks.

Services are handed an actor and ask `require`, no matter who calls them: the site, the command line, or a
program. What is not allowed is denied.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.errors import KbError


class Right(StrEnum):
    """What an actor may be allowed to do.

    ENTER is what anybody may who reaches the site: static files, the sign of life, the pages to log
    in. ACCOUNT is what everybody may who has logged in: their own password and sessions.
    """

    ENTER = "enter"
    ACCOUNT = "account"
    READ = "read"
    ASK = "ask"
    EXPORT = "export"
    TOPICS = "topics"
    COLLECTIONS = "collections"
    PUBLISH = "publish"
    EDIT = "edit"
    VOCABULARY = "vocabulary"
    ADMINISTER = "administer"


RIGHT_NAMES = {
    Right.ENTER: "访问",
    Right.ACCOUNT: "管理自己的账号",
    Right.READ: "查看",
    Right.ASK: "检索",
    Right.EXPORT: "导出",
    Right.TOPICS: "管理专题",
    Right.COLLECTIONS: "编讲义",
    Right.PUBLISH: "入库简报",
    Right.EDIT: "修改、移除简报",
    Right.VOCABULARY: "修改词表",
    Right.ADMINISTER: "管理账号",
}


class Role(StrEnum):
    """What an actor is to the knowledge base, from the least to the most."""

    READER = "reader"
    TRAINER = "trainer"
    EDITOR = "editor"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.READER: "读者",
    Role.TRAINER: "培训师",
    Role.EDITOR: "编辑",
    Role.ADMIN: "管理员",
}

_READER = frozenset((Right.ENTER, Right.ACCOUNT, Right.READ, Right.ASK, Right.EXPORT))
_TRAINER = _READER | {Right.TOPICS, Right.COLLECTIONS}
_EDITOR = _TRAINER | {Right.PUBLISH, Right.EDIT, Right.VOCABULARY}
# The rights of each role, and of one who has none. What does not stand here is denied.
ALLOWED: dict[Role | None, frozenset[Right]] = {
    None: frozenset((Right.ENTER,)),
    Role.READER: _READER,
    Role.TRAINER: _TRAINER,
    Role.EDITOR: _EDITOR,
    Role.ADMIN: _EDITOR | {Right.ADMINISTER},
}


class Forbidden(KbError):
    """This actor may not do this, or the request comes from another site."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name` is how logs call them; `role` is None for one who is not known; `bank` is the
    bank they work for, "" when nobody said so; `groups` are those they belong to; `full_name` is that of the person, ""
    where it is not known."""

    name: str
    role: Role | None
    bank: str = ""
    groups: tuple[str, ...] = ()
    full_name: str = ""

    @property
    def is_person(self) -> bool:
        """Do they have a name of their own? Not at the command line, nor on a site without accounts."""
        return self.name not in NAMELESS

    @property
    def label(self) -> str:
        """How histories call them: the name, and the bank where it is known."""
        name = self.full_name or self.name
        return f"{name}（{self.bank}）" if self.bank else name

    def may(self, right: Right) -> bool:
        """Do they have this right?"""
        return right in ALLOWED[self.role]


# What histories call those who are no account. No account can have such a name.
NAMELESS = frozenset(("网站", "命令行", "监视"))
NOBODY = Actor("", None)
# At the command line of the machine, where the files can be read and written anyway.
COMMAND_LINE = Actor("命令行", Role.ADMIN)
# On a site without accounts, which only listens on the machine itself.
WEBSITE = Actor("网站", Role.ADMIN)
# What takes files from a folder (kb watch).
FOLDER_WATCH = Actor("监视", Role.EDITOR)


def who_may(right: Right) -> str:
    """The roles that have a right, in Chinese, as a hint for one who lacks it."""
    roles = [name for role, name in ROLE_NAMES.items() if right in ALLOWED[role]]
    return f"{'、'.join(roles)}可以；需要的话，请向管理员申请"


def require(actor: Actor, right: Right) -> None:
    """Forbidden unless the actor has the right."""
    if not actor.may(right):
        raise Forbidden(f"没有权限{RIGHT_NAMES[right]}", hint=who_may(right))
