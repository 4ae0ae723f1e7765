"""What was found out about a bulletin is kept, and never used for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.enrich.vocabulary import Vocabulary
from kb.files.home import Home
from kb.index import analyses
from kb.index.analyses import Analyses
from kb.index.documents import Found, documents, found_in
from kb.model import Bulletin, Kind, Organisation, Practice
from tests.builders import bulletin, entry

VOCABULARY = Vocabulary(
    (Practice("整村授信"),), (Organisation("温岭农商银行"), Organisation("临海农商银行"))
)
BULLETIN = bulletin(
    entry("温岭农商银行推行整村授信，公示三天。临海农商银行打算照办。"),
    replace(entry("王五获评先进个人。"), kind=Kind.HONOUR),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def found_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the bulletins about which something had to be found out."""
    ids: list[str] = []
    real = found_in

    def noted(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[Found]:
        ids.append(bulletin.id)
        return real(bulletin, vocabulary)

    monkeypatch.setattr(analyses, "found_in", noted)
    return ids


def kept_file(home: Home) -> Path:
    (path,) = (home.state / "cache/analyses").glob("*/*")
    return path


def test_the_same_documents_come_without_finding_out_again(
    home: Home, found_out: list[str]
) -> None:
    expected = list(documents(BULLETIN, VOCABULARY))
    assert expected[0].practices == ("整村授信",)
    assert list(Analyses(home, VOCABULARY).documents(BULLETIN)) == expected
    assert list(Analyses(home, VOCABULARY).documents(BULLETIN)) == expected
    assert found_out == [BULLETIN.id]


def test_another_bulletin_vocabulary_or_program_is_found_out(
    home: Home, found_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(Analyses(home, VOCABULARY).documents(BULLETIN))
    list(Analyses(home, VOCABULARY).documents(replace(BULLETIN, title="又一期")))
    (without, _) = Analyses(home, Vocabulary()).documents(BULLETIN)
    assert without.practices == ()
    list(Analyses(home, VOCABULARY).documents(BULLETIN))
    monkeypatch.setattr(analyses, "_program", lambda: "another")
    list(Analyses(home, VOCABULARY).documents(BULLETIN))
    assert len(found_out) == 5


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100])
def test_a_damaged_file_is_found_out_again(home: Home, found_out: list[str], damage: bytes) -> None:
    expected = list(Analyses(home, VOCABULARY).documents(BULLETIN))
    path = kept_file(home)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + damage)
    assert list(Analyses(home, VOCABULARY).documents(BULLETIN)) == expected
    assert path.read_bytes() == whole
    assert len(found_out) == 2


def test_a_folder_that_cannot_be_written_stops_nobody(home: Home) -> None:
    home.state.mkdir()
    (home.state / "cache").write_text("a file")
    expected = list(documents(BULLETIN, VOCABULARY))
    assert list(Analyses(home, VOCABULARY).documents(BULLETIN)) == expected
    Analyses(home, VOCABULARY).keep_only([])


def test_what_is_gone_is_not_kept(home: Home) -> None:
    made = Analyses(home, VOCABULARY)
    list(made.documents(BULLETIN))
    made.keep_only([BULLETIN.id])
    assert kept_file(home).name == BULLETIN.id
    made.forget(["2018-07-09-另一期"])
    made.forget([BULLETIN.id])
    assert not list((home.state / "cache/analyses").glob("*/*"))
    list(made.documents(BULLETIN))
    made.keep_only([])
    assert not list((home.state / "cache/analyses").glob("*/*"))
