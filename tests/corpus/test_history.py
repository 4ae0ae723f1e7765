"""The history of a bulletin: who, when, what, and how it was before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus import bulletin_markdown, history
from kb.corpus.folder import Corpus
from kb.corpus.history import (
    Action,
    Version,
    changes,
    digest,
    record,
    recorded_ids,
    version,
    versions,
)
from kb.errors import CorpusError, NotFoundError
from kb.files.home import Home
from tests.builders import bulletin, entry

WHEN = datetime(2026, 11, 23, 9, 30)
FIRST, SECOND, THIRD = (
    bulletin_markdown.dumps(bulletin(entry(text))).encode() for text in ("甲。", "乙。", "丙。")
)
ID = bulletin().id


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(Home(tmp_path))


def change(corpus: Corpus, action: Action, data: bytes | None, *, take_place: bool = True) -> None:
    """Record a change and, unless the writer is killed in between, make it."""
    before = corpus.read_markdown(ID)
    record(corpus.home, ID, action, who="网站", when=WHEN, before=before, after=data)
    if not take_place:
        return
    if data is None:
        corpus.bulletin_path(ID).unlink()
    else:
        corpus.write_markdown(ID, data)


def told(found: tuple[Version, ...]) -> list[tuple[int, bytes | None]]:
    return [(one.number, one.data) for one in found]


def test_each_change_leaves_a_version(corpus: Corpus) -> None:
    change(corpus, Action.ADDED, FIRST)
    change(corpus, Action.EDITED, SECOND)
    change(corpus, Action.REMOVED, None)
    change(corpus, Action.RESTORED, THIRD)
    found = versions(corpus, ID)
    assert told(found) == [(1, FIRST), (2, SECOND), (3, None), (4, THIRD)]
    assert [one.current for one in found] == [False, False, False, True]
    assert [one.action for one in found] == ["added", "edited", "removed", "restored"]
    assert (found[1].who, found[1].when) == ("网站", WHEN)
    assert not any(one.by_hand for one in found)
    assert version(corpus, ID, 2).markdown == SECOND.decode()


def test_what_stood_before_the_first_record_is_version_0(corpus: Corpus) -> None:
    corpus.write_markdown(ID, FIRST)
    assert told(versions(corpus, ID)) == [(0, FIRST)]
    change(corpus, Action.UPDATED, SECOND)
    found = versions(corpus, ID)
    assert told(found) == [(0, FIRST), (1, SECOND)]
    assert (found[0].when, found[0].who, found[0].action) == (None, "", None)


def test_an_edit_by_hand_is_not_lost(corpus: Corpus) -> None:
    change(corpus, Action.ADDED, FIRST)
    by_hand = FIRST + "\n没有人记下的改动。\r\n".encode("gb18030")
    corpus.bulletin_path(ID).write_bytes(by_hand)
    (only,) = versions(corpus, ID)
    assert (only.data, only.by_hand) == (by_hand, True)
    change(corpus, Action.UPDATED, SECOND)
    assert told(versions(corpus, ID)) == [(1, by_hand), (2, SECOND)]


def test_a_change_that_was_killed_before_it_took_place_is_none(corpus: Corpus) -> None:
    change(corpus, Action.ADDED, FIRST, take_place=False)
    with pytest.raises(NotFoundError):
        versions(corpus, ID)
    change(corpus, Action.ADDED, FIRST)
    change(corpus, Action.UPDATED, SECOND, take_place=False)
    assert told(versions(corpus, ID)) == [(2, FIRST)]
    assert versions(corpus, ID)[-1].current
    change(corpus, Action.UPDATED, THIRD)
    assert told(versions(corpus, ID)) == [(2, FIRST), (4, THIRD)]


def test_a_record_is_a_file_that_a_person_can_read(corpus: Corpus) -> None:
    corpus.write_markdown(ID, FIRST)
    path = record(
        corpus.home,
        ID,
        Action.UPDATED,
        who="命令行",
        when=WHEN,
        before=FIRST,
        after=SECOND,
        note="第三周: 改.html",
    )
    assert path == history.history_folder(corpus.home, ID) / "0001.md"
    head, _, kept = path.read_bytes().partition(b"\n---\n")
    assert kept == FIRST
    assert "who: 命令行" in head.decode()
    (made,) = changes(corpus.home, ID)
    assert (made.note, made.after, made.before) == ("第三周: 改.html", digest(SECOND), FIRST)
    assert recorded_ids(corpus.home) == [ID]


def test_nobody_knows_such_a_bulletin(corpus: Corpus) -> None:
    with pytest.raises(NotFoundError):
        versions(corpus, "2018-07-02-没有")
    with pytest.raises(NotFoundError):
        versions(corpus, "../../etc/passwd")
    change(corpus, Action.ADDED, FIRST)
    with pytest.raises(NotFoundError, match="第 7 版"):
        version(corpus, ID, 7)


@pytest.mark.parametrize("data", [b"", b"---\nwho: x\n---\n", b"\xff", b"---\n- a\n---\nx"])
def test_a_damaged_record_names_its_file(corpus: Corpus, data: bytes) -> None:
    change(corpus, Action.ADDED, FIRST)
    path = history.history_folder(corpus.home, ID) / "0001.md"
    path.write_bytes(data)
    with pytest.raises(CorpusError) as caught:
        versions(corpus, ID)
    assert caught.value.where.startswith(str(path))
