"""How things are written on pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus.differences import Mark, Piece, text_pieces
from kb.knowledge_base import KnowledgeBase
from kb.search.snippets import Snippet
from kb.text.highlight import merge
from webapp.parts.formatting import (
    TableView,
    after_title,
    days_in_words,
    marked,
    paragraphs,
    pieces_html,
    shown_subtitle,
    snippet_lines,
    span_label,
    title_end,
    within,
)

texts = st.lists(
    st.sampled_from(["一", "二", "<", ">", "&", '"', "。", "\n", " ", "a", "b", " | "]), max_size=40
).map("".join)
places = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4)


def test_marks_stand_where_the_spans_are() -> None:
    assert marked("整村授信<b>", [(0, 2), (4, 5)]) == "<mark>整村</mark>授信<mark>&lt;</mark>b&gt;"


def test_a_span_over_a_line_end_marks_both_lines() -> None:
    assert paragraphs("一整村\n授信二", [(1, 6)]) == ["一<mark>整村</mark>", "<mark>授信</mark>二"]


def test_the_lead_is_bold_with_its_marks() -> None:
    assert paragraphs("一、整村。后", [(2, 5)], lead=4) == [
        "<strong>一、<mark>整村</mark></strong><mark>。</mark>后"
    ]


@given(texts, places, st.integers(0, 40))
def test_nothing_of_a_text_is_lost(text: str, ends: list[tuple[int, int]], lead: int) -> None:
    spans = merge((min(p), max(p)) for p in ends if min(p) < max(p) <= len(text))
    lines = paragraphs(text, spans, lead)
    rows = [
        "".join(row)
        for line in lines
        for row in (line.rows if isinstance(line, TableView) else [(line,)])
    ]
    shown = [BeautifulSoup(row, "html.parser") for row in rows]
    assert "\n".join(line.get_text() for line in shown) == text
    marks = "".join(mark.get_text() for line in shown for mark in line.select("mark"))
    assert marks == "".join(text[a:b] for a, b in spans).replace("\n", "")


def test_within_cuts_spans_to_a_piece() -> None:
    assert within([(0, 2), (3, 8), (9, 10)], 4, 9) == [(0, 4)]


@pytest.mark.parametrize(
    ("text", "title", "end"),
    [
        ("（一）话术要过关。客户经理", "话术要过关", 8),
        ("话术要过关", "话术要过关", 5),
        ("说了很长很长很长的一段话之后才到话术要过关", "话术要过关", 0),
        ("别的", "话术", 0),
    ],
)
def test_where_a_title_ends(text: str, title: str, end: int) -> None:
    assert title_end(text, title) == end


@pytest.mark.parametrize(
    ("text", "title", "left"),
    [
        ("一、话术要过关。客户经理", "话术要过关", "客户经理"),
        ("话术要过关\n客户经理", "话术要过关", "客户经理"),
        ("话术要过关。", "话术要过关", ""),
        ("话术要过关", "话术要过关", ""),
        ("11月12日，召开会议", "11月12日", "11月12日，召开会议"),
    ],
)
def test_a_snippet_goes_on_where_the_title_ends(text: str, title: str, left: str) -> None:
    piece = Snippet(text, ((len(text) - 1, len(text)),), cut_before=False, cut_after=True)
    shown = after_title(piece, title)
    assert shown.text == left
    assert shown.cut_after
    if left:
        assert shown.highlights == ((len(left) - 1, len(left)),)


def test_a_snippet_from_the_middle_stays() -> None:
    piece = Snippet("话术。要过关", (), cut_before=True, cut_after=False)
    assert after_title(piece, "话术") == piece
    assert snippet_lines(piece) == ("…话术。要过关",)


def test_a_snippet_shows_tables_as_tables() -> None:
    rows = "支行 | 户数 | 用信率\n滨海支行 | 57 | 35.9%\n古渡支行 | 52 | 37.5%"
    piece = Snippet(f"各行如下：\n{rows}", ((20, 22),), cut_before=False, cut_after=True)
    before, table, more = snippet_lines(piece)
    assert (before, more) == ("各行如下：", "…")
    assert isinstance(table, TableView)
    assert table.has_head
    assert "<mark>滨海</mark>" in table.rows[1][0]
    (cut,) = snippet_lines(Snippet(rows, (), cut_before=True, cut_after=False))
    assert isinstance(cut, TableView)
    assert not cut.has_head
    assert after_title(Snippet(rows, (), cut_before=False, cut_after=False), "支行").text == rows
    assert snippet_lines(Snippet("", (), cut_before=False, cut_after=False)) == ()


def test_what_was_taken_out_and_put_in_with_a_little_of_what_stands_around() -> None:
    html = pieces_html(
        text_pieces(f"{'前' * 99}甲{'中' * 99}丙{'后' * 9}", f"{'前' * 99}乙{'中' * 99}{'后' * 9}")
    )
    assert html == (
        f"…{'前' * 40}<del>甲</del><ins>乙</ins>{'中' * 40}…{'中' * 40}<del>丙</del>{'后' * 9}"
    )


def test_pieces_are_text_and_one_alone_is_whole() -> None:
    assert pieces_html([Piece(Mark.ADDED, "<b>" * 99)]) == f"<ins>{'&lt;b&gt;' * 99}</ins>"
    assert pieces_html([Piece(Mark.SAME, "同" * 999)]) == "同" * 999


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2018, 7, 2), date(2018, 7, 6), "2018年7月2日至6日"),
        (date(2018, 7, 30), date(2018, 8, 3), "2018年7月30日至8月3日"),
        (date(2018, 12, 31), date(2019, 1, 4), "2018年12月31日至2019年1月4日"),
        (date(2018, 7, 2), date(2018, 7, 2), "2018年7月2日"),
        (None, None, "日期不详"),
    ],
)
def test_spans_of_days(start: date | None, end: date | None, label: str) -> None:
    assert span_label(start, end) == label


@pytest.mark.parametrize(
    ("subtitle", "issue", "shown"),
    [
        ("（第2期）", "第2期", ""),
        ("（ 第 2 期 ）", "第2期", ""),
        ("——走进青枫\n【第2期】", "第2期", "——走进青枫"),
        ("（第2期）学习专刊", "第2期", "（第2期）学习专刊"),
        ("第3期", "第2期", "第3期"),
        ("——走进青枫", "", "——走进青枫"),
        ("", "第2期", ""),
    ],
)
def test_an_issue_is_not_shown_twice(
    subtitle: str, issue: str, shown: str, sample_kb: KnowledgeBase
) -> None:
    bulletin = sample_kb.corpus.load_bulletin(next(iter(sample_kb.corpus.bulletin_ids())))
    assert shown_subtitle(replace(bulletin, subtitle=subtitle, issue=issue)) == shown


def test_days_in_a_text_of_the_program_are_written_as_on_pages() -> None:
    told = "同系列的第 2 周为 2018-07-02 至 2018-07-06，第 5 周为 2018-07-30 至 2018-08-03"
    assert days_in_words(told) == (
        "同系列的第 2 周为 2018年7月2日至6日，第 5 周为 2018年7月30日至8月3日"
    )
    assert days_in_words("编号 2018-99-99 至 2018-07-06") == "编号 2018-99-99 至 2018-07-06"
