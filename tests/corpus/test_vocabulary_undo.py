"""Undoing changes of the vocabulary: what is in the way is named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus import vocabulary_changes, vocabulary_history
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.corpus.vocabulary_undo import plan_undo
from kb.errors import ConflictError
from kb.files.home import Home
from kb.model import Practice
from kb.rights import Actor, Role

BY = By(Actor("王编辑", Role.EDITOR), datetime(2026, 11, 23, 9, 30))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    corpus = Corpus(Home(tmp_path))
    (corpus.root / "practices").mkdir(parents=True)
    make(corpus, Practice("新做法"))
    return corpus


def make(corpus: Corpus, practice: Practice, was: str = "") -> None:
    vocabulary_history.make(corpus, vocabulary_changes.plan_practice(corpus, practice, was=was), BY)


def test_a_later_change_of_the_same_practice_is_named(corpus: Corpus) -> None:
    make(corpus, Practice("新做法", ("别名",)), was="新做法")
    with pytest.raises(
        ConflictError, match="不能撤销“新增做法“新做法””：后来“修改做法“新做法””"
    ) as caught:
        plan_undo(corpus, 1)
    assert "请先撤销后来的那一次" in caught.value.hint


def test_a_practice_that_others_build_on_stays(corpus: Corpus) -> None:
    make(corpus, Practice("下位做法", broader="新做法"))
    with pytest.raises(ConflictError, match="后来的修改要用到它") as caught:
        plan_undo(corpus, 1)
    assert "上位做法" in caught.value.hint


def test_an_edit_by_hand_is_told(corpus: Corpus) -> None:
    path = corpus.practice_path("新做法")
    path.write_text(path.read_text("utf-8") + "\n说明\n", "utf-8")
    with pytest.raises(ConflictError, match="后来有人在文件里改了同一处"):
        plan_undo(corpus, 1)
