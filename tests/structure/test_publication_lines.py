"""Lines that say where and by whom a text was published."""

from __future__ import annotations

import pytest

from kb.structure.publication_lines import is_document_number, is_masthead, names_publisher


@pytest.mark.parametrize(
    "line",
    [
        "内部资料",
        "青溪农商银行公众号",
        "经济日报",
        "办公室文件",
        "2025年4月8日　第05版：农信天地",
        "本版新闻",
    ],
)
def test_mastheads(line: str) -> None:
    assert is_masthead(line)


def test_a_long_line_is_no_masthead() -> None:
    assert not is_masthead("内部资料" * 8)


def test_numbers_of_documents() -> None:
    assert is_document_number("青农商〔2025〕12号")
    assert not is_document_number("2025年12号")


@pytest.mark.parametrize(
    "line",
    ["综合办公室编印", "办公室 2025年3月8日", "人力资源部　　二〇二五年六月", "党委办公室主办"],
)
def test_publishers(line: str) -> None:
    assert names_publisher(line)


def test_a_sentence_names_no_publisher() -> None:
    assert not names_publisher("办公室编印了三本手册，发给客户经理")
