"""The vectors follow the index: built, added to, taken from, damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import IndexDamaged
from kb.index import IndexDocument, fingerprint_of, prepare, update_vectors
from kb.index import vectors as module
from kb.index.vectors import Vectors, passages_of
from kb.knowledge_base import KnowledgeBase
from tests.index.engines import samples
from tests.real_model import encoder

VILLAGE = "整村授信先请村干部评议。公示无异议后，生成预授信名单。"
HEARING = "不良贷款听证会每月召开一次。"
LUNCH = "食堂午餐十二点开始供应。"


def document(name: str, text: str, title: str = "") -> IndexDocument:
    return samples.document(f"w1#{name}", text, bulletin="w1", title=title)


def put(kb: KnowledgeBase, *documents: IndexDocument) -> None:
    """Rebuild the index from some documents."""
    with kb.engine.writer(kb.fingerprint, rebuild=True) as writer:
        for item in documents:
            writer.put(prepare(item, kb.segmenter))


def update(kb: KnowledgeBase) -> int:
    return update_vectors(kb.vectors, kb.engine, encoder())


def nearest(kb: KnowledgeBase, text: str) -> list[str]:
    matrix = kb.vectors.matrix(fingerprint_of(encoder()))
    assert matrix is not None
    return [id_.partition("#")[2] for id_ in matrix.nearest(encoder().encode(text), 10)]


@pytest.fixture
def three(kb: KnowledgeBase) -> KnowledgeBase:
    encoder()
    put(kb, document("village", VILLAGE), document("hearing", HEARING), document("lunch", LUNCH))
    return kb


def test_an_entry_has_a_passage_for_the_whole_and_one_for_each_sentence() -> None:
    whole, first, second = passages_of(document("village", VILLAGE))
    assert first + second == whole
    assert passages_of(document("lunch", LUNCH)) == [LUNCH]


def test_a_text_of_many_sentences_has_a_bound() -> None:
    assert len(passages_of(document("long", "今天去了村里。" * 500))) == 1 + module.MOST_SENTENCES


def test_nothing_is_there_before_the_first_build(three: KnowledgeBase) -> None:
    assert three.vectors.matrix(fingerprint_of(encoder())) is None
    assert three.vectors.verify() == []


def test_the_nearest_in_meaning_come_first(three: KnowledgeBase) -> None:
    assert update(three) == 3
    assert nearest(three, "村里的贷款名单怎么定") == ["village", "hearing", "lunch"]
    assert nearest(three, "几点吃饭")[0] == "lunch"


def test_an_entry_is_found_by_one_sentence_of_it(three: KnowledgeBase) -> None:
    update(three)
    matrix = three.vectors.matrix(fingerprint_of(encoder()))
    assert matrix is not None
    exact = encoder().encode("公示无异议后，生成预授信名单。")
    assert matrix.scores(exact, ["w1#village"])["w1#village"] > 0.5 + 0.5 * 0.6


def test_only_what_changed_is_embedded_again(three: KnowledgeBase) -> None:
    update(three)
    assert update(three) == 0
    put(three, document("village", VILLAGE), document("lunch", "食堂改在十一点半开饭。"))
    assert update(three) == 1
    assert nearest(three, "几点吃饭") == ["lunch", "village"]


def test_an_entry_that_is_gone_is_not_found(three: KnowledgeBase) -> None:
    update(three)
    put(three, document("village", VILLAGE))
    update(three)
    assert nearest(three, "几点吃饭") == ["village"]


def test_an_entry_with_another_title_keeps_its_rows(three: KnowledgeBase) -> None:
    update(three)
    before = three.vectors.generations.current()
    rows = {path.name: path.stat().st_ino for path in before.glob("*.rows")}
    renamed = document("village", VILLAGE, title="新的标题")
    put(three, renamed, document("hearing", HEARING), document("lunch", LUNCH))
    update(three)
    after = three.vectors.generations.current()
    assert {path.name: path.stat().st_ino for path in after.glob("*.rows")} == rows


def test_what_was_built_stays_when_the_rest_is_given_up(
    three: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    class GaveUpError(Exception):
        pass

    def give_up(done: int, of: int) -> None:
        assert of == 3
        if done == 2:
            raise GaveUpError

    monkeypatch.setattr(module, "AT_ONCE", 1)
    with pytest.raises(GaveUpError):
        update_vectors(three.vectors, three.engine, encoder(), give_up)
    assert len(nearest(three, "村里")) == 1
    assert update(three) == 2


def test_many_segments_become_one(three: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 1)
    monkeypatch.setattr(module, "MOST_SEGMENTS", 2)
    update(three)
    assert len(list(three.vectors.generations.current().glob("*.rows"))) == 1
    assert nearest(three, "几点吃饭")[0] == "lunch"
    assert three.vectors.verify() == []


@pytest.mark.parametrize("name", ["000001.rows", "entries.json"])
def test_damage_is_noticed_and_mended(three: KnowledgeBase, name: str) -> None:
    update(three)
    path: Path = three.vectors.generations.current() / name
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    assert three.vectors.verify()
    fresh = Vectors(three.home)
    with pytest.raises(IndexDamaged):
        fresh.matrix(fingerprint_of(encoder()))
    assert update(three) == 3
    assert nearest(three, "几点吃饭")[0] == "lunch"


def test_a_commit_while_the_files_are_read_is_no_damage(
    three: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(three)
    reader = Vectors(three.home)
    current = reader.generations.current

    def replaced_at_once() -> Path:
        folder = current()
        monkeypatch.setattr(reader.generations, "current", current)
        put(three, document("four", "支行上门收粮款"))
        update(three)
        assert not folder.exists()
        return folder

    monkeypatch.setattr(reader.generations, "current", replaced_at_once)
    found = reader.matrix(fingerprint_of(encoder()))
    assert found is not None
    assert len(found) == 1


def test_vectors_of_another_model_are_not_used(three: KnowledgeBase) -> None:
    update(three)
    assert three.vectors.matrix("another") is None
    assert len(nearest(three, "村里")) == 3


def test_the_nearer_sentence_next_to_each_is_one_of_its_own_entry() -> None:
    np = pytest.importorskip("numpy", reason="numpy 没有安装")
    from kb.index.matrix import best_neighbours

    cosines = np.array([0.1, 0.5, 0.3, 0.9, 0.2, 0.7], np.float32)
    starts = np.array([0, 3, 4])  # entries of three, one and two sentences
    found = best_neighbours(cosines, starts)
    assert [round(float(cosine), 1) for cosine in found] == [0.5, 0.3, 0.5, 0.9, 0.7, 0.2]
