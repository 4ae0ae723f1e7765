"""However long a query is, its pages are not: what is repeated in links is bounded."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from kb.index import FACETS
from tests.webapp.conftest import Search, only, words
from webapp.parts.addresses import MAX_CHARACTERS

# A short query makes pages of up to 240 kB of the sample corpus; a matrix of nearly all of its
# sentences, with those of no aspect, has 430 kB.
LARGEST = 500_000
TEXTS = {
    "alternatives": " 或 ".join(["整村授信", "考核", "走访", "听证", "用信率", "驿站"] * 120),
    "pasted text": "整村授信工作需要" * 125,
    "short": "整村授信",
}
MANY = [(facet, f"{facet}很长的名字{n}") for facet in FACETS for n in range(40)]
PASTED = TEXTS["pasted text"]


@pytest.mark.parametrize("page", ["/search", "/compare", "/figures", "/topics/new"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("filters", [[], MANY, [("bank", "长" * 3000)]])
def test_a_page_is_bounded_for_any_query(
    client: FlaskClient, page: str, text: str, filters: list[tuple[str, str]]
) -> None:
    answer = client.get(f"{page}?{urlencode([('q', TEXTS[text]), *filters])}")
    assert answer.status_code == 200
    assert len(answer.data) < LARGEST


def sent(page: BeautifulSoup, selector: str) -> list[tuple[str, str]]:
    """What a form sends without a change."""
    fields = page.select(f"{selector} input")
    return [
        (str(field["name"]), str(field.get("value", "")))
        for field in fields
        if field.get("type") != "checkbox" or field.has_attr("checked")
    ]


def test_a_long_text_is_filtered_and_paged_by_forms(search: Search) -> None:
    page = search(PASTED)
    assert not page.select(".facet a, .paging a")
    fields = dict(sent(page, "form.filters"))
    assert fields["q"] == PASTED
    box = page.select('.facet input[name="kind"][value="lesson"]')
    assert len(box) == 1
    chosen = search(**(fields | {"kind": "lesson"}))
    assert "类型：经验" in words(chosen, ".chips li")
    assert ("kind", "lesson") in sent(chosen, "form.filters")
    number = chosen.select("form.paging button")[0]
    second = search(**dict([*sent(chosen, "form.paging"), ("page", str(number["value"]))]))
    assert f"第 {number['value']} /" in only(second, ".summary [role=status]")


def test_a_short_text_has_links(search: Search) -> None:
    page = search("整村授信")
    assert page.select(".facet a")
    assert not page.select("form.filters")


def test_what_is_left_out_of_too_many_filters_is_said(search: Search) -> None:
    page = search("整村授信", bank="长" * (MAX_CHARACTERS + 1))
    assert "筛选的值太多或太长，只用了其中一部分" in words(page, ".notice")
    assert not page.select(".chips")
