"""Files made to exhaust a reader: refused by name, well within the limits."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from kb.errors import SourceError, TooLargeSource, UnreadableSource
from kb.readers.read import MAX_BLOCKS, read
from kb.readers.sandbox import Limits, Sandbox
from kb.readers.zip_guard import GuardedZip
from tests.readers.making import docx, table, zipped

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One whose limit is that of the processor: by the clock, a busy machine may be slow."""
    with Sandbox(Limits(wall=120)) as sandbox:
        yield sandbox


def with_document(xml: bytes) -> bytes:
    """A Word file whose text is this XML."""
    with zipfile.ZipFile(io.BytesIO(docx(""))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"word/document.xml": xml})


def document(doctype: str, text: str) -> bytes:
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return with_document(f"{doctype}<w:document {NAMESPACE}>{body}</w:document>".encode())


def laughs() -> bytes:
    entities = '<!ENTITY a "哈哈">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(12)
    )
    return document(f"<!DOCTYPE x [{entities}]>", "&m;")


def flate_pdf(megabytes: int) -> bytes:
    """A PDF whose one page is that much content, deflated."""
    deflate = zlib.compressobj(9)
    text = b"BT (a) Tj ET\n" * 80_660  # a megabyte
    content = b"".join(deflate.compress(text) for _ in range(megabytes)) + deflate.flush()
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        head + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%btrailer << /Size 6 /Root 1 0 R >>\n" % rows
        + (b"startxref\n%d\n%%%%EOF\n" % len(out))
    )


def noise(size: int) -> bytes:
    """Bytes that compress to a third."""
    return random.Random(1).randbytes(size // 8).hex().encode() * 4


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip.docx": ("压缩炸弹", lambda: with_document(b" " * 50_000_000)),
    "大.docx": ("超过 32 MB", lambda: with_document(noise(34_000_000))),
    "laughs.docx": ("实体炸弹", laughs),
    "外部.docx": ("DTD", lambda: document('<!DOCTYPE x SYSTEM "file:///etc/passwd">', "x")),
    "参数.docx": ("DTD", lambda: document('<!DOCTYPE x [<!ENTITY % a "b">]>', "x")),
    "深.docx": ("嵌套超过", lambda: docx("<w:sdt><w:sdtContent>" * 300)),
    "表.docx": (
        "标签超过",
        lambda: docx(table(*[tuple(map(str, range(n, n + 9))) for n in range(20_000)])),
    ),
    "深.html": ("嵌套超过", lambda: b"<div>" * 100_000 + b"x"),
    "表.html": ("标签超过", lambda: b"<table>" + b"<tr><td>1</td><td>2</td></tr>" * 40_000),
    "flate.pdf": ("压缩炸弹", lambda: flate_pdf(100)),
    "深.mhtml": (
        "嵌套过深",
        lambda: b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
        ),
    ),
    "长.txt": ("超过 20000 段", lambda: "段\n".encode() * (MAX_BLOCKS + 1)),
    "字.txt": ("万字", lambda: "字".encode() * 2_000_001),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_by_name(sandbox: Sandbox, name: str) -> None:
    said, made = BOMBS[name]
    data = made()
    with pytest.raises(SourceError, match=said) as caught:
        sandbox.read(data, name)
    assert isinstance(caught.value, (TooLargeSource, UnreadableSource))
    assert caught.value.where == name


def test_blanks_and_line_breaks_do_not_take_quadratic_time() -> None:
    """Each run is as long as a whole bulletin, and is read at once."""
    runs = "\u3000" * 100_000, " " * 100_000, "\n" * 100_000, "甲，<br>" * 10_000
    html = "".join(f"<p>甲{run}a{run}乙</p>" for run in runs)
    assert read(html.encode(), "a.html").blocks


class TestZipGuard:
    """Inflated bytes are counted, whatever the directory of the archive says."""

    def test_across_all_members(self) -> None:
        guard = GuardedZip(io.BytesIO(zipped({str(n): bytes(7_000_000) for n in range(40)})))
        with pytest.raises(TooLargeSource, match="256 MB"):
            list(map(guard.read, guard.names))

    def test_up_to_the_limit_of_one(self) -> None:
        guard = GuardedZip(io.BytesIO(zipped({"a": bytes(3_000_000)})))
        assert len(guard.read("a", 3_000_000)) == 3_000_000
        with pytest.raises(TooLargeSource, match="解压后超过 1 MB"):
            guard.read("a", 1024 * 1024)

    def test_what_compresses_well_and_is_small_is_no_bomb(self) -> None:
        data = b"<row/>" * 1_000_000
        assert GuardedZip(io.BytesIO(zipped({"a": data}))).read("a") == data

    def test_a_directory_that_lies_about_the_size(self) -> None:
        packed = bytearray(zipped({"a": bytes(2_000_000)}))
        for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            place = packed.index(sign) + offset
            packed[place : place + 4] = (10).to_bytes(4, "little")
        with pytest.raises(SourceError):
            GuardedZip(io.BytesIO(bytes(packed))).read("a")

    @pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_decompressors_that_cannot_be_bounded_are_not_used(self, compression: int) -> None:
        guard = GuardedZip(io.BytesIO(zipped({"a": b"text"}, compression)))
        with pytest.raises(UnreadableSource, match="压缩方式"):
            guard.read("a")
