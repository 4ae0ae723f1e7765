"""Who may see which bulletin, by what its file says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus import bulletin_markdown, changes
from kb.corpus.audiences import Audiences, VisibleCorpus, audience_of
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.errors import CorpusError, NotFoundError
from kb.files.home import Home
from kb.rights import COMMAND_LINE
from tests.builders import bulletin, entry

ALL = bulletin(entry("一、给所有人。"))
SOME = replace(bulletin(entry("一、给一家行。"), id_="2018-07-09-一"), visible_to=("甲行", "乙组"))
BY = By(COMMAND_LINE, datetime(2026, 11, 26, 9, 30))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    made = Corpus(Home(tmp_path))
    for one in (ALL, SOME):
        changes.store(made, one, BY)
    return made


def seen(corpus: Corpus, *names: str) -> VisibleCorpus:
    return VisibleCorpus(Audiences(corpus), corpus, frozenset(names))


def test_the_file_says_it_and_reads_back() -> None:
    text = bulletin_markdown.dumps(SOME)
    assert "visible_to:\n- 甲行\n- 乙组" in text
    assert bulletin_markdown.loads(text, SOME.id, "") == SOME
    assert audience_of(text.encode(), "").names == frozenset({"甲行", "乙组"})
    assert audience_of(bulletin_markdown.dumps(ALL).encode(), "").names == frozenset()


@pytest.mark.parametrize("value", ["[]", "''", "甲行", "[1]", "['*']", "['']", "[' 甲行']", "{}"])
def test_what_could_mean_two_things_is_an_error_and_hides(value: str) -> None:
    text = bulletin_markdown.dumps(ALL).replace("title:", f"visible_to: {value}\ntitle:", 1)
    with pytest.raises(CorpusError, match="visible_to"):
        bulletin_markdown.loads(text, ALL.id, "")
    assert not audience_of(text.encode(), "").includes(frozenset({"甲行"}))


def test_a_key_that_is_spelt_another_way_counts() -> None:
    text = bulletin_markdown.dumps(ALL).replace("title:", '"visible\\x5fto": [甲行]\ntitle:', 1)
    assert audience_of(text.encode(), "").names == frozenset({"甲行"})


@pytest.mark.parametrize(
    ("names", "there"), [(("甲行",), True), (("乙组", "丙"), True), (("丙行",), False), ((), False)]
)
def test_what_is_not_for_them_is_not_there(
    corpus: Corpus, names: tuple[str, ...], there: bool
) -> None:
    part = seen(corpus, *names)
    assert part.bulletin_ids() == ([ALL.id, SOME.id] if there else [ALL.id])
    assert part.has_bulletin(SOME.id) is there
    assert (part.read_markdown(SOME.id) is not None) is there
    if not there:
        for load in (part.load_bulletin, part.read_outline):
            with pytest.raises(NotFoundError):
                load(SOME.id)


def test_a_change_is_seen_at_once_and_a_removal_keeps_it(corpus: Corpus) -> None:
    part = seen(corpus, "丙行")
    assert not part.may_see(SOME.id)
    changes.set_audience(corpus, SOME.id, ("丙行",), BY)
    assert part.may_see(SOME.id)
    changes.set_audience(corpus, SOME.id, ("甲行",), BY)
    assert not part.may_see(SOME.id)
    changes.remove(corpus, SOME.id, BY)
    assert not part.may_see(SOME.id)
    assert part.bin_items() == []
    assert [item.bulletin_id for item in seen(corpus, "甲行").bin_items()] == [SOME.id]
