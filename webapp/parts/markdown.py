"""Markdown of the corpus as HTML that is safe to put on a page.

People write the text of a scope note. Whatever they write, the page that shows it runs no script
and links to nothing but web addresses. Raw HTML is shown as text, images become their
alternative text, links keep their text and lose an address that is neither http(s) nor relative.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

# Characters that a browser removes from an address before it reads the scheme.
_DROPPED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![/\\]{2})[^:]*(?:[/?#].*)?", re.DOTALL)
_HEADING = re.compile(r"h([1-6])")
# A text that is longer, or has more brackets, is shown as typed: Python-Markdown searches for the
# end of a link from every bracket to the end of the text (24,000 characters took half a minute).
LONGEST = 4000
MOST_BRACKETS = 100
# Below the headings of its page.
_HEADINGS_DOWN = 2
# After every processor of Python-Markdown's own: the lowest of them is 0.
_LAST = -10


@lru_cache(maxsize=256)
def render(markdown: str) -> str:
    """The HTML of a Markdown text."""
    if len(markdown) > LONGEST or markdown.count("[") > MOST_BRACKETS:
        return _as_typed(markdown)
    work = Markdown(extensions=["sane_lists"], output_format="html")
    work.preprocessors.deregister("html_block")
    for pattern in ("html", "automail"):
        work.inlinePatterns.deregister(pattern)
    work.treeprocessors.register(_Safe(work), "safe", _LAST)
    try:
        return work.convert(markdown)
    except RecursionError:  # lists nested too deeply
        return _as_typed(markdown)


def _as_typed(text: str) -> str:
    paragraphs = (html.escape(part.strip()) for part in text.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in paragraphs if part)


def safe_address(address: str) -> str:
    """The address as a browser would understand it, or "" when a link must not lead there."""
    before = ""
    while before != address:  # one entity may hide another
        before, address = address, _DROPPED.sub("", html.unescape(address))
    allowed = _WEB.match(address) or _RELATIVE.fullmatch(address)
    return address if allowed and "&" not in _scheme(address) else ""


def _scheme(address: str) -> str:
    return re.split("[/?#]", address, maxsplit=1)[0]


class _Safe(Treeprocessor):
    """Keeps only what is safe in a parsed text."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if heading := _HEADING.fullmatch(element.tag):
                element.tag = f"h{min(6, int(heading[1]) + _HEADINGS_DOWN)}"
            elif element.tag == "img":
                element.text = element.get("alt", "")
                element.tag = "span"
                element.attrib.clear()
            elif element.tag == "a":
                self._link(element)

    def _link(self, element: Element) -> None:
        address = safe_address(element.get("href", ""))
        element.attrib.clear()
        if address:
            element.set("href", address)
            element.set("rel", "noopener noreferrer")
        else:
            element.tag = "span"
