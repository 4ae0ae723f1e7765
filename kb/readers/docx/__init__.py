"""Word documents (.docx), read straight from their XML.

mammoth, the usual library, drops what bulletins need: the numbers of lists, and the sizes and
weights of styles, which are needed to recognise headings by their look.
"""

from __future__ import annotations

from kb.errors import EmptySource, UnreadableSource
from kb.readers.docx.body import Body
from kb.readers.docx.edges import read_edges
from kb.readers.docx.fields import Fields, unended_fields
from kb.readers.docx.numbering import Numbering
from kb.readers.docx.package import Package
from kb.readers.docx.styles import Styles
from kb.readers.docx.xml import child
from kb.readers.draft import Draft


def read_docx(data: bytes, name: str) -> Draft:
    """The Draft of a Word document; SourceError when it cannot be read."""
    package = Package(data)
    root = package.xml(package.document)
    if root is not None and root.tag != "w:document":
        raise UnreadableSource(
            "这不是 Word 文档", where=name, hint="请用原来的程序打开，另存为 docx 或 pdf 后再导入"
        )
    document = child(root, "w:body")
    if document is None:
        raise UnreadableSource(
            "文档没有正文", where=name, hint="请用 Word 或 WPS 打开并另存后再导入"
        )
    fields = Fields(unended_fields(document))
    styles = Styles(package.related("styles"))
    body = Body(package, styles, Numbering(package.related("numbering"), styles), fields)
    body.read(document)
    blocks = body.finish()
    if not blocks:
        raise EmptySource(
            "文档里没有文字", where=name, hint="图片里的文字读不出，请导入带文字的原稿"
        )
    blocks, footer = read_edges(package, blocks, body.left_out)
    return Draft(tuple(blocks), package.title(), tuple(body.warnings()), footer)
