import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import nearby, normalize, sentence_around


def places(pattern: str, text: str) -> list[int]:
    return list(nearby(pattern).places(normalize(text)))


def test_words_near_each_other_in_their_order() -> None:
    assert places("老客户…推荐/介绍", "请老客户帮着介绍邻居。") == [1]
    assert places("老客户…推荐/介绍", "介绍情况后，走访老客户。") == []


def test_not_across_the_end_of_a_sentence_nor_far_away() -> None:
    assert places("老客户…推荐", "走访老客户。推荐产品。") == []
    assert places("老客户…推荐", "走访老客户，" + "聊聊家常" * 5 + "推荐产品。") == []
    assert places("老客户…推荐", "老客户走了。老客户推荐新客户。") == [6]


def test_three_parts_and_one() -> None:
    assert places("夜间/晚上…上门...签", "晚上八点上门，当场签字。") == [0]
    assert places("随时借随时还", "钱随时借随时还。") == [1]


@pytest.mark.parametrize("wrong", ["", "老客户…", "…推荐", "一…二", "甲乙…" * 5 + "丙"])
def test_what_is_no_pattern(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"词|段|字"):
        nearby(wrong)


def test_the_sentence_around_a_place() -> None:
    text = "甲甲。乙乙乙。丙"
    assert sentence_around(text, 4) == (3, 6)
    assert sentence_around(text, 7) == (7, 8)


@given(st.text("老客户推荐。,", max_size=60))
def test_what_is_found_is_there(text: str) -> None:
    normal = normalize(text)
    for at in nearby("老客户…推荐").places(normal):
        begin, end = sentence_around(normal, at)
        assert normal.startswith("老客户", at)
        assert "推荐" in normal[at:end]
        assert begin <= at
