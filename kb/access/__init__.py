"""Who may do what: rights, the roles that have them, accounts, and the actor who asks.

Every change and every look is asked of an actor, by `require`; what is not allowed is denied. The
site, the command line and whatever comes later ask here and nowhere else.
"""

from __future__ import annotations

from kb.access import administration, audit, logging_in, passwords, sessions
from kb.access.accounts import Account, BadName
from kb.access.administration import Wanted
from kb.access.audit import Event
from kb.access.logging_in import Attempt, LinkSpent, LoginFailed
from kb.access.passwords import WeakPassword
from kb.access.secrets import new_secret
from kb.access.sessions import Place, Session
from kb.access.throttle import Throttled
from kb.access.user_list import BadUserList, read_user_list
from kb.rights import (
    ALLOWED,
    COMMAND_LINE,
    NOBODY,
    RIGHT_NAMES,
    ROLE_NAMES,
    Actor,
    Forbidden,
    Right,
    Role,
    require,
)

__all__ = [
    "ALLOWED",
    "COMMAND_LINE",
    "NOBODY",
    "RIGHT_NAMES",
    "ROLE_NAMES",
    "Account",
    "Actor",
    "Attempt",
    "BadName",
    "BadUserList",
    "Event",
    "Forbidden",
    "LinkSpent",
    "LoginFailed",
    "Place",
    "Right",
    "Role",
    "Session",
    "Throttled",
    "Wanted",
    "WeakPassword",
    "administration",
    "audit",
    "logging_in",
    "new_secret",
    "passwords",
    "read_user_list",
    "require",
    "sessions",
]
