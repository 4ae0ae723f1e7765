"""The file of everyday words and the terms that are meant by them."""

from __future__ import annotations

import pytest

from kb.corpus.everyday_lexicon import EverydayGroup, load_everyday, meanings, with_groups
from kb.errors import CorpusError
from kb.files.home import starter_vocabulary


def said(text: str) -> dict[str, tuple[str, ...]]:
    return meanings(load_everyday(text, "here"))


def test_each_word_said_has_the_terms_of_its_group() -> None:
    text = "everyday:\n- {say: [老赖, 不还钱], means: [逾期, 催收]}\n"
    assert load_everyday(text, "here") == (EverydayGroup(("老赖", "不还钱"), ("逾期", "催收")),)
    assert said(text) == {"老赖": ("逾期", "催收"), "不还钱": ("逾期", "催收")}


def test_a_word_in_two_groups_means_the_terms_of_both() -> None:
    text = "everyday:\n- {say: [老赖], means: [逾期]}\n- {say: [老赖], means: [催收, 逾期]}\n"
    assert said(text) == {"老赖": ("逾期", "催收")}


def test_what_is_said_is_looked_up_in_normal_form() -> None:
    assert set(said("everyday: [{say: [ＰＡＤ坏了], means: [终端]}]")) == {"pad坏了"}


@pytest.mark.parametrize("text", ["", "everyday:", "everyday: []"])
def test_a_file_may_have_no_words(text: str) -> None:
    assert load_everyday(text, "here") == ()


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
    assert "老赖" in said(path.read_text("utf-8"))


FILE = """# 口语
everyday:
  # 不良
  - {say: [老赖], means: [逾期]}
  - {say: [小卖部, 小店],
     means: [驿站]}
"""


def test_a_file_keeps_its_comments_and_the_lines_of_groups_that_stay() -> None:
    first, second = load_everyday(FILE, "here")
    new = EverydayGroup(("平板",), ("PAD", "终端"))
    text = with_groups(FILE, (first, second, new))
    assert text.startswith("# 口语\neveryday:\n  # 不良\n  - {say: [老赖], means: [逾期]}\n")
    assert load_everyday(text, "here") == (first, second, new)
    assert load_everyday(with_groups(text, (new,)), "here") == (new,)


@pytest.mark.parametrize("text", ["", "everyday: []\n", "# 空的\n"])
def test_an_empty_file_is_begun(text: str) -> None:
    group = EverydayGroup(("老赖",), ("逾期",))
    assert load_everyday(with_groups(text, (group,)), "here") == (group,)
    assert load_everyday(with_groups(text, ()), "here") == ()
