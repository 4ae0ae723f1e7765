"""How Word files look, and what python-docx has no function for: fonts, fields, shading, bookmarks."""

from __future__ import annotations

from typing import Any

from kb.exports.office import office

# Fonts that every Chinese Windows and WPS has; others fall back by their class (serif, sans).
BODY_FONT = "宋体"
HEADING_FONT = "黑体"
QUOTE_FONT = "楷体"
LATIN_FONT = "Times New Roman"
HEADER_FILL = "E8EEF4"
_RUNS = "./w:r | ./w:hyperlink/w:r | ./w:sdt/w:sdtContent/w:r | ./w:ins/w:r"
# What the schema has behind an element (ECMA-376 part 1, CT_Settings and CT_PPrBase).
_AFTER_UPDATE = tuple(
    f"w:{tag}"
    for tag in (
        "hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema themeFontLang "
        "clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
        "readModeInkLockDown smartTagType shapeDefaults doNotEmbedSmartTags decimalSymbol "
        "listSeparator"
    ).split()
)
_AFTER_BORDERS = tuple(
    f"w:{tag}"
    for tag in (
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ).split()
)


def new_document() -> Any:
    """An empty document, without the copy of the styles for Word 2010 that python-docx's template
    has: it would contradict ours. The zoom gets the percentage that the schema asks for."""
    document = office("docx").Document()
    qn = office("docx.oxml.ns").qn
    for zoom in document.settings.element.iterchildren(qn("w:zoom")):
        zoom.set(qn("w:percent"), zoom.get(qn("w:percent"), "100"))
    for id_, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(id_)
    return document


def element(tag: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML; attributes are in its namespace too."""
    qn = office("docx.oxml.ns").qn
    made = office("docx.oxml").OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_fonts(style: Any, font: str, size: float) -> None:
    """Give a style a Chinese font, a Latin one, and a size in points. Word takes Chinese from its
    own slot; without it, Chinese falls back to any font."""
    shared, qn = office("docx.shared"), office("docx.oxml.ns").qn
    style.font.name = LATIN_FONT
    style.font.size = shared.Pt(size)
    style.font.color.rgb = shared.RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{slot}"), None)
    fonts.set(qn("w:eastAsia"), font)
    language = properties.find(qn("w:lang"))
    if language is None:
        properties.append(element("lang", eastAsia="zh-CN"))
    else:
        language.set(qn("w:eastAsia"), "zh-CN")


def add_field(paragraph: Any, code: str, shown: str = "") -> None:
    """A field (PAGE, NUMPAGES, PAGEREF …) with the text it shows until it is updated."""
    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "text":
            run.text = shown
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = f" {code} "
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run._r.append(instruction)


def runs_of(paragraph: Any) -> list[Any]:
    """The runs of the element of a paragraph, those in links, controls and insertions too. A text
    box in it is left out: it has paragraphs of its own."""
    kind = office("docx.text.run").Run
    return [kind(run, None) for run in paragraph.xpath(_RUNS)]


def update_fields(document: Any) -> None:
    """Make Word update the fields when it opens the file: only Word knows page numbers."""
    settings = document.settings.element
    qn = office("docx.oxml.ns").qn
    if settings.find(qn("w:updateFields")) is None:
        settings.insert_element_before(element("updateFields", val="true"), *_AFTER_UPDATE)


def left_border(style: Any, colour: str) -> None:
    """Draw a line to the left of the paragraphs of a style."""
    border = element("pBdr")
    border.append(element("left", val="single", sz="18", space="8", color=colour))
    style.element.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDERS)


def repeat_header(row: Any) -> None:
    """Repeat a table's header at the top of each page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def fill(cell: Any, colour: str = HEADER_FILL) -> None:
    """Shade a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", fill=colour))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Name a paragraph, so that fields and links can point at it."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))
