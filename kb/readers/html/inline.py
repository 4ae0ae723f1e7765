"""What a browser shows of form controls, quotations and formulas, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import NavigableString, Tag

from kb.readers.marks import lowered, raised

CONTROLS = ("input", "select")
_BOXES = ("checkbox", "radio")
_TYPED = ("", "text", "number", "date", "month", "tel", "email")
_FORMULAS = {"mfrac": "/", "msup": "^", "msub": ""}

_FOLDS = re.compile(r"accordion|collaps|expand|toggle|faq|fold", re.I)
_TELLS_OF_FOLDING = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# So many nodes of the folded text are looked at.
_PIECES = 80


def is_folding_heading(button: Tag) -> bool:
    """Is this button the heading of a text that it folds and unfolds: sentences stand right behind it?"""
    around = button.parent
    if around is None or not _folds(button, around):
        return False
    holder = around if around.name in _HEADINGS else button
    behind = _next_tag(holder) or _next_tag(around)
    return behind is not None and any("。" in text for text in first_texts(behind, _PIECES))


def _next_tag(tag: Tag) -> Tag | None:
    """The element right behind another one; blanks may stand in between."""
    node = tag.next_sibling
    while isinstance(node, NavigableString) and not node.strip():
        node = node.next_sibling
    return node if isinstance(node, Tag) else None


def first_texts(tag: Tag, most: int) -> Iterator[str]:
    """The texts among the first nodes of an element. The iterators of bs4 look for its last node first,
    which takes as long as the element is deep."""
    around = [iter(tag.contents)]
    for _ in range(most):
        node = next(around[-1], None)
        if isinstance(node, Tag):
            around.append(iter(node.contents))
        elif isinstance(node, NavigableString):
            yield str(node)
        else:
            around.pop()
            if not around:
                return


def _folds(button: Tag, around: Tag) -> bool:
    classes = [str(name) for tag in (button, around) for name in tag.get_attribute_list("class")]
    return (
        around.name in _HEADINGS
        or any(button.has_attr(name) for name in _TELLS_OF_FOLDING)
        or _FOLDS.search(" ".join(classes)) is not None
    )


def control_text(control: Tag) -> str:
    """What a person has put into a control: a mark in a box, a value, the chosen option."""
    if control.name == "select":
        options = control.find_all("option", limit=500)
        return next((o.get_text().strip() for o in options if o.has_attr("selected")), "")
    kind = str(control.get("type") or "").lower()
    if kind in _BOXES:
        return "☑" if control.has_attr("checked") else "☐"
    return str(control.get("value") or "") if kind in _TYPED else ""


def linear(tag: Tag) -> list[object]:
    """The contents of an element, with the marks that a browser draws instead of writing them."""
    children: list[object] = list(tag.contents)
    parts = [child for child in children if isinstance(child, Tag)]
    if tag.name == "q":
        return [NavigableString("“"), *children, NavigableString("”")]
    if tag.name == "msqrt":
        return [NavigableString("√"), *_bracketed(tag, children)]
    if tag.name not in _FORMULAS or len(parts) != 2:
        return children
    first, second = parts
    if tag.name == "mfrac":
        return [*_bracketed(first, [first]), NavigableString("/"), *_bracketed(second, [second])]
    script = raised if tag.name == "msup" else lowered
    return [first, NavigableString(script(second.get_text().strip()))]


def _bracketed(tag: Tag, contents: list[object]) -> list[object]:
    text = tag.get_text().strip()
    if len(text) <= 1 or text.replace(".", "").isdecimal() or text.isalnum():
        return contents
    return [NavigableString("("), *contents, NavigableString(")")]
