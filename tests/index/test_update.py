"""The index is the image of the corpus, whatever happened to either."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kb.index import fields as schema
from kb.index.documents import documents
from kb.index.update import check_index, is_behind, update_index, why_rebuild
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Bulletin
from kb.search.asking import Query
from kb.search.results import search
from tests.builders import bulletin, entry

JULY = bulletin(entry("整村授信先评议。"), entry("考核算到每一户。"))
AUGUST = bulletin(entry("听证会先听事实。"), id_="2018-08-06-学习纪实")


def image(kb: KnowledgeBase) -> dict[str, str]:
    """What the index should hold."""
    return {
        document.id: document.digest
        for one in kb.corpus.bulletins()
        for document in documents(one, kb.vocabulary)
    }


def stored(kb: KnowledgeBase, *bulletins: Bulletin) -> KnowledgeBase:
    for one in bulletins:
        kb.corpus.save_bulletin(one)
    return kb


def reopened(kb: KnowledgeBase) -> KnowledgeBase:
    kb.engine.close()
    return open_knowledge_base(kb.home)


def index_file(kb: KnowledgeBase) -> Path:
    """The largest file of the live index."""
    files = [p for p in (kb.home.index / "whoosh").rglob("*") if p.is_file()]
    return max(files, key=lambda path: path.stat().st_size)


def test_a_first_index_and_its_updates(kb: KnowledgeBase) -> None:
    stored(kb, JULY)
    first = update_index(kb)
    assert (first.put, first.removed, first.documents) == (2, 0, 2)
    assert "还没有索引" in first.rebuilt

    stored(kb, AUGUST)
    added = update_index(kb)
    assert (added.put, added.removed, added.documents, added.rebuilt) == (1, 0, 3, "")

    changed = replace(JULY, content=(replace(JULY.entries[0], text="改了。"), JULY.entries[1]))
    stored(kb, changed)
    put = update_index(kb)
    assert (put.put, put.removed, put.documents) == (1, 0, 3)

    kb.corpus.remove_bulletin(JULY.id, datetime(2026, 11, 23))
    removed = update_index(kb)
    assert (removed.put, removed.removed, removed.documents) == (0, 2, 1)
    assert kb.engine.digests() == image(kb)

    nothing = update_index(kb)
    assert (nothing.put, nothing.removed, nothing.rebuilt) == (0, 0, "")


def test_a_rebuild_that_was_asked_for(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    told: list[tuple[int, int]] = []
    again = update_index(kb, rebuild=True, progress=lambda *step: told.append(step))
    assert (again.put, again.documents) == (2, 2)
    assert again.rebuilt
    assert told == [(0, 1), (1, 1)]
    assert kb.engine.digests() == image(kb)


def test_an_empty_corpus_has_an_empty_index(kb: KnowledgeBase) -> None:
    assert update_index(kb).documents == 0
    assert why_rebuild(kb) == ""
    assert search(kb, Query("整村授信")).total == 0


def test_a_new_word_changes_only_the_entries_that_contain_it(kb: KnowledgeBase) -> None:
    school = bulletin(entry("农民夜校晚上办。"), entry("考核算到每一户。"), id_="2018-08-06-夜校")
    update_index(stored(kb, JULY, school))
    assert kb.engine.frequencies({"words": ["农民夜校"]})[1]["words"]["农民夜校"] == 0
    kb.corpus.save_words(kb.corpus.words().accept("农民夜校"))
    kb = reopened(kb)
    assert (why_rebuild(kb), is_behind(kb)) == ("", True)
    assert check_index(kb) == ["词典有变，需要更新：kb index"]
    change = update_index(kb)
    assert (change.put, change.rebuilt) == (1, "")
    assert (is_behind(kb), check_index(kb)) == (False, [])
    assert kb.engine.frequencies({"words": ["农民夜校"]})[1]["words"]["农民夜校"] == 1


def test_a_word_that_no_entry_contains_changes_the_fingerprint_alone(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    kb.corpus.save_words(kb.corpus.words().accept("农民夜校"))
    kb = reopened(kb)
    assert update_index(kb).put == 0
    assert not is_behind(kb)


def test_a_word_that_is_withdrawn_is_cut_again(kb: KnowledgeBase) -> None:
    kb.corpus.save_words(kb.corpus.words().accept("农民夜校"))
    school = bulletin(entry("农民夜校晚上办。"), id_="2018-08-06-夜校")
    kb = reopened(kb)
    update_index(stored(kb, school))
    kb.corpus.save_words(kb.corpus.words().withdraw("农民夜校"))
    kb = reopened(kb)
    assert update_index(kb).put == 1
    assert kb.engine.frequencies({"words": ["农民夜校"]})[1]["words"]["农民夜校"] == 0


def test_a_dictionary_that_is_not_known_calls_for_a_rebuild(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    (kb.home.state / "indexed-whoosh.json").unlink()
    kb.corpus.save_words(kb.corpus.words().accept("农民夜校"))
    kb = reopened(kb)
    assert "有变" in why_rebuild(kb)
    assert "有变" in update_index(kb).rebuilt
    assert why_rebuild(kb) == ""


def test_a_changed_schema_calls_for_a_rebuild(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_index(stored(kb, JULY))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert "有变" in why_rebuild(kb)


def test_a_file_cut_short_is_noticed_and_rebuilt(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    path = index_file(kb)
    path.write_bytes(path.read_bytes()[:-100])
    kb = reopened(kb)
    assert "损坏" in why_rebuild(kb)
    assert "损坏" in update_index(kb).rebuilt
    assert kb.engine.digests() == image(kb)
    assert check_index(kb) == []


def test_one_flipped_bit_is_noticed_by_a_check(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    path = index_file(kb)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    findings = check_index(reopened(kb))
    assert any("索引" in finding for finding in findings)
    assert update_index(kb, rebuild=True).rebuilt
    assert check_index(kb) == []


def test_an_index_that_differs_from_the_corpus_is_told(kb: KnowledgeBase) -> None:
    assert any("还没有索引" in finding for finding in check_index(kb))
    update_index(stored(kb, JULY))
    assert check_index(kb) == []
    stored(kb, AUGUST)
    (finding,) = check_index(kb)
    assert "缺 1 条、多 0 条、有变 0 条" in finding
    assert "kb index" in finding


def spoil(kb: KnowledgeBase, bulletin_id: str) -> None:
    kb.corpus.bulletin_path(bulletin_id).write_text("坏", "utf-8")


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_malformed_bulletin_keeps_its_entries_and_does_not_stop_the_others(
    kb: KnowledgeBase, rebuild: bool
) -> None:
    update_index(stored(kb, JULY))
    spoil(kb, JULY.id)
    change = update_index(stored(kb, AUGUST), rebuild=rebuild)
    (error,) = change.unread
    assert JULY.id in error.where
    assert (change.removed, change.documents) == (0, 3)
    assert search(kb, Query("整村授信")).total == 1
    assert search(kb, Query("听证会")).total == 1
    assert check_index(kb) == []


def test_a_malformed_bulletin_is_tried_again_until_it_is_mended(kb: KnowledgeBase) -> None:
    spoil(stored(kb, JULY), JULY.id)
    update_index(stored(kb, AUGUST))
    assert update_index(kb).unread
    stored(kb, JULY)
    mended = update_index(kb)
    assert (mended.put, mended.unread, mended.documents) == (2, (), 3)


def test_the_entries_of_a_malformed_bulletin_go_when_it_is_removed(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY, AUGUST))
    (kb.home.state / "indexed-whoosh.json").unlink()  # what was indexed is not known
    spoil(kb, JULY.id)
    assert update_index(kb).documents == 3
    kb.corpus.bulletin_path(JULY.id).unlink()
    assert (update_index(kb).removed, kb.engine.status().documents) == (2, 1)


def test_a_new_word_cuts_the_kept_entries_of_a_malformed_bulletin_too(kb: KnowledgeBase) -> None:
    school = bulletin(entry("农民夜校晚上办。"), id_="2018-08-06-夜校")
    update_index(stored(kb, JULY, school))
    spoil(kb, school.id)
    kb.corpus.save_words(kb.corpus.words().accept("农民夜校"))
    kb = reopened(kb)
    update_index(kb)
    assert kb.engine.frequencies({"words": ["农民夜校"]})[1]["words"]["农民夜校"] == 1
    stored(kb, school)
    assert update_index(kb).unread == ()
    assert kb.engine.digests() == image(kb)


def test_a_rebuild_from_nothing_leaves_a_malformed_bulletin_out(kb: KnowledgeBase) -> None:
    spoil(stored(kb, JULY, AUGUST), JULY.id)
    change = update_index(kb)
    assert (len(change.unread), change.documents) == (1, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root 用户读得出一切文件")
def test_a_file_without_permission_is_skipped_too(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    path = kb.corpus.bulletin_path(JULY.id)
    path.chmod(0)
    change = update_index(stored(kb, AUGUST))
    path.chmod(0o644)
    assert (len(change.unread), change.documents) == (1, 3)


DIES = """
import os, sys
from pathlib import Path
from kb.index.documents import documents, prepare
from kb.index.update import update_index
from kb.knowledge_base import open_knowledge_base
from kb.files.home import Home
kb = open_knowledge_base(Home(Path(sys.argv[1])))
with kb.engine.writer(kb.fingerprint, rebuild=sys.argv[2] == "rebuild") as writer:
    for one in kb.corpus.bulletins():
        for document in documents(one, kb.vocabulary):
            writer.put(prepare(document, kb.segmenter))
    os._exit(9)
