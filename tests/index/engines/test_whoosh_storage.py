"""A Whoosh index is read by position, a little at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.index.engines import whoosh_codec
from kb.index.engines.whoosh_engine import WhooshEngine
from kb.index.engines.whoosh_storage import MappedStorage
from kb.query import Everything
from tests.index.engines.samples import Preparer, document, found

CORPUS = [document(name, f"第{name}条：整村授信先评议。") for name in "abc"]


def test_an_empty_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert MappedStorage(str(tmp_path)).open_file("file").read() == b""


def test_terms_are_listed_whatever_is_read_at_once(
    tmp_path: Path, preparer: Preparer, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path)
    long = document("long", "长" + "字" * 50, organisations=("很长的名字" * 500,))
    preparer.change(engine, [*CORPUS, long], rebuild=True)
    listed = {field: list(engine.lexicon(field)) for field in ("text", "words")}
    monkeypatch.setattr(whoosh_codec, "_CHUNK", 16)
    monkeypatch.setattr(whoosh_codec, "_AT_ONCE", 16)
    engine.close()
    assert {field: list(engine.lexicon(field)) for field in listed} == listed
    (number, counted) = engine.frequencies({"text": [token for token, _ in listed["text"]]})
    assert counted["text"] == dict(listed["text"])
    assert number == len(found(engine, Everything()))
    engine.close()


def test_a_commit_that_only_removes_leaves_an_index_that_opens(
    tmp_path: Path, preparer: Preparer
) -> None:
    engine = WhooshEngine(tmp_path)
    preparer.change(engine, CORPUS, rebuild=True)
    preparer.change(engine, remove=[one.id for one in CORPUS])
    assert found(engine, Everything()) == []
    engine.close()
