"""What of a page can be seen: not layers that are switched off, not text beyond the edge or in the
colour of the paper.

Such text is reported and not read: it was cut off, hidden, or put there to deceive programs.
Source: ISO 32000-1, 8.11 (optional content), 14.11.2 (boxes of a page).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kb.readers.pdf.geometry import Matrix, at

Box = tuple[float, float, float, float]
LAYER, BEYOND, PALE = "关闭的图层里的文字", "页面边界以外的文字", "与背景同色、看不见的文字"
# From this shade on, text is as white as paper.
WHITE = 0.97
# In points: how far a place may be off.
SLACK = 2.0
LEAST = 20.0
MAX_LAYERS = 10_000


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of a document that are switched off, by the numbers of their objects."""

    hidden: frozenset[int] = frozenset()

    def hides(self, membership: Any) -> bool:
        """Is what belongs to this layer, or group of layers, not shown?"""
        if not self.hidden:
            return False
        if getattr(membership, "idnum", None) in self.hidden:
            return True
        group = membership.get_object() if hasattr(membership, "get_object") else membership
        if not hasattr(group, "raw_get") or "/OCGs" not in group:
            return False
        members = group.raw_get("/OCGs")
        inner = members.get_object() if hasattr(members, "get_object") else members
        members = inner if isinstance(inner, list) else [members]
        off = [getattr(member, "idnum", None) in self.hidden for member in members[:MAX_LAYERS]]
        every = group.get("/P", "/AnyOn") in ("/AnyOn", "/AllOff")
        return bool(off) and (all(off) if every else any(off))


def layers_of(pdf: Any) -> Layers:
    """The layers that the document switches off when it is opened."""
    properties: Any = _object(pdf.root_object.get("/OCProperties"))
    if not hasattr(properties, "get"):
        return Layers()
    setting: Any = _object(properties.get("/D"))
    if not hasattr(setting, "get"):
        return Layers()
    off = _numbers(setting.get("/OFF"))
    if setting.get("/BaseState") == "/OFF":
        off = _numbers(properties.get("/OCGs")) - _numbers(setting.get("/ON")) | off
    return Layers(frozenset(off))


def visible_box(page: Any) -> Any:
    """The part of a page that is shown: its crop box, unless that makes no sense."""
    box = page.cropbox
    is_sheet = abs(float(box.width)) >= LEAST and abs(float(box.height)) >= LEAST
    return box if is_sheet else page.mediabox


def edges_of(box: Any, space: Matrix) -> Box:
    """The edges of a box of a page, after `space`: left, bottom, right, top."""
    corners = [at(space, float(x), float(y)) for x in box[::2] for y in box[1::2]]
    return around(corners)


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The smallest box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def holds(box: Box, x: float, y: float) -> bool:
    """Is a point inside a box, or almost?"""
    left, bottom, right, top = box
    return left - SLACK <= x <= right + SLACK and bottom - SLACK <= y <= top + SLACK


def _numbers(layers: Any) -> set[int]:
    layers = _object(layers)
    found = layers[:MAX_LAYERS] if isinstance(layers, list) else ()
    return {layer.idnum for layer in found if hasattr(layer, "idnum")}


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
