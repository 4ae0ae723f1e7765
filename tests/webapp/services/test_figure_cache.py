"""Tables of figures are made once until the index changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from kb.corpus import changes
from kb.corpus.changes import By
from kb.index.update import update_index
from kb.insights.figure_table import FigureTable, figure_table
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase
from kb.rights import Actor, Role
from kb.search.asking import Query
from tests.builders import TODAY, weekly
from webapp.services.figure_cache import KEPT, FigureCache


def test_the_same_table_until_the_index_changes(kb: KnowledgeBase) -> None:
    path = kb.home.path / "第三周.html"
    path.write_bytes(
        weekly(["一、额度要核。支行逐户核定，户均8.5万元，三天办结，全年走访1200户。" * 2])
    )
    (result,) = ingest(kb, [path], IngestOptions(TODAY))
    assert result.bulletin is not None
    tables = FigureCache()
    first = tables.table(kb, Query())
    assert first.rows
    assert tables.table(kb, Query()) is first
    assert tables.table(kb, Query("额度")) is not first
    changes.remove(
        kb.corpus, result.bulletin.id, By(Actor("测试", Role.EDITOR), datetime(2026, 11, 23))
    )
    update_index(kb)
    assert tables.table(kb, Query()).rows == ()


def test_only_the_last_are_kept(kb: KnowledgeBase) -> None:
    update_index(kb)
    tables = FigureCache()
    first = tables.table(kb, Query())
    for number in range(KEPT):
        tables.table(kb, Query(f"词{number}"))
    assert tables.table(kb, Query()) is not first


def test_of_several_at_once_one_makes_the_table(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(kb)
    made = []

    def counted(*given: Any) -> FigureTable:
        made.append(given)
        return figure_table(*given)

    monkeypatch.setattr("webapp.services.figure_cache.figure_table", counted)
    tables = FigureCache()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: tables.table(kb, Query()), range(8)))
    assert len(made) == 1
    assert all(table is found[0] for table in found)
