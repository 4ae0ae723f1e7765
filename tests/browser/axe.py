"""What axe-core objects to in a page, at three widths, in light and dark, with one load of the page.

Most of axe's time goes into the contrast of colours, which it measures for each piece of text: half a
minute on a long page. So it looks at one piece of each look, and at no look twice in one load of a page:
the same colour, size and weight on the same backgrounds have the same contrast. The other rules take as
long as a page has elements: where it is looked at often, most of what differs in its words alone is taken
out and put back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 768, 360)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Contrast depends on the scheme; the other rules on what a width shows.
CONTRAST = ("color-contrast", "link-in-text-block")
ALL_BUT_CONTRAST = {"rules": {rule: {"enabled": False} for rule in CONTRAST}}
LOOKS = Path(__file__).with_name("looks.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """What axe objects to in the page as it stands, once it is loaded."""
    return _contrast(page) + _run(page, "document", ALL_BUT_CONTRAST)


def violations_of_every_text(page: Page) -> list[str]:
    """The same, with the contrast of every piece of text."""
    return _run(page, "document", {})


def violations_everywhere(page: Page) -> list[str]:
    """What axe objects to at three widths, in light and dark, all folded parts open but for the first look.

    At a width where the same is shown and the same scrolls as at another, only colours are looked at
    again. The page is left at the narrowest width, in dark, with everything open.
    """
    page.wait_for_load_state()
    found = [f"twice: {name}" for name in _looks(page, "idsGivenTwice")]
    with thinned(page):
        return found + _everywhere(page)


def _everywhere(page: Page) -> list[str]:
    found = []
    states: set[str] = set()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen = []
            if not states:
                states.add(_looks(page, "state"))
                seen = violations(page)
                unfold(page)
            seen += _contrast(page)
            if (state := _looks(page, "state")) not in states:
                seen += _run(page, "document", ALL_BUT_CONTRAST)
            states.add(state)
            found += [f"{width} {scheme}: {line}" for line in seen]
    return found


@contextmanager
def thinned(page: Page) -> Iterator[None]:
    """While this lasts, the page shows few of its parts that differ in words and numbers alone."""
    _looks(page, "thin")
    yield
    _looks(page, "thicken")


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")


def _contrast(page: Page) -> list[str]:
    """What axe objects to in the colours of looks that are new."""
    page.wait_for_load_state()
    if not _looks(page, "unseen", "window.newLooks = looks.unseen(), newLooks.length"):
        return []
    return _run(page, "newLooks", {"runOnly": CONTRAST})


def _looks(page: Page, name: str, use: str = "") -> Any:
    """What a function of looks.js says of the page."""
    if not page.evaluate("'looks' in window"):
        page.evaluate(LOOKS)
    return page.evaluate(use or f"looks.{name}()")


def _run(page: Page, where: str, options: dict[str, Any]) -> list[str]:
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    wanted = json.dumps({"resultTypes": ["violations"], **options})
    found = page.evaluate(f"axe.run({where}, {wanted}).then(found => found.violations)")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
