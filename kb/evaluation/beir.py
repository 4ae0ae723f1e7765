"""Test sets in BEIR's layout: passages, questions, and which passages answer which question.

corpus.jsonl ({"_id", "title", "text"}, and "kind" of an entry where the set has it), queries.jsonl
({"_id", "text"}), qrels/test.tsv (a line of names, then query, passage and grade, separated by tabs).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from kb.errors import UnreadableSource
from kb.files import reason
from kb.index import IndexDocument
from kb.model import Kind

QRELS = Path("qrels", "test.tsv")


@dataclass(frozen=True, slots=True)
class TestSet:
    """Passages as documents of the index, text of each judged query by id, and its judgements:
    query id → passage id → grade, 0 for a passage judged not to answer it."""

    __test__ = False  # pytest: no class of tests

    documents: tuple[IndexDocument, ...]
    queries: dict[str, str]
    judgements: dict[str, dict[str, int]]


def load_test_set(folder: Path) -> TestSet:
    """Read a test set; UnreadableSource names the file and line that is wrong."""
    documents = tuple(
        _document(position, name, record, where)
        for position, (name, record, where) in enumerate(_records(folder / "corpus.jsonl"))
    )
    queries = {
        name: _text(record, "text", where)
        for name, record, where in _records(folder / "queries.jsonl")
    }
    judgements = _judgements(folder / QRELS, queries.keys(), {d.id for d in documents})
    judged = {name: text for name, text in queries.items() if name in judgements}
    return TestSet(documents, judged, judgements)


def _document(position: int, name: str, record: dict[str, Any], where: str) -> IndexDocument:
    title = _text(record, "title", where)
    kind = record.get("kind")
    return IndexDocument(
        id=name,
        bulletin=name,
        bulletin_title=title,
        position=position,
        kind=kind if kind in set(Kind) else Kind.OVERVIEW.value,
        title=title,
        headings=(),
        text=_text(record, "text", where),
        group="",
        bank="",
        organisations=(),
        practices=(),
        start=None,
        end=None,
        sample=False,
    )


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(id, record, its place) of each line; blank lines do not count."""
    seen: set[str] = set()
    for line, where in _lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            place = f"，从第 {error.colno} 个字起" if isinstance(error, JSONDecodeError) else ""
            raise UnreadableSource(f"不是 JSON{place}", where=where, original=error) from error
        if not isinstance(record, dict):
            raise UnreadableSource('应为一个 JSON 对象，如 {"_id": "d1", "text": "…"}', where=where)
        name = _text(record, "_id", where)
        if not name or any(char.isspace() for char in name):
            raise UnreadableSource("“_id”应为不含空白的文字", where=where)
        if name in seen:
            raise UnreadableSource(f"“_id”重复：{name}", where=where)
        seen.add(name)
        yield name, record, where
    if not seen:
        raise UnreadableSource("文件是空的", where=str(path))


def _text(record: dict[str, Any], field: str, where: str) -> str:
    """A text field of a record; only a title may be left out."""
    value = record.get(field, "" if field == "title" else None)
    if not isinstance(value, str):
        raise UnreadableSource(f"缺少文字项“{field}”", where=where)
    return value


def _judgements(
    path: Path, queries: Collection[str], passages: Collection[str]
) -> dict[str, dict[str, int]]:
    judgements: dict[str, dict[str, int]] = {}
    for number, (line, where) in enumerate(_lines(path)):
        columns = [column.strip() for column in line.split("\t")]
        if number == 0 and columns[-1] == "score":
            continue
        if len(columns) != 3 or not columns[2].isdecimal():
            raise UnreadableSource("应为三列：问题编号、文档编号、等级，以制表符分开", where=where)
        query, passage, grade = columns
        if query not in queries:
            raise UnreadableSource(f"queries.jsonl 里没有问题“{query}”", where=where)
        if passage not in passages:
            raise UnreadableSource(f"corpus.jsonl 里没有文档“{passage}”", where=where)
        judgements.setdefault(query, {})[passage] = int(grade)
    judgements = {name: grades for name, grades in judgements.items() if any(grades.values())}
    if not judgements:
        raise UnreadableSource("没有一个问题有相关文档", where=str(path))
    return judgements


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """(line, its place) of the lines that are not blank."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                where = f"{path} 第 {number} 行"
                try:
                    text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise UnreadableSource("不是 UTF-8 编码", where=where) from error
                if text.strip():
                    yield text.rstrip("\r\n"), where
    except OSError as error:
        raise UnreadableSource(
            f"读不出文件：{reason(error)}",
            where=str(path),
            hint="评测目录里应有 corpus.jsonl、queries.jsonl、qrels/test.tsv",
        ) from error