"""


@pytest.mark.parametrize("way", ["update", "rebuild"])
def test_a_writer_that_dies_leaves_the_old_index(kb: KnowledgeBase, way: str) -> None:
    update_index(stored(kb, JULY))
    before = kb.engine.digests()
    stored(kb, AUGUST)
    done = subprocess.run([sys.executable, "-c", DIES, str(kb.home.path), way])
    assert done.returncode == 9
    kb = reopened(kb)
    assert kb.engine.digests() == before
    assert search(kb, Query("整村授信")).total == 1
    update_index(kb)
    assert kb.engine.digests() == image(kb)


def remove_and_fail(kb: KnowledgeBase, *, rebuild: bool) -> None:
    with kb.engine.writer(kb.fingerprint, rebuild=rebuild) as writer:
        for id_ in kb.engine.digests():
            writer.remove(id_)
        raise ZeroDivisionError


def test_a_writer_that_fails_leaves_the_old_index(kb: KnowledgeBase) -> None:
    update_index(stored(kb, JULY))
    before = kb.engine.digests()
    for rebuild in (False, True):
        with pytest.raises(ZeroDivisionError):
            remove_and_fail(kb, rebuild=rebuild)
        assert kb.engine.digests() == before
    stored(kb, AUGUST)
    assert update_index(kb).documents == 3


def test_a_corpus_that_is_not_held_in_memory_is_indexed_the_same(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.index.update.MOST_HELD", 1)
    update_index(stored(kb, JULY, AUGUST))
    assert kb.engine.digests() == image(kb)
    changed = [replace(one, title="改了标题") for one in (JULY, AUGUST)]
    assert update_index(stored(kb, *changed)).put == 3
    assert kb.engine.digests() == image(kb)
    assert check_index(kb) == []
