"""kb init, kb ingest, kb index."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from bench.weeks import write_weeks
from kb.errors import EngineUnavailable
from kb.files.home import Home
from kb.remote import corpus_lock
from kb.state import writer_lock
from tests.builders import LESSONS, weekly
from tests.cli.conftest import Run
from tests.intake.several import TWO

FILE = {"file", "status", "id", "title", "period", "entries", "warnings", "error"}


def test_init(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "库")
    assert done.code == 0
    assert "已在" in done.out
    assert "ingest" in done.out
    assert run("--home", tmp_path / "库", "list").code == 0
    again = run("init", tmp_path / "库")
    assert again.code == 2
    assert "已经是知识库" in again.err


def test_ingest_tells_what_became_of_each_file(kb_: Run, source: Path) -> None:
    done = kb_("ingest", source)
    assert done.code == 0
    assert done.err == ""
    assert "[1/1] 新增 第三周.html" in done.out
    assert "跟班学习活动第三周纪实，2018-07-09 至 2018-07-13，6 条" in done.out
    assert "完成：共 1 个文件，新增 1" in done.out
    assert "[1/1] 未变" in kb_("ingest", source).out


def test_ingest_as_json(kb_: Run, source: Path) -> None:
    (said,) = kb_("ingest", "--json", source).json["files"]
    assert {key: said[key] for key in FILE} == {
        "file": str(source),
        "status": "added",
        "id": "2018-07-09-跟班学习活动第三周纪实",
        "title": "跟班学习活动第三周纪实",
        "period": {"start": "2018-07-09", "end": "2018-07-13", "year_inferred": False},
        "entries": 6,
        "warnings": [],
        "error": None,
    }
    source.write_bytes(weekly(LESSONS[:1]))
    statuses = [kb_("ingest", "--json", source).json["files"][0]["status"] for _ in range(2)]
    assert statuses == ["updated", "unchanged"]


def test_a_file_that_fails_does_not_stop_the_rest(kb_: Run, source: Path) -> None:
    empty = source.with_name("空.html")
    empty.write_bytes(b"")
    done = kb_("ingest", source.parent / "空.html", source)
    assert done.code == 1
    assert "失败 空.html" in done.out
    assert "新增 1，失败 1" in done.out
    assert f"失败：{empty}" in done.err
    said = kb_("ingest", "--json", empty)
    assert said.code == 1
    (failed,) = said.json["files"]
    assert set(failed) >= FILE
    assert (failed["status"], failed["id"], failed["entries"]) == ("failed", None, 0)
    assert "没有文字" in failed["error"]


@pytest.mark.parametrize("name", ["没有.html", "没有.zip", "没有"])
def test_a_file_that_is_not_there(kb_: Run, tmp_path: Path, name: str) -> None:
    done = kb_("ingest", tmp_path / name)
    assert done.code == 1
    assert "没有这个文件" in done.out


def test_a_folder_is_read_with_what_lies_in_it(kb_: Run, source: Path) -> None:
    inner = source.parent / "七月"
    inner.mkdir()
    lessons = [f"一、{lesson[2:][::-1]}。" for lesson in LESSONS]
    (inner / "第四周.html").write_bytes(
        weekly(lessons, [], title="跟班学习活动第四周纪实", dates="(2018年7月16日--20日)")
    )
    assert "共 2 个文件，新增 2" in kb_("ingest", source, inner).out
    (source.parent / "空文件夹").mkdir()
    nothing = kb_("ingest", source.parent / "空文件夹")
    assert nothing.code == 1
    assert "没有可导入的简报" in nothing.err


def test_a_dry_run_stores_nothing(kb_: Run, source: Path) -> None:
    done = kb_("ingest", "--dry-run", source)
    assert done.code == 0
    assert "试读" in done.out
    assert kb_("list", "--json").json["bulletins"] == []


def test_year_and_sample(kb_: Run, source: Path) -> None:
    source.write_bytes(weekly(dates="(7月9日--13日)"))
    (said,) = kb_("ingest", "--json", "--year", 2019, "--sample", source).json["files"]
    assert said["period"] == {"start": "2019-07-09", "end": "2019-07-13", "year_inferred": False}
    assert kb_("show", said["id"], "--json").json["sample"] is True
    (inferred,) = kb_("ingest", "--json", "--dry-run", "--year", 2018, source).json["files"]
    assert inferred["period"]["start"] == "2018-07-09"


def test_index(kb_: Run, home: Home, source: Path) -> None:
    first = kb_("index")
    assert first.code == 0
    assert "还没有索引，已重建索引：0 条" in first.out
    kb_("ingest", source)
    assert "索引已是最新：6 条" in kb_("index").out
    assert "按要求重建，已重建索引：6 条" in kb_("index", "--rebuild").out
    path = next((home.corpus / "bulletins").rglob("*.md"))
    path.write_text(path.read_text("utf-8").replace("先评议。", "先评议！"), "utf-8")
    assert "写入 1 条" in kb_("index").out


def test_who_holds_the_lock_is_named(
    kb_: Run, home: Home, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = partial(corpus_lock, timeout=0.1)
    monkeypatch.setattr("kb.cli.ingest.corpus_lock", impatient)
    monkeypatch.setattr("kb.cli.corpus.corpus_lock", impatient)
    monkeypatch.setattr("kb.cli.ingest.writer_lock", partial(writer_lock, timeout=0.1))
    holds = (
        "import sys, pathlib, kb.files\n"
        "with kb.files.file_lock(pathlib.Path(sys.argv[1]), '网站'):\n"
        "    print(flush=True)\n"
        "    sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holds, str(home.state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        for verb in (["ingest", source], ["index"], ["remove", "2018-07-09-x"]):
            done = kb_(*verb)
            assert done.code == 75
            assert "“网站”" in done.err
            assert "稍后再试" in done.err
        assert kb_("ingest", "--dry-run", source).code == 0
        holder.kill()


class Terminal:
    """`kb` on a terminal of its own."""

    def __init__(self, *arguments: object) -> None:
        self._screen, end = pty.openpty()
        command = [sys.executable, "-c", "from kb.cli import main; main()", *map(str, arguments)]
        self._process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end)
        os.close(end)

    def until(self, text: str) -> str:
        """What it says until it has said this, or to its end."""
        said = b""
        with suppress(OSError):  # the other end is closed
            while text.encode() not in said and (more := os.read(self._screen, 4096)):
                said += more
        return said.decode("utf-8", "replace")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def code(self) -> int:
        """Wait for its end."""
        code = self._process.wait(60)
        os.close(self._screen)
        return code


def test_a_terminal_shows_how_far_it_has_come(home: Home, source: Path) -> None:
    terminal = Terminal("--home", home.path, "ingest", source)
    said = terminal.until("完成：")
    assert terminal.code() == 0
    assert "[------------------------------] 0/1" in said
    assert "[##############################] 1/1 正在更新索引" in said


def test_ctrl_c_leaves_what_is_done_and_the_next_run_goes_on(
    kb_: Run, home: Home, source: Path
) -> None:
    # So many that the terminal is full before they are done, and the run has to wait for us.
    write_weeks(source.parent / "各周", range(60))
    terminal = Terminal("--home", home.path, "ingest", source.parent / "各周")
    terminal.until("[2/60]")
    terminal.interrupt()
    assert "再运行一次就会接着做" in terminal.until("已中断")
    assert terminal.code() == 130
    done = len(kb_("list", "--json").json["bulletins"])
    assert 2 <= done < 60
    assert kb_("check").out == "一切正常\n"
    assert f"新增 {60 - done}，未变 {done}" in kb_("ingest", source.parent / "各周").out


def test_a_file_with_two_issues_is_counted_as_one_file(kb_: Run, tmp_path: Path) -> None:
    file = tmp_path / "两期.txt"
    file.write_bytes(TWO)
    done = kb_("ingest", file)
    assert done.out.count("[1/1] 新增 两期.txt") == 2
    assert "完成：共 1 个文件，新增 2" in done.out


def test_when_the_index_fails_it_says_that_the_bulletins_are_kept(
    kb_: Run, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One read only that the cluster did not answer, and could not tell what had been stored."""

    def away(*_: object, **__: object) -> None:
        raise EngineUnavailable("检索集群没有应答", hint="请稍后再试")

    monkeypatch.setattr(sys.modules["kb.intake.ingest"], "update_index", away)
    done = kb_("ingest", source)
    assert done.code != 0
    assert "请稍后再试；简报已存入语料" in done.err
