"""Whose a topic or a collection is, and with whom it is shared."""

from __future__ import annotations

from kb.errors import QueryError
from kb.rights import Actor, Forbidden

# Shared with all colleagues.
ALL = "*"
MOST_COLLEAGUES = 100
LONGEST_NAME = 80


class BadSharing(QueryError):
    """Names that nothing can be shared with."""


def may_use(actor: Actor, owner: str, shared: tuple[str, ...]) -> bool:
    """May an actor see what has this owner ("": nobody's, for everybody)?

    Those without a name, at the machine itself, see everything.
    """
    if not actor.is_person or owner in ("", actor.name):
        return True
    return ALL in shared or actor.name in shared


def require_owner(actor: Actor, owner: str) -> None:
    """Forbidden unless it is theirs, or nobody's."""
    if actor.is_person and owner not in ("", actor.name):
        raise Forbidden(
            f"这是{owner}的，只有本人能改名、归档、删除或改与谁共用", hint="可以复制一份"
        )


def colleagues(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as they are kept; BadSharing."""
    kept = tuple(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
    if len(kept) > MOST_COLLEAGUES or any(len(name) > LONGEST_NAME for name in kept):
        raise BadSharing(f"最多写 {MOST_COLLEAGUES} 个名字，每个最多 {LONGEST_NAME} 字")
    return (ALL,) if ALL in kept else kept
