"""Lines over time: they show the numbers of the tables, and say them too."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from kb.insights.trends import heat
from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST, bank_entries, stored, week
from tests.webapp.conftest import Search, only, words
from webapp import create_app
from webapp.parts.line_charts import HEIGHT, MARGIN, MOST, WIDTH, lines_of

VILLAGE = "一、整村授信要复评。复评由总行抽户核实。"


def places(svg: Tag) -> list[tuple[float, float]]:
    """The points of a drawing."""
    (course,) = svg.select(".course")
    pairs = [pair.split(",") for pair in str(course["points"]).split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_each_practice_is_a_line_with_a_point_a_bulletin(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    page = get("/trends")
    table = heat(sample_kb, "practice", "bulletin", every_column=True)
    drawings = page.select(".multiples svg")
    assert len(drawings) == MOST
    ground = HEIGHT - MARGIN
    for svg, row in zip(drawings, table.rows, strict=False):
        counts = [cell.count for cell in row.cells]
        heights = [ground - y for _, y in places(svg)]
        unit = (HEIGHT - 2 * MARGIN) / table.highest
        assert [round(height / unit) for height in heights] == counts
        assert only(svg, "title") == row.value
        assert f"最多 {max(counts)} 条" in only(svg, "desc")
        assert only(svg, "desc").endswith(f"最近 {counts[-1]} 条")
        ((x, _), *_, (end, _)) = places(svg)
        assert (x, end) == (MARGIN, WIDTH - MARGIN)
    assert f"0 至 {table.highest} 条" in only(page, "[aria-labelledby=kb-lines] .caution")


def test_a_drawing_is_told_in_words(get: Search) -> None:
    for svg in get("/trends?practice=整村授信").select(".multiples svg"):
        assert svg["role"] == "img"
        named = str(svg["aria-labelledby"]).split()
        assert [element["id"] for element in svg.select("title, desc")] == named


def test_of_a_practice_each_bank_is_a_line_that_leads_to_its_entries(get: Search) -> None:
    page = get("/trends?practice=整村授信")
    assert "各机构的走势" in words(page, "h2")
    for link in page.select(".multiples a"):
        results = get(str(link["href"]))
        assert only(link, ".count") == f"{only(results, '.summary strong')} 条"


def test_a_week_without_a_word_is_a_point_on_the_ground_and_steps_are_equal(
    kb: KnowledgeBase,
) -> None:
    silent = week(2, *bank_entries(WEST, ["一、晨会要短开。晨会只看两张表。"]))
    last = week(5, *bank_entries(EAST, [VILLAGE]))
    stored(kb, week(1, *bank_entries(EAST, [VILLAGE])), silent, last)
    page = BeautifulSoup(
        create_app(kb).test_client().get("/trends?practice=整村授信").text, "html.parser"
    )
    (svg,) = page.select(".multiples svg")
    (x1, y1), (x2, y2), (x3, y3) = places(svg)
    assert (y1, y2, y3) == (MARGIN, HEIGHT - MARGIN, MARGIN)
    assert round((x2 - x1) / (x3 - x1), 2) == 0.5
    assert "3 期里有 2 期谈到" in only(svg, "desc")


def test_one_bulletin_of_2018_next_to_a_quarter_of_2025_does_not_press_the_lines_together(
    kb: KnowledgeBase,
) -> None:
    stored(kb, *(week(n, *bank_entries(EAST, [VILLAGE])) for n in (1, 388, 389, 390)))
    page = BeautifulSoup(create_app(kb).test_client().get("/trends").text, "html.parser")
    svg = page.select(".multiples svg")[0]
    (x1, _), (x2, _), (x3, _) = places(svg)
    assert round(x3 - x2, 1) == round(x2 - x1, 1) > 80
    (lone,) = svg.select(".dot:not(.top)")
    assert float(str(lone["cx"])) == MARGIN
    assert len(svg.select(".ground")) == 2
    assert len(svg.select(".break")) == 1
    assert "2018年7月2日至6日之后 88 个月没有简报" in only(
        page, "[aria-labelledby=kb-lines] .caution"
    )
    assert only(page, ".heat th.after-pause .pause") == "此前 88 个月没有简报"


def test_bulletins_that_all_lie_far_apart_are_points_alone(kb: KnowledgeBase) -> None:
    rare = (1, 2, 60, 61, 120)
    stored(kb, *(week(n, *bank_entries(EAST, [VILLAGE])) for n in rare))
    with create_app(kb).test_request_context():
        lines = lines_of(kb)
    assert lines
    assert len(lines.grounds) == 3
    assert lines.grounds[-1] == (WIDTH - MARGIN, WIDTH - MARGIN)


def test_with_many_months_a_point_is_a_month(kb: KnowledgeBase) -> None:
    stored(kb, *(week(1 + 5 * n, *bank_entries(EAST, [VILLAGE])) for n in range(7)))
    with create_app(kb).test_request_context():
        lines = lines_of(kb)
    assert lines
    assert (lines.each, lines.first, lines.last) == ("每个月", "2018年7月", "2019年1月")


def test_two_points_make_no_line(kb: KnowledgeBase) -> None:
    stored(kb, *(week(n, *bank_entries(EAST, [VILLAGE])) for n in (1, 2)))
    assert lines_of(kb) is None
    page = create_app(kb).test_client().get("/trends")
    assert page.status_code == 200
    assert "<svg" not in page.text
