"""One bulletin in every format, made by the programs of editors, gives the same entries."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Heading, Source
from kb.structure.understand import structure
from tests.readers.making import sample

TODAY = date(2026, 11, 23)
FORMATS = (".mhtml", ".docx", ".pdf", ".md", ".txt")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def bulletin(kb: KnowledgeBase, suffix: str) -> Bulletin:
    source = Source(f"bulletin{suffix}", suffix[1:], "0" * 64, TODAY)
    structured = structure(
        sample(source.name), source, today=TODAY, organisations=kb.vocabulary.organisations
    )
    assert structured.warnings == ()
    return structured.bulletin


def entries(made: Bulletin) -> list[tuple[str, str, str, str]]:
    return [(e.kind, e.group, e.bank, squeezed(e.text)) for e in made.entries]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_entries(sample_kb: KnowledgeBase, suffix: str) -> None:
    page, other = bulletin(sample_kb, ".html"), bulletin(sample_kb, suffix)
    assert len(page.entries) == 43
    assert entries(other) == entries(page)
    assert (other.title, squeezed(other.subtitle)) == (page.title, squeezed(page.subtitle))
    assert (other.period, other.groups, other.issue) == (page.period, page.groups, page.issue)
    assert [squeezed(item.text) for item in other.content if isinstance(item, Heading)] == [
        squeezed(item.text) for item in page.content if isinstance(item, Heading)
    ]


def test_it_is_the_bulletin_of_the_sample_corpus(sample_kb: KnowledgeBase) -> None:
    """The samples still agree with the bulletin they were made from."""
    kept = sample_kb.corpus.load_bulletin("2025-11-10-云州农商银行系统跟班学习活动第二周纪实")
    assert entries(bulletin(sample_kb, ".html")) == entries(kept)


@pytest.mark.parametrize("suffix", [".mhtml", ".docx"])
def test_the_same_pictures_before_the_same_captions(suffix: str) -> None:
    page, other = sample("bulletin.html").blocks, sample(f"bulletin{suffix}").blocks
    shown = [(block.pictures, squeezed(block.caption)) for block in page if block.pictures]
    assert len(shown) == 19
    assert shown == [(b.pictures, squeezed(b.caption)) for b in other if b.pictures]
