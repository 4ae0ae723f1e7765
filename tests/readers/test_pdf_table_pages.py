"""A table over two pages of a PDF is one."""

from __future__ import annotations

from kb.readers.pdf.lines import ROW, Line
from kb.readers.pdf.table_pages import over_pages


def _row(*cells: str, y: float = 0, page: int = 1, left: float = 90) -> Line:
    return Line(cells, left, left + 400, y, 11, False, page, between=ROW, in_table=True)


def _text(text: str, page: int = 1) -> Line:
    return Line((text,), 90, 490, 0, 12, False, page)


def _cells(*pages: list[Line]) -> list[list[str]]:
    return [[line.text for line in page] for page in over_pages(pages)]


HEAD = ("单位", "序号", "做法", "内容")


def test_merged_name_goes_on_and_a_cut_row_is_one() -> None:
    cut = _row("乙行", "2", "夜市", "每晚驻场，前五百")
    rest = _row("", "", "", "户由支行长维护。")
    named = [_row("", "3", "早课", "一刻钟。"), _row("丙行", "4", "轮岗", "两年。")]
    assert _cells([_row(*HEAD), cut], [rest, *named]) == [
        ["单位 | 序号 | 做法 | 内容", "乙行 | 2 | 夜市 | 每晚驻场，前五百户由支行长维护。"],
        ["乙行 | 3 | 早课 | 一刻钟。", "丙行 | 4 | 轮岗 | 两年。"],
    ]


def test_repeated_heads_are_left_out_on_each_page() -> None:
    pages = [[_text("清单如下。"), _row(*HEAD), _row("甲行", "1", "网格", "一。")]]
    pages += [[_row(*HEAD), _row("甲行", str(n), "早课", "一。")] for n in (2, 3)]
    assert [len(page) for page in over_pages(pages)] == [3, 1, 1]


def test_row_without_a_name_that_ends_its_sentence_is_a_row() -> None:
    found = _cells(
        [_row(*HEAD), _row("", "1", "网格", "一格一人。")], [_row("", "2", "早课", "一刻钟。")]
    )
    assert found[1] == [" | 2 | 早课 | 一刻钟。"]


def test_other_tables_and_text_stay() -> None:
    pages = [[_row(*HEAD), _row("甲行", "1", "网格", "一格")]]
    for other in (
        [_row("", "", "", "二", left=120)],
        [_text("第二节"), _row("", "", "", "二")],
        [_row("", "", "二")],
        [],
    ):
        assert over_pages([*pages, other]) == [*pages, other]
    assert over_pages([]) == []


def test_number_names_nothing() -> None:
    assert _cells([_row("1", "网格", "好。")], [_row("", "早课", "好。")])[1] == [" | 早课 | 好。"]
