"""Below the practices of a bank: what it plans as learner, and where it is named for contrast."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST, bank_entries, stored, week
from tests.webapp.conftest import only, words
from webapp import create_app


@pytest.fixture
def page(kb: KnowledgeBase):  # type: ignore[no-untyped-def]
    """Opens a page of a corpus in which the west learns, and is named for contrast."""
    texts = (
        "一、整村授信要复评。相比之下，西河农商银行没有复评。",
        "二、晨会要短开。晨会只看两张表。",
        "三、评议三轮。西河农商银行拟从下月起照此办理评议。",
    )
    stored(kb, week(1, *bank_entries(EAST, texts)))
    client = create_app(kb).test_client()
    return lambda address: BeautifulSoup(client.get(address).text, "html.parser")


@pytest.mark.parametrize("address", [f"/search?bank={WEST}", "/search?q=机构:西河"])
def test_a_bank_that_only_learns_is_found_and_marked(page, address: str) -> None:  # type: ignore[no-untyped-def]
    found = page(address)
    assert only(found, "#kb-elsewhere").startswith("另有 2 条")
    marks = [words(hit, ".badge.plain") for hit in found.select(".elsewhere .hit")]
    assert sorted(marks) == [["作为学习方"], ["顺带提到"]]


def test_a_text_narrows_them_too(page) -> None:  # type: ignore[no-untyped-def]
    found = page(f"/search?q=评议&bank={WEST}")
    assert len(found.select(".elsewhere .hit")) == 1
    assert not page(f"/search?q=晨会&bank={WEST}").select(".elsewhere")


def test_a_bank_without_other_sides_has_none(page) -> None:  # type: ignore[no-untyped-def]
    assert not page(f"/search?bank={EAST}").select(".elsewhere")
    assert not page("/search?q=评议").select(".elsewhere")
