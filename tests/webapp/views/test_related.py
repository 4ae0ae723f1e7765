"""Entries like an entry, as a page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.search.related import related
from tests.webapp.conftest import Search, only, words

TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"
ENTRY = f"/entries/{TENTH}/e72c9704a/related"


def test_the_page_shows_what_is_shared_and_how_rare_it_is(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    page = get(ENTRY)
    found = related(sample_kb, f"{TENTH}#e72c9704a", limit=10)
    assert words(page, ".hit h2") == [item.document.title for item in found]
    for hit, item in zip(page.select(".hit"), found, strict=True):
        chips = words(hit.select(".practices")[0], "a")
        assert chips == [f"{shared.term} {shared.entries} 条" for shared in item.terms]
        assert hit.select("mark")


def test_a_shared_term_leads_to_all_that_have_it(get: Search) -> None:
    chip = get(ENTRY).select(".hit .practices a")[0]
    count = chip.get_text().split()[1]
    assert int(only(get(str(chip["href"])), ".summary strong")) >= int(count)


def test_from_the_bulletin_and_from_the_results(get: Search, search: Search) -> None:
    bulletin = get(f"/bulletins/{TENTH}")
    lessons = bulletin.select(".entry.lesson")
    links = [lesson.select(".alike a") for lesson in lessons]
    assert [len(of) for of in links] == [1] * len(lessons)
    titles = [only(get(str(link["href"])), "h1") for (link,) in links[:3]]
    assert all(title.startswith("相近的经验：") for title in titles)
    (link,) = search("整村授信").select(".hit")[0].select(".alike")
    assert get(str(link["href"])).select(".hit")
    assert not search("", kind="honour").select(".alike")


def test_what_shares_nothing_rare_leads_to_its_practices(
    get: Search, sample_kb: KnowledgeBase
) -> None:
    alone = next(
        (bulletin.id, entry.anchor)
        for bulletin in sample_kb.corpus.bulletins()
        for entry in bulletin.entries
        if not related(sample_kb, f"{bulletin.id}#{entry.anchor}", limit=1)
    )
    page = get(f"/entries/{alone[0]}/{alone[1]}/related")
    assert page.select(".empty a")
    assert not page.select(".hit")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/entries/{TENTH}/e00000000/related", "没有这个条目"),
        ("/entries/2018-01-01-没有/e1/related", "没有这期简报"),
    ],
)
def test_an_entry_that_is_not_there(client: FlaskClient, address: str, said: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert said in response.text
