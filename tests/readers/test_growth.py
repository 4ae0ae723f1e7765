"""Files that repeat one thing thousands of times cost time in proportion: well within the limit of the
processor, which they exceeded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.readers.sandbox import Limits, Sandbox
from tests.readers.making import Put, docx, p, pdf, run, table

TEXT = run("整村授信")


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def merged(first: str, row: str, rows: int) -> str:
    """A table whose first column is one cell."""
    begin = f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{first}'
    rest = f"<w:tcPr><w:vMerge/></w:tcPr>{p()}"
    return table((begin, row), *[(rest, row)] * rows)


def numbered_by(levels: str, lists: int) -> str:
    """As many lists, made from one pattern."""
    numbers = (
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(1, lists + 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{"".join(numbers)}'


def based_on_one_another(kind: str, styles: int) -> str:
    return "".join(
        f'<w:style w:type="{kind}" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for n in range(styles)
    )


def marked(before: str, behind: str) -> bytes:
    """A PDF with many marks before and behind a line."""
    return pdf([before, Put("临海农商银行整村授信先评议后签约。", 72, 800), behind])


def large(times: int, pieces: int) -> list[Put | str]:
    """A page with large text again and again at one place, and many small pieces elsewhere."""
    again = Put("大字", 100, 700, 30)
    small = [Put("小字", 50 + n % 10 * 50, 50 + n // 10 * 0.2, 8) for n in range(pieces)]
    return [*[again] * times, *small]


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
FILES: dict[str, Callable[[], bytes]] = {
    "open-fields.docx": lambda: docx(
        f"<w:p>{(field('begin') + field('separate')) * 20_000}{TEXT * 20_000}</w:p>"
    ),
    "merged.docx": lambda: docx(merged(p(*[TEXT] * 8000), p("乙" * 70), 8000)),
    "lists.docx": lambda: docx(p("甲"), numbering=numbered_by('<w:lvl w:ilvl="0"/>' * 4000, 4000)),
    "numbers.docx": lambda: docx(
        p("甲", properties=IN_LIST) * 4000,
        numbering=numbered_by(f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1." * 4000}"/></w:lvl>', 1),
    ),
    "styles.docx": lambda: docx(
        p(*[run("甲", '<w:rStyle w:val="s0"/>')] * 4000),
        styles=based_on_one_another("character", 4000),
    ),
    "large.pdf": lambda: pdf(*[large(3000, 15_000)] * 2),
    "marks.pdf": lambda: marked("/P BMC\n" * 60_000, "EMC\n" * 60_000),
}


@pytest.mark.parametrize("name", FILES)
def test_much_of_one_thing(name: str) -> None:
    with Sandbox(Limits(wall=120)) as sandbox:
        assert sandbox.read(FILES[name](), name).blocks
