"""A rebuild in several processes gives the same index as in one."""

from __future__ import annotations

import pytest

from kb.index import rebuild
from kb.index.update import check_index, update_index
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry

ENTRIES = (
    "整村授信先评议，公示{n}天。",
    "考核算到每一户，按月兑现{n}元。",
    "听证会先听事实，再算额度{n}万元。",
)


@pytest.fixture(autouse=True)
def _helpers_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "FEW", 0)


def fill(kb: KnowledgeBase, bulletins: int) -> None:
    """A corpus of so many bulletins."""
    for n in range(bulletins):
        entries = [entry(text.format(n=n)) for text in ENTRIES]
        kb.corpus.save_bulletin(bulletin(*entries, id_=f"2018-07-{n + 1:02d}-第{n}期"))


def image(kb: KnowledgeBase) -> tuple[object, ...]:
    """What an index holds."""
    lexicons = [list(kb.engine.lexicon(field)) for field in ("text", "words", "bank")]
    return kb.engine.digests(), *lexicons


def test_several_processes_make_the_same_index(kb: KnowledgeBase) -> None:
    fill(kb, 7)
    assert update_index(kb, rebuild=True).put == 21
    alone = image(kb)
    seen: list[tuple[int, int]] = []
    change = update_index(kb, rebuild=True, processes=2, progress=lambda *told: seen.append(told))
    assert (change.put, change.documents) == (21, 21)
    assert image(kb) == alone
    assert seen[-1] == (7, 7)
    assert check_index(kb) == []


def test_a_malformed_bulletin_is_told_by_any_process(kb: KnowledgeBase) -> None:
    fill(kb, 5)
    path = kb.corpus.bulletin_path("2018-07-03-第2期")
    path.write_text("没有开头", "utf-8")
    change = update_index(kb, rebuild=True, processes=2)
    (error,) = change.unread
    assert error.where.startswith(str(path))
    assert change.documents == 12


def test_what_the_progress_raises_ends_the_helpers(kb: KnowledgeBase) -> None:
    fill(kb, 6)
    update_index(kb)
    before = kb.engine.status()

    def stop(done: int, of: int) -> None:
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        update_index(kb, rebuild=True, processes=2, progress=stop)
    assert kb.engine.status() == before
