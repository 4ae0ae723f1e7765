"""Engines whose index several processes share: what one commits, the others see."""

from __future__ import annotations

import pytest

from kb.errors import IndexBusy
from kb.query.conditions import Contains, Everything
from tests.index.engines.conftest import Opener
from tests.index.engines.samples import FINGERPRINT, Preparer, document, found

CORPUS = [document(f"d{n}", f"整村授信第{n}户，评议通过。" * 5, position=n) for n in range(30)]


@pytest.fixture
def made(opener: Opener, preparer: Preparer) -> Opener:
    """An index; nothing has it open."""
    engine = opener()
    preparer.fill(engine, CORPUS)
    engine.close()
    return opener


def test_an_index_is_there_for_the_next_process(made: Opener) -> None:
    assert found(made(), Contains("text", "第7户")) == ["d7"]


def test_readers_see_what_another_has_committed(made: Opener, preparer: Preparer) -> None:
    reader, writer = made(), made()
    assert len(found(reader, Everything())) == 30
    preparer.change(writer, [document("e", "新来的。")], remove=["d7"])
    assert found(reader, Contains("text", "新来")) == ["e"]
    assert found(reader, Contains("text", "第7户")) == []
    preparer.fill(writer, [document("f", "重建了。")])
    assert found(reader, Everything()) == ["f"]


def test_one_writes_at_a_time(made: Opener, preparer: Preparer) -> None:
    first, second = made(), made()
    with first.writer(FINGERPRINT) as writer:
        writer.put(preparer.prepare(document("e", "先写的。")))
        for rebuild in (False, True):
            with pytest.raises(IndexBusy):
                preparer.change(second, CORPUS[:1], rebuild=rebuild)
        assert len(found(second, Everything())) == 30
    assert len(found(second, Everything())) == 31
    preparer.change(second, remove=["e"])
    assert len(found(first, Everything())) == 30
