"""Tables and lists that the sentence before them announces."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from kb.model import Entry, Kind
from kb.readers import Block
from kb.readers.read import read
from kb.structure.announced import announced
from tests.builders import structured

LEVELS = {"跟班学习简报": 1, "二、学习小结": 2}
HEAD = ("跟班学习简报", "（2026年3月2日—3月6日）", "二、学习小结")
TOLD = "梨园农商银行把客户经理的绩效分为四档，每季由支行行长当面谈话后确定，各档的比例如下："
AFTER = "梨园农商银行每天早晨排好当天的路线，下午六点以前回填走访结果，没有回填的第二天早会说明。"
TABLE = ("档次 | 比例", "一档 | 20%", "二档 | 50%")
LIST = ("五十万元以上由行长包干", "十万元至五十万元由副行长包干", "其余由支行行长包干")
HTML = f"""<h1>{HEAD[0]}</h1><p>{HEAD[1]}</p><h2>{HEAD[2]}</h2><p>{TOLD}</p><table><tr><td>档次</td><td>比例</td></tr>
<tr><td>一档</td><td>20%</td></tr><tr><td>二档</td><td>50%</td></tr></table><p>{AFTER}</p>"""
MARKDOWN = f"""# {HEAD[0]}

{HEAD[1]}

## {HEAD[2]}

{TOLD}

| 档次 | 比例 |
|---|---|
| 一档 | 20% |
| 二档 | 50% |

{AFTER}"""


def word() -> bytes:
    document = Document()
    document.add_heading(HEAD[0], 1)
    document.add_paragraph(HEAD[1])
    document.add_heading(HEAD[2], 2)
    document.add_paragraph(TOLD)
    table = document.add_table(3, 2)
    for cells, text in zip(table.rows, TABLE, strict=True):
        for cell, value in zip(cells.cells, text.split(" | "), strict=True):
            cell.text = value
    document.add_paragraph(AFTER)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def entries(*texts: str) -> tuple[Entry, ...]:
    blocks = (Block(text, level=LEVELS.get(text, 0)) for text in (*HEAD, *texts))
    return structured(*blocks).bulletin.entries


@pytest.mark.parametrize(
    ("name", "data"),
    [("简报.html", HTML.encode()), ("简报.md", MARKDOWN.encode()), ("简报.docx", word())],
)
def test_a_table_belongs_to_the_sentence_that_announces_it(name: str, data: bytes) -> None:
    found = structured(*read(data, name).blocks).bulletin.entries
    assert [entry.text for entry in found] == ["\n".join((TOLD, *TABLE)), AFTER]
    assert found[0].kind is Kind.LESSON


@pytest.mark.parametrize(
    "told",
    [
        TOLD,
        TOLD.replace("如下：", "见下表："),
        f"1.分档有尺子。{TOLD}",
        TOLD.replace("：", ":"),
        "去年以来，梨园农商银行清收不良贷款2300万元，按支行分列的情况是：",
    ],
)
@pytest.mark.parametrize("what", [TABLE, ("表1　各档的比例", *TABLE), LIST])
def test_whatever_it_announces(told: str, what: tuple[str, ...]) -> None:
    assert [entry.text for entry in entries(told, *what, AFTER)] == [
        "\n".join((told, *what)),
        AFTER,
    ]


def test_a_list_of_semicolons_ends_with_its_full_stop() -> None:
    items = ("五十万元以上由行长包干；", "十万元以上由副行长包干；", "其余由支行行长包干。")
    assert [len(e.text.split("\n")) for e in entries(TOLD, *items, AFTER)] == [4, 1]


def test_what_is_no_list_stays_apart() -> None:
    assert not announced([TOLD, AFTER, AFTER], [], frozenset())
    assert not announced([TOLD, LIST[0], AFTER], [], frozenset())  # one line is a heading
    assert not announced(["做法：", *LIST], [], frozenset())
    assert not announced([TOLD, "一、客户分层", "二、网格走访", "三、清收"], [], frozenset())
    assert not announced([TOLD, *LIST], [], frozenset({1}))


def test_honours_stay_one_each() -> None:
    names = ("梨园支行　江月", "东街支行　方平")
    told = "经学习小组推荐，本周的学习之星名单如下："
    found = structured(
        Block("跟班学习简报", level=1), Block("学习之星", level=2), *map(Block, (told, *names))
    ).bulletin.entries
    assert [e.text for e in found if e.kind is Kind.HONOUR] == [*names]
