"""What axe-core objects to in a page, at three widths, in light and dark, with one load of the page.

Most of axe's time goes into the contrast of colours, which it measures for each piece of text: half a
minute on a long page. So it looks at one piece of each look, and at no look twice in one load of a page:
the same colour, size and weight on the same backgrounds have the same contrast. Of a link the colour of
the text around it counts too.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1280, 768, 360)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Contrast depends on the scheme; the other rules on what a width shows.
CONTRAST = ("color-contrast", "link-in-text-block")
ALL_BUT_CONTRAST = {"rules": {rule: {"enabled": False} for rule in CONTRAST}}
# One element for each look of a text that axe has not seen since the page was loaded.
NEW_LOOKS = """(() => {
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const backgrounds = new Map([[null, '']]);
  const backgroundOf = (element) => {
    if (!backgrounds.has(element)) {
      const style = getComputedStyle(element);
      const own = style.backgroundColor + style.backgroundImage + style.opacity;
      backgrounds.set(element, backgroundOf(element.parentElement) + '/' + own);
    }
    return backgrounds.get(element);
  };
  const seen = (window.looksSeen ??= new Set());
  const samples = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasText(element) && !element.matches('input, select, textarea')) continue;
    if (![...element.getClientRects()].some((box) => box.width > 1 && box.height > 1)) continue;
    const style = getComputedStyle(element);
    const around = element.parentElement;
    const parts = [element.tagName, style.color, style.fontSize, style.fontWeight,
      style.textDecorationLine, style.visibility, backgroundOf(element),
      element.closest(':disabled, [aria-disabled]') !== null,
      hasText(around), getComputedStyle(around).color];
    const look = parts.join(' ');
    if (!seen.has(look)) samples.push(element);
    seen.add(look);
  }
  return samples;
})()"""

# What the rules other than those of contrast depend on: the elements, which of them are shown, and which
# scroll.
STATE = """(() => {
  const state = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const shown = box.width > 1 && box.height > 1 && style.visibility === 'visible'
      && box.right > 0 && box.bottom + scrollY > 0;
    const scrolls = style.overflow !== 'visible' && (element.scrollWidth > element.clientWidth
      || element.scrollHeight > element.clientHeight);
    return shown + 2 * scrolls;
  };
  const elements = [...document.querySelectorAll('*')];
  return elements.map(state).join('') + document.documentElement.outerHTML;
})()"""


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
    found = []
    states: set[str] = set()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen = []
            if (width, scheme) == (WIDTHS[0], SCHEMES[0]):
                seen = violations(page)
                unfold(page)
            seen += _contrast(page)
            if (state := page.evaluate(STATE)) not in states:
                seen += _run(page, "document", ALL_BUT_CONTRAST)
            states.add(state)
            found += [f"{width} {scheme}: {line}" for line in seen]
    return found


def unfold(page: Page) -> None:
    """Open whatever is folded."""
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")


def _contrast(page: Page) -> list[str]:
    """What axe objects to in the colours of looks that are new."""
    page.wait_for_load_state()
    page.evaluate(f"window.newLooks = {NEW_LOOKS}")
    if not page.evaluate("newLooks.length"):
        return []
    return _run(page, "newLooks", {"runOnly": CONTRAST})


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
