"""The clues of a sentence's words (kb/enrich/subject_clues.py)."""

from hypothesis import given
from hypothesis import strategies as st

from bench.subjects import OPEN, read_gold
from kb.enrich.subject_clues import WORDS, words_in

PIECES = (
    "学员 参训人员 各组 甲组 跟着师傅去 坐了一天车 实地查看 办事处 省联社 会议确定 贵在 若 没有评议的行，"
    " 一行五人 ， 。 ： 报 由 全行 3 客户经理 本周， 当晚"
).split()


def whole(text: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in WORDS.items() if pattern.search(text))


def test_the_core_of_a_pattern_decides_as_the_whole_pattern_does_on_labelled_sentences() -> None:
    for gold in OPEN:
        for item in read_gold(gold):
            assert words_in(item.sentence) == whole(item.sentence)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_core_of_a_pattern_decides_as_the_whole_pattern_does(text: str) -> None:
    assert words_in(text) == whole(text)
