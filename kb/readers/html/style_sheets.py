"""What the style sheets within a page hide.

Only rules for all media with plain selectors are followed: an element, ids and classes (.x, p.x,
#y). The stronger rule wins, and of two equally strong ones the later (CSS 2.1, 6.4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

MAX_SHEET, MAX_RULES = 500_000, 5000
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/|<!--|-->")
_AT_BLOCK = re.compile(r"@[^{};]{0,500}\{")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+){1,5})", re.I)
_NAME = re.compile(r"([.#])([\w-]+)")
_DISPLAY = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*([a-z-]+)|visibility\s*:\s*(hidden|visible))", re.I
)
_OWN = re.compile(r"(?<![-\w])(?:display|visibility)\s*:", re.I)
# A page that hides more than this share of its text is shown by its script.
MAX_HIDDEN = 0.5
_NO_TEXT = ("style", "script", "head")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Elements that a rule hides or shows; `weight` orders rules."""

    element: str
    names: frozenset[str]
    hides: bool
    weight: tuple[int, int, int, int]

    def fits(self, tag: Tag, names: frozenset[str]) -> bool:
        """Is it about this element, which has these ids and classes?"""
        return self.names <= names and self.element in ("", tag.name)


def mark_hidden(soup: BeautifulSoup) -> None:
    """Give the attribute `hidden` to what the style sheets of a page hide."""
    rules: dict[str, list[_Rule]] = {}
    for rule in _rules(soup):
        rules.setdefault(min(rule.names), []).append(rule)
    if not any(rule.hides for found in rules.values() for rule in found):
        return
    hidden: list[Tag] = []
    seen = unseen = 0
    stack: list[tuple[object, bool]] = [(soup, False)]
    while stack:
        node, inside = stack.pop()
        if isinstance(node, Tag) and node.name in _NO_TEXT:
            continue
        if isinstance(node, Tag):
            if not inside and _is_hidden(node, rules):
                hidden.append(node)
                inside = True
            stack.extend((child, inside) for child in node.contents)
        elif inside:
            unseen += len(str(node))
        else:
            seen += len(str(node))
    if unseen <= MAX_HIDDEN * (seen + unseen):
        for tag in hidden:
            tag["hidden"] = ""


def _is_hidden(tag: Tag, rules: dict[str, list[_Rule]]) -> bool:
    classes = tag.get("class")
    names = frozenset(
        [
            *(f".{name}" for name in (classes if isinstance(classes, list) else ())),
            *([f"#{tag['id']}"] if tag.get("id") else ()),
        ]
    )
    found = [rule for name in names for rule in rules.get(name, ()) if rule.fits(tag, names)]
    if not found or _OWN.search(str(tag.get("style") or "")):
        return False
    return max(found, key=lambda rule: rule.weight).hides


def _rules(soup: BeautifulSoup) -> Iterator[_Rule]:
    count = 0
    for sheet in soup.find_all("style"):
        if str(sheet.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        text = _without_at_blocks(_COMMENT.sub("", sheet.get_text()[:MAX_SHEET]))
        for part in text.split("}"):
            selectors, _, body = part.partition("{")
            said = [(match[1] or match[2]).lower() for match in _DISPLAY.finditer(body)]
            for selector in selectors.rpartition(";")[2].split(",") if said else ():
                plain = _SELECTOR.fullmatch(selector.strip())
                if plain is None or count >= MAX_RULES:
                    continue
                count += 1
                names = [kind + name for kind, name in _NAME.findall(plain[2])]
                ids = sum(name[0] == "#" for name in names)
                weight = (ids, len(names) - ids, int(bool(plain[1])), count)
                hides = "none" in said or "hidden" in said
                yield _Rule((plain[1] or "").lower(), frozenset(names), hides, weight)


def _without_at_blocks(text: str) -> str:
    """A style sheet without @media { … } and its like."""
    kept = []
    at = 0
    while begin := _AT_BLOCK.search(text, at):
        kept.append(text[at : begin.start()])
        depth, at = 1, begin.end()
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
    return "".join([*kept, text[at:]])
