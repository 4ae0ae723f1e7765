"""Files and media inside a PDF, which nobody reads."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader

from kb.readers.left_out import LeftOut, shown

# The names of files form a tree. What is looked at of it.
MAX_NODES = 500
_MEDIA = ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
MAX_ANNOTATIONS = 2000


def tell_attachments(reader: PdfReader, left_out: LeftOut) -> None:
    """Add the files attached to the document or pinned to a page to `left_out`, and media."""
    names: Any = _object(reader.root_object.get("/Names"))
    nodes: list[Any] = [_object(names.get("/EmbeddedFiles"))] if hasattr(names, "get") else []
    for node in nodes:
        if not hasattr(node, "get"):
            continue
        pairs = _object(node.get("/Names", ()))
        for specification in list(pairs)[1 : 2 * MAX_NODES : 2]:
            left_out.add("附件", shown(_name(_object(specification))), unit="个")
        room = MAX_NODES - len(nodes)
        nodes += [_object(kid) for kid in list(_object(node.get("/Kids", ())))[: max(room, 0)]]
    for number, page in enumerate(reader.pages, 1):
        annotations = _object(page.get("/Annots", ()))
        for annotation in map(_object, list(annotations)[:MAX_ANNOTATIONS]):
            if not hasattr(annotation, "get"):
                continue
            if annotation.get("/Subtype") == "/FileAttachment":
                left_out.add("附件", shown(_name(_object(annotation.get("/FS")))), unit="个")
            elif annotation.get("/Subtype") in _MEDIA:
                left_out.add("音频、视频等媒体", f"第 {number} 页")


def _name(specification: Any) -> str:
    if not hasattr(specification, "get"):
        return str(specification or "")
    return str(specification.get("/UF") or specification.get("/F") or "")


def _object(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value
