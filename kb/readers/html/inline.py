"""What a browser shows of form controls, quotations and formulas, as text."""

from __future__ import annotations

from bs4.element import NavigableString, Tag

from kb.readers.marks import lowered, raised

CONTROLS = ("input", "select")
_BOXES = ("checkbox", "radio")
_TYPED = ("", "text", "number", "date", "month", "tel", "email")
_FORMULAS = {"mfrac": "/", "msup": "^", "msub": ""}


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
