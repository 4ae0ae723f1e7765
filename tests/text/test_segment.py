"""Words: the text cut up, numbers with their units and the vocabulary whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.knowledge_base import KnowledgeBase
from kb.text.normalize import normalize
from kb.text.segment import Segmenter
from tests.builders import mixed_text

USER_WORDS = ("整村授信", "蓝领贷", "ＦＴＰ", "最多跑一次")


@pytest.fixture(scope="module", params=["rjieba", "jieba"])
def segmenter(request: pytest.FixtureRequest, jieba_cache: Path) -> Segmenter:
    return Segmenter(USER_WORDS, jieba_cache, native=request.param == "rjieba")


@pytest.fixture(scope="module")
def both(jieba_cache: Path) -> tuple[Segmenter, Segmenter]:
    """By rjieba, and by jieba."""
    return Segmenter(USER_WORDS, jieba_cache), Segmenter(USER_WORDS, jieba_cache, native=False)


# Punctuation that jieba reads as parts of words, and characters that are in none of its words.
@given(
    mixed_text
    | st.text("整村授信不良贷款率听证abcFTP05.%+-_#&，。 《》㐀𠀀ïé한あー〇", max_size=30)
)
def test_jieba_and_rjieba_cut_alike(both: tuple[Segmenter, Segmenter], text: str) -> None:
    rust, python = both
    assert rust.words(normalize(text)) == python.words(normalize(text))


def test_jieba_and_rjieba_cut_the_samples_alike(
    both: tuple[Segmenter, Segmenter], sample_kb: KnowledgeBase
) -> None:
    rust, python = both
    for bulletin in sample_kb.corpus.bulletins():
        for entry in bulletin.entries:
            assert rust.words(normalize(entry.text)) == python.words(normalize(entry.text))


def test_the_segmenters_of_a_process_share_no_words() -> None:
    """The first one takes the tokenizer that rjieba makes when it is imported."""
    program = (
        "from kb.text import Segmenter; first = Segmenter(('蓝领贷试点',)); text = '蓝领贷试点';"
        "print(first.words(text), Segmenter().words(text))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.stdout.startswith("['蓝领贷试点'] ['蓝领', "), done.stderr


def test_the_fingerprint_tells_which_of_them_cuts(both: tuple[Segmenter, Segmenter]) -> None:
    rust, python = both
    assert rust.fingerprint != python.fingerprint


def test_user_words_stay_whole(segmenter: Segmenter) -> None:
    words = segmenter.words("推进整村授信和蓝领贷,用ftp让客户最多跑一次")
    assert {"整村授信", "蓝领贷", "ftp", "最多跑一次"} <= set(words)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("贷款50万元以下", "50万元"),
        ("余额3.5亿元", "3.5亿元"),
        ("走访16户", "16户"),
        ("用信率20.6%", "20.6%"),
        ("用时46分钟", "46分钟"),
        ("下调10bp", "10bp"),
        ("在2018年", "2018年"),
        ("价格8‰", "8‰"),
    ],
)
def test_a_number_and_its_unit_are_one_word(segmenter: Segmenter, text: str, word: str) -> None:
    assert word in segmenter.words(text)


def test_a_word_is_cut_alike_wherever_it_stands(segmenter: Segmenter) -> None:
    for text in ("不良贷款", "降低不良贷款率", "不良贷款听证会"):
        assert "不良贷款" in "".join(segmenter.words(text))
    assert segmenter.words("网格化营销") == segmenter.words("推行,网格化营销")[1:]


def without_marks(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


# The dictionary has words with marks in them, c++ and at&t.
@given(mixed_text | st.text("c+#at&1.5_%万元个", max_size=12))
def test_the_words_joined_are_the_text_without_its_marks(segmenter: Segmenter, text: str) -> None:
    normal = normalize(text)
    assert without_marks("".join(segmenter.words(normal))) == without_marks(normal)


def test_no_word_is_guessed(segmenter: Segmenter) -> None:
    # jieba's model would join 杭 and 研 here, and cut them otherwise elsewhere.
    assert segmenter.words("来到网易杭研大厦")[-3:] == ["杭", "研", "大厦"]


@given(mixed_text)
def test_every_word_stands_in_the_text(segmenter: Segmenter, text: str) -> None:
    normal = normalize(text)
    at = 0
    for word in segmenter.words(normal):
        at = normal.index(word, at) + len(word)


def test_a_name_with_marks_in_it_is_its_words(jieba_cache: Path) -> None:
    assert Segmenter(("党建+金融",), jieba_cache).words("推进党建+金融") == ["推进", "党建", "金融"]


def test_the_names_of_the_shipped_vocabulary_are_words(sample_kb: KnowledgeBase) -> None:
    names = {normalize(name) for name in sample_kb.vocabulary.words()}
    names = {name for name in names if name == without_marks(name)}
    cut = {name: sample_kb.segmenter.words(name) for name in names}
    assert {name: words for name, words in cut.items() if words != [name]} == {}


def test_the_fingerprint_tells_the_dictionary() -> None:
    assert Segmenter(("蓝领贷",)).fingerprint == Segmenter(("蓝领贷", "蓝领贷")).fingerprint
    assert Segmenter(("蓝领贷",)).fingerprint != Segmenter(("商户贷",)).fingerprint


def test_the_dictionary_is_kept_where_it_was_asked_to_be(tmp_path: Path) -> None:
    Segmenter((), tmp_path / "cache", native=False).words("整村授信")
    (cache,) = (tmp_path / "cache").iterdir()
    assert jieba.__version__ in cache.name


def test_a_damaged_dictionary_is_parsed_again(jieba_cache: Path, tmp_path: Path) -> None:
    (kept,) = jieba_cache.iterdir()
    cache = tmp_path / kept.name
    for data in (b"", b"no marshal", kept.read_bytes()[:-1000]):
        cache.write_bytes(data)
        assert Segmenter((), tmp_path, native=False).words("不良贷款率") == ["不良贷款", "率"]
        assert cache.stat().st_size == kept.stat().st_size
