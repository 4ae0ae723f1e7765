"""The file of everyday words and the terms that are meant by them."""

from __future__ import annotations

import pytest

from kb.corpus.everyday_lexicon import load_everyday
from kb.errors import CorpusError
from kb.files.home import starter_vocabulary


def test_each_word_said_has_the_terms_of_its_group() -> None:
    text = "everyday:\n- {say: [老赖, 不还钱], means: [逾期, 催收]}\n"
    assert load_everyday(text, "here") == {"老赖": ("逾期", "催收"), "不还钱": ("逾期", "催收")}


def test_a_word_in_two_groups_means_the_terms_of_both() -> None:
    text = "everyday:\n- {say: [老赖], means: [逾期]}\n- {say: [老赖], means: [催收, 逾期]}\n"
    assert load_everyday(text, "here") == {"老赖": ("逾期", "催收")}


def test_what_is_said_is_kept_in_normal_form() -> None:
    assert set(load_everyday("everyday: [{say: [ＰＡＤ坏了], means: [终端]}]", "here")) == {
        "pad坏了"
    }


@pytest.mark.parametrize("text", ["", "everyday:", "everyday: []"])
def test_a_file_may_have_no_words(text: str) -> None:
    assert load_everyday(text, "here") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("words: []", "不认识的项“words”"),
        ("everyday: 老赖", "应为列表"),
        ("everyday: [老赖]", "应为列表"),
        ("everyday: [{say: [老赖], means: []}]", "“means”应为文字的列表"),
        ("everyday: [{say: 老赖, means: [逾期]}]", "“say”应为文字的列表"),
        ("everyday: [{say: [老赖], means: [1]}]", "“means”应为文字的列表"),
        ("everyday: [{say: [老赖], means: [逾期], note: x}]", "不认识的项“note”"),
        ("everyday: [{say: [赖], means: [逾期]}]", "太短"),
    ],
)
def test_what_is_wrong_is_said_with_the_place(text: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_everyday(text, "everyday.yml")
    assert said in caught.value.message
    assert caught.value.where == "everyday.yml"


def test_the_installed_lexicon_can_be_read() -> None:
    path = starter_vocabulary() / "everyday.yml"
    assert "老赖" in load_everyday(path.read_text("utf-8"), str(path))
