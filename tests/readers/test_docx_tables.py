"""Tables of a Word file: rows, merged cells, forms."""

from __future__ import annotations

from tests.readers.making import p, table
from tests.readers.word import texts


def test_a_table_is_read_row_by_row() -> None:
    body = table(("支行", "户数"), ("城关支行", "61")) + table(("框里一段",), (p("一") + p("二"),))
    assert texts(body) == ["支行 | 户数", "城关支行 | 61", "框里一段", "一", "二"]


def test_cells_with_several_paragraphs_are_columns_of_a_layout() -> None:
    assert texts(table((p("左一") + p("左二"), p("右")))) == ["左一", "左二", "右"]


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
    for length, again in ((300, "长" * 300), (301, "")):
        said = cell("长" * length, restart) + cell("甲")
        assert texts(grid(said, cell("", on) + cell("乙")))[1] == f"{again} | 乙".strip()


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


def test_cells_under_heads_may_hold_several_paragraphs() -> None:
    body = table(
        ("做法", "成效"), (p("一是走访。") + p("二是建档。"), "新增120户"), ("三是回访。", "")
    )
    assert texts(body) == ["做法 | 成效", "一是走访。 二是建档。 | 新增120户", "三是回访。 |"]
    layout = table(("做法", "成效"), (p("长" * 301) + p("二"), "右"))
    assert texts(layout) == ["做法 | 成效", "长" * 301, "二", "右"]
