"""Kinds of PDF that programs make: fonts, ways to keep objects, encryption, attachments, notes."""

from __future__ import annotations

import io
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from kb.errors import EncryptedSource, UnreadableSource
from kb.readers.read import read
from tests.readers.making import Put, hexed, numbered, pdf

TEXT = "整村授信先评议后授信。"


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data, "a.pdf").blocks]


def with_font(font: str, shown: str, *more: str) -> bytes:
    """A page with one font, object 3, and further objects from 6 on."""
    content = f"BT /F 12 Tf 60 700 Td {shown} Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        font,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        " /Resources << /Font << /F 3 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        *more,
    ]
    return numbered(objects)


def mapping(text: str) -> str:
    lines = "\n".join(f"<{65 + n:02x}> <{ord(char):04x}>" for n, char in enumerate(text))
    content = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff>"
        f" endcodespacerange {len(text)} beginbfchar\n{lines}\nendbfchar endcmap end"
    )
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def drawn(*, mapped: bool) -> bytes:
    """Text in a font of drawings, each a glyph (Type 3), as converters to PDF write it."""
    names = " ".join(f"/g{n}" for n in range(4))
    procedures = " ".join(f"/g{n} 6 0 R" for n in range(4))
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /FirstChar 65 /LastChar 68 /Widths [{' 1000' * 4}] /Encoding << /Differences [65 {names}] >>"
        f" /CharProcs << {procedures} >> {'/ToUnicode 7 0 R' if mapped else ''} >>"
    )
    glyph = "<< /Length 22 >>\nstream\n1000 0 d0 0 0 9 9 re f\nendstream"
    return with_font(font, "(ABCD)", glyph, mapping("整村授信"))


def test_fonts_of_drawings() -> None:
    assert texts(drawn(mapped=True)) == ["整村授信"]
    with pytest.raises(UnreadableSource, match="没有说明各是什么字"):
        read(drawn(mapped=False), "a.pdf")


@pytest.mark.parametrize(
    ("encoding", "codec"), [("GBK-EUC-H", "gbk"), ("UniGB-UCS2-H", "utf-16-be")]
)
def test_fonts_that_only_name_their_encoding(encoding: str, codec: str) -> None:
    font = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding}"
        " /DescendantFonts [6 0 R] >>"
    )
    inner = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    assert texts(with_font(font, f"<{TEXT.encode(codec).hex()}>", inner)) == [TEXT]


def test_symbols_by_the_font_they_are_set_in() -> None:
    font = "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+{} /FirstChar 0 /Widths [] >>"
    assert texts(with_font(font.format("Wingdings-Regular"), "(l)")) == ["●"]
    assert texts(with_font(font.format("SymbolMT"), "<b3>")) == ["≥"]
    assert texts(with_font(font.format("Arial"), "(l)")) == ["l"]


def test_one_font_of_two_that_does_not_say_what_it_shows_is_told() -> None:
    data = pdf([Put(TEXT * 3, 60, 700), Put("机密", 60, 660, bold=True)])
    at = data.rindex(b"/ToUnicode")
    draft = read(data[:at] + b"/ToUnicodX" + data[at + 10 :], "a.pdf")
    assert "2 个字的字体没有说明是什么字，读成了“�”，请核对" in draft.warnings


def test_a_file_that_was_changed_at_its_end() -> None:
    data = pdf([Put("每户三十万元。", 60, 700)])
    number = data[: data.index(hexed("每户三十万元。").encode())].count(b" 0 obj")
    content = f"BT /F 12 Tf 60 700 Td {hexed('每户元三十万。')} Tj ET"
    body = f"{number} 0 obj\n<< /Length {len(content)} >>\nstream\n{content}\nendstream\nendobj\n"
    before = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    end = (
        f"xref\n{number} 1\n{len(data):010} 00000 n \ntrailer << /Size 20 /Root 1 0 R /Prev {before}"
        f" >>\nstartxref\n{len(data) + len(body)}\n%%EOF\n"
    )
    assert texts(data + body.encode() + end.encode()) == ["每户元三十万。"]


