"""An editor says how many issues a file holds: parts are joined, a whole is split."""

from __future__ import annotations

import pytest

from kb.corpus.folder import Corpus
from kb.errors import ConflictError, KbError
from kb.intake import IngestOptions, ingest
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.state import Upload
from kb.state.uploads import UploadState
from kb.uploads import decisions
from kb.uploads.regroup import cut, grouped, join, reopen
from tests.intake.several import FIRST, SECOND, TWO
from tests.uploads.conftest import BY, NOW, checked, now_of, published, read_all, received, waiting

# Two issues that nothing tells apart but a person.
PLAIN = (FIRST.replace("第4期\n", "") + SECOND.replace("跟班学习周报\n第5期", "鹿鸣见闻")).encode()


def texts(kb: KnowledgeBase, upload: Upload) -> list[str]:
    return [line.text for line in checked(kb, upload).reading.lines]


def line_of(kb: KnowledgeBase, upload: Upload, text: str) -> int:
    reading = checked(kb, upload).reading
    return next(n for n, line in grouped(kb.home, upload, reading).lines if line == text)


@pytest.fixture
def parts(kb: KnowledgeBase) -> list[Upload]:
    """The two uploads that a file was split into."""
    received(kb, TWO, "两期.txt")
    return waiting(kb)


def test_parts_are_joined_and_no_paragraph_is_lost(kb: KnowledgeBase, parts: list[Upload]) -> None:
    lines = [line for part in parts for line in texts(kb, part)]
    assert grouped(kb.home, parts[0], checked(kb, parts[0]).reading).others == (parts[1],)
    made = join(kb, parts[1].id, BY)
    assert waiting(kb) == [now_of(kb, made)]
    assert texts(kb, made) == lines
    assert checked(kb, made).bulletin.source.part == 0
    assert [now_of(kb, part).state for part in parts] == [UploadState.DISCARDED] * 2


def test_corrections_of_all_parts_are_kept(kb: KnowledgeBase, parts: list[Upload]) -> None:
    for part in parts:
        first = checked(kb, part).bulletin.entries[0]
        typed = {f"kind-{first.anchor}": "honour"}
        assert not decisions.correct(kb, part.id, typed, BY, seen=0).wrong
    made = join(kb, parts[0].id, BY)
    read_all(kb)
    kinds = [entry.kind for entry in checked(kb, made).bulletin.entries]
    assert kinds.count(Kind.HONOUR) == 2
    assert any("沿用了编者" in note.text for note in checked(kb, made).notes)
    # And still when it is split again.
    (one, two) = cut(kb, made.id, [line_of(kb, now_of(kb, made), "第5期") - 1], BY)
    read_all(kb)
    assert [checked(kb, u).bulletin.entries[0].kind for u in (one, two)] == [Kind.HONOUR] * 2


def test_of_two_who_join_both_come_to_the_same(kb: KnowledgeBase, parts: list[Upload]) -> None:
    join(kb, parts[0].id, BY)
    with pytest.raises(ConflictError):
        join(kb, parts[1].id, BY)


def test_other_uploads_of_that_name_stay(kb: KnowledgeBase, parts: list[Upload]) -> None:
    other = received(kb, TWO.replace("梨园".encode(), "桃园".encode()), "另外.txt")
    read_all(kb)
    join(kb, parts[0].id, BY)
    assert now_of(kb, other).state is UploadState.UNPACKED
    assert len(waiting(kb)) == 3


def test_published_parts_go_to_the_bin_when_the_whole_is_published(
    kb: KnowledgeBase, parts: list[Upload]
) -> None:
    ids = [published(kb, part) for part in parts]
    made = reopen(kb, ids[1], BY)
    read_all(kb)
    assert sorted(kb.corpus.bulletin_ids()) == sorted(ids)
    gone = [other.id for other in checked(kb, made).replaces]
    assert gone
    assert set(gone) <= set(ids)
    whole = published(kb, made)
    assert list(kb.corpus.bulletin_ids()) == [whole]
    assert sorted(item.bulletin_id for item in kb.corpus.bin_items()) == sorted(gone)
    received(kb, TWO, "两期.txt")
    assert waiting(kb) == []


def test_a_file_is_split_where_the_editor_says(kb: KnowledgeBase) -> None:
    file = received(kb, PLAIN, "合订.txt")
    (whole,) = waiting(kb)
    made = cut(kb, file.id, [line_of(kb, whole, "鹿鸣见闻"), 9999], BY)
    assert waiting(kb) == [now_of(kb, one) for one in made]
    assert [texts(kb, one)[0] for one in made] == ["跟班学习周报", "鹿鸣见闻"]
    assert now_of(kb, file).state is UploadState.UNPACKED
    assert checked(kb, made[1]).bulletin.title == "鹿鸣见闻"
    # The same file again brings nothing new, on the site or by kb ingest.
    ids = [published(kb, one) for one in made]
    received(kb, PLAIN, "合订.txt")
    assert waiting(kb) == []
    path = kb.home.path / "合订.txt"
    path.write_bytes(PLAIN)
    results = ingest(kb, [path], IngestOptions(NOW.date()))
    assert [result.status.value for result in results] == ["unchanged"] * 2
    assert sorted(Corpus(kb.home).bulletin_ids()) == sorted(ids)


def test_a_published_file_is_split_and_nothing_stands_twice(kb: KnowledgeBase) -> None:
    received(kb, PLAIN, "合订.txt")
    (upload,) = waiting(kb)
    before = published(kb, upload)
    made = reopen(kb, before, BY)
    read_all(kb)
    parts = cut(kb, made.id, [line_of(kb, now_of(kb, made), "鹿鸣见闻")], BY)
    read_all(kb)
    ids = [published(kb, part) for part in parts]
    assert sorted(kb.corpus.bulletin_ids()) == sorted(ids)
    found = [kb.corpus.load_bulletin(id_) for id_ in ids]
    assert [len(bulletin.entries) for bulletin in found] == [2, 2]


def test_what_is_no_line_of_it_splits_nothing(kb: KnowledgeBase, parts: list[Upload]) -> None:
    with pytest.raises(KbError, match="拆出来的一期"):
        cut(kb, parts[0].id, [1], BY)
    made = join(kb, parts[0].id, BY)
    with pytest.raises(ConflictError):  # not read yet
        cut(kb, made.id, [1], BY)
    read_all(kb)
    with pytest.raises(KbError, match="没有选"):
        cut(kb, made.id, [0, 9999], BY)
    with pytest.raises(KbError, match="没有拆开过"):
        join(kb, made.id, BY)
