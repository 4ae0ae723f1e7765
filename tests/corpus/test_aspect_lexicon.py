"""The lexicon of aspects as a file: what it may say, and what is said of a slip."""

from __future__ import annotations

import pytest

from kb.corpus.aspect_lexicon import Cue, load_aspects
from kb.corpus.folder import Corpus
from kb.errors import CorpusError
from kb.files.home import Home, init_home
from tests.conftest import ROOT

SMALL = """\
share_of_best: 0.5
everywhere:
  -1: [就餐]
aspects:
  - name: 风险防控
    note: 怎样把关。
    threshold: 2
    words:
      2: [貸後, ＣＲＭ]
      -1: [礼品]
    patterns:
      1: ['核减\\d']
  - name: 成效数据
    figure: 0.5
"""


def test_a_lexicon() -> None:
    lexicon = load_aspects(SMALL, "词表")
    risk, results = lexicon.aspects
    assert lexicon.names == ("风险防控", "成效数据")
    assert (risk.note, risk.threshold, risk.figure) == ("怎样把关。", 2.0, 0.0)
    assert risk.cues == (
        Cue("贷后", 2.0, "貸後"),
        Cue("crm", 2.0, "ＣＲＭ"),
        Cue("礼品", -1.0, "礼品"),
        Cue(r"核减\d", 1.0, r"核减\d", pattern=True),
    )
    assert (results.cues, results.figure, results.threshold) == ((), 0.5, 1.0)
    assert lexicon.everywhere == (Cue("就餐", -1.0, "就餐"),)
    assert lexicon.share_of_best == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- 风险", "名称: 值"),
        ("aspects: []", "应为列表"),
        ("aspects: [风险]", "应为列表"),
        ("aspects:\n  - note: 无名", "name"),
        ("aspects:\n  - name: 风险\n    word: {}", "不认识的项“word”"),
        ("weights: 1\naspects:\n  - name: 风险", "不认识的项“weights”"),
        ("aspects:\n  - name: 风险\n    threshold: 高", "“threshold”应为数字"),
        ("aspects:\n  - name: 风险\n    words: [贷后]", "权重: [词, 词]"),
        ("aspects:\n  - name: 风险\n    words:\n      高: [贷后]", "权重“高”应为数字"),
        ("aspects:\n  - name: 风险\n    words:\n      2: 贷后", "应为文字的列表"),
        ("aspects:\n  - name: 风险\n    words:\n      2: [贷后]\n      1: [貸後]", "写了两次"),
        ('aspects:\n  - name: 风险\n    words:\n      2: ["\\u200b"]', "没有可查找的文字"),
        ("aspects:\n  - name: 风险\n    patterns:\n      2: ['(']", "句式“(”写得不对"),
        ("aspects:\n  - name: 风险\n  - name: 风险", "“风险”写了两次"),
    ],
)
def test_a_slip_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_aspects(text, "词表.yml")
    assert said in caught.value.message
    assert "词表.yml" in caught.value.where


def test_the_lexicon_that_comes_with_the_app() -> None:
    lexicon = Corpus(Home(ROOT)).aspects()
    assert lexicon.names == (
        "组织考核", "流程做法", "营销宣传", "科技支撑", "风险防控", "成效数据",
    )  # fmt: skip
    assert all(aspect.note and len(aspect.cues) > 20 for aspect in lexicon.aspects)


def test_a_new_home_gets_it_and_an_old_one_without_it_goes_on(home: Home) -> None:
    own = home.corpus / "aspects.yml"
    assert own.read_text("utf-8") == (ROOT / "corpus" / "aspects.yml").read_text("utf-8")
    own.write_text(SMALL, "utf-8")
    assert Corpus(home).aspects().names == ("风险防控", "成效数据")
    own.unlink()
    assert len(Corpus(home).aspects().names) == 6


def test_what_is_there_already_stays(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("own")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "aspects.yml").write_text(SMALL, "utf-8")
    assert (init_home(folder).corpus / "aspects.yml").read_text("utf-8") == SMALL
