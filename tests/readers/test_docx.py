"""Word documents: one that LibreOffice saved, and what else Word puts into its files."""

from __future__ import annotations

import pytest

from kb.errors import EmptySource, EncryptedSource, UnreadableSource, UnsupportedSource
from kb.readers.read import Block, read
from tests.readers.making import FORMATS, docx, p, run, sample, strictly, table, zipped
from tests.readers.word import reading, texts


def picture_bytes() -> bytes:
    return sample("word.docx").blocks[-2].pictures[0].data


def test_a_document_of_libreoffice() -> None:
    draft = sample("word.docx")
    assert draft.title == "试点周报"
    assert [block.text for block in draft.blocks] == [
        "试点周报",
        "基本情况",
        "本周走访四十二个村，签约一百户。",
        "注：不含两个搬迁村。",
        "内部资料，注意保存",
        "做法与体会",
        "一、先评议，后签约。",
        "（一）请村干部评议。",
        "（二）公示五天。",
        "1. 2025年起在村部公示。",
        "2. 同时在微信群公示。",
        "二、考核算到每一户。",
        "（一）按用信户数计分。",
        "圆点不是编号。",
        "数据",
        "支行 | 签约（户） | 用信率",
        "城关支行 | 61 |",
        "学员在村部参加评议会。",
        "结语到此。",
    ]
    assert draft.warnings == (
        "文中有修订痕迹，已按全部接受读取",
        "没有读入：批注 1 处（“本周走访四十二个村，签约一百户”处）",
        "没有读入：隐藏的文字 1 处（“看不见的字”）",
    )


def test_headings_by_style_and_by_look() -> None:
    title, chapter, look = (sample("word.docx").blocks[n] for n in (0, 1, 5))
    assert (title.level, title.centred, title.bold, title.size) == (1, True, True, 26.7)
    assert (chapter.level, chapter.bold) == (1, True)
    assert (look.level, look.centred, look.bold, look.size) == (0, True, True, 18.7)


def test_what_a_style_says_comes_from_all_it_is_based_on() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="我的标题"/><w:basedOn w:val="1"/>'
        '<w:rPr><w:sz w:val="36"/></w:rPr></w:style>'
    )
    own, plain, lighter = reading(
        p("标题", properties='<w:pStyle w:val="x"/>')
        + p("正文")
        + p(
            run("标题", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="x"/><w:jc w:val="left"/>'
        ),
        styles=styles,
    ).blocks
    assert own == Block("标题", level=1, centred=True, bold=True, size=24.0)
    assert plain == Block("正文", size=14.0)
    assert (lighter.level, lighter.centred, lighter.bold) == (1, False, False)


def test_styles_that_are_based_on_each_other_do_not_hang() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "ba")
    )
    assert texts(p("文", properties='<w:pStyle w:val="a"/>'), styles=styles) == ["文"]


def drawing(relation: str, kind: str = "inline") -> str:
    return (
        f'<w:r><w:drawing><wp:{kind}><a:blip r:embed="{relation}"/></wp:{kind}></w:drawing></w:r>'
    )


def test_a_picture_stands_before_its_caption() -> None:
    png = picture_bytes()
    body = p("引子。") + p(drawing("p1")) + p("学员参加评议会。") + p(drawing("p1"))
    first, caption = reading(body, p1=png).blocks
    assert (first.pictures, first.caption) == ((), "")
    assert [picture.data for picture in caption.pictures] == [png, png]  # the last: nothing follows
    assert caption.pictures[0].media_type == "image/png"
    assert caption.caption == "学员参加评议会。"


def test_a_floating_picture_does_not_part_its_paragraph() -> None:
    (block,) = reading(
        p("前半句，", drawing("p1", "anchor"), "后半句。"), p1=picture_bytes()
    ).blocks
    assert (block.text, len(block.pictures), block.caption) == ("前半句，后半句。", 1, "")


def test_a_picture_no_browser_shows_is_told() -> None:
    draft = reading(p(drawing("p1")) + p("说明"), p1=b"\x01\x00\x00\x00 EMF" + bytes(200))
    assert draft.blocks[0].after_image
    assert draft.blocks[0].pictures == ()
    assert draft.warnings == (
        "没有读入：图片 1 张，格式网页不能显示（如 EMF、WMF、TIFF）或文件已损坏",
    )


def test_of_two_versions_of_a_text_box_one_is_read() -> None:
    box = f"<w:txbxContent>{p('框中字')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(p(both, "段落")) == ["框中字", "段落"]
    assert texts(p("段落", both)) == ["段落", "框中字"]


def test_characters_that_are_elements() -> None:
    body = p(
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="2116"/></w:r>'
    )
    assert texts(body) == ["甲 乙-丙✓№"]


def test_a_line_break_parts_paragraphs_unless_the_sentence_goes_on() -> None:
    assert texts(p("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>")) == ["第一行", "第二行"]
    assert texts(p("<w:r><w:t>前半，</w:t><w:br/><w:t>后半。</w:t></w:r>")) == ["前半，后半。"]


