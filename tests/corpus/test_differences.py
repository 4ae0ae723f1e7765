"""What differs between two versions of a bulletin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from kb.corpus.differences import Mark, differences, text_pieces
from kb.model import Bulletin, Heading, Kind, Period
from tests.builders import bulletin, entry, mixed_text

A, B, C = entry("支行请村干部逐户评议。"), entry("考核算到每一户。"), entry("额度随名单走。")


def marks(before: Bulletin | None, after: Bulletin | None) -> list[tuple[str, str]]:
    return [(c.mark.value, c.title) for c in differences(before, after).entries]


def test_nothing() -> None:
    same = differences(bulletin(A, B), bulletin(A, B))
    assert (same.fields, same.entries, same.summary) == ((), (), "没有变化")


def test_entries_added_removed_and_changed_in_reading_order() -> None:
    changed = replace(B, text="考核算到每一人。", title="考核算到每一人")
    found = differences(bulletin(A, B), bulletin(changed, C))
    assert [(c.mark, c.before, c.after) for c in found.entries] == [
        (Mark.REMOVED, A, None),
        (Mark.CHANGED, B, changed),
        (Mark.ADDED, None, C),
    ]
    assert found.summary == "新增 1 条，删去 1 条，修改 1 条"
    assert [found.count(m) for m in (Mark.ADDED, Mark.REMOVED, Mark.CHANGED)] == [1, 1, 1]


def test_what_is_gone_stands_where_it_stood() -> None:
    assert marks(bulletin(A, B, C), bulletin(A)) == [("removed", B.title), ("removed", C.title)]
    assert marks(bulletin(A, B, C), bulletin(entry("新。"), C)) == [
        ("removed", A.title),
        ("removed", B.title),
        ("added", "新"),
    ]


def test_what_changed_of_an_entry_besides_its_text() -> None:
    other = replace(A, kind=Kind.OVERVIEW, group="", practices=("整村授信",))
    before = bulletin(A, Heading("一", 2), B)
    (change,) = differences(before, bulletin(Heading("一", 2), other, B)).entries
    assert change.details == (
        "类型：经验 → 综述",
        "小组：临海组 → 无",
        "做法：按正文 → 整村授信",
        "所在标题：无 → 一",
    )
    assert [piece.mark for piece in change.pieces] == [Mark.SAME]


def test_fields() -> None:
    before = bulletin(Heading("一", 2), A)
    after = replace(
        before,
        title="学习纪事",
        period=Period(date(2018, 7, 9), date(2018, 7, 13), True, "文件名写有 2018"),
        content=(Heading("二", 2), A),
    )
    found = differences(before, after)
    assert [(f.name, f.before, f.after) for f in found.fields] == [
        ("title", "学习纪实", "学习纪事"),
        (
            "period",
            "2018-07-02 至 2018-07-06",
            "2018-07-09 至 2018-07-13（年份为推断：文件名写有 2018）",
        ),
        ("headings", "一", "二"),
    ]
    assert found.summary == "标题有变，起止日期有变，小标题有变"


def test_entries_that_changed_places() -> None:
    found = differences(bulletin(A, B), bulletin(B, A))
    assert (found.entries, found.reordered, found.summary) == ((), True, "条目次序有变")


def test_a_bulletin_that_comes_or_goes() -> None:
    assert differences(None, bulletin(A, B)).summary == "新增 2 条"
    assert differences(bulletin(A), None).summary == "删去 1 条"


def test_pieces_of_a_text() -> None:
    pieces = text_pieces("按签约户数计分，补访50万元。", "按用信户数计分，补访80万元，并公示。")
    assert [(p.mark.value, p.text) for p in pieces] == [
        ("same", "按"),
        ("removed", "签约"),
        ("added", "用信"),
        ("same", "户数计分，补访"),
        ("removed", "50"),
        ("added", "80"),
        ("same", "万元"),
        ("added", "，并公示"),
        ("same", "。"),
    ]


@pytest.mark.parametrize("times", [1, 400])
def test_a_long_text_is_compared_by_sentences(times: int) -> None:
    sentences = [f"第{n}户当天办结。" for n in range(times)]
    before, after = "".join(sentences), "".join([*sentences, "又一户。"])
    assert [p.mark for p in text_pieces(before, after)] == [Mark.SAME, Mark.ADDED]


@given(mixed_text, mixed_text)
def test_pieces_put_together_are_the_two_texts(before: str, after: str) -> None:
    pieces = text_pieces(before, after)
    assert "".join(p.text for p in pieces if p.mark is not Mark.ADDED) == before
    assert "".join(p.text for p in pieces if p.mark is not Mark.REMOVED) == after
