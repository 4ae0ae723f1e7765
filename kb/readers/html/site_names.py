"""Which lines of a web page name its site: the logo in words, which many sites put into the first <h1>."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4.element import Tag

from kb.readers.html.page_lines import Line, ancestors

# Where the first page of a site is.
HOME = re.compile(r"(?:https?://[^/]{1,60})?/?(?:(?:index|default|main)\.\w{2,5})?(?:#.{0,20})?")
_LOGO = re.compile(
    r"(?:^|[\s_-])(?:logo|brand|slogan|site-?(?:title|name|description|tagline))(?:$|[\s_-])", re.I
)
# So far above a line its logo is looked for.
_UP = 4


def mark_site_names(lines: Sequence[Line]) -> None:
    """Mark the lines that are a logo: nothing but a link to the first page of the site, or in an
    element that is named as the logo."""
    for line in lines:
        around = list(ancestors(line.strings[0].parent or line.block))[:_UP]
        line.names_site = any(map(_is_logo, around)) or (
            line.link_share >= 1 and any(map(_leads_home, around))
        )


def _is_logo(tag: Tag) -> bool:
    names = tag.get("class")
    words = [*(names if isinstance(names, list) else []), str(tag.get("id") or "")]
    return any(map(_LOGO.search, words))


def _leads_home(tag: Tag) -> bool:
    address = str(tag.get("href") or "")
    return tag.name == "a" and address[:1] not in ("", "#") and HOME.fullmatch(address) is not None
