"""Tokens: what a feed reader or a program shows instead of a password.

A token has a scope, is shown once, and is good for a year. It reads as its account does, but with no
more than a reader's rights, whatever the role.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kb.access.accounts import Account, account_of
from kb.access.secrets import digest_of, new_secret
from kb.errors import ConflictError, QueryError
from kb.files import Home
from kb.rights import Actor, Right, Role, require
from kb.state import tokens as stored

LONGEST_NAME = 60
MOST = 20
GOOD_FOR = 365 * 24 * 3600.0
# How often, in seconds, it is written down that a token is in use.
_USED_EVERY = 3600.0


class Scope(StrEnum):
    """What a token is good for: reading feeds, or whatever a reader may look at and export."""

    FEED = "feed"
    API = "api"


SCOPE_NAMES = {Scope.FEED: "订阅", Scope.API: "程序读取"}
# How secrets begin, so that one that leaked is recognised.
_PREFIX = {Scope.FEED: "kbf_", Scope.API: "kba_"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. Times are in seconds since the epoch, `used` is 0 for never."""

    id: int
    account: int
    scope: Scope
    name: str
    created: float
    expires: float
    used: float


def create(home: Home, account: Account, scope: Scope, name: str, now: float) -> str:
    """Make a token and return its secret, which is kept nowhere; QueryError for the name,
    ConflictError when there are too many."""
    require(account.actor, Right.READ)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise QueryError(f"请写明用在哪里，最多 {LONGEST_NAME} 字")
    secret = _PREFIX[scope] + new_secret()
    row = stored.StoredToken(
        0, digest_of(secret), account.id, scope, name, now, now + GOOD_FOR, 0.0
    )
    if not stored.add_token(home, row, MOST):
        raise ConflictError(f"已有 {MOST} 个令牌", hint="请先收回不用的")
    return secret


def actor_of(home: Home, secret: str, scope: Scope, now: float) -> Actor | None:
    """Who reads with this secret in this scope; None when it is not good, or the account is
    disabled."""
    if not secret.startswith(_PREFIX[scope]) or not secret.isascii() or len(secret) > 100:
        return None
    found = stored.load_token(home, digest_of(secret), now)
    if found is None or found[0].scope != scope or found[1].disabled:
        return None
    token, account = found[0], account_of(found[1])
    if now - token.used >= _USED_EVERY:
        stored.mark_token(home, token.id, now)
    return replace(account.actor, role=Role.READER)


def own_tokens(home: Home, account: Account, now: float) -> list[Token]:
    """The tokens of an account, the newest first."""
    return list(map(_token, stored.tokens_of(home, account.id, now)))


def revoke_own(home: Home, account: Account, token_id: int) -> None:
    """Revoke a token of an account; NotFoundError."""
    stored.delete_token(home, token_id, account.id)


def all_tokens(home: Home, actor: Actor, now: float) -> list[Token]:
    """The tokens of all accounts, the newest first."""
    require(actor, Right.ADMINISTER)
    return list(map(_token, stored.tokens_of(home, None, now)))


def revoke(home: Home, actor: Actor, token_id: int) -> None:
    """Revoke anybody's token; NotFoundError."""
    require(actor, Right.ADMINISTER)
    stored.delete_token(home, token_id, None)


def _token(row: stored.StoredToken) -> Token:
    return Token(
        row.id, row.account, Scope(row.scope), row.name, row.created, row.expires, row.used
    )