def test_a_table_of_contents_and_charts_are_told_not_read() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    chart = "<w:r><w:drawing><wp:inline><c:chart/></wp:inline></w:drawing></w:r>"
    draft = reading(
        p("一、基本情况 1", properties='<w:pStyle w:val="t1"/>') + p("正文") + p(chart),
        styles=styles,
    )
    assert [block.text for block in draft.blocks] == ["正文"]
    assert draft.warnings == (
        "没有读入：目录 1 行",
        "没有读入：图表 1 个（“正文”处），其中的数字请另附文字",
    )


def test_a_note_that_refers_to_itself_ends() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p("注文", reference)}</w:footnote>'
    assert texts(p("正文", reference), footnotes=note) == ["正文", "注：注文"]


def test_the_strict_edition_reads_alike() -> None:
    body = p(run("重点", "<w:b/>")) + table(("甲", "乙"))
    assert read(strictly(docx(body)), "a.docx") == read(docx(body), "a.docx")


def test_what_is_no_docx_says_what_it_is() -> None:
    old = (FORMATS / "word.doc").read_bytes()
    with pytest.raises(UnsupportedSource, match="旧版 Word") as caught:
        read(old, "改名.docx")
    assert "另存为 docx" in caught.value.hint
    locked = old[:512] + "EncryptedPackage".encode("utf-16-le") + old[512:]
    with pytest.raises(EncryptedSource, match="有密码"):
        read(locked, "密.docx")
    with pytest.raises(UnreadableSource, match="不是 docx"):
        read(b"{\\rtf1}", "a.docx")
    with pytest.raises(UnreadableSource, match="没有 Word 文档"):
        read(zipped({"a.txt": b"x"}), "a.docx")
    with pytest.raises(EmptySource):
        read(docx(p("")), "空.docx")


def test_a_drop_cap_joins_its_paragraph() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="2"/>'
    assert texts(p("青", properties=frame) + p("枫农商银行先评议。")) == ["青枫农商银行先评议。"]


def test_word_art_is_text() -> None:
    art = (
        '<w:r><w:pict><v:shape><v:textpath string="云州农商银行学习简报"/></v:shape></w:pict></w:r>'
    )
    assert texts(p(art) + p("2026年第5期")) == ["云州农商银行学习简报", "2026年第5期"]


def test_a_masthead_in_the_page_header_comes_first_and_other_headers_are_told() -> None:
    header = p("云州农商银行学习简报 第12期") + p("内部资料 注意保存")
    draft = reading(p("正文。"), header=header, footer=p("- 3 -") + p("编辑：张三"))
    assert [block.text for block in draft.blocks] == ["云州农商银行学习简报 第12期", "正文。"]
    assert draft.warnings == (
        "没有读入：页眉 1 处（“内部资料 注意保存”）",
        "没有读入：页脚 1 处（“编辑：张三”）",
    )
    issued = p("农信研学　2026年第31期") + p("联社党委组织部　编印　2026年10月12日")
    assert [block.text for block in reading(p("正文。"), header=issued).blocks] == [
        "农信研学 2026年第31期",
        "联社党委组织部 编印 2026年10月12日",
        "正文。",
    ]
    footed = reading(p("正文。"), footer=p("《取经路上》第27期　云州农商银行团委"))
    assert footed.furniture == ("《取经路上》第27期 云州农商银行团委",)
    again = reading(p("云州农商银行学习简报") + p("正文。"), header=p("云州农商银行学习简报"))
    assert [block.text for block in again.blocks] == ["云州农商银行学习简报", "正文。"]
    assert again.warnings == ()


def test_the_name_of_a_paper_above_its_number_is_read_though_the_title_has_it() -> None:
    header = p("跟班学习周报") + p("（第3期）　人力资源部编　2026年5月18日")
    draft = reading(p("赴澜溪农商银行跟班学习周报") + p("正文。"), header=header)
    assert [block.text for block in draft.blocks[:2]] == [
        "跟班学习周报",
        "（第3期） 人力资源部编 2026年5月18日",
    ]


def test_embedded_objects_are_told() -> None:
    names = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    sheet = f'<w:r><w:object><o:OLEObject {names} ProgID="Excel.Sheet.12"/></w:object></w:r>'
    assert reading(p("附表：", sheet)).warnings == ("没有读入：嵌入的对象 1 个（“附表：”处）",)


def test_handwriting_and_sub_documents_are_told() -> None:
    choice = "<mc:Choice><w:drawing><contentPart/></w:drawing></mc:Choice>"
    ink = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    draft = reading(p("签名：", ink) + "<w:p><w:subDoc/></w:p>" + p("正文"))
    assert draft.warnings == (
        "没有读入：手写的墨迹 1 个（“签名：”处），其中的数字请另附文字",
        "没有读入：子文档 1 处（“签名：”处）",
    )
