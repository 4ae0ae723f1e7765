"""Web addresses in a form that Markdown cannot misread."""

from __future__ import annotations

from urllib.parse import quote

# Characters that would end the address in Markdown, or be read as markup.
_UNSAFE = "()<>[]{}|\"'`\\"
MAX_ADDRESS = 1000


def plain_address(address: str) -> str:
    """An address without what Markdown could misread, in the form browsers send it; a plain one
    stays as it is."""
    return "".join(map(_plain, address.strip()))[:MAX_ADDRESS]


def _plain(character: str) -> str:
    if character.isprintable() and character not in _UNSAFE and character != " ":
        return character
    return quote(character, safe="", errors="replace")
