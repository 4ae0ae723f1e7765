"""Fields, controls, symbols and formulas of a Word file, as a person sees them."""

from __future__ import annotations

import pytest

from tests.readers.making import p, run
from tests.readers.word import reading, texts


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


def test_a_field_that_nothing_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    within = p(begin, field(" PAGE ", "3"), "评议")
    assert texts(p("先", begin, "评议") + within + p("后签约")) == ["先评议", "3评议", "后签约"]
