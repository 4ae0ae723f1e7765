"""A folder whose files are ingested as they arrive, and none of which is ever lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kb.corpus.history import versions
from kb.errors import ConfigError, IndexBusy
from kb.intake.watched_folder import Handled, Watcher, watching
from kb.knowledge_base import KnowledgeBase
from kb.state import writer_lock
from tests.builders import weekly

THIRD = weekly()
FOURTH = weekly(
    ["一、听证会上先听事实。" + "听" * 90],
    ["临海组列席听证会。"],
    title="跟班学习活动第四周纪实",
    dates="(2018年7月16日--20日)",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, data: bytes = THIRD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def two_looks(kb: KnowledgeBase, folder: Path) -> list[Handled]:
    watcher = Watcher(folder)
    watcher.arrived()
    return watcher.round(kb)


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_was_saved_with_a_page_goes_with_it(kb: KnowledgeBase, folder: Path) -> None:
    for number, (name, data) in enumerate({"三.html": THIRD, "坏.html": b""}.items()):
        put(folder, name, data)
        put(folder, f"{Path(name).stem}_files/{number}.js", b"alert(1)")
    two_looks(kb, folder)
    assert {name for name in files(folder) if not name.endswith(".txt")} == {
        "done/三.html",
        "done/三_files/0.js",
        "failed/坏.html",
        "failed/坏_files/1.js",
    }


def test_what_arrives_is_ingested_and_moved(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "第三周.html")
    put(folder, "七月/第四周.html", FOURTH)
    handled = two_looks(kb, folder)
    assert [one.results[0].status.value for one in handled] == ["added", "added"]
    assert files(folder) == {"done/第三周.html": THIRD, "done/七月/第四周.html": FOURTH}
    assert len(kb.corpus.bulletin_ids()) == 2
    assert len(kb.engine.digests()) > 0
    assert versions(kb.corpus, kb.corpus.bulletin_ids()[0])[0].who == "监视"


def test_a_file_that_still_grows_waits(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, "第三周.html", THIRD[:100])
    watcher = Watcher(folder)
    assert watcher.round(kb) == []
    path.write_bytes(THIRD)
    assert watcher.round(kb) == []
    (one,) = watcher.round(kb)
    assert one.moved_to == folder / "done/第三周.html"


def test_a_file_that_changes_while_it_is_read_stays(kb: KnowledgeBase, folder: Path) -> None:
    path = put(folder, "第三周.html")
    watcher = Watcher(folder)
    watcher.arrived()

    def rewritten() -> bool:  # asked right before the file is read
        path.write_bytes(FOURTH)
        return False

    (one,) = watcher.round(kb, stopping=rewritten)
    assert one.moved_to is None
    assert files(folder) == {"第三周.html": FOURTH}


@pytest.mark.parametrize(
    "name",
    [".隐藏.html", "~$第三周.docx", "第三周.html.part", "第三周.crdownload", "a.tmp", "Thumbs.db"],
)
def test_hidden_and_temporary_files_are_left_alone(
    kb: KnowledgeBase, folder: Path, name: str
) -> None:
    put(folder, name)
    assert two_looks(kb, folder) == []
    assert list(files(folder)) == [name]


def test_links_are_left_alone(kb: KnowledgeBase, folder: Path, tmp_path: Path) -> None:
    (folder / "链接.html").symlink_to(put(tmp_path, "别处.html"))
    os.mkfifo(folder / "管道.html")
    assert two_looks(kb, folder) == []


def test_what_fails_is_moved_with_the_reason(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "空.html", b"")
    put(folder, "照片.jpg", b"x")
    put(folder, "第三周.html")
    handled = two_looks(kb, folder)
    assert [one.failed for one in handled] == [True, True, False]
    left = files(folder)
    assert set(left) == {
        "done/第三周.html",
        "failed/照片.jpg",
        "failed/照片.jpg.txt",
        "failed/空.html",
        "failed/空.html.txt",
    }
    assert "照片.jpg：不支持的格式“.jpg”" in left["failed/照片.jpg.txt"].decode()


def test_no_name_is_overwritten(kb: KnowledgeBase, folder: Path) -> None:
    for data in (THIRD, FOURTH, THIRD + b" "):
        put(folder, "简报.html", data)
        two_looks(kb, folder)
    for data in (b"", b" "):
        put(folder, "坏.html", data)
        two_looks(kb, folder)
    # A failed text file has the name of a reason.
    put(folder, "坏.html.txt", b"")
    two_looks(kb, folder)
    left = files(folder)
    assert {name: data for name, data in left.items() if name.startswith("done")} == {
        "done/简报.html": THIRD,
        "done/简报-2.html": FOURTH,
        "done/简报-3.html": THIRD + b" ",
    }
    assert [name for name in left if name.startswith("failed")] == [
        "failed/坏-2.html",
        "failed/坏-2.html.txt",
        "failed/坏.html",
        "failed/坏.html-2.txt",
        "failed/坏.html-2.txt.txt",
        "failed/坏.html.txt",
    ]
    assert left["failed/坏.html"] == b""
    assert left["failed/坏-2.html"] == b" "
    assert "坏.html" in left["failed/坏.html.txt"].decode()


def test_an_archive_is_moved_as_a_whole(kb: KnowledgeBase, folder: Path) -> None:
    with zipfile.ZipFile(folder / "两周.zip", "w") as archive:
        archive.writestr("第三周.html", THIRD)
        archive.writestr("第四周.html", FOURTH)
    with zipfile.ZipFile(folder / "一好一坏.zip", "w") as archive:
        archive.writestr("第三周.html", THIRD)
        archive.writestr("空.html", b"")
    handled = {one.file.name: one for one in two_looks(kb, folder)}
    assert len(handled["两周.zip"].results) == 2
    left = files(folder)
    assert set(left) == {"done/两周.zip", "failed/一好一坏.zip", "failed/一好一坏.zip.txt"}
    said = left["failed/一好一坏.zip.txt"].decode()
    assert "空.html：" in said
    assert "其余 1 个文件已经入库" in said
    assert len(kb.corpus.bulletin_ids()) == 2


def test_a_move_that_was_cut_short_is_finished(kb: KnowledgeBase, folder: Path) -> None:
    for name in ("done", "failed"):
        (folder / name).mkdir()
    os.link(put(folder, "第三周.html"), folder / "done/第三周.html")
    os.link(put(folder, "空.html", b""), folder / "failed/空.html")
    two_looks(kb, folder)
    assert set(files(folder)) == {"done/第三周.html", "failed/空.html", "failed/空.html.txt"}


def test_what_was_stored_but_not_moved_is_recognised(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "第三周.html")
    two_looks(kb, folder)
    (folder / "done/第三周.html").rename(folder / "第三周.html")
    (one,) = two_looks(kb, folder)
    assert one.results[0].status.value == "unchanged"
    assert len(kb.corpus.bulletin_ids()) == 1


def test_a_failure_that_is_not_the_files_own_leaves_it(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "第三周.html")
    two_looks(kb, folder)
    path = kb.corpus.bulletin_path(kb.corpus.bulletin_ids()[0])
    text = path.read_text("utf-8")
    # The bulletin it would correct cannot be read.
    path.write_text(text.replace("kind=lesson", "kind=课程"), "utf-8")
    put(folder, "第三周.html", weekly(["一、改过了。" + "改" * 90]))
    (one,) = two_looks(kb, folder)
    assert (one.moved_to, "课程" in str(one.results[0].error)) == (None, True)
    assert set(files(folder)) == {"done/第三周.html", "第三周.html"}
    path.write_text(text, "utf-8")
    (one,) = two_looks(kb, folder)
    assert one.moved_to == folder / "done/第三周-2.html"


def test_a_busy_knowledge_base_leaves_everything(
    kb: KnowledgeBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "第三周.html")
    monkeypatch.setattr("kb.intake.watched_folder.PATIENCE", 0.1)
    holder = [sys.executable, "-c", HOLDS, str(kb.home.state)]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(IndexBusy, match="别人"):
            two_looks(kb, folder)
        process.communicate()
    assert files(folder) == {"第三周.html": THIRD}


HOLDS = """
import pathlib, sys
from kb.files import file_lock
with file_lock(pathlib.Path(sys.argv[1]), "别人"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_watcher_a_folder(folder: Path, tmp_path: Path) -> None:
    with watching(folder) as watcher:
        assert watcher.folder == folder.resolve()
        with pytest.raises(ConfigError, match="另一个"), watching(folder):
            pass
    with watching(folder):
        pass
    with pytest.raises(ConfigError, match="没有文件夹"), watching(tmp_path / "没有"):
        pass


@pytest.mark.parametrize("place", [".", "..", "corpus/bulletins", "state"])
def test_a_folder_of_the_knowledge_base_is_not_watched(kb: KnowledgeBase, place: str) -> None:
    inside = kb.home.path / place
    inside.mkdir(parents=True, exist_ok=True)
    with pytest.raises(ConfigError, match="互相包含"), watching(inside, kb.home.path):
        pass


def test_it_stops_between_files(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "一.html")
    put(folder, "二.html", FOURTH)
    watcher = Watcher(folder)
    watcher.arrived()
    asked = iter([False, False, True])  # before the round, before each file
    (one,) = watcher.round(kb, stopping=lambda: next(asked))
    assert one.file.name == "一.html"
    assert files(folder) == {"done/一.html": THIRD, "二.html": FOURTH}


def kb_watch(kb: KnowledgeBase, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", "from kb.cli import main; main()"]
    return [*command, "--home", str(kb.home.path), "watch", *arguments]


def test_once(kb: KnowledgeBase, folder: Path) -> None:
    put(folder, "第三周.html")
    put(folder, "空.html", b"")
    command = kb_watch(kb, str(folder), "--once", "--interval", "0.1")
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    assert "新增 第三周.html：跟班学习活动第三周纪实" in done.stdout
    assert "失败 空.html" in done.stdout
    assert done.stderr == ""
    again = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert again.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_service_stops_cleanly(kb: KnowledgeBase, folder: Path, number: signal.Signals) -> None:
    command = kb_watch(kb, str(folder), "--interval", "0.1")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            assert process.stdout
            assert "正在监视" in process.stdout.readline().decode()
            put(folder, "第三周.html")
            assert "新增 第三周.html" in process.stdout.readline().decode()
            deadline = time.monotonic() + 60
            while (folder / "第三周.html").exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(number)
            rest, errors = process.communicate(timeout=60)
        finally:
            process.kill()  # else a failure would wait for ever
    assert process.returncode == 0
    assert "已停止监视" in rest.decode()
    assert errors == b""
    assert files(folder) == {"done/第三周.html": THIRD}
    with writer_lock(kb.home, "测试", timeout=1):
        pass
