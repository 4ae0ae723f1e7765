"""The title that a page states, without the name of its site."""

from __future__ import annotations

import re

# A hyphen between numbers is that of a range of days.
_SUFFIX = re.compile(r"\s*(?:[_|—·｜»>«‹›]|(?<!\d)[-–]|[-–](?!\d))+\s*")
# The least characters of a title, and of one that stands behind the name of its site.
_LEAST, _BEHIND = 4, 6
# The name of a site, which may stand before that of the article.
_SITE = re.compile(
    r"(?!走进|走访|探访|赴|到|在|看|访|学)[^，。：“”！？]{2,14}(?:银行|联社|信用社|农信|政府|网|网站|官网|门户|平台|系统|园地|知识库)"
)


def without_site(title: str) -> str:
    """The title of a page without the name of the site after (or before) it."""
    parts = [part for part in _SUFFIX.split(title.strip()) if part]
    if len(parts) < 2:
        return _behind_site(title.strip())
    first, longest = parts[0], max(parts, key=len)
    if _SITE.fullmatch(first) and len(_plain(longest)) >= _BEHIND and len(longest) > len(first):
        return longest
    return first if len(_plain(first)) >= _LEAST else title.strip()


def _behind_site(title: str) -> str:
    """What stands behind the name of the site and that of a column, with blanks between them
    (某县人民政府 部门动态 …)."""
    words = title.split()
    if len(words) < 2 or not _SITE.fullmatch(words[0]):
        return title
    rest = words[1:]
    while len(rest) > 1 and len(_plain(rest[0])) < _LEAST + 1:
        rest = rest[1:]
    behind = " ".join(rest)
    return behind if len(_plain(behind)) >= _BEHIND else title


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
