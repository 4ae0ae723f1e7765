"""The look of slides: the built-in one, 16:9, or a bank's own template.

A template is a .pptx file with the layouts of `NEEDED`, named as PowerPoint names them in English
or Chinese, each with the placeholders it has there. Its own slides are left out.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

from kb.errors import TemplateError
from kb.exports.office import office
from kb.exports.uploaded import foreign

# What a layout is for → its names, and the placeholders (idx) it must have.
NEEDED: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "title": (("Title Slide", "标题幻灯片"), (0, 1)),
    "content": (("Title and Content", "标题和内容"), (0, 1)),
    "section": (("Section Header", "节标题"), (0, 1)),
    "bare": (("Title Only", "仅标题"), (0,)),
}
FONT, LATIN = "微软雅黑", "Arial"
ACCENT, INK, SOFT = "0A6C5F", "1C2423", "55605D"
_WIDTH, _HEIGHT = 13.333, 7.5  # inches
# Left, top, width, height in inches, by what the layout is for and placeholder idx.
_PLACES: dict[str, dict[int, tuple[float, float, float, float]]] = {
    "title": {0: (0.9, 2.2, 11.5, 1.6), 1: (0.9, 4.0, 11.5, 1.6)},
    "content": {0: (0.7, 0.45, 11.9, 1.1), 1: (0.7, 1.75, 11.9, 4.75)},
    "section": {0: (0.9, 2.5, 11.5, 1.2), 1: (0.9, 3.9, 11.5, 2.2)},
    "bare": {0: (0.7, 0.45, 11.9, 1.1)},
}
_FOOTER = {10: (10.4, 6.95, 0.01, 0.35), 11: (0.7, 6.75, 11.0, 0.5), 12: (11.8, 6.75, 0.9, 0.5)}


@dataclass(frozen=True, slots=True)
class Layouts:
    """A presentation without slides, and its layouts by what they are for. `coloured` says that it
    has colours of its own: a bank's template, which may be dark."""

    presentation: Any
    by_use: dict[str, Any]
    coloured: bool = False


def opened(data: bytes) -> Layouts:
    """A bank's template; TemplateError when it is not a PowerPoint file or lacks something."""
    presentation = _read(data)
    if missing := _problems(presentation):
        raise TemplateError(f"模板缺少：{'；'.join(missing)}", hint="在“视图→幻灯片母版”里补上")
    slides = presentation.slides._sldIdLst
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    return Layouts(presentation, _by_use(presentation), coloured=True)


def template_problems(data: bytes) -> list[str]:
    """What a template lacks, in Chinese; TemplateError when it is not a PowerPoint file."""
    return _problems(_read(data))


def _read(data: bytes) -> Any:
    hint = "请在 PowerPoint 里另存为 .pptx，不要用 .potx 或 .ppt"
    with foreign(TemplateError("模板不是 PowerPoint 文件", hint=hint)):
        presentation = office("pptx").Presentation(io.BytesIO(data))
        _problems(presentation)
        return presentation


def _problems(presentation: Any) -> list[str]:
    found = _by_use(presentation)
    missing = []
    for use, (names, places) in NEEDED.items():
        layout = found.get(use)
        if layout is None:
            missing.append(f"版式“{names[1]}”（{names[0]}）")
            continue
        there = {shape.placeholder_format.idx for shape in layout.placeholders}
        labels = ("标题", "正文")
        missing += [f"版式“{names[1]}”里的{labels[n]}占位符" for n in places if n not in there]
    return missing


def _by_use(presentation: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for use, (names, _) in NEEDED.items():
        for layout in presentation.slide_layouts:
            if layout.name.strip() in names:
                found.setdefault(use, layout)
    return found


def built_in() -> Layouts:
    """python-pptx's own template made 16:9, with Chinese fonts and plain colours."""
    presentation = office("pptx").Presentation()
    inches = office("pptx.util").Inches
    presentation.slide_width, presentation.slide_height = inches(_WIDTH), inches(_HEIGHT)
    _theme(presentation)
    layouts = _by_use(presentation)
    _set_places(presentation.slide_master, _PLACES["content"] | _FOOTER)
    for use, layout in layouts.items():
        _set_places(layout, _PLACES[use] | _FOOTER)
        for style in layout._element.iter("{*}defRPr"):
            style.attrib.pop("cap", None)  # a title is shown as it was written
    unused = [layout for layout in presentation.slide_layouts if layout not in layouts.values()]
    for layout in unused:
        presentation.slide_layouts.remove(layout)
    return Layouts(presentation, layouts)


def _set_places(sheet: Any, places: dict[int, tuple[float, float, float, float]]) -> None:
    inches = office("pptx.util").Inches
    for shape in sheet.placeholders:
        place = places.get(_idx(shape))
        if place:
            shape.left, shape.top, shape.width, shape.height = map(inches, place)


def _idx(shape: Any) -> int:
    """The idx by which layouts know a placeholder; those of a master go by their type."""
    kinds = office("pptx.enum.shapes").PP_PLACEHOLDER
    by_type = {kinds.DATE: 10, kinds.FOOTER: 11, kinds.SLIDE_NUMBER: 12}
    format_ = shape.placeholder_format
    idx: int = format_.idx
    return by_type.get(format_.type, idx)


def _theme(presentation: Any) -> None:
    """Fonts and colours of the theme; python-pptx keeps it as bytes."""
    relation = "/theme"
    master = presentation.slide_master.part
    theme = next(r.target_part for r in master.rels.values() if r.reltype.endswith(relation))
    text = theme.blob.decode("utf-8")
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{LATIN}"', text)
    text = re.sub(r'<a:ea typeface="[^"]*"', f'<a:ea typeface="{FONT}"', text)
    for name, colour in (("dk2", ACCENT), ("accent1", ACCENT), ("accent2", "2C5390")):
        text = re.sub(
            rf'(<a:{name}>)<a:srgbClr val="[0-9A-F]{{6}}"', rf'\1<a:srgbClr val="{colour}"', text
        )
    theme._blob = text.encode("utf-8")
