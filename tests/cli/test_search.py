"""kb search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.files.home import Home
from tests.cli.conftest import Run

PAGE = {"query", "total", "relaxed", "took_ms", "hits", "facets"}
HIT = {
    "id",
    "bulletin",
    "title",
    "kind",
    "group",
    "bank",
    "practices",
    "period",
    "text",
    "highlights",
    "score",
}


def hits(run: Run, *arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("search", "--json", "--limit", 100, *arguments).json["hits"]
    return found


def test_the_shape_of_the_json(sample: Run) -> None:
    said = sample("search", "--json", "整村授信").json
    assert set(said) >= PAGE
    assert said["query"] == "整村授信"
    assert said["relaxed"] is False
    assert said["took_ms"] > 0
    assert said["total"] > len(said["hits"]) == 10
    for hit in said["hits"]:
        assert set(hit) >= HIT
        assert set(hit["bulletin"]) == {"id", "title"}
        assert set(hit["period"]) == {"start", "end"}
        assert hit["id"].startswith(f"{hit['bulletin']['id']}#")
        assert isinstance(hit["score"], float)
        for start, end in hit["highlights"]:
            assert 0 <= start < end <= len(hit["text"])
        assert "整村授信" in [hit["text"][start:end] for start, end in hit["highlights"]]
    assert set(said["facets"]) >= {"bank", "group", "practice", "kind"}
    for values in said["facets"].values():
        assert all(set(value) == {"value", "count"} for value in values)
        assert [v["count"] for v in values] == sorted((v["count"] for v in values), reverse=True)


def test_what_a_person_reads(sample: Run) -> None:
    done = sample("search", "整村授信")
    assert done.code == 0
    assert "整村授信" in done.out
    assert "第 1/" in done.out
    assert "经验 · " in done.out
    assert "示例" in done.out
    assert "做法：" in done.out
    nothing = sample("search", "龘靐")
    assert nothing.code == 0
    assert "共 0 条" in nothing.out


def test_filters(sample: Run) -> None:
    assert {h["bank"] for h in hits(sample, "--bank", "石桥农商银行", "授信")} == {"石桥农商银行"}
    two = hits(sample, "--group", "石桥组", "--group", "南屏组", "授信")
    assert {h["group"] for h in two} == {"石桥组", "南屏组"}
    assert {h["kind"] for h in hits(sample, "--kind", "经验", "授信")} == {"lesson"}
    two_kinds = hits(sample, "--kind", "honour", "--kind", "动态", "支行行长")
    assert {h["kind"] for h in two_kinds} == {"honour", "activity"}
    tagged = hits(sample, "--practice", "整村授信")
    assert tagged
    assert all("整村授信" in h["practices"] for h in tagged)
    # By an alias as well as by the name.
    alias = hits(sample, "--practice", "不良听证", "听证")
    assert all("不良贷款听证" in h["practices"] for h in alias)
    days = {h["period"]["start"] for h in hits(sample, "--from", "2025-12", "--to", "2025-12-14")}
    assert days == {"2025-12-01", "2025-12-08"}


def test_order_and_pages(sample: Run) -> None:
    dates = [h["period"]["end"] for h in hits(sample, "--sort", "date", "授信")]
    assert dates == sorted(dates, reverse=True)
    first, second = (
        [
            h["id"]
            for h in sample("search", "--json", "--limit", 5, "--page", page, "授信").json["hits"]
        ]
        for page in (1, 2)
    )
    assert len(first) == len(second) == 5
    assert [h["id"] for h in hits(sample, "授信")][:10] == first + second
    assert sample("search", "--json", "--page", 9999, "授信").json["hits"] == []


def test_words_may_stand_apart_or_together(sample: Run) -> None:
    apart, together = (
        sample("search", "--json", *words).json for words in (["听证", "免责"], ["听证 免责"])
    )
    assert apart["total"] == together["total"] > 0
    without = sample("search", "--json", "--", "听证", "-免责").json
    assert without["total"] > 0
    assert all("免责" not in hit["text"] for hit in without["hits"])


def test_aliases_are_not_offered_as_what_was_meant(sample: Run) -> None:
    done = sample("search", "整村授信")
    assert "同时检索：" in done.out
    assert "您是不是要找" not in done.out


def test_aliases_are_looked_for_and_can_be_left_out(sample: Run) -> None:
    wide = sample("search", "不良贷款听证")
    assert "同时检索：" in wide.out
    assert "--no-expand" in wide.out
    assert "同时检索：" not in sample("search", "--no-expand", "不良贷款听证").out


def test_what_cannot_be_parsed_is_searched_as_text_and_said_so(sample: Run) -> None:
    done = sample("search", "--", "-听证")
    assert done.code == 0
    assert "提示：只有排除的词" in done.out
    assert sample("search", "--json", "--", "-听证").json["notice"]


@pytest.mark.parametrize(
    "query", ['"', "((((", "机构:", "\udcff\udcfe", "-" * 2000, "𠮷\u200b\x07", "时间:x"]
)
def test_no_query_is_an_error(sample: Run, query: str) -> None:
    assert sample("search", "--", query).code == 0
    assert sample("search", "--json", "--", query).code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--kind", "课程"], "不是类型"),
        (["--from", "昨天"], "看不懂日期"),
        (["--to", "2018-13"], "看不懂日期"),
        (["--limit", "0"], "范围"),
        (["--limit", "很多"], "不是数字"),
        (["--sort", "名称"], "不可用"),
        (["--nope"], "没有选项"),
        (["--page"], "缺少值"),
    ],
)
def test_wrong_usage_is_said_in_chinese(sample: Run, arguments: list[str], says: str) -> None:
    done = sample("search", *arguments)
    assert done.code == 2
    assert says in done.err
    assert not any(word in done.err for word in ("Error", "Invalid", "No such", "not "))


def test_an_index_that_is_missing_is_said_and_made(kb_: Run, source: Path, home: Home) -> None:
    kb_("ingest", source)
    (home.index / "whoosh/CURRENT").unlink()
    done = kb_("search", "整村授信")
    assert done.code == 0
    assert "还没有索引" in done.err
    assert "整村授信先评议" in done.out
    assert kb_("search", "整村授信").err == ""


def test_a_question_is_answered_first(sample: Run) -> None:
    question = "不良贷款率降到多少了？"
    told = sample("search", question).out
    assert told.index("全行不良贷款率1.44%，较年初下降48BP") < told.index("\n1. ")
    first = sample("search", question, "--json").json["answers"][0]
    assert first["bank"] == "石桥农商银行"
    assert "全行不良贷款率1.44%" in first["text"]
    assert sample("search", "整村授信", "--json").json["answers"] == []


def test_banks_without_a_practice_are_said(sample: Run) -> None:
    said = sample("search", "哪些行没有做蓝领贷").out
    assert "简报里没有写到“蓝领贷”的银行（不等于没有做）" in said
    absence = sample("search", "哪些行没有做蓝领贷", "--json").json["absence"]
    assert "石桥农商银行" in absence["without"]
    assert "南屏农商银行" in absence["having"]
