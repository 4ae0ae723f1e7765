"""The elements of a page, for tests that walk through all of a site."""

from __future__ import annotations

from html.parser import HTMLParser

# Name and attributes of each.
Elements = list[tuple[str, dict[str, str]]]


class ElementReader(HTMLParser):
    """The elements of a page with their attributes, and what stands in its scripts. A tree of them,
    which nobody asks for here, would take most of the time of the walk."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Elements = []
        self.scripts = ""
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._in_script = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts += data


def read_elements(text: str) -> ElementReader:
    """The elements of a page in their order, and its scripts."""
    reader = ElementReader()
    reader.feed(text)
    reader.close()
    return reader


def elements_of(text: str) -> Elements:
    """The elements of a page, in their order."""
    return read_elements(text).found


def links_of(text: str) -> list[str]:
    """The addresses that the links of a page lead to."""
    return [given["href"] for name, given in elements_of(text) if name == "a" and "href" in given]
