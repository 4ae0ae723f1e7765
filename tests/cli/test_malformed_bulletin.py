"""One malformed file among the bulletins: it is told, and everything else goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.corpus import Corpus
from kb.files.home import Home
from tests.builders import bulletin, entry
from tests.cli.conftest import Run

GOOD = bulletin(entry("整村授信先评议，授信覆盖率达到90%。"))
SPOILT = "2018-08-06-读不出的一期"


@pytest.fixture
def spoilt(kb_: Run, home: Home) -> Run:
    """A knowledge base of two bulletins; the newer one was indexed, then spoilt by hand."""
    corpus = Corpus(home)
    corpus.save_bulletin(GOOD)
    corpus.save_bulletin(bulletin(entry("听证会先听事实。"), id_=SPOILT))
    kb_("index")
    corpus.bulletin_path(SPOILT).write_text("---\ntitle: [\n", "utf-8")
    return kb_


def test_the_index_is_updated_without_it(spoilt: Run, home: Home) -> None:
    Corpus(home).save_bulletin(bulletin(entry("夜校晚上办。"), id_="2018-09-03-夜校"))
    done = spoilt("index")
    assert (done.code, "写入 1 条，移除 0 条，共 3 条" in done.out) == (1, True)
    assert "跳过了读不出的简报" in done.err
    assert SPOILT in done.err


def test_the_list_has_all_others(spoilt: Run) -> None:
    done = spoilt("list")
    assert (done.code, GOOD.title in done.out, SPOILT in done.err) == (1, True, True)
    found = spoilt("list", "--json").json
    assert [one["id"] for one in found["bulletins"]] == [GOOD.id]
    assert SPOILT in found["unread"][0]


def test_another_file_is_ingested(spoilt: Run, source: Path) -> None:
    done = spoilt("ingest", source)
    assert (done.code, "新增" in done.out) == (0, True)
    assert SPOILT in done.err
    assert spoilt("search", "评议", "--json").json["total"] > 0


def test_it_is_still_found_as_it_was_indexed_last(spoilt: Run) -> None:
    assert spoilt("search", "听证会", "--json").json["total"] == 1


def test_check_names_it_and_still_checks_the_index(spoilt: Run, home: Home) -> None:
    Corpus(home).save_bulletin(bulletin(entry("夜校晚上办。"), id_="2018-09-03-夜校"))
    # The samples have no source files; only what is about this bulletin and the index is of interest.
    found = {finding["code"] for finding in spoilt("check", "--json").json["findings"]}
    assert "bulletin-unreadable" in found


@pytest.mark.parametrize("verb", [("practices",), ("terms",), ("new",), ("compare", "整村授信")])
def test_other_verbs_go_on(spoilt: Run, verb: tuple[str, ...]) -> None:
    done = spoilt(*verb)
    assert done.code == 0, done.err


def test_its_own_page_says_what_is_wrong(spoilt: Run) -> None:
    for verb in ("show", "new"):
        done = spoilt(verb, SPOILT)
        assert (done.code, SPOILT in done.err) == (1, True)
