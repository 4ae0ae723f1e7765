"""The bulletins at a glance."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from kb.corpus.folder import Corpus
from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from tests.builders import bulletin, entry
from webapp.parts.bulletin_list import Catalogue, Listing, summary

TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"


def test_what_a_list_shows(sample_kb: KnowledgeBase) -> None:
    found = summary(sample_kb.corpus.load_bulletin(TENTH))
    assert found.issue == "第十周"
    assert found.year == 2026
    assert found.banks[0] == "青枫农商银行"
    assert found.sample
    assert dict(found.counts) == {
        Kind.LESSON: 12,
        Kind.OVERVIEW: 7,
        Kind.ACTIVITY: 20,
        Kind.HONOUR: 6,
    }


def test_newest_first_and_undated_last(sample_kb: KnowledgeBase, home: Home) -> None:
    corpus = Corpus(home)
    bulletin = sample_kb.corpus.load_bulletin(TENTH)
    corpus.save_bulletin(bulletin)
    corpus.save_bulletin(replace(bulletin, id="undated-无日期", period=None))
    corpus.save_bulletin(replace(bulletin, id="2026-01-05-另一期"))
    ids = [found.id for found in Catalogue(corpus).listing().summaries]
    assert ids == ["2026-01-05-另一期", TENTH, "undated-无日期"]


def test_follows_the_corpus(sample_kb: KnowledgeBase, home: Home) -> None:
    corpus = Corpus(home)
    catalogue = Catalogue(corpus)
    assert catalogue.listing().summaries == ()

    bulletin = sample_kb.corpus.load_bulletin(TENTH)
    path = corpus.save_bulletin(bulletin)
    assert [found.title for found in catalogue.listing().summaries] == [bulletin.title]

    corpus.save_bulletin(replace(bulletin, title="改了的标题"))
    assert [found.title for found in catalogue.listing().summaries] == ["改了的标题"]

    path.write_text("坏了", "utf-8")  # in place, which a later look finds
    assert catalogue.listing().problems == ()
    catalogue = Catalogue(corpus, look_seconds=0)
    listing = catalogue.listing()
    assert listing.summaries == ()
    assert path.name in listing.problems[0]

    path.unlink()
    assert catalogue.listing().problems == ()


def test_of_several_at_once_one_looks_at_the_files(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb.corpus.save_bulletin(bulletin(entry("整村授信先评议。")))
    catalogue = Catalogue(kb.corpus, look_seconds=3600)
    looks = []
    look = catalogue._look

    def counted() -> Listing:
        looks.append(1)
        return look()

    monkeypatch.setattr(catalogue, "_look", counted)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: catalogue.listing(), range(8)))
    assert len(looks) == 1
    assert all(listing.summaries == found[0].summaries for listing in found)
    kb.corpus.save_bulletin(bulletin(entry("听证会。"), id_="2018-08-06-听证"))
    assert len(catalogue.listing().summaries) == 2
