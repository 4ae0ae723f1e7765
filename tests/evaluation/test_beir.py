"""Test sets in BEIR's layout: what is read, and what is said of a slip in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import UnreadableSource
from kb.evaluation.beir import load_test_set
from tests.beir import PASSAGES, QUESTIONS, write_test_set


def test_passages_questions_and_judgements(tmp_path: Path) -> None:
    found = load_test_set(write_test_set(tmp_path))
    assert [(d.id, d.title, d.text) for d in found.documents] == [
        (id_, title, text) for id_, (title, text) in PASSAGES.items()
    ]
    assert found.queries == {id_: QUESTIONS[id_] for id_ in ("q1", "q2", "q3")}
    assert found.judgements == {"q1": {"p1": 1}, "q2": {"p2": 1, "p1": 0}, "q3": {"p3": 2, "p4": 1}}


def test_a_line_of_names_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    write_test_set(tmp_path)
    for name in ("corpus.jsonl", "queries.jsonl"):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    qrels = tmp_path / "qrels" / "test.tsv"
    qrels.write_text("q1\tp1\t1\n\n", "utf-8")
    found = load_test_set(tmp_path)
    assert len(found.documents) == len(PASSAGES)
    assert found.judgements == {"q1": {"p1": 1}}


def test_a_question_that_nothing_answers_is_not_asked(tmp_path: Path) -> None:
    write_test_set(tmp_path, judgements=[("q1", "p1", 1), ("q2", "p1", 0)])
    assert list(load_test_set(tmp_path).queries) == ["q1"]


@pytest.mark.parametrize(
    ("file", "line", "text", "said"),
    [
        ("corpus.jsonl", 2, "{oops", "不是 JSON"),
        ("corpus.jsonl", 2, '["p2"]', "JSON 对象"),
        ("corpus.jsonl", 2, '{"title": "", "text": ""}', "缺少文字项“_id”"),
        ("corpus.jsonl", 2, '{"_id": 2, "text": ""}', "缺少文字项“_id”"),
        ("corpus.jsonl", 2, '{"_id": "a b", "text": ""}', "不含空白"),
        ("corpus.jsonl", 2, '{"_id": "p1", "text": ""}', "“_id”重复：p1"),
        ("corpus.jsonl", 2, '{"_id": "p2", "title": ""}', "缺少文字项“text”"),
        ("corpus.jsonl", 2, '{"_id": "p2", "title": 3, "text": ""}', "缺少文字项“title”"),
        ("queries.jsonl", 3, '{"_id": "q3"}', "缺少文字项“text”"),
        ("qrels/test.tsv", 2, "q1 p1 1", "三列"),
        ("qrels/test.tsv", 2, "q1\tp1", "三列"),
        ("qrels/test.tsv", 2, "q1\tp1\t好", "三列"),
        ("qrels/test.tsv", 2, "q9\tp1\t1", "没有问题“q9”"),
        ("qrels/test.tsv", 2, "q1\tp9\t1", "没有文档“p9”"),
    ],
)
def test_a_slip_is_told_with_file_and_line(
    tmp_path: Path, file: str, line: int, text: str, said: str
) -> None:
    path = write_test_set(tmp_path) / file
    lines = path.read_text("utf-8").split("\n")
    lines[line - 1] = text
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(UnreadableSource) as caught:
        load_test_set(tmp_path)
    assert said in caught.value.message
    assert caught.value.where == f"{path} 第 {line} 行"


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_file_that_is_missing_empty_or_no_text(tmp_path: Path, file: str) -> None:
    path = write_test_set(tmp_path) / file
    for data in (b"\xff\xfe\x00", b"", None):
        path.write_bytes(data) if data is not None else path.unlink()
        with pytest.raises(UnreadableSource) as caught:
            load_test_set(tmp_path)
        assert str(path) in caught.value.where


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"_id"', "，从第 7 个字起"),
        ("[1,]", "，从第 4 个字起"),
        ("没有", "，从第 1 个字起"),
        ('{"_id": "p2"} x', "，从第 15 个字起"),
        ("9" * 5000, ""),
        ("[" * 100_000, ""),
    ],
)
def test_what_is_no_json_is_told_in_chinese_and_quoted_beside_it(
    tmp_path: Path, text: str, place: str
) -> None:
    (write_test_set(tmp_path) / "corpus.jsonl").write_text(text, "utf-8")
    with pytest.raises(UnreadableSource) as caught:
        load_test_set(tmp_path)
    assert caught.value.message == f"不是 JSON{place}"
    assert caught.value.original
