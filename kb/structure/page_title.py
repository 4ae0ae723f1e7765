"""The title that a page states, without the name of its site."""

from __future__ import annotations

import re

# A hyphen between numbers is that of a range of days.
_SUFFIX = re.compile(r"\s*(?:[_|—·｜»>]|(?<!\d)[-–]|[-–](?!\d))+\s*")
# A title has at least so many characters.
_LEAST = 4


def without_site(title: str) -> str:
    """The title of a page without the name of the site after (or before) it."""
    parts = [part for part in _SUFFIX.split(title.strip()) if part]
    if len(parts) < 2:
        return title.strip()
    first = parts[0]
    return first if len(re.sub(r"[\W_]+", "", first)) >= _LEAST else title.strip()
