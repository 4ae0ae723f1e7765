"""Every way in which a bulletin changes: recorded, whole or not at all, and to be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kb.corpus import bulletin_markdown, changes
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.corpus.history import Action, digest, versions
from kb.errors import ConflictError, CorpusError, KbError, NotFoundError
from kb.files.home import Home
from kb.rights import Actor, Role
from tests.builders import bulletin, entry

BY = By(Actor("网站", Role.EDITOR), datetime(2026, 11, 23, 9, 30))
ONE, TWO = bulletin(entry("甲。")), bulletin(entry("乙。"))
ID = ONE.id


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(Home(tmp_path))


def markdown(corpus: Corpus) -> str:
    return (corpus.read_markdown(ID) or b"").decode()


def actions(corpus: Corpus, bulletin_id: str = ID) -> list[Action | None]:
    return [version.action for version in versions(corpus, bulletin_id)]


def test_added_and_updated(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY, note="第三周.html")
    changes.store(corpus, TWO, BY)
    assert corpus.load_bulletin(ID) == TWO
    assert actions(corpus) == [Action.ADDED, Action.UPDATED]
    assert versions(corpus, ID)[0].note == "第三周.html"


def test_nothing_is_recorded_when_nothing_changes(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    changes.store(corpus, ONE, BY)
    assert actions(corpus) == [Action.ADDED]


def test_another_id(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    moved = replace(TWO, id="2019-07-02-学习纪实")
    changes.store(corpus, moved, BY, was=ID)
    assert corpus.bulletin_ids() == [moved.id]
    assert corpus.load_bulletin(moved.id) == moved
    assert actions(corpus) == [Action.ADDED, Action.REMOVED]
    before, now = versions(corpus, moved.id)
    assert before.markdown == bulletin_markdown.dumps(ONE)
    assert now.note == f"原编号 {ID}"


def test_another_id_that_is_taken_loses_nothing(corpus: Corpus) -> None:
    other = replace(TWO, id="2019-07-02-学习纪实")
    for each in (ONE, other):
        changes.store(corpus, each, BY)
    with pytest.raises(KbError, match="已有文件"):
        changes.store(corpus, replace(ONE, id=other.id), BY, was=ID)
    assert list(corpus.bulletins()) == [ONE, other]
    assert actions(corpus) == [Action.ADDED]  # the record was taken back


def test_an_edit(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    text = markdown(corpus)
    edited = text.replace("甲。", "改了。") + "\n新加的一段，没有属性行。\n"
    made = changes.edit(corpus, ID, edited, BY, expected=digest(text.encode()))
    assert [e.text for e in made.entries] == ["改了。", "新加的一段，没有属性行。"]
    assert corpus.load_bulletin(ID) == made
    # The added block has an id in the file, which stays when its text changes.
    assert f"#{made.entries[1].anchor} " in markdown(corpus)
    assert actions(corpus) == [Action.ADDED, Action.EDITED]


def test_an_edit_of_what_somebody_else_has_changed(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    seen = digest(corpus.read_markdown(ID))
    changes.store(corpus, TWO, BY)
    with pytest.raises(ConflictError, match="又被别人改过"):
        changes.edit(corpus, ID, bulletin_markdown.dumps(ONE), BY, expected=seen)
    assert corpus.load_bulletin(ID) == TWO
    changes.remove(corpus, ID, BY)
    with pytest.raises(NotFoundError):
        changes.edit(corpus, ID, bulletin_markdown.dumps(ONE), BY, expected=seen)


def test_a_malformed_edit_changes_nothing_and_names_the_line(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    text = markdown(corpus)
    broken = text.replace("kind=lesson", "kind=课程")
    with pytest.raises(CorpusError) as caught:
        changes.edit(corpus, ID, broken, BY, expected=digest(text.encode()))
    assert "第 " in caught.value.where
    assert markdown(corpus) == text
    assert actions(corpus) == [Action.ADDED]


def test_a_version_comes_back(corpus: Corpus) -> None:
    for each in (ONE, TWO):
        changes.store(corpus, each, BY)
    changes.restore_version(corpus, ID, 1, BY)
    assert corpus.load_bulletin(ID) == ONE
    assert versions(corpus, ID)[-1].note == "恢复到第 1 版"
    changes.remove(corpus, ID, BY)
    with pytest.raises(NotFoundError, match="没有内容可恢复"):
        changes.restore_version(corpus, ID, 4, BY)
    changes.restore_version(corpus, ID, 2, BY)
    assert corpus.load_bulletin(ID) == TWO


def test_a_version_that_cannot_be_read_does_not_come_back(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    corpus.bulletin_path(ID).write_bytes("坏".encode("gb18030"))
    changes.store(corpus, TWO, BY)
    with pytest.raises(CorpusError):
        changes.restore_version(corpus, ID, 1, BY)
    assert corpus.load_bulletin(ID) == TWO


def test_the_bin_and_back(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    kept = changes.remove(corpus, ID, BY)
    assert corpus.bulletin_ids() == []
    (item,) = corpus.bin_items()
    assert (item.bulletin_id, item.removed, item.path) == (ID, BY.when, kept)
    assert changes.undo_remove(corpus, ID, BY) == ID
    assert corpus.load_bulletin(ID) == ONE
    assert corpus.bin_items() == []
    assert actions(corpus) == [Action.ADDED, Action.REMOVED, Action.RESTORED]
    with pytest.raises(NotFoundError, match="回收站"):
        changes.undo_remove(corpus, ID, BY)
    with pytest.raises(NotFoundError):
        changes.remove(corpus, "2018-07-02-没有", BY)


def test_the_last_removed_comes_back_first(corpus: Corpus) -> None:
    for each in (ONE, TWO):
        changes.store(corpus, each, BY)
        changes.remove(corpus, ID, BY)  # twice in one second
    assert changes.undo_remove(corpus, ID, BY) == ID
    assert corpus.load_bulletin(ID) == TWO
    later = By(Actor("网站", Role.EDITOR), BY.when + timedelta(days=1))
    changes.remove(corpus, ID, later)
    assert corpus.bin_items()[0].removed == later.when


def test_an_id_that_was_taken_meanwhile_costs_neither_of_the_two(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    changes.remove(corpus, ID, BY)
    changes.store(corpus, TWO, BY)
    assert changes.undo_remove(corpus, ID, BY) == f"{ID}-2"
    assert corpus.load_bulletin(ID) == TWO
    assert corpus.load_bulletin(f"{ID}-2").entries == ONE.entries


def test_an_undoing_that_was_cut_short_is_finished(corpus: Corpus) -> None:
    changes.store(corpus, ONE, BY)
    kept = changes.remove(corpus, ID, BY)
    corpus.bulletin_path(ID).write_bytes(kept.read_bytes())  # and killed before the bin was emptied
    assert changes.undo_remove(corpus, ID, BY) == ID
    assert corpus.bulletin_ids() == [ID]
    assert corpus.bin_items() == []


def test_what_is_no_bulletin_in_the_bin_is_passed_over(corpus: Corpus) -> None:
    corpus.bin.mkdir(parents=True)
    for name in ("笔记.md", "99999999T999999-x.md", "20261123T093000-x.txt"):
        (corpus.bin / name).write_text("x", "utf-8")
    assert corpus.bin_items() == []
