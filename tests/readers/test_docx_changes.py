"""Text of a Word file that nobody sees, or that somebody deleted, moved or struck out."""

from __future__ import annotations

import pytest

from kb.readers.read import read
from tests.readers.making import docx, p, run, table
from tests.readers.word import DELETED, reading, texts


def test_deleted_and_hidden_text_is_not_read_and_inserted_is() -> None:
    body = p(
        "留下",
        "<w:ins><w:r><w:t>插入</w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>",
        run("隐去", "<w:vanish/>"),
        '<w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>',
        "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>",
    )
    assert texts(body) == ["留下插入链接控件"]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    assert texts(p("前半，", properties=DELETED) + p("后半。")) == ["前半，后半。"]
    assert texts(p("前半", properties="<w:rPr><w:moveFrom/></w:rPr>") + p("后半。")) == [
        "前半后半。"
    ]


@pytest.mark.parametrize("name", ["strike", "dstrike"])
def test_struck_out_text_is_told_not_read(name: str) -> None:
    draft = reading(p("上限", run("30万元", f"<w:{name}/>"), "50万元。"))
    assert draft.blocks[0].text == "上限50万元。"
    assert draft.warnings == ("没有读入：用删除线划去的文字 1 处（“30万元”）",)
    assert texts(p(run("50万元", f'<w:{name} w:val="0"/>'))) == ["50万元"]


WRAPPED = (
    "<w:smartTag w:uri='x' w:element='date'><w:r><w:t>3月2日</w:t></w:r></w:smartTag>"
    "<w:customXml w:element='n'><w:r><w:t>签约</w:t></w:r></w:customXml>"
    "<w:bdo w:val='ltr'><w:r><w:t>1524</w:t></w:r></w:bdo>"
    "<w:hyperlink r:id='x'><w:fldSimple w:instr=' REF a '><w:r><w:t>户。</w:t></w:r></w:fldSimple></w:hyperlink>"
)
MOVED = "<w:move{} w:id='1'><w:r><w:t>上限50万元。</w:t></w:r></w:move{}>"


def test_shapes_that_other_readers_lose() -> None:
    """From public reports about python-docx and mammoth."""
    assert texts(f"<w:p>{WRAPPED}</w:p><w:customXml>{p('块内。')}</w:customXml>") == [
        "3月2日签约1524户。",
        "块内。",
    ]
    moved = p(MOVED.format("From", "From"), run("先评议。")) + p(MOVED.format("To", "To"))
    assert texts(moved) == ["先评议。", "上限50万元。"]
    inner = table(("建档", "1318户"))
    assert "1318户" in "".join(texts(table(("支行", "明细"), ("柳溪", inner + p("")))))
    assert texts(p("之前。") + "<w:altChunk r:id='x'/>" + p("之后。")) == ["之前。", "之后。"]


def test_text_that_a_character_style_hides_is_told() -> None:
    style = '<w:style w:type="character" w:styleId="y"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(run("上限50万元。"), run("内部批语", '<w:rStyle w:val="y"/>'))
    draft = read(docx(body, styles=style), "a.docx")
    assert [block.text for block in draft.blocks] == ["上限50万元。"]
    assert "内部批语" in "".join(draft.warnings)
