"""kb collection, as a person types it."""

from __future__ import annotations

from pathlib import Path

import docx
import pptx
import pytest

from kb.files import Home
from kb.knowledge_base import KnowledgeBase
from tests.cli.conftest import Run
from tests.peers import first_week, stored

SENTENCE = "每签约一户奖励客户经理30元。"


@pytest.fixture
def home_of(kb: KnowledgeBase) -> Home:
    return stored(kb, first_week()).home


def entry_id() -> str:
    bulletin = first_week()
    return f"{bulletin.id}#{bulletin.entries[1].anchor}"


def test_a_collection_from_the_first_to_the_last_verb(run: Run, home_of: Home) -> None:
    kb = ("--home", home_of.path, "collection")
    assert "已新建讲义“一课”" in run(*kb, "new", "一课").out
    added = run(*kb, "add", "一课", entry_id(), "--quote", SENTENCE, "--chapter", "激励")
    assert "现有 1 条摘录" in added.out
    assert "现有 2 条摘录" in run(*kb, "add", "一课", entry_id()).out
    assert run(*kb, "note", "一课", "x2", "--text", "先问再讲").code == 0
    assert run(*kb, "note", "一课", "1", "--question", "够不够？").code == 0  # its number
    assert run(*kb, "move", "一课", "x3", "--chapter", "激励", "--position", "1").code == 0
    shown = run(*kb, "show", "一课")
    assert SENTENCE in shown.out
    assert "批注：先问再讲" in shown.out
    assert "讨论：够不够？" in shown.out
    assert "摘录重复" in shown.out
    assert [
        e["id"] for e in run(*kb, "show", "一课", "--json").json["chapters"][0]["excerpts"]
    ] == [
        "x3",
        "x2",
    ]
    assert "一课  2 条摘录" in run(*kb, "list").out
    assert run(*kb, "list", "--json").json[0]["excerpts"] == 2


def test_a_course_in_one_step(run: Run, home_of: Home) -> None:
    kb = ("--home", home_of.path, "collection")
    assert "条摘录" in run(*kb, "new", "整村授信一课", "--from", "整村授信").out
    assert "流程做法" in run(*kb, "show", "整村授信一课").out


def test_what_is_wrong_is_said(run: Run, home_of: Home) -> None:
    kb = ("--home", home_of.path, "collection")
    run(*kb, "new", "一课")
    wrong = run(*kb, "add", "一课", entry_id(), "--quote", "谁也没有说过")
    assert wrong.code == 2
    assert "与原文不一致" in wrong.err
    assert run(*kb, "add", "别的", entry_id()).code == 1


def test_an_entry_is_cited(run: Run, home_of: Home) -> None:
    kb = ("--home", home_of.path, "cite", entry_id())
    assert "//跟班学习纪实第1期" in run(*kb).out
    assert (
        "（东山农商银行，《跟班学习纪实第1期》，2018年7月2日至6日）"
        in run(*kb, "--style", "short").out
    )
    assert "TY  - CHAP" in run(*kb, "--style", "ris").out
    assert run("--home", home_of.path, "cite", "2018-07-02-没有#e1").code == 1


def test_a_template_is_checked(run: Run, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{标题}}")
    document.save(str(tmp_path / "本行.docx"))
    wrong = run("collection", "template", "check", tmp_path / "本行.docx")
    assert wrong.code == 2
    assert "模板缺少：写有 {{正文}} 的段落" in wrong.err
    document.add_paragraph("{{正文}}")
    document.save(str(tmp_path / "本行.docx"))
    assert run("collection", "template", "check", tmp_path / "本行.docx").out == "模板可用。\n"
    pptx.Presentation().save(str(tmp_path / "本行.pptx"))
    assert run("collection", "template", "check", tmp_path / "本行.pptx").code == 0
    assert run("collection", "template", "check", tmp_path / "没有.pptx").code == 2


@pytest.mark.parametrize("form", ["docx", "pptx", "html", "md", "csv", "xlsx", "ris"])
def test_a_collection_is_exported(run: Run, home_of: Home, tmp_path: Path, form: str) -> None:
    kb = ("--home", home_of.path, "collection")
    run(*kb, "new", "一课", "--from", "整村授信")
    assert run(*kb, "export", "一课", "--to", form, "-o", tmp_path / "讲义").code == 0
    assert run(*kb, "export", "一课", "-o", tmp_path / f"讲义.{form}").code == 0
    assert (tmp_path / "讲义").stat().st_size > 500
    assert run(*kb, "export", "一课", "-o", tmp_path / "讲义.exe").code == 2
