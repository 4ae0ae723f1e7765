"""kb compare, kb figures, kb trends."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from tests.cli.conftest import Run

ASPECTS = ["组织考核", "流程做法", "营销宣传", "科技支撑", "风险防控", "成效数据"]


def test_the_matrix_as_a_person_reads_it(sample: Run) -> None:
    done = sample("compare", "整村授信")
    assert done.code == 0
    assert "各行做法对照：整村授信" in done.out
    for words in (*ASPECTS, "青枫农商银行（", "云泽农商银行（", "（机构不详）"):
        assert words in done.out
    assert "；本句提到“整村授信”；归入“组织考核”：" in done.out
    assert "（学习方的打算）" in done.out
    assert "另有" in done.out
    assert "不加总" in done.out


def test_the_shape_of_the_json(sample: Run) -> None:
    said = sample("compare", "整村授信", "--json").json
    assert set(said) == {
        "subject", "practice", "aspects", "banks", "entries", "read", "total", "relaxed", "rows",
        "others",
    }  # fmt: skip
    assert (said["subject"], said["practice"]) == ("整村授信", "整村授信")
    assert [aspect["name"] for aspect in said["aspects"]] == ASPECTS
    for row in said["rows"]:
        assert set(row) == {
            "bank",
            "side",
            "entries",
            "read",
            "planned",
            "unplaced",
            "cells",
            "rest",
        }
        for cell in row["cells"]:
            assert set(cell) == {"aspect", "total", "more", "statements", "aside"}
            assert cell["total"] == cell["more"] + len(cell["statements"])
    statement = said["rows"][0]["cells"][0]["statements"][0]
    assert set(statement) >= {"text", "span", "figures", "entry", "bulletin", "period", "why"}
    assert set(statement["period"]) == {"start", "end"}


def test_rows_columns_and_period_are_chosen(sample: Run) -> None:
    said = sample(
        "compare", "整村授信", "--json", "--bank", "南屏农商银行", "--bank", "北安农商银行",
        "--aspect", "营销宣传", "--from", "2025-12", "--to", "2025-12", "--limit", "0",
    ).json  # fmt: skip
    assert [row["bank"] for row in said["rows"]] == ["南屏农商银行", "北安农商银行"]
    (cell,) = said["rows"][0]["cells"]
    assert cell["more"] == 0
    for statement in cell["statements"]:
        assert statement["period"]["end"] >= "2025-12-01"
        assert statement["period"]["start"] <= "2025-12-31"


def test_an_unknown_aspect(sample: Run) -> None:
    done = sample("compare", "整村授信", "--aspect", "进度")
    assert done.code == 2
    assert "没有方面“进度”" in done.err


def test_a_search_with_operators(sample: Run) -> None:
    said = sample("compare", "--json", "--", '"复评"', "-听证").json
    assert said["practice"] is None
    found = [s for row in said["rows"] for cell in row["cells"] for s in cell["statements"]]
    assert found
    assert all("“复评”" in statement["reason"] for statement in found)
    assert not any("听证" in statement["text"] for statement in found)


def test_files_are_written(sample: Run, tmp_path: Path) -> None:
    word, sheet = tmp_path / "新" / "对照.docx", tmp_path / "对照.xlsx"
    done = sample("compare", "整村授信", "--docx", word, "--xlsx", sheet)
    assert done.code == 0
    assert done.out == ""
    assert done.err.count("已存为") == 2
    assert "word/document.xml" in zipfile.ZipFile(word).namelist()
    assert "xl/workbook.xml" in zipfile.ZipFile(sheet).namelist()


def test_markdown_goes_to_the_terminal(sample: Run) -> None:
    done = sample("compare", "整村授信", "--md", "--aspect", "成效数据")
    assert done.out.startswith("# 各行做法对照：整村授信\n")
    assert "### 成效数据" in done.out


def test_all_figures_as_json(sample: Run) -> None:
    said = sample("figures", "--json").json
    assert said["subject"] == "全部条目"
    assert said["entries"] == said["total"]
    assert len(said["figures"]) == sum(unit["count"] for unit in said["units"]) > 1800
    assert set(said["figures"][0]) >= {
        "value", "number", "unit", "qualifier", "sentence", "bank", "period", "entry", "bulletin",
    }  # fmt: skip


def test_the_figures_of_a_practice_sorted(sample: Run) -> None:
    chosen = ("--sort", "value", "--descending", "--bank", "石桥农商银行")
    said = sample("figures", "整村授信", "--json", *chosen).json
    assert {figure["bank"] for figure in said["figures"]} == {"石桥农商银行"}
    households = [f["amount"] for f in said["figures"] if f["base_unit"] == "户"]
    assert len(households) > 5
    assert households == sorted(households, reverse=True)


def test_figures_as_csv_and_as_text(sample: Run) -> None:
    done = sample("figures", "整村授信", "--csv")
    lines = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff"))))
    assert lines[0][:2] == ["指标", "数据"]
    assert not any("#" in cell for line in lines for cell in line)  # no id of the machine
    assert len(lines) > 400
    text = sample("figures", "听证会", "--bank", "石桥农商银行").out
    assert "石桥农商银行" in text
    assert "不加总" in text


def test_trends(sample: Run) -> None:
    said = sample("trends", "--json").json
    assert said["practice"] is None
    assert [c["value"] for c in said["periods"]["columns"]] == ["2025-11", "2025-12", "2026-01"]
    first = said["periods"]["rows"][0]
    assert (first["value"], first["total"]) == ("整村授信", sum(first["counts"]))
    done = sample("trends", "整村授信", "--by", "bulletin")
    assert "机构 × 时期：整村授信" in done.out
    assert "云州农商银行系统跟班学习活动第一周纪实" in done.out


def test_trends_of_a_practice_that_is_not_there(sample: Run) -> None:
    done = sample("trends", "无人机")
    assert done.code == 1
    assert "没有做法“无人机”" in done.err
