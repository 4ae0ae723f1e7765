"""Word documents: one that LibreOffice saved, and what else Word puts into its files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import EmptySource, EncryptedSource, UnreadableSource, UnsupportedSource
from kb.readers.numerals import han, numeral
from kb.readers.read import Block, Draft, read
from kb.text.numerals import parse_numeral
from tests.readers.making import FORMATS, docx, p, run, sample, strictly, table, zipped


def picture_bytes() -> bytes:
    return sample("word.docx").blocks[-2].pictures[0].data


def reading(body: str, **parts: str | bytes) -> Draft:
    return read(docx(body, **parts), "简报.docx")


def texts(body: str, **parts: str | bytes) -> list[str]:
    return [block.text for block in reading(body, **parts).blocks]


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


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
    '<w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:lvlText w:val="%1"/>'
    '<w:pStyle w:val="li"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="11"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)


def item(text: str, list_id: int, level: int = 0) -> str:
    numbering = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    return p(text, properties=f"<w:numPr>{numbering}</w:numPr>")


def test_numbers_of_lists_are_text_again() -> None:
    body = item("甲", 1) + item("乙", 1, 1) + item("丙", 1, 1) + p("间断") + item("丁", 1)
    assert texts(body + item("戊", 1, 1), numbering=LISTS) == [
        "一、甲",
        "1.1 乙",
        "1.2 丙",
        "间断",
        "二、丁",
        "2.1 戊",
    ]


def test_lists_of_one_pattern_count_on_unless_they_state_a_start() -> None:
    body = item("甲", 1) + item("乙", 2) + item("丙", 3) + item("丁", 3)
    assert texts(body, numbering=LISTS) == ["一、甲", "二、乙", "十一、丙", "十二、丁"]


def test_a_style_may_number_and_a_paragraph_may_opt_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="li"><w:name w:val="列表"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    in_list = '<w:pStyle w:val="li"/>'
    out = f'{in_list}<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", properties=in_list) + p("乙", properties=out) + p("丙", properties=in_list)
    assert texts(body, styles=styles, numbering=LISTS) == ["③ 甲", "乙", "④ 丙"]


@given(st.integers(1, 999))
def test_han_numbers_are_those_the_structure_parses(number: int) -> None:
    assert parse_numeral(han(number)) == number


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (10, "chineseCounting", "十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCounting", "一百一十"),
        (15, "chineseLegalSimplified", "壹拾伍"),
        (20, "ideographDigital", "二〇"),
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "decimalEnclosedParen", "⑶"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "ideographTraditional", "乙"),
        (7, "decimalZero", "07"),
        (7, "没有这种", "7"),
    ],
)
def test_the_forms_of_numbers(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written


def test_a_table_is_read_row_by_row() -> None:
    body = table(("支行", "户数"), ("城关支行", "61")) + table(("框里一段",), (p("一") + p("二"),))
    assert texts(body) == ["支行 | 户数", "城关支行 | 61", "框里一段", "一", "二"]


def test_cells_with_several_paragraphs_are_columns_of_a_layout() -> None:
    assert texts(table((p("左一") + p("左二"), p("右")))) == ["左一", "左二", "右"]


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


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("font", "code", "char"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F0B4", "×"),
        ("Symbol", "00B8", "÷"),
        ("Symbol", "F0B1", "±"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "□"),
        ("Wingdings", "F081", "①"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "□"),
        ("宋体", "2116", "№"),
    ],
)
def test_characters_of_symbol_fonts(font: str, code: str, char: str) -> None:
    assert texts(p("甲", sym(font, code), "乙")) == [f"甲{char}乙"]
    private = chr(int(code, 16))
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert texts(p("甲", run(private, fonts), "乙")) == [f"甲{char}乙"]


def test_han_in_a_run_of_a_symbol_font_stays_and_unknown_symbols_are_told() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert texts(p(run("评分\uf0b360", fonts))) == ["评分≥60"]
    draft = reading(p("走访三个村", sym("Wingdings 3", "F07D"), "。"))
    assert [block.text for block in draft.blocks] == ["走访三个村。"]
    assert draft.warnings == ("没有读入：符号字体中的符号 1 个（“走访三个村”处）",)


def field(code: str, result: str = "", form: str = "") -> str:
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(result) if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'{separate}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r" eq \o\ac(○,1)", "①"),
        (r"eq \o\ac(○,25)", "㉕"),
        (r"eq \o\ac(○,三)", "㊂"),
        (r"eq \o\ac(□,√)", "☑"),
        (r"eq \o\ac(△,涉)", "涉"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(xiāo),洨)', "洨"),
        (r"eq \o(\s\up 5(青枫),\s\do 2(云泽))", "青枫云泽"),
        (r"EQ \f(1,3)", "1/3"),
        (r"EQ \f(a+b,2)", "(a+b)/2"),
        (r"EQ 10\s\up5(4)", "10⁴"),
        (r"EQ \r(3,8)", "³√8"),
        (r"EQ \b(1\,2)", "(1,2)"),
        (r"EQ \f(\f(1,2),3)", "(1/2)/3"),
        (r"EQ \o(", ""),
    ],
)
def test_eq_fields(code: str, text: str) -> None:
    assert texts(p("甲", field(code), "乙")) == [f"甲{text}乙"]


def test_fields_show_their_result_and_not_their_instruction() -> None:
    assert texts(p("第", field(" SEQ 图 ", "3"), "图")) == ["第3图"]
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("MERGEFIELD x", "条件")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("结果")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(p("甲", nested, "乙")) == ["甲结果乙"]


def test_form_fields_of_older_files() -> None:
    options = '<w:listEntry w:val="城关支行"/><w:listEntry w:val="柳溪支行"/>'
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{options}</w:ddList></w:ffData>'
    assert texts(p("报送：", field(" FORMDROPDOWN ", form=chosen))) == ["报送：柳溪支行"]
    first = f"<w:ffData><w:ddList>{options}</w:ddList></w:ffData>"
    assert texts(p("报送：", field(" FORMDROPDOWN ", form=first))) == ["报送：城关支行"]
    for xml, box in (
        ("<w:checked/>", "☑"),
        ('<w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☑"),
    ):
        form = f"<w:ffData><w:checkBox>{xml}</w:checkBox></w:ffData>"
        assert texts(p(field(" FORMCHECKBOX ", form=form), "已评议")) == [f"{box}已评议"]
    assert texts(p("联系人：", field(" FORMTEXT ", "张三", "<w:ffData/>"))) == ["联系人：张三"]


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_the_prompt_of_a_control_that_nobody_filled_in_is_not_read() -> None:
    prompt = control("<w:showingPlcHdr/>", run("单击或点击此处输入文字。"))
    assert texts(p("联系人：", prompt)) == ["联系人："]
    assert texts(p("甲") + control("<w:showingPlcHdr/>", p("单击此处。"))) == ["甲"]
    filled = control('<w:showingPlcHdr w:val="0"/>', run("柳溪支行"))
    assert texts(p("支行：", filled)) == ["支行：柳溪支行"]


DELETED = "<w:rPr><w:del/></w:rPr>"


def test_a_deleted_paragraph_mark_joins_the_next_paragraph() -> None:
    assert texts(p("前半，", properties=DELETED) + p("后半。")) == ["前半，后半。"]
    assert texts(p("前半", properties="<w:rPr><w:moveFrom/></w:rPr>") + p("后半。")) == [
        "前半后半。"
    ]


def test_a_deleted_item_takes_its_number_with_it() -> None:
    gone = "<w:del><w:r><w:delText>公示</w:delText></w:r></w:del>"
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = item("评议", 1) + p(gone, properties=in_list + DELETED) + item("签约", 1)
    draft = reading(body, numbering=LISTS)
    assert [block.text for block in draft.blocks] == ["一、评议", "二、签约"]
    assert draft.warnings == ("文中有修订痕迹，已按全部接受读取",)


@pytest.mark.parametrize("name", ["strike", "dstrike"])
def test_struck_out_text_is_told_not_read(name: str) -> None:
    draft = reading(p("上限", run("30万元", f"<w:{name}/>"), "50万元。"))
    assert draft.blocks[0].text == "上限50万元。"
    assert draft.warnings == ("没有读入：用删除线划去的文字 1 处（“30万元”）",)
    assert texts(p(run("50万元", f'<w:{name} w:val="0"/>'))) == ["50万元"]


def test_a_drop_cap_joins_its_paragraph() -> None:
    frame = '<w:framePr w:dropCap="drop" w:lines="2"/>'
    assert texts(p("青", properties=frame) + p("枫农商银行先评议。")) == ["青枫农商银行先评议。"]


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def math(inner: str) -> str:
    return f"<m:oMath {MATH}>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f>", "1/2"),
        (f"<m:f><m:num>{m('贷+存')}</m:num><m:den>{m('12')}</m:den></m:f>", "(贷+存)/12"),
        (f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('4')}</m:sup></m:sSup>", "10⁴"),
        (f"<m:sSub><m:e>{m('x')}</m:e><m:sub>{m('1')}</m:sub></m:sSub>", "x₁"),
        (f"<m:rad><m:deg/><m:e>{m('2')}</m:e></m:rad>", "√2"),
        (f"<m:d><m:e>{m('a')}</m:e></m:d>{m('=1')}", "(a)=1"),
    ],
)
def test_formulas_as_one_line(xml: str, text: str) -> None:
    assert texts(p("按", math(xml), "计")) == [f"按{text}计"]


def test_raised_and_lowered_text() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    assert texts(p("大棚42m", run("2", up), "，10", run("4", up), "户，CO", run("2", down))) == [
        "大棚42m²，10⁴户，CO₂"
    ]
    assert texts(p("评议", run("[1]", up))) == ["评议[1]"]


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


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def grid(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_cells_take_the_value_of_the_cell_they_continue() -> None:
    restart, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    assert texts(
        grid(
            cell("签约情况", '<w:gridSpan w:val="3"/>'),
            cell("支行", restart) + cell("签约", wide),
            cell("", on) + cell("户") + cell("万元"),
            cell("青枫", restart) + cell("61") + cell("305"),
            cell("", on) + cell("42") + cell("210"),
        )
    ) == [
        "签约情况",
        "支行 | 签约 | 签约",
        "支行 | 户 | 万元",
        "青枫 | 61 | 305",
        "青枫 | 42 | 210",
    ]
    old = cell("甲", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("乙")
    assert texts(grid(old)) == ["甲 | 甲 | 乙"]


def test_in_a_form_the_label_stands_above_what_is_filled_in() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    said = "晨会先讲昨天没有做成的一笔业务，大家一起找原因。"
    form = grid(
        cell("姓名") + cell("罗书宁") + cell("部门") + cell("普惠部"),
        cell("主要收获") + cell(said, wide),
        cell("部门意见") + cell("同意。", wide),
    )
    assert texts(form) == [
        "姓名 | 罗书宁 | 部门 | 普惠部",
        "主要收获",
        said,
        "部门意见 | 同意。 | 同意。 | 同意。",
    ]
    lines = "<w:br/>".join(f"<w:t>{n}.{said}</w:t>" for n in (1, 2, 3))
    broken = f"<w:tc><w:tcPr/><w:p><w:r>{lines}</w:r></w:p></w:tc>"
    assert texts(grid(cell("主要收获") + broken)) == [
        "主要收获",
        *(f"{n}.{said}" for n in (1, 2, 3)),
    ]


def test_embedded_objects_are_told() -> None:
    names = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    sheet = f'<w:r><w:object><o:OLEObject {names} ProgID="Excel.Sheet.12"/></w:object></w:r>'
    assert reading(p("附表：", sheet)).warnings == ("没有读入：嵌入的对象 1 个（“附表：”处）",)


def test_cells_under_heads_may_hold_several_paragraphs() -> None:
    body = table(
        ("做法", "成效"), (p("一是走访。") + p("二是建档。"), "新增120户"), ("三是回访。", "")
    )
    assert texts(body) == ["做法 | 成效", "一是走访。 二是建档。 | 新增120户", "三是回访。 |"]
    layout = table(("做法", "成效"), (p("长" * 301) + p("二"), "右"))
    assert texts(layout) == ["做法 | 成效", "长" * 301, "二", "右"]


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (' SYMBOL 179 \\f "Symbol" \\s 12 ', "评分≥60分"),
        (" SYMBOL 0xFE \\f Wingdings ", "评分☑60分"),
        (' SYMBOL 215 \\f "Arial" ', "评分×60分"),
        (' SYMBOL 1 \\f "Wingdings" ', "评分存60分"),
    ],
)
def test_a_symbol_by_its_number(instruction: str, text: str) -> None:
    assert texts(p("评分", field(instruction, "存"), "60分")) == [text]


def test_handwriting_and_sub_documents_are_told() -> None:
    choice = "<mc:Choice><w:drawing><contentPart/></w:drawing></mc:Choice>"
    ink = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    draft = reading(p("签名：", ink) + "<w:p><w:subDoc/></w:p>" + p("正文"))
    assert draft.warnings == (
        "没有读入：手写的墨迹 1 个（“签名：”处），其中的数字请另附文字",
        "没有读入：子文档 1 处（“签名：”处）",
    )


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


def test_numbers_of_levels_and_of_styles() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{t}"/></w:lvl>'
        for n, t in enumerate(("%1.", "%1.%2"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def item(level: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return p("工作。", properties=listed)

    body = "".join(map(item, (0, 1, 1, 0, 1)))
    found = [block.text for block in read(docx(body, numbering=numbering), "a.docx").blocks]
    assert [text.replace(" ", "") for text in found] == [
        f"{number}工作。" for number in ("1.", "1.1", "1.2", "2.", "2.1")
    ]


def test_text_that_a_character_style_hides_is_told() -> None:
    style = '<w:style w:type="character" w:styleId="y"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(run("上限50万元。"), run("内部批语", '<w:rStyle w:val="y"/>'))
    draft = read(docx(body, styles=style), "a.docx")
    assert [block.text for block in draft.blocks] == ["上限50万元。"]
    assert "内部批语" in "".join(draft.warnings)
