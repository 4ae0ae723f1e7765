"""The parties of a bulletin by its roles alone, before its sentences are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel, role_model, seen_in, weighed
from kb.model import Bulletin, Organisation


def parties_of(
    bulletin: Bulletin, organisations: Sequence[Organisation], model: RoleModel | None = None
) -> Parties:
    """The parties of a bulletin: what it states, weighed with everything else it shows."""
    seen = seen_in(bulletin, organisations)
    chances = (model or role_model()).chances(seen.clues, seen.kinds)
    if seen.stated.several:
        return replace(seen.stated, chances=chances)
    return weighed(seen.bulletin, seen.stated, chances)
