"""XML of Office files, without what makes XML dangerous.

Document type declarations are refused, and with them entities that expand without limit or refer to
other files. Names come with the prefixes that Office itself uses, whichever of the two editions of
the standard (transitional, strict) the file follows.
"""

from __future__ import annotations

import re
from functools import partial
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kb.errors import TooLargeSource, UnreadableSource

MAX_DEPTH = 250
# A page of text takes about 500; each takes some 300 bytes of memory.
MAX_ELEMENTS = 500_000

_NAMESPACES = {
    "wordprocessingml/main": "w",
    "officeDocument/relationships": "r",
    "drawingml/main": "a",
    "drawingml/chart": "c",
    "drawingml/diagram": "dgm",
    "drawingml/wordprocessingDrawing": "wp",
    "officeDocument/math": "m",
    "markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
    "package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1": "dc",
}
_EDITION = re.compile(
    r"^http://(?:schemas\.openxmlformats\.org/|purl\.oclc\.org/ooxml/)|(?<=wordprocessingml)/2006"
    r"|(?<=officeDocument)/2006|(?<=drawingml)/2006"
)


def parse(data: bytes) -> Element:
    """The root element of an XML part; UnreadableSource or TooLargeSource says why not."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    names: dict[str, str] = {}
    depth = count = 0

    def name_of(full: str) -> str:
        if full not in names:
            uri, _, local = full.rpartition("\n")
            prefix = _NAMESPACES.get(_EDITION.sub("", uri).strip("/"), "")
            names[full] = f"{prefix}:{local}" if prefix else local
        return names[full]

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MAX_DEPTH:
            raise TooLargeSource(f"文档的标签嵌套超过 {MAX_DEPTH} 层，已拒绝读取")
        if count > MAX_ELEMENTS:
            raise TooLargeSource(
                f"文档的标签超过 {MAX_ELEMENTS // 10000} 万个", hint="请拆成几个文件后再导入"
            )
        builder.start(name_of(name), {name_of(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name_of(name))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = partial(_refuse)
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableSource(
            "文档的 XML 已损坏", hint="请用 Word 或 WPS 打开并另存后再导入"
        ) from error


def _refuse(*_: object) -> None:
    raise UnreadableSource("文档里有 DTD 声明（实体炸弹靠它展开），已拒绝读取")


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names, None when a step leads nowhere."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if inner.tag == name), None)
    return element


def value(element: Element | None, *path: str) -> str:
    """The w:val of the descendant along a path, "" when there is none."""
    found = child(element, *path)
    return found.get("w:val", "") if found is not None else ""


def integer(text: str | None, default: int) -> int:
    """The number in an attribute; the default where there is none, or none of a sensible length."""
    return int(text) if text and text.isdecimal() and len(text) < 5 else default


def is_on(element: Element | None) -> bool:
    """Is a switch such as <w:b/> on?"""
    return element is not None and element.get("w:val", "1") not in ("0", "false", "off", "none")
