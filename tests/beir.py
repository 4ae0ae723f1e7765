"""A small test set in BEIR's layout, to be written where a test wants it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

PASSAGES = {
    "p1": ("整村授信", "整村授信先请村干部评议，公示无异议后生成预授信名单。"),
    "p2": ("听证会", "不良贷款听证会每月召开一次，由行长主持，邀请客户经理到场说明。"),
    "p3": ("丰收驿站", "丰收驿站设在村口小店，老人不出村就能取款。"),
    "p4": ("", "晨会每天八点十分开始。"),
}
QUESTIONS = {
    "q1": "预授信名单什么时候生成？",
    "q2": "听证会由谁主持？",
    "q3": "丰收驿站设在哪里？",
    "q4": "没有判断的问题",
}
JUDGEMENTS = [("q1", "p1", 1), ("q2", "p2", 1), ("q2", "p1", 0), ("q3", "p3", 2), ("q3", "p4", 1)]


def write_test_set(
    folder: Path,
    passages: Mapping[str, tuple[str, str]] = PASSAGES,
    questions: Mapping[str, str] = QUESTIONS,
    judgements: Iterable[tuple[str, str, int]] = JUDGEMENTS,
) -> Path:
    """Write the three files; return the folder."""
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": i, "title": title, "text": text} for i, (title, text) in passages.items()]
    queries = [{"_id": i, "text": text} for i, text in questions.items()]
    for name, records in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in judgements)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder
