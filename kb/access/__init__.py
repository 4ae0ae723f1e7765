"""Who may do what: rights, the roles that have them, and the actor who asks.

Every change and every look is asked of an actor, by `require`; what is not allowed is denied. The
site, the command line and whatever comes later ask here and nowhere else.
"""

from __future__ import annotations

from kb.access.rights import (
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
    "Actor",
    "Forbidden",
    "Right",
    "Role",
    "require",
]
