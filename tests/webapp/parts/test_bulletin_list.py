"""The bulletins at a glance."""

from __future__ import annotations

from dataclasses import replace

from kb.corpus.folder import Corpus
from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from webapp.parts.bulletin_list import Catalogue, summary

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
