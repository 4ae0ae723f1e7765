"""kb index."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.files.home import Home
from tests.cli.conftest import Run


@pytest.fixture
def ingested(kb_: Run, source: Path) -> Run:
    kb_("ingest", source)
    return kb_


def test_what_is_current_stays(ingested: Run) -> None:
    assert ingested("index").out.startswith("索引已是最新：")
    assert ingested("index", "--rebuild").out.startswith("按要求重建，已重建索引：")


def test_an_engine_that_is_not_the_one_of_kb_toml_has_its_own_index(
    ingested: Run, home: Home
) -> None:
    pytest.importorskip("tantivy", reason="需要软件包 tantivy：pip install 'lessons-kb[fast]'")
    before = home.config.read_text("utf-8")
    assert ingested("index", "--engine", "tantivy").out.startswith("还没有索引，已重建索引：")
    assert ingested("index", "--engine", "tantivy").out.startswith("索引已是最新：")
    assert home.config.read_text("utf-8") == before
    assert sorted(path.name for path in home.index.iterdir()) == ["tantivy", "whoosh"]
    found = ingested("search", "评议", "--json").json
    home.config.write_text(before.replace("whoosh", "tantivy"), "utf-8")
    again = ingested("search", "评议", "--json").json
    assert found["total"] > 0
    assert {**found, "took_ms": 0} == {**again, "took_ms": 0}


def test_an_unknown_engine_is_a_slip(ingested: Run) -> None:
    done = ingested("index", "--engine", "lucene")
    assert done.code == 2
    assert "lucene" in done.err