def test_objects_and_their_places_kept_in_streams() -> None:
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Arial /FirstChar 65 /Widths [500 500 500 500]"
        " /ToUnicode 6 0 R >>"
    )
    source = with_font(font, "(ABCD)", mapping("整村授信")).decode()
    found = [part.split(" 0 obj\n") for part in source.split("\nendobj\n")[:-1]]
    objects = {int(number.split()[-1]): text for number, text in found}
    out, places = b"%PDF-1.7\n", {}
    for number in (5, 6):
        places[number] = len(out)
        out += f"{number} 0 obj\n{objects.pop(number)}\nendobj\n".encode()
    head, body = "", ""
    for number, text in objects.items():
        head += f"{number} {len(body)} "
        body += f"{text} "
    places[7] = len(out)
    packed = f"/N {len(objects)} /First {len(head)} /Length {len(head + body)}"
    out += (
        f"7 0 obj\n<< /Type /ObjStm {packed} >>\nstream\n{head}{body}\nendstream\nendobj\n".encode()
    )
    places[8] = len(out)
    rows = bytes(5)
    for number in range(1, 9):
        if number in places:
            rows += b"\1" + places[number].to_bytes(3, "big") + b"\0"
        else:
            rows += b"\2\0\0\7" + bytes([list(objects).index(number)])
    table = zlib.compress(rows)
    said = f"/Size 9 /W [1 3 1] /Root 1 0 R /Filter /FlateDecode /Length {len(table)}"
    out += f"8 0 obj\n<< /Type /XRef {said} >>\nstream\n".encode() + table
    out += f"\nendstream\nendobj\nstartxref\n{places[8]}\n%%EOF\n".encode()
    assert texts(out) == ["整村授信"]


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf([Put(TEXT, 60, 700)]))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    return written(writer)


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_files_whose_encryption_only_forbids_changes(algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography", reason="AES needs the package cryptography")
    assert texts(encrypted("", algorithm)) == [TEXT]
    with pytest.raises(EncryptedSource):
        read(encrypted("secret", algorithm), "a.pdf")


def test_attachments_are_told() -> None:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf([Put(TEXT, 60, 700)]))))
    writer.add_attachment("名单.xlsx", b"PK")
    draft = read(written(writer), "a.pdf")
    assert draft.warnings == ("没有读入：附件 1 个（“名单.xlsx”）",)
    pinned = "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (a.xls) >> >>"
    film = "<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] >>"
    draft = read(pdf([Put(TEXT, 60, 700)], annotations=pinned + film), "a.pdf")
    assert draft.warnings == (
        "没有读入：附件 1 个（“a.xls”）",
        "没有读入：音频、视频等媒体 1 处（第 1 页）",
    )


def test_a_choice_of_a_form_shows_its_label() -> None:
    label = "67f36eaa652f884c"
    field = f"/FT /Ch /Opt [[(1) (x)] [(2) <feff{label}>]] /V (2) /Rect [140 695 300 715]"
    widget = f"<< /Type /Annot /Subtype /Widget {field} >>"
    assert texts(pdf([Put("报送单位：", 60, 700)], annotations=widget)) == ["报送单位：柳溪支行"]


def test_notes_at_the_foot_do_not_interrupt_a_sentence() -> None:
    first = [
        Put("青枫农商银行对整村授信实行名单制管理，全年完成授信十二个村，支行①", 60, 160),
        Put("行长包进度，客户经理包质量，内勤柜员包资料，三人的工号每日都写在", 60, 140),
        Put("①数据截至三月六日，由农商银行", 60, 90, 9),
        Put("信贷部提供。", 60, 78, 9),
    ]
    assert texts(pdf(first, [Put("村档首页，每月通报一次。", 60, 770)])) == [
        "".join(put.text for put in first[:2]) + "村档首页，每月通报一次。",
        "①数据截至三月六日，由农商银行信贷部提供。",
    ]
