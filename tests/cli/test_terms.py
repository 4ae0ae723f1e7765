"""kb terms."""

from __future__ import annotations

from pathlib import Path

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from tests.cli.conftest import Run


def test_proposed(sample: Run) -> None:
    done = sample("terms", "--limit", "3")
    assert done.code == 0
    assert "共 3 个" in done.out
    (first, *_) = sample("terms", "--limit", "1", "--json").json["terms"]
    assert first["word"] in done.out
    assert len(first["examples"]) == 3


def test_accepted_refused_and_withdrawn(kb_: Run, home: Home, source: Path) -> None:
    kb_("ingest", source)
    done = kb_("terms", "--accept", "落后的网格", "--as", "word", "--refuse", "月度兑现")
    assert "已采纳“落后的网格”" in done.out
    assert "不再提出“月度兑现”" in done.out
    assert "已更新索引" in done.out
    assert open_knowledge_base(home).segmenter.words("落后的网格") == ["落后的网格"]
    assert kb_("search", "落后的网格", "--json").json["total"] == 1
    done = kb_("terms", "--withdraw", "落后的网格", "--withdraw", "月度兑现")
    assert done.code == 0
    assert len(open_knowledge_base(home).segmenter.words("落后的网格")) > 1
    assert kb_("check").code == 0


def test_accepted_as_a_practice_or_an_alias(kb_: Run, source: Path) -> None:
    kb_("ingest", source)
    assert kb_("terms", "--accept", "逐户评议", "--as", "practice").code == 0
    assert kb_("terms", "--accept", "户户评议", "--as", "alias:逐户评议").code == 0
    said = kb_("practices", "逐户评议", "--json").json
    assert said["aliases"] == ["户户评议"]
    assert len(said["entries"]) == 1


def test_wrong_usage_says_what_is_right(kb_: Run) -> None:
    assert kb_("terms", "--accept", "炕头会").code == 2
    assert "practice、alias:做法名、word" in kb_("terms", "--accept", "炕头会", "--as", "x").err
    assert kb_("terms", "--withdraw", "炕头会").code == 1
