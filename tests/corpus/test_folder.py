"""The corpus folder: bulletins, sources and vocabulary as files."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kb.corpus.folder import Corpus
from kb.errors import CorpusError, NotFoundError
from kb.files.home import Home
from tests.builders import bulletin, entry

MADE = bulletin(entry("整村授信先评议。"))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(Home(tmp_path))


def test_a_bulletin_lies_in_the_folder_of_its_year(corpus: Corpus) -> None:
    path = corpus.save_bulletin(MADE)
    assert path == corpus.root / "bulletins/2018/2018-07-02-学习纪实.md"
    undated = corpus.save_bulletin(replace(MADE, id="undated-纪实", period=None))
    assert undated.parent.name == "undated"
    assert corpus.bulletin_ids() == [MADE.id, "undated-纪实"]
    assert corpus.load_bulletin(MADE.id) == MADE
    assert next(corpus.bulletins()) == MADE
    assert corpus.has_bulletin(MADE.id)


def test_oldest_first(corpus: Corpus) -> None:
    for id_ in ("2019-01-07-丙", "2018-07-02-甲", "2018-12-31-乙"):
        corpus.save_bulletin(replace(MADE, id=id_))
    assert [b.id[-1] for b in corpus.bulletins()] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "id_",
    [
        "2018-07-02-没有",
        "",
        "纪实",
        "../../etc/passwd",
        "2018-07-02-../x",
        "2018-07-02-",
        "2018-07-02-a/b",
    ],
)
def test_no_bulletin_of_this_name(corpus: Corpus, id_: str) -> None:
    assert not corpus.has_bulletin(id_)
    with pytest.raises(NotFoundError) as caught:
        corpus.load_bulletin(id_)
    assert "kb list" in caught.value.hint


@pytest.mark.parametrize(
    "name", ["2018/笔记.md", "2019/2018-07-02-学习纪实.md", "笔记.md", "2018-07-02-学习纪实.md"]
)
def test_a_file_that_is_no_bulletin_is_named_and_passed_over(corpus: Corpus, name: str) -> None:
    corpus.save_bulletin(MADE)
    path = corpus.root / "bulletins" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("随手记", "utf-8")
    assert [bulletin.id for bulletin in corpus.bulletins()] == [MADE.id]
    assert corpus.stray_files() == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_among_the_bulletins_blocks_nobody(corpus: Corpus) -> None:
    path = corpus.bulletin_path(MADE.id)
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    practices = corpus.root / "practices"
    practices.mkdir(parents=True, exist_ok=True)
    os.mkfifo(practices / "管道.md")
    assert corpus.bulletin_ids() == []
    assert not corpus.has_bulletin(MADE.id)  # its page is "not found"
    assert corpus.stray_files() == [path]
    assert corpus.practices() == ()


def test_a_malformed_bulletin_names_file_and_line(corpus: Corpus) -> None:
    path = corpus.save_bulletin(MADE)
    path.write_text(path.read_text("utf-8").replace("kind=lesson", "kind=课程"), "utf-8")
    with pytest.raises(CorpusError) as caught:
        corpus.load_bulletin(MADE.id)
    assert caught.value.where.startswith(f"{path} 第 ")


def test_a_file_that_is_no_utf_8(corpus: Corpus) -> None:
    corpus.save_bulletin(MADE).write_bytes("---\ntitle: 纪实".encode("gb18030"))
    with pytest.raises(CorpusError, match="UTF-8"):
        corpus.load_bulletin(MADE.id)


def test_what_is_removed_lies_in_the_bin(corpus: Corpus) -> None:
    text = corpus.save_bulletin(MADE).read_text("utf-8")
    kept = corpus.remove_bulletin(MADE.id, datetime(2026, 11, 23, 9, 30))
    assert kept.read_text("utf-8") == text
    assert kept.is_relative_to(corpus.home.state)
    assert corpus.bulletin_ids() == []
    with pytest.raises(NotFoundError):
        corpus.remove_bulletin(MADE.id, datetime(2026, 11, 23))


def test_removed_twice_in_one_second_it_lies_there_twice(corpus: Corpus) -> None:
    now = datetime(2026, 11, 23, 9, 30)
    kept = set()
    for text in ("甲。", "乙。"):
        corpus.save_bulletin(bulletin(entry(text)))
        kept.add(corpus.remove_bulletin(MADE.id, now))
    assert sorted("甲" in path.read_text("utf-8") for path in kept) == [False, True]


def test_sources_are_kept_once_under_their_digest(corpus: Corpus) -> None:
    digest = hashlib.sha256(b"one").hexdigest()
    corpus.save_source(digest, ".HTML", b"one")
    corpus.save_source(digest, ".html", b"another")
    assert corpus.source_path(digest, ".HTML").read_bytes() == b"one"
    assert corpus.source_path(digest, ".HTML").name == f"{digest}.html"


def test_a_damaged_source_is_kept_again(corpus: Corpus) -> None:
    digest = hashlib.sha256(b"one").hexdigest()
    corpus.save_source(digest, ".html", b"half")
    corpus.save_source(digest, ".html", b"one")
    assert corpus.source_path(digest, ".html").read_bytes() == b"one"


def test_pictures_are_kept_under_their_digest(corpus: Corpus) -> None:
    name = f"{hashlib.sha256(b'one').hexdigest()}.png"
    assert not corpus.has_picture(name)
    corpus.save_picture(name, b"one")
    assert corpus.picture_path(name) == corpus.root / "pictures" / name
    assert corpus.has_picture(name)
    corpus.picture_path(name).write_bytes(b"half")
    assert not corpus.has_picture(name)
    corpus.save_picture(name, b"one")
    assert corpus.has_picture(name)


@pytest.mark.parametrize("name", ["x.png", f"{'a' * 64}.svg", f"../{'a' * 64}.png", "a" * 64, ""])
def test_no_picture_has_such_a_name(corpus: Corpus, name: str) -> None:
    with pytest.raises(NotFoundError):
        corpus.picture_path(name)


def test_a_folder_in_the_place_of_a_file_is_passed_over(corpus: Corpus) -> None:
    corpus.bulletin_path(MADE.id).mkdir(parents=True)
    assert corpus.bulletin_ids() == []
    assert corpus.stray_files() == [corpus.bulletin_path(MADE.id)]


def test_a_home_without_vocabulary(corpus: Corpus) -> None:
    assert corpus.practices() == ()
    assert corpus.organisations() == ()
    assert corpus.bulletin_ids() == []


def test_a_wrong_practice_names_its_file(corpus: Corpus) -> None:
    path = corpus.root / "practices/坏.md"
    path.parent.mkdir(parents=True)
    path.write_text("没有开头", "utf-8")
    with pytest.raises(CorpusError) as caught:
        corpus.practices()
    assert str(path) in caught.value.where


def test_the_day_it_was_ingested_is_kept(corpus: Corpus) -> None:
    corpus.save_bulletin(MADE)
    assert corpus.load_bulletin(MADE.id).source.ingested == date(2026, 11, 23)
