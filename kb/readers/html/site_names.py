"""Which lines of a web page name its site: the logo in words, which many sites put into the first <h1>."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bs4 import BeautifulSoup
from bs4.element import Tag

from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.stated_titles import ORGANISATION, SEPARATORS, plain

# Where the first page of a site is.
HOME = re.compile(r"(?:https?://[^/]{1,60})?/?(?:(?:index|default|main)\.\w{2,5})?(?:#.{0,20})?")
_LOGO = re.compile(
    r"(?:^|[\s_-])(?:logo|brand|slogan|site-?(?:title|name|description|tagline))(?:$|[\s_-])", re.I
)
_PORTAL = re.compile(r"(?<=[行社司会局])(?:的?官方|门户|信息)?(?:网站|门户网|官网|主页|网)$")
# How a first part of a <title> ends that names the site though it is the longest.
_RUNS = re.compile(r"(?:银行|农商行|联社|信用社|农信|官网|官方网站|门户|门户网站|政府)\W*$")
# So far above a line its logo is looked for.
_UP = 4


def mark_site_names(lines: Sequence[Line], names: Set[str], stated: str = "") -> None:
    """Mark the lines that name the site: those with its `names`, nothing but a link to its first page,
    or in an element that is named as the logo; a link with the last part of the `stated` title."""
    last = last_part(stated)
    for line in lines:
        if plain(line.text) in names or (line.link_share >= 1 and plain(line.text) == last):
            line.names_site = True
            continue
        around = list(ancestors(line.strings[0].parent or line.block))[:_UP]
        line.names_site = any(map(_is_logo, around)) or (
            line.link_share >= 1 and any(map(_leads_home, around))
        )


def last_part(stated: str) -> str:
    """The last part of a <title>, where another is longer, without marks: who runs the site, mostly."""
    parts = [part for part in map(plain, SEPARATORS.split(stated)) if part]
    return parts[-1] if parts and len(parts[-1]) < max(map(len, parts)) else ""


def names_of_site(soup: BeautifulSoup, titles: Sequence[str]) -> set[str]:
    """What the page calls its site: in its head, or as the first or last part of the titles that it
    states, where a longer one is the headline or that is all they state."""
    metas = soup.find_all("meta", attrs={"property": "og:site_name"}, limit=2)
    whole = set(map(plain, titles))
    sites = {plain(str(meta.get("content") or "")) for meta in metas}
    names = sites - whole
    firsts = {
        plain(parts[0])
        for parts in map(SEPARATORS.split, titles)
        if len(parts) > 1
        and (plain(parts[-1]) in sites or ORGANISATION.fullmatch(parts[-1].strip()))
        and max(map(len, parts)) == len(parts[0])
        and not _RUNS.search(parts[0])
    }
    for title in titles:
        parts = [part for part in SEPARATORS.split(title) if plain(part)]
        longest = max(map(len, map(plain, parts)), default=0)
        names |= {
            plain(part)
            for part in (*parts[:1], *parts[-1:])
            if (len(plain(part)) < longest or len(parts) == 1)
            and ORGANISATION.fullmatch(part.strip())
        }
    names -= firsts
    # The organisation alone, whose portal a title names: 甲县联社 of 甲县联社门户网站.
    return (names | {_PORTAL.sub("", name) for name in names if _PORTAL.search(name)}) - {""}


def _is_logo(tag: Tag) -> bool:
    names = tag.get("class")
    words = [*(names if isinstance(names, list) else []), str(tag.get("id") or "")]
    return any(map(_LOGO.search, words))


def _leads_home(tag: Tag) -> bool:
    address = str(tag.get("href") or "")
    return tag.name == "a" and address[:1] not in ("", "#") and HOME.fullmatch(address) is not None
