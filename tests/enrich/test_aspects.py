"""Aspects of sentences: recognised by words with weights, and always with the reason."""

from __future__ import annotations

import pytest

from bench.aspect_entries import Entries
from bench.aspects import (
    Labelled,
    agreement,
    by_both,
    measure,
    predict,
    read_gold,
)
from kb.corpus.aspect_lexicon import load_aspects
from kb.corpus.folder import Corpus
from kb.enrich import AspectClassifier, AspectScore
from kb.files.home import Home
from kb.text.sentences import sentences
from tests.conftest import ROOT

LEXICON = """\
share_of_best: 0.5
best_most: 6
title_share: 0.5
title_most: 1
everywhere:
  -3: [就餐]
aspects:
  - name: 考核
    threshold: 2
    words:
      3: [绩效考核]
      2: [考核, 得分]
      1: [行长]
  - name: 营销
    threshold: 2
    words:
      2: [礼品, 宣讲]
      1: [客户]
      0: [客户经理]
      -2: [听证]
  - name: 风险
    threshold: 2
    words:
      2: [听证, 逾期]
    patterns:
      1: ['收回\\d+']
  - name: 成效
    threshold: 2
    figure: 0.5
    words:
      1.5: [用信率, 累计]
      -1: [打算]
"""


@pytest.fixture(scope="module")
def classifier() -> AspectClassifier:
    return AspectClassifier(load_aspects(LEXICON, "词表"))


def scores(classifier: AspectClassifier, text: str, title: str = "") -> dict[str, AspectScore]:
    (sentence,) = sentences(text)
    evidence = classifier.title_evidence(title)
    return {score.aspect: score for score in classifier.scores(sentence, evidence)}


def test_what_reaches_the_threshold_serves_the_aspect(classifier: AspectClassifier) -> None:
    assert set(scores(classifier, "支行按得分排名。")) == {"考核"}
    assert scores(classifier, "行长到会。") == {}
    assert scores(classifier, "学员到会。") == {}


def test_a_sentence_may_serve_two_aspects(classifier: AspectClassifier) -> None:
    assert set(scores(classifier, "宣讲算进支行得分。")) == {"考核", "营销"}


def test_an_aspect_that_is_only_touched_upon_is_left_out(classifier: AspectClassifier) -> None:
    said = scores(classifier, "绩效考核、得分和行长评价一起看，礼品另算。")
    assert said["考核"].score == 6
    assert set(said) == {"考核"}
    # A strong aspect does not exclude all others: the best score counts up to 6.
    more = scores(classifier, "绩效考核、得分和行长评价一起看，礼品另算，宣讲另算。")
    assert set(more) == {"考核", "营销"}


def test_the_longest_word_counts_and_each_word_once(classifier: AspectClassifier) -> None:
    said = scores(classifier, "绩效考核办的绩效考核。")["考核"]
    assert [(e.text, e.weight) for e in said.evidence] == [("绩效考核", 3.0)]


def test_a_word_of_no_weight_covers_a_shorter_one(classifier: AspectClassifier) -> None:
    said = scores(classifier, "客户经理宣讲。")["营销"]
    assert [e.text for e in said.evidence] == ["宣讲"]


def test_words_against_an_aspect(classifier: AspectClassifier) -> None:
    assert set(scores(classifier, "听证会不发礼品。")) == {"风险"}
    assert scores(classifier, "就餐后宣讲。") == {}


def test_figures_help_only_where_there_is_a_result(classifier: AspectClassifier) -> None:
    said = scores(classifier, "用信率38.6%。")["成效"]
    assert [(e.kind, e.text) for e in said.evidence] == [("word", "用信率"), ("figure", "38.6%")]
    assert scores(classifier, "走访12户、用时9天。") == {}
    assert scores(classifier, "打算把用信率做到40%。") == {}


def test_the_title_of_the_entry_counts_a_little(classifier: AspectClassifier) -> None:
    assert scores(classifier, "行长签字。") == {}
    said = scores(classifier, "行长签字。", title="考核要算到人")["考核"]
    assert said.score == 2
    assert said.evidence[-1].kind == "title"
    # What the sentence says itself is not counted again.
    again = scores(classifier, "考核要公开。", title="考核要算到人")["考核"]
    assert again.score == 2


def test_traditional_wide_and_upper_case_are_alike(classifier: AspectClassifier) -> None:
    assert set(scores(classifier, "聽證會。")) == {"风险"}


def test_the_score_says_why(classifier: AspectClassifier) -> None:
    said = scores(classifier, "逾期贷款收回12笔。", title="听证有力")["风险"]
    assert said.explanation == ("“逾期”（+2）、“收回12”（+1）、题目中的“听证”（+1），合计 4 分")
    assert sum(part.weight for part in said.evidence) == said.score


def test_the_gold_names_aspects_of_the_lexicon() -> None:
    names = set(Corpus(Home(ROOT)).aspects().names)
    for half in ("open", "own", "held"):
        gold = list(read_gold(half))
        assert len(gold) >= 180
        assert all(item.aspects <= names for item in gold)


@pytest.mark.parametrize("half", ["open", "own"])
def test_the_lexicon_tells_most_of_the_sentences_it_was_made_on(half: str) -> None:
    """A lower limit against mistakes in the lexicon; the real figures are those of
    bench/aspects.py."""
    corpus = Corpus(Home(ROOT))
    classifier = AspectClassifier(corpus.aspects())
    pairs = predict(classifier, read_gold(half), Entries())
    for name, one in measure(pairs, classifier.lexicon.names).items():
        assert one.f1 > 0.6, name


@pytest.mark.parametrize(
    "text",
    [
        "额度适当降低为控风险。",
        "为了防范风险，单户不得超过50万元。",
        "为防控信贷风险，额度每季度重看一遍。",
        "为分散风险，同一行业的户数有上限。",
        "为化解存量风险，全行分三年清退大户。",
    ],
)
def test_a_measure_taken_against_risk_is_about_risk(text: str) -> None:
    classifier = AspectClassifier(Corpus(Home(ROOT)).aspects())
    (sentence,) = sentences(text)
    assert "风险防控" in [score.aspect for score in classifier.scores(sentence)]


def test_what_only_one_of_two_readers_saw_is_neither_missed_nor_wrong() -> None:
    both, one = frozenset({"考核"}), frozenset({"考核", "流程"})
    item = Labelled("own", "先考核，再签字。", one, second=both)
    assert item.allowed == {"流程"}
    for got in (both, one):
        (counted,) = measure(by_both([(item, got)]), ["流程"]).values()
        assert (counted.right, counted.wrong, counted.missed) == (0, 0, 0)
    (missed,) = measure(by_both([(item, frozenset())]), ["考核"]).values()
    assert missed.missed == 1
    wrong = measure(by_both([(item, frozenset({"科技"}))]), ["科技"])["科技"]
    assert wrong.wrong == 1


def test_agreement_counts_only_sentences_that_were_read_twice() -> None:
    kinds = frozenset({"考核"})
    twice = Labelled("own", "考核到人。", kinds, second=kinds)
    once = Labelled("own", "听证会。", frozenset({"风险"}))
    count, measures = agreement([twice, once], ["考核", "风险"])
    assert (count, measures["考核"].right, measures["风险"].missed) == (1, 1, 0)


def test_the_held_files_were_read_twice() -> None:
    names = set(Corpus(Home(ROOT)).aspects().names)
    for half in ("many-held", "many2-held"):
        seconds = [item.second for item in read_gold(half)]
        assert all(second is not None and second <= names for second in seconds)
