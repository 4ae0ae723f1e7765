"""Who may do what: rights, the roles that have them, accounts, and the actor who asks.

Every change and every look is asked of an actor, by `require`; what is not allowed is denied. The
site, the command line and whatever comes later ask here and nowhere else.
"""

from __future__ import annotations

from kb.access import (
    administration,
    audit,
    external,
    hashing,
    kept_forms,
    known_names,
    logging_in,
    passwords,
    quotas,
    second_step,
    sessions,
    syslog,
    tokens,
)
from kb.access.accounts import Account, BadName, clean_name
from kb.access.administration import Wanted
from kb.access.audit import Event
from kb.access.kept_forms import SentForm
from kb.access.logging_in import Attempt, LinkSpent, LoginFailed
from kb.access.oidc import Leaving, OpenIdClient, Person, client_of
from kb.access.passwords import WeakPassword
from kb.access.provider_errors import LoginRefused, ProviderFailed
from kb.access.quotas import USE_NAMES, OverQuota, Use
from kb.access.second_step import WrongCode
from kb.access.secrets import asker_of, new_secret
from kb.access.sessions import Place, Session
from kb.access.throttle import Throttled
from kb.access.tokens import SCOPE_NAMES, Scope, Token
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
    who_may,
)
from kb.state import Details

__all__ = [
    "ALLOWED",
    "COMMAND_LINE",
    "NOBODY",
    "RIGHT_NAMES",
    "ROLE_NAMES",
    "SCOPE_NAMES",
    "USE_NAMES",
    "Account",
    "Actor",
    "Attempt",
    "BadName",
    "BadUserList",
    "Details",
    "Event",
    "Forbidden",
    "Leaving",
    "LinkSpent",
    "LoginFailed",
    "LoginRefused",
    "OpenIdClient",
    "OverQuota",
    "Person",
    "Place",
    "ProviderFailed",
    "Right",
    "Role",
    "Scope",
    "SentForm",
    "Session",
    "Throttled",
    "Token",
    "Use",
    "Wanted",
    "WeakPassword",
    "WrongCode",
    "administration",
    "asker_of",
    "audit",
    "clean_name",
    "client_of",
    "external",
    "hashing",
    "kept_forms",
    "known_names",
    "logging_in",
    "new_secret",
    "passwords",
    "quotas",
    "read_user_list",
    "require",
    "second_step",
    "sessions",
    "syslog",
    "tokens",
    "who_may",
]
