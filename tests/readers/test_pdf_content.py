"""Content streams are taken apart as pypdf does it, many times faster."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from kb.errors import TooLargeSource
from kb.readers.pdf.content import operations
from tests.readers.making import FORMATS

MOST = 100_000


def parsed(data: bytes) -> list[Any]:
    return list(operations(data, MOST))


def plain(value: Any) -> Any:
    """An operand of pypdf as one of ours."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, bool | bytes | str):
        return bytes(value) if isinstance(value, bytes) else str(value)
    return float(value)


@pytest.mark.parametrize("name", ["bulletin.pdf", "columns.pdf"])
def test_pages_of_real_programs_have_the_operations_that_pypdf_finds(name: str) -> None:
    for page in PdfReader(io.BytesIO((FORMATS / name).read_bytes())).pages:
        stream = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
        expected = [
            (plain(list(operands)), operator)
            for operands, operator in stream.operations
            if operator != b"INLINE IMAGE"
        ]
        found = [one for one in parsed(stream.get_data()) if one[1] != b"INLINE IMAGE"]
        assert found == expected


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"1 -.5 +2. 3 re", [([1.0, -0.5, 2.0, 3.0], b"re")]),
        (b"/F1 12 Tf(a\\(b\\051)Tj", [(["/F1", 12.0], b"Tf"), ([b"a(b)"], b"Tj")]),
        (b"(a(b(c))d) Tj", [([b"a(b(c))d"], b"Tj")]),
        (b"(\\101\\n\\\r\nb) '", [([b"A\nb"], b"'")]),
        (b"<4E 2d5> Tj", [([b"\x4e\x2d\x50"], b"Tj")]),
        (b"[(a) -20 <62>] TJ", [([[b"a", -20.0, b"b"]], b"TJ")]),
        (
            b"/Span <</ActualText <FEFF9F99> /MCID 1>> BDC",
            [(["/Span", {"/ActualText": b"\xfe\xff\x9f\x99", "/MCID": 1.0}], b"BDC")],
        ),
        (b"q % (remark) Tj\nQ", [([], b"q"), ([], b"Q")]),
        (b"BI /W 1 ID \x00(\xff EI Q", [([], b"INLINE IMAGE"), ([], b"Q")]),
        (b"/A#20B gs", [(["/A B"], b"gs")]),
        (b"--5 0 Td", [([-5.0, 0.0], b"Td")]),
        (b"(never closed", []),
        (b"] >> 1 w", [([1.0], b"w")]),
    ],
)
def test_the_forms_of_operands(data: bytes, found: list[Any]) -> None:
    assert parsed(data) == found


@given(st.lists(st.sampled_from([b"(", b")", b"<", b">", b"<<", b">>", b"[", b"]", b"\\", b"/",
    b"%", b"\n", b" ", b"BI", b"ID", b"EI", b"Tj", b"1", b"-", b".", b"#", b"\xff"]), max_size=60))  # fmt: skip
def test_nonsense_is_passed_over(pieces: list[bytes]) -> None:
    assert all(isinstance(operator, bytes) for _, operator in parsed(b"".join(pieces)))


@given(st.binary(max_size=40))
def test_any_string_comes_back(text: bytes) -> None:
    escaped = b"".join(b"\\" + bytes([b]) if b in b"()\\" else bytes([b]) for b in text)
    wanted = text
    if b"\r" not in text:  # an end of line in a string is a line feed
        assert parsed(b"(" + escaped + b") Tj") == [([wanted], b"Tj")]
    assert parsed(b"<" + text.hex().encode() + b"> Tj") == [([text], b"Tj")]


def test_too_many_operations_are_refused() -> None:
    with pytest.raises(TooLargeSource):
        list(operations(b"q " * 11, 10))


@pytest.mark.parametrize("piece", [b"(", b"[", b"<<", b"<", b"/", b"%", b"BI ", b"1 ", b"\\("])
def test_long_nonsense_takes_linear_time(piece: bytes) -> None:
    parsed(piece * 200_000)
