"""Entities without a semicolon, as browsers read them (HTML, 13.2.5.73): &nbsp整村, &copy2018."""

from __future__ import annotations

import re
from html.entities import html5

# Tags are matched to be left alone: in the address x?a=1&copy=2 there is no sign ©. Bounded, since a
# "<" without its end would be searched for again and again.
_PLACES = re.compile(r"<[A-Za-z/!][^<>]{0,5000}>|&([A-Za-z][A-Za-z0-9]{1,40})(;?)")
_BARE = frozenset(name for name in html5 if not name.endswith(";"))
_LONGEST = max(map(len, _BARE))


def with_semicolons(text: str) -> str:
    """The source of a page, a semicolon added to each entity that browsers know without one and
    that runs into the letters or digits after it."""
    return _PLACES.sub(_completed, text)


def _completed(match: re.Match[str]) -> str:
    name = match[1]
    if name is None or name in _BARE or (f"{name};" in html5 and match[2]):
        return match[0]
    for length in range(min(len(name), _LONGEST), 1, -1):
        if name[:length] in _BARE:
            return f"&{name[:length]};{name[length:]}{match[2]}"
    return match[0]
