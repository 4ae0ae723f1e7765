"""A program that looks for viruses in uploads: a small script stands for it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.state.uploads import UploadState
from kb.uploads import scanning
from kb.uploads.decisions import can_retry, retry
from tests.builders import weekly
from tests.uploads.conftest import BY, now_of, read_all, received

# As clamdscan: 1 where something is found. What it looks for comes from standard input.
SCRIPT = "import sys; sys.exit(1 if b'EICAR' in sys.stdin.buffer.read() else 0)"


def guarded(kb: KnowledgeBase, *command: str) -> KnowledgeBase:
    return replace(kb, settings=replace(kb.settings, scanner=command))


@pytest.fixture
def scanned(kb: KnowledgeBase) -> KnowledgeBase:
    return guarded(kb, sys.executable, "-c", SCRIPT)


def test_what_is_clean_is_read(scanned: KnowledgeBase) -> None:
    upload = received(scanned, weekly())
    read_all(scanned)
    assert now_of(scanned, upload).state is UploadState.WAITING


def test_what_is_not_is_refused_and_deleted(scanned: KnowledgeBase) -> None:
    upload = received(scanned, weekly().replace(b"<body>", b"<body>EICAR"))
    read_all(scanned)
    found = now_of(scanned, upload)
    assert found.state is UploadState.FAILED
    assert found.error == "杀毒程序认为这个文件有问题，没有读入，文件已删除"
    assert not can_retry(scanned.home, found)
    assert not any(b"EICAR" in path.read_bytes() for path in files_of(scanned))


def files_of(kb: KnowledgeBase) -> list[Path]:
    return [path for path in kb.home.path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("there-is-no-such-scanner",), "there-is-no-such-scanner 不能运行"),
        ((sys.executable, "-c", "import sys; sys.exit(2)"), "以代码 2 结束"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "没有结果"),
    ],
)
def test_what_could_not_be_looked_at_is_not_read_but_kept(
    kb: KnowledgeBase, command: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.5 if "没有" in why else 20.0)
    upload = received(kb, weekly())
    read_all(guarded(kb, *command))
    found = now_of(kb, upload)
    assert found.state is UploadState.FAILED
    assert why in found.error
    retry(kb.home, upload.id, BY)
    read_all(kb)
    assert now_of(kb, upload).state is UploadState.WAITING
