"""Regular expressions that editors write."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.corpus.folder import Corpus
from kb.corpus.safe_patterns import MAX_LENGTH, check_pattern
from kb.errors import CorpusError
from kb.files.home import Home


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a+)+", "找得很慢"),
        ("(?:a|a)*b", "找得很慢"),
        ("((ab)*c){2,}", "找得很慢"),
        ("(a{1,9}){30}", "找得很慢"),
        ("(奖", "写得不对：第 1 个字符起看不懂"),
        ("奖[", "第 2 个字符起看不懂"),
        ("奖*+*", "第 4 个字符起看不懂"),
        ("奖\\", "第 2 个字符起看不懂"),
        ("a{99999999999}", "太大或太深"),
        (r"(.)\1", "引用"),
        ("奖" * (MAX_LENGTH + 1), "太长"),
    ],
)
def test_patterns_that_are_refused(pattern: str, why: str) -> None:
    with pytest.raises(CorpusError, match=why):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a|b)?c", r"\(a+\)+", "[(a+)]+", r"(?:,\d{3})*元", r"\d+(?:\.\d+)?%", "a{2,5}b*"]
)
def test_patterns_that_are_taken(pattern: str) -> None:
    check_pattern(pattern)


def test_the_installed_patterns_are_such(tmp_path: Path) -> None:
    for aspect in Corpus(Home(tmp_path)).aspects().aspects:
        for cue in aspect.cues:
            if cue.pattern:
                check_pattern(cue.text)
