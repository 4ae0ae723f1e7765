"""Formulas of Word (Office Math) as one line of text: (a+b)/2, 10⁴, √2."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from kb.readers.docx.eq_field import bracketed
from kb.readers.docx.xml import child
from kb.readers.marks import lowered, raised


def linear(element: Element | None) -> str:
    """The text of a formula, or of a part of one."""
    if element is None:
        return ""
    if element.tag in ("m:t", "w:t"):
        return element.text or ""
    make = _FORMS.get(element.tag)
    return make(element) if make else "".join(map(linear, element))


def _part(element: Element, name: str) -> str:
    return linear(child(element, name))


def _property(element: Element, *path: str, default: str) -> str:
    found = child(element, *path)
    return default if found is None else found.get("m:val", "")


def _fraction(element: Element) -> str:
    return f"{bracketed(_part(element, 'm:num'))}/{bracketed(_part(element, 'm:den'))}"


def _above(element: Element) -> str:
    return _part(element, "m:e") + raised(_part(element, "m:sup"))


def _below(element: Element) -> str:
    return _part(element, "m:e") + lowered(_part(element, "m:sub"))


def _both(element: Element) -> str:
    return _below(element) + raised(_part(element, "m:sup"))


def _root(element: Element) -> str:
    return f"{raised(_part(element, 'm:deg'))}√{bracketed(_part(element, 'm:e'))}"


def _delimited(element: Element) -> str:
    opening = _property(element, "m:dPr", "m:begChr", default="(")
    closing = _property(element, "m:dPr", "m:endChr", default=")")
    between = _property(element, "m:dPr", "m:sepChr", default="|")
    inner = between.join(linear(part) for part in element if part.tag == "m:e")
    return f"{opening}{inner}{closing}"


def _nary(element: Element) -> str:
    sign = _property(element, "m:naryPr", "m:chr", default="∫")
    scripts = lowered(_part(element, "m:sub")) + raised(_part(element, "m:sup"))
    return f"{sign}{scripts} {_part(element, 'm:e')}"


def _matrix(element: Element) -> str:
    rows = (row for row in element if row.tag == "m:mr")
    return "; ".join(" ".join(linear(cell) for cell in row) for row in rows)


_FORMS: dict[str, Callable[[Element], str]] = {
    "m:f": _fraction,
    "m:sSup": _above,
    "m:sSub": _below,
    "m:sSubSup": _both,
    "m:rad": _root,
    "m:d": _delimited,
    "m:nary": _nary,
    "m:m": _matrix,
}
