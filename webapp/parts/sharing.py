"""With whom something is shared, as people type and read it."""

from __future__ import annotations

from flask import Flask

from kb.access import known_names
from kb.saved import ALL

EVERYBODY = "全体同事"
# Characters of all names that are typed.
LONGEST = 4000


def typed_names(text: str) -> tuple[str, ...]:
    """The names in what was typed; 全体同事 stands for everybody."""
    names = known_names.names_in(text[:LONGEST])
    return tuple(dict.fromkeys(ALL if name == EVERYBODY else name for name in names))


def shown_names(names: tuple[str, ...]) -> str:
    """The names as they are typed."""
    return "、".join(EVERYBODY if name == ALL else name for name in names)


def register(app: Flask) -> None:
    """Give templates the filter `names`."""
    app.jinja_env.filters["names"] = shown_names
