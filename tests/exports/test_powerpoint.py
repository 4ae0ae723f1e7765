"""A collection as slides, opened again by python-pptx."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from kb.errors import ConfigError
from kb.exports.collection import Handout, Options, PictureLine
from kb.exports.powerpoint import handout_pptx
from kb.exports.slide_template import built_in
from kb.exports.text_box import Box, fits


def opened(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def titles(presentation: Any) -> list[str]:
    return [slide.shapes.title.text for slide in presentation.slides]


def body(slide: Any) -> str:
    return "\n".join(s.text_frame.text for s in slide.placeholders if s.placeholder_format.idx == 1)


def test_cover_agenda_chapters_and_sources(made: Handout) -> None:
    slides = opened(handout_pptx(made, Options())).slides
    assert slides[0].shapes.title.text == made.title
    assert "王老师　讲师版　2026年11月26日" in body(slides[0])
    assert body(slides[1]) == "1. 组织考核\n2. 成效数据"
    assert [s.slide_layout.name for s in slides].count("Section Header") == 2
    assert body(slides[len(slides) - 1]).startswith("[1] ")


def test_each_excerpt_has_its_slide_with_source_and_notes(made: Handout) -> None:
    slides = list(opened(handout_pptx(made, Options())).slides)
    for item in made.items:
        (slide,) = [s for s in slides if body(s) == item.text]
        footers = [
            shape.text_frame.text
            for shape in slide.placeholders
            if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER
        ]
        assert footers == [f"[{item.source}] {made.source(item).short}"]
        notes = slide.notes_slide.notes_text_frame.text
        assert item.text in notes
        assert made.source(item).full in notes
    noted = next(s for s in slides if body(s) == made.items[2].text)
    assert "讨论：够不够？" in noted.notes_slide.notes_text_frame.text
    assert "批注：先问再讲" in noted.notes_slide.notes_text_frame.text


HALLS: list[tuple[str, ...]] = [
    ("岗位", "动作", "考核"),
    ("柜员", "多问一句", "每周5户"),
    ("大堂经理", "三分钟迎接", "80%"),
]


def as_text(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def slides_of(made: Handout, text: str, title: str = "") -> list[Any]:
    """The slides of the only excerpt, whose text is this."""
    item = replace(made.items[0], text=text, title=title, pictures=(), figures=())
    part = replace(made.parts[0], items=(item,))
    found = opened(handout_pptx(replace(made, parts=(part,)), Options()))
    return [
        s for s in found.slides if s.has_notes_slide and text in s.notes_slide.notes_text_frame.text
    ]


def cells(slide: Any) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in row.cells)
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]


def test_a_table_within_an_excerpt_is_a_table(made: Handout) -> None:
    text = f"三、厅堂营销\n{as_text(HALLS)}\n转介客户达到3,860户。"
    before, table, after = slides_of(made, text)
    assert (body(before), body(after)) == ("三、厅堂营销", "转介客户达到3,860户。")
    assert cells(table) == HALLS
    assert table.shapes.title.text.endswith("（2/3）")
    assert [s.table.first_row for s in table.shapes if s.has_table] == [True]


def test_a_long_table_goes_on_below_its_head(made: Handout) -> None:
    rows: list[tuple[str, ...]] = [
        ("支行", "户数", "用信率"),
        *((f"第{n}支行", str(n), f"{n}.5%") for n in range(1, 41)),
    ]
    found = [cells(slide) for slide in slides_of(made, as_text(rows))]
    assert len(found) > 1
    assert all(page[0] == rows[0] and len(page) < 15 for page in found)
    assert [row for page in found for row in page[1:]] == rows[1:]


@pytest.mark.parametrize(
    "rows",
    [
        [tuple(f"列{n}" for n in range(12)), tuple(str(n) for n in range(12))],
        [("甲行", "长" * 900), ("乙行", "短")],
    ],
)
def test_a_table_that_no_slide_holds_stays_lines(
    made: Handout, rows: list[tuple[str, ...]]
) -> None:
    found = slides_of(made, as_text(rows))
    assert not any(map(cells, found))
    shown = "".join(map(body, found)).replace("\n", "")
    assert shown.replace(" ", "") == as_text(rows).replace("\n", "").replace(" ", "")


def test_a_table_without_a_head_has_none(made: Handout) -> None:
    (slide,) = slides_of(made, "城东支行 | 42 | 41.2%\n滨海支行 | 57 | 35.9%")
    (table,) = [s.table for s in slide.shapes if s.has_table]
    assert not table.first_row


def test_the_point_of_a_comparison_is_not_the_headline(made: Handout) -> None:
    """Nor a row of a table, as long as the excerpt says something."""
    texts = [
        ("甲农商银行", "整村授信", "一、整村授信\n甲行先建档。再授信。", "甲行先建档。"),
        ("乙农商银行", "尽职免责先看过程", "2.尽职免责先看过程。乙行列出27条。", "乙行列出27条。"),
        ("丙农商银行", "厅堂", f"{as_text(HALLS)}\n丙行成交率27%。", "丙行成交率27%。"),
        (
            "丁农商银行",
            "丁行晨会只开15分钟",
            "二、丁行晨会只开15分钟。",
            "二、丁行晨会只开15分钟。",
        ),
    ]
    items = tuple(
        replace(made.items[0], bank=bank, title=title, text=text, pictures=(), figures=())
        for bank, title, text, _ in texts
    )
    part = replace(made.parts[0], items=items)
    found = opened(handout_pptx(replace(made, parts=(part,)), Options()))
    (rows,) = [c for c in map(cells, found.slides) if c and c[0][0] == "机构"]
    assert [row[1] for row in rows[1:]] == [point for *_, point in texts]


def test_a_long_excerpt_goes_on_and_fits_everywhere(made: Handout) -> None:
    long = "".join(
        f"第{n}句说的是评议会怎样请村干部和老党员打分，打完分怎样公示。" for n in range(60)
    )
    item = replace(made.items[0], text=long)
    part = replace(made.parts[0], items=(item,))
    presentation = opened(handout_pptx(replace(made, parts=(part,)), Options()))
    slides = [s for s in presentation.slides if s.slide_layout.name == "Title and Content"]
    shown = [s for s in slides if "（" in s.shapes.title.text and "/" in s.shapes.title.text]
    assert len(shown) > 2
    assert "".join(map(body, shown)) == long
    assert all(body(s).endswith("。") for s in shown)
    for slide in shown:
        shape = next(s for s in slide.placeholders if s.placeholder_format.idx == 1)
        size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
        assert fits(body(slide), Box(shape.width.pt - 14.4, shape.height.pt - 7.2, size))


def test_banks_are_compared_in_a_table_and_figures_in_a_native_chart(made: Handout) -> None:
    first, second = made.parts
    other = replace(first.items[1], bank="西河农商银行", source=2)
    figures = [
        replace(
            made.figures[0],
            about=f"签约{n}户",
            unit="户",
            source=n,
            amount=Decimal(n),
            indicator="签约户数",
        )
        for n in (1, 2)
    ]
    items = (replace(first.items[0], figures=tuple(figures)), other)
    presentation = opened(
        handout_pptx(replace(made, parts=(replace(first, items=items), second)), Options())
    )
    (table,) = [s.table for slide in presentation.slides for s in slide.shapes if s.has_table]
    assert [cell.text for cell in table.rows[0].cells] == ["机构", "要点（原文）", "出处"]
    assert table.cell(2, 0).text == "西河农商银行"
    (chart,) = [s.chart for slide in presentation.slides for s in slide.shapes if s.has_chart]
    assert list(chart.plots[0].series[0].values) == [1, 2]
    assert chart.plots[0].data_labels.number_format == "#,##0"


def test_a_picture_has_a_slide_with_caption_and_source(made: Handout) -> None:
    presentation = opened(handout_pptx(made, Options()))
    kind = MSO_SHAPE_TYPE.PICTURE
    (slide,) = [s for s in presentation.slides if any(p.shape_type is kind for p in s.shapes)]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type is kind]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert "评议会现场" in texts
    assert any(text.startswith("[1] （") for text in texts)
    assert picture.left >= 0
    assert picture.left + picture.width <= presentation.slide_width
    assert picture.top + picture.height < presentation.slide_height
    assert "配图：评议会现场" in slide.notes_slide.notes_text_frame.text


def test_a_picture_that_slides_cannot_hold_is_named_in_the_notes(made: Handout) -> None:
    webp = PictureLine(b"RIFF....WEBPVP8 ", ".webp", "看不了的图")
    item = replace(made.items[1], pictures=(webp,))
    part = replace(made.parts[0], items=(item,))
    slides = opened(handout_pptx(replace(made, parts=(part,)), Options())).slides
    (slide,) = [s for s in slides if body(s) == item.text]
    assert "配图未能放入，见原文：看不了的图" in slide.notes_slide.notes_text_frame.text


def test_a_template_of_a_bank_gives_the_look(made: Handout) -> None:
    template = pptx.Presentation()
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "旧的一页"
    for layout, name in zip(template.slide_layouts, ("标题幻灯片", "标题和内容"), strict=False):
        layout.name = name
    file = io.BytesIO()
    template.save(file)
    presentation = opened(handout_pptx(made, Options(), file.getvalue()))
    assert presentation.slide_width == template.slide_width
    assert "旧的一页" not in titles(presentation)
    for slide in presentation.slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.type is PP_PLACEHOLDER.FOOTER:
                size = shape.text_frame.paragraphs[0].runs[0].font.size.pt
                room = Box(shape.width.pt - 14.4, shape.height.pt, size)
                assert fits(shape.text_frame.text, room)
    assert {"标题幻灯片", "标题和内容"} <= {s.slide_layout.name for s in presentation.slides}
    # Its colours are its own: text in ours could not be read on a dark one.
    assert b"srgbClr" not in b"".join(slide.part.blob for slide in presentation.slides)


def test_what_a_template_lacks_is_named(made: Handout) -> None:
    template = pptx.Presentation()
    layouts: dict[str, Any] = {layout.name: layout for layout in template.slide_layouts}
    template.slide_layouts.remove(layouts["Section Header"])
    placeholders = layouts["Title and Content"].placeholders
    shape = next(s for s in placeholders if s.placeholder_format.idx == 1)
    shape._element.getparent().remove(shape._element)
    file = io.BytesIO()
    template.save(file)
    with pytest.raises(ConfigError, match="版式“标题和内容”里的正文占位符；版式“节标题”"):
        handout_pptx(made, Options(), file.getvalue())
    with pytest.raises(ConfigError, match="模板不是 PowerPoint 文件"):
        handout_pptx(made, Options(), b"nothing")


def test_titles_keep_their_small_letters() -> None:
    for layout in built_in().by_use.values():
        assert "cap" not in {key for e in layout._element.iter("{*}defRPr") for key in e.attrib}


def test_a_bar_for_a_third_has_two_decimals(made: Handout) -> None:
    figures = tuple(
        replace(
            made.figures[0],
            about=f"第{n}处",
            unit="%",
            source=n,
            amount=Decimal(100) / 3 * n,
            indicator="用信率",
        )
        for n in (1, 2)
    )
    first = made.parts[0]
    part = replace(first, items=(replace(first.items[0], figures=figures),))
    presentation = opened(handout_pptx(replace(made, parts=(part,)), Options()))
    (chart,) = [s.chart for slide in presentation.slides for s in slide.shapes if s.has_chart]
    assert list(chart.plots[0].series[0].values) == [33.33, 66.67]


def test_what_measures_different_things_is_not_charted(made: Handout) -> None:
    figures = tuple(
        replace(made.figures[0], about=name, unit="%", source=n, amount=Decimal(n), indicator=name)
        for n, name in ((1, "用信率"), (2, "不良率"), (1, ""), (2, ""))
    )
    first = made.parts[0]
    part = replace(first, items=(replace(first.items[0], figures=figures),))
    presentation = opened(handout_pptx(replace(made, parts=(part,)), Options()))
    assert not [shape for s in presentation.slides for shape in s.shapes if shape.has_chart]
