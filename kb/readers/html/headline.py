"""Which line of a web page is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors

_SITE_NAME = 9
# A heading of so many characters, so near above the text, is a headline where no line is a better one.
_LEAST, _CLOSE = 3, 2
# A line that looks like a headline may stand so far above the text, one that does not, so far.
_FAR, _NEAR = 24, 8
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s?\d{4}\s?[〕\]］】)）]\s?(?:第\s?)?\d+\s?[号期]")
SEPARATORS = re.compile(r"\s*(?:[_|｜»>]|--+)\s*|\s+[-–—·]\s+|(?<=[一-鿿])-(?=[一-鿿])")
_SUBTITLE = re.compile(r"\s*——")
# Where the page is in the site, a field of the page, a heading of the text: no headlines.
_PATH = re.compile(r"[^>»›/]{2,16}(?:\s?[>»›]\s?|\s/\s)[^>»›/]{2,16}(?:[>»›]|\s/\s)")
_FIELD = re.compile(r"^[^\W\d]{2,5}\s?[:：]\s*\d")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])")
_ISSUE = re.compile(
    r"^[（(【]?(?:\d{4}年)?\s?第\s?[\d一二三四五六七八九十]{1,4}\s?[期辑][^一-鿿]{0,3}(?:总第.{1,6})?[）)】]?$"
)
_KIND = re.compile(r"[\[【［].{1,12}[\]】］]")
_HEADINGS = ("h1", "h2", "h3")
_NAMED_TITLE = re.compile(
    r"(?:^|[\s_-])(?:\w*title|tit|bt|biaoti|headline|subject|hd)(?:$|[\s_-])", re.I
)


def stated_titles(soup: BeautifulSoup, stated: str) -> list[str]:
    """The title that the page states: whole, and without the names of site and column."""
    metas = [
        str(meta.get("content") or "")
        for meta in soup.find_all("meta")
        if str(meta.get("property") or meta.get("name") or "").lower()
        in ("og:title", "articletitle", "twitter:title", "title")
    ]
    found = [
        part
        for text in (*metas, stated)
        for part in (text, *_without_site(SEPARATORS.split(text)), _SUBTITLE.split(text)[0])
    ]
    return [text.strip() for text in found if len(plain(text)) >= 4]


def _without_site(parts: Sequence[str]) -> list[str]:
    """The parts of a title that are not much shorter than the longest: names of site and column are."""
    longest = max(len(plain(part)) for part in parts)
    return [part for part in parts if len(plain(part)) >= min(_SITE_NAME, longest / 2)]


def plain(text: str) -> str:
    """The text without blanks and marks."""
    return re.sub(r"[\W_]+", "", text)


def stated_headline(
    lines: Sequence[Line], first_text: int, titles: Sequence[str]
) -> tuple[int, str] | None:
    """The line that agrees best with the titles that the page states, and its words."""
    best: tuple[float, int, str] | None = None
    for n in range(first_text + 1):
        line = lines[n]
        mine = plain(line.text)
        if not 4 <= len(mine) <= 100 or (line.named and line.block.name not in _HEADINGS):
            continue
        heading = line.block.name in _HEADINGS
        looks = 6.0 * heading + 5.0 * _is_named_title(line.block) + 2.0 * (not line.linked)
        for title in titles:
            wanted = plain(title)
            if len(wanted) < _SITE_NAME and looks < 5:
                continue  # the name of a site is in many lines
            if mine in wanted:
                words, share = _without_kind(line), len(mine) / len(wanted)
            elif wanted in mine and len(mine) <= len(wanted) + 12:
                words, share = title, 0.95
            else:
                continue
            score = 20 * share + looks + 0.4 * min(len(mine), 40) - 0.2 * (first_text - n)
            if best is None or score > best[0]:
                best = score, n, words
    return (best[1], best[2]) if best is not None and best[0] >= 12 else None


def find_headline(
    lines: Sequence[Line], first_text: int, titles: Sequence[str]
) -> tuple[int | None, str]:
    """The line that is the headline, and its words; None when no line is."""
    if (stated := stated_headline(lines, first_text, titles)) is not None:
        return stated
    span = range(max(0, first_text - _FAR), first_text)
    scores = {n: score for n in span if (score := _looks(lines, n, first_text)) is not None}
    if not scores:
        return None, ""
    found = max(scores, key=lambda n: (scores[n], -n))
    return found, _without_kind(lines[found])


def _looks(lines: Sequence[Line], n: int, first_text: int) -> float | None:
    """How much a line above the text looks like its headline: by its element and name, its size, its
    length, a day right below it, and how near it is; None when it can be none."""
    line = lines[n]
    text, own = line.text, len(plain(line.text))
    if line.junk or not _LEAST <= own <= 60 or text[-1] in "。；，：:" or day_in(text):
        return None
    if any(found.search(text) for found in (_DOCUMENT_NUMBER, _PATH, _FIELD, _NUMBERED, _ISSUE)):
        return None
    near = first_text - n
    heading = line.block.name in _HEADINGS
    look = 4.0 * heading + (line.block.name == "h1") + 4.0 * _is_named_title(line.block)
    look += 4.0 * _is_large(line)
    dated = any(day_in(behind.text) for behind in lines[n + 1 : min(n + 3, first_text)])
    if not look and (line.linked or near > _NEAR or own < (4 if dated else 10)):
        return None
    if look and own < 6 and near > _CLOSE and not dated:
        return None
    return look + 3.0 * dated + 0.15 * min(own, 30) - 0.3 * near


def _without_kind(line: Line) -> str:
    """The words of a headline without the kind of post before it, a link in brackets ([交流])."""
    kind = "".join(
        string
        for string in line.strings
        if string.parent is not None and any(tag.name == "a" for tag in ancestors(string.parent))
    )
    kind = re.sub(r"\s+", " ", kind).strip()
    rest = line.text.removeprefix(kind).strip()
    return rest if _KIND.fullmatch(kind) and len(plain(rest)) >= _LEAST else line.text


def _is_named_title(tag: Tag) -> bool:
    for around in list(ancestors(tag))[:2]:
        classes = around.get("class")
        names = [*(classes if isinstance(classes, list) else []), str(around.get("id") or "")]
        if any(_NAMED_TITLE.search(name) for name in names):
            return True
    return False


def _is_large(line: Line) -> bool:
    """Is a line centred and bold or large, by the elements right around it?"""
    marks = ""
    for tag in list(ancestors(line.strings[0].parent or line.block))[:5]:
        marks += (
            f" {tag.name} {tag.get('style') or ''} {tag.get('align') or ''} {tag.get('size') or ''}"
        )
    bold = re.search(
        r"\b(?:b|strong)\b|font-weight\s*:\s*(?:bold|[6-9])|font-size\s*:\s*(?:1[89]|[2-9]\d)",
        marks,
    )
    return bold is not None and "center" in marks
