"""Small Word files and archives that tests are built from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.readers.read import Draft, read

FORMATS = Path(__file__).resolve().parents[1] / "data" / "formats"

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def sample(name: str) -> Draft:
    """The draft of a file of tests/data/formats, read in this process."""
    return read((FORMATS / name).read_bytes(), name)


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word file with this body.

    A part given as text is XML of that kind (styles="…", numbering="…"), its root element added;
    one given as bytes is a picture, under the id of its name.
    """
    members: dict[str, bytes] = {}
    relations = ""
    for name, content in parts.items():
        if isinstance(content, bytes):
            members[f"word/media/{name}"] = content
            relations += _relation(name, "image", f"media/{name}")
        else:
            xml = f"<w:{name} {_NAMES}>{content}</w:{name}>"
            members[f"word/{name}.xml"] = xml.encode()
            relations += _relation(name, name, f"{name}.xml")
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    members |= {
        "word/document.xml": document.encode(),
        "word/_rels/document.xml.rels": f"<Relationships {_PACKAGE}>{relations}</Relationships>".encode(),
        "_rels/.rels": (
            f"<Relationships {_PACKAGE}>"
            f"{_relation('rId1', 'officeDocument', 'word/document.xml')}</Relationships>"
        ).encode(),
    }
    return zipped(members)


def strictly(data: bytes) -> bytes:
    """A Word file, with the namespaces of the strict edition of the standard."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for part in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        old = b"http://schemas.openxmlformats.org/" + part + b"/2006/"
        new = b"http://purl.oclc.org/ooxml/" + part + b"/"
        members = {name: content.replace(old, new) for name, content in members.items()}
    return zipped(members)


def _relation(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id_}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    inner = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells; a cell that is no XML is a paragraph."""
    xml = ""
    for row in rows:
        cells = (cell if cell.startswith("<") else p(cell) for cell in row)
        xml += f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    return f"<w:tbl>{xml}</w:tbl>"


@dataclass(frozen=True)
class Put:
    """Text on a page of a PDF: where its base line begins, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 12.0
    bold: bool = False
    matrix: str = "1 0 0 1"


Item = Put | str


def pdf(
    *pages: Sequence[Item],
    rotate: int = 0,
    readable: bool = True,
    narrow: bool = False,
    annotations: str = "",
    encoding: str = "Identity-H",
) -> bytes:
    """A PDF of pages of A4; what is text on a page are operations as they are.

    Unless `readable`, its fonts do not say which characters they show. `narrow`: letters and digits
    are half as wide as Han. `annotations` are those of each page.
    """
    shown = " ".join(_shown(item) for page in pages for item in page)
    strings = re.findall(r"<((?:[0-9a-f]{4})+)>", shown)
    codes = {int(string[at : at + 4], 16) for string in strings for at in range(0, len(string), 4)}
    used = sorted(map(chr, codes))
    widths = f"/W [33 [{' '.join(['500'] * 94)}]]" if narrow else ""
    mapping = "\n".join(f"<{ord(char):04x}> <{ord(char):04x}>" for char in used)
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff>"
        f" endcodespacerange {len(used)} beginbfchar\n{mapping}\nendbfchar endcmap end"
    )
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    fonts = ""
    for name, face in (("F", "Song"), ("B", "Song-Bold")):
        said = f"/ToUnicode {_add(objects, _stream(to_unicode))}" if readable else ""
        inner = _add(
            objects,
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{face} /DW 1000 {widths}"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        )
        font = _add(
            objects,
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{face} /Encoding /{encoding}"
            f" /DescendantFonts [{inner}] {said} >>",
        )
        fonts += f"/{name} {font} "
    kids = []
    for page in pages:
        content = _add(objects, _stream("\n".join(map(_shown, page))))
        kids.append(
            _add(
                objects,
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate}"
                f" /Annots [{annotations}] /Contents {content} /Resources << /Font << {fonts} >>"
                " /ExtGState << /Pale << /ca 0.2 >> >> >> >>",
            )
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return numbered(objects)


def hexed(text: str) -> str:
    """A string as the fonts of `pdf` have it."""
    return f"<{''.join(f'{ord(char):04x}' for char in text)}>"


def _shown(put: Item) -> str:
    if isinstance(put, str):
        return put
    font = "B" if put.bold else "F"
    return f"BT /{font} {put.size} Tf {put.matrix} {put.x} {put.y} Tm {hexed(put.text)} Tj ET"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _add(objects: list[str], body: str) -> str:
    objects.append(body)
    return f"{len(objects)} 0 R"


def rebuilt(data: bytes, *more: str) -> bytes:
    """A PDF of `pdf` that was changed as text, with more objects, its table of places made again."""
    found = re.findall(
        r"^\d+ 0 obj\n(.*?)\nendobj$", data.decode("ascii"), re.DOTALL | re.MULTILINE
    )
    return numbered([*found, *more])


def numbered(objects: list[str]) -> bytes:
    """The file of objects 1, 2, …, the first of which is its root."""
    out = "%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("ascii")
