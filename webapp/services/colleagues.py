"""The colleagues that somebody shares with, as they were typed."""

from __future__ import annotations

from kb.access import known_names
from kb.files import LOCAL
from webapp.access import access_home, mode, visitor
from webapp.parts import typed_names


def typed_colleagues(text: str) -> tuple[str, ...]:
    """The names in what was typed. Where the site has accounts they are names of accounts;
    UnknownColleague."""
    names = typed_names(text)
    if mode() != LOCAL:
        return names
    return known_names.colleagues_named(access_home(), visitor().actor, names)
