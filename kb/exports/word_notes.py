"""Footnotes and endnotes of a Word file, which python-docx has no function for.

ECMA-376 part 1, 17.11: a part of notes with a separator and a continuation separator first, then
one note per reference; the styles FootnoteText and FootnoteReference (or Endnote…).
"""

from __future__ import annotations

from typing import Any

from kb.exports.office import clean, office
from kb.exports.word_look import BODY_FONT, element, set_fonts

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# What may follow endnotePr in the settings of a document (17.15.1.78) or a section (17.6.17).
_AFTER_ENDNOTES = (
    "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
    "w:clrSchemeMapping", "w:captions", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
    "w:type", "w:pgSz", "w:pgMar", "w:paperSrc", "w:pgBorders", "w:lnNumType", "w:pgNumType",
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:docGrid",
)  # fmt: skip
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:{kind}s xmlns:w="{main}" xmlns:r="{relation}">'
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    '<w:{kind} w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>"
    "</w:{kind}s>"
)


class Notes:
    """Adds notes to a document; `finish` writes them into their part."""

    def __init__(self, document: Any, *, endnotes: bool) -> None:
        self._document = document
        self._kind = "endnote" if endnotes else "footnote"
        self._part = self._found() or self._made()
        self._root = office("docx.oxml").parse_xml(self._part.blob)
        qn = office("docx.oxml.ns").qn
        ids = [int(note.get(qn("w:id"))) for note in self._root]
        self._next = max([0, *ids]) + 1
        self._styles()
        if endnotes:
            self._number_with_digits()

    def add(self, paragraph: Any, text: str) -> None:
        """Put the mark of a new note at the end of a paragraph."""
        number = str(self._next)
        self._next += 1
        kind = self._kind
        run = paragraph.add_run()
        run.style = self._document.styles[f"{kind} reference"]
        run._r.append(element(f"{kind}Reference", id=number))
        note = element(kind, id=number)
        body = element("p")
        properties = element("pPr")
        properties.append(element("pStyle", val=self._text_style))
        body.append(properties)
        mark = element("r")
        look = element("rPr")
        look.append(element("rStyle", val=self._mark_style))
        mark.append(look)
        mark.append(element(f"{kind}Ref"))
        body.append(mark)
        words = element("r")
        content = element("t")
        content.text = f" {clean(text)}"
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.append(content)
        body.append(words)
        note.append(body)
        self._root.append(note)

    def finish(self) -> None:
        """Write the notes into their part."""
        self._part._blob = office("lxml.etree").tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def _found(self) -> Any:
        """The part of a template that has notes already."""
        kind = f"{_RELATION}/{self._kind}s"
        relations = self._document.part.rels.values()
        return next((rel.target_part for rel in relations if rel.reltype == kind), None)

    def _made(self) -> Any:
        kind = self._kind
        opc = office("docx.opc.part")
        part = opc.Part(
            office("docx.opc.packuri").PackURI(f"/word/{kind}s.xml"),
            f"{_TYPE}.{kind}s+xml",
            _EMPTY.format(kind=kind, main=_MAIN, relation=_RELATION).encode(),
            self._document.part.package,
        )
        self._document.part.relate_to(part, f"{_RELATION}/{kind}s")
        return part

    def _number_with_digits(self) -> None:
        """Number endnotes 1, 2, 3, where a template does not say how: by default they are i, ii,
        iii, and the sixtieth is lx (ECMA-376 part 1, 17.11.18)."""
        settings = self._document.settings.element
        qn = office("docx.oxml.ns").qn
        if settings.find(f"{qn('w:endnotePr')}/{qn('w:numFmt')}") is not None:
            return
        # Word reads both places, LibreOffice only the sections.
        sections = (section._sectPr for section in self._document.sections)
        for parent in (settings, *sections):
            properties = parent.find(qn("w:endnotePr"))
            if properties is None:
                properties = element("endnotePr")
                parent.insert_element_before(properties, *_AFTER_ENDNOTES)
            if properties.find(qn("w:numFmt")) is None:
                position = properties.find(qn("w:pos"))
                properties.insert(0 if position is None else 1, element("numFmt", val="decimal"))

    def _styles(self) -> None:
        """The two styles of notes; a template's own are kept."""
        styles = self._document.styles
        types = office("docx.enum.style").WD_STYLE_TYPE
        kind = self._kind
        names = {style.name for style in styles}
        if f"{kind} text" not in names:
            made = styles.add_style(f"{kind} text", types.PARAGRAPH)
            made.base_style = styles["Normal"]
            set_fonts(made, BODY_FONT, 9)
            made.paragraph_format.line_spacing = 1.0
            made.paragraph_format.space_after = office("docx.shared").Pt(0)
        if f"{kind} reference" not in names:
            made = styles.add_style(f"{kind} reference", types.CHARACTER)
            made.font.superscript = True
        self._text_style = styles[f"{kind} text"].style_id
        self._mark_style = styles[f"{kind} reference"].style_id
