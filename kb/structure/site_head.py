"""What a site or a public account puts above an article: its own name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.text import is_imprint, is_site_furniture

# A title stands within so many lines, and is shorter than a paragraph.
_HEAD, _TEXT = 6, 40
# A name without marks, and when and where an account published, within the first lines.
_ACCOUNT = re.compile(r"[^\s，。；：！？|｜、（）()《》“”]{2,16}")
_PUBLISHED_AT = re.compile(r"\d{1,2}:\d{2}\s?(?:发表于|发布于|·|$)")
_SITE_NAME = re.compile(
    r"[^\s，。；：！？]{2,16}(?:平台|网|网站|门户|系统|之窗|在线|园地|专栏|频道|空间)"
)
_PATH = re.compile(
    r"(?:首页|主页|您?(?:现在|当前|所在)的?位置\s?[:：])\s{0,3}[>＞»›/|｜]?\s{0,3}\S"
)
_NUMBER_OF_ACCOUNT = re.compile(r"微信号\s?[:：]?\s?[A-Za-z][\w-]{3,24}$")
_FEW = 3
_FOLLOW = re.compile(r"[+＋]?\s?[已未]?关注")


def is_account(blocks: Sequence[Block], n: int) -> bool:
    """Is this the name of a public account, alone above the line that says when and where it published, with
    its button (关注) above the name or below that line?"""
    text = blocks[n].text.strip() if n + 2 < len(blocks) else ""
    return (
        _ACCOUNT.fullmatch(text) is not None
        and (
            is_site_furniture(blocks[n - 1].text)
            or _FOLLOW.fullmatch(blocks[n + 2].text.strip()) is not None
        )
        and _PUBLISHED_AT.search(blocks[n + 1].text) is not None
        and is_imprint(blocks[n + 1].text)
    )


def is_site(blocks: Sequence[Block]) -> bool:
    """Is the first line the name of a site, above where the reader is on it (首页 > 学习园地 > 正文) and above
    what may be the title? Or the name of an account, above what it is called (微信号 …)?"""
    first = blocks[0].text
    if len(blocks) > _FEW and _NUMBER_OF_ACCOUNT.match(blocks[1].text):
        return _ACCOUNT.fullmatch(first) is not None
    if len(blocks) < _HEAD or not _SITE_NAME.fullmatch(first) or not _PATH.match(blocks[1].text):
        return False
    below = (b.text for b in blocks[2:_HEAD])
    titles = (t for t in below if not (is_site_furniture(t) or is_imprint(t)))
    return len(next(titles, "。" * _TEXT)) < _TEXT
