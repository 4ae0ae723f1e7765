"""Archives, unpacked in the background when their turn comes."""

from __future__ import annotations

from importlib import import_module

import pytest

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.readers.read import read
from kb.state import node_name, uploads
from kb.state.uploads import FINISHED, OPEN, UploadState
from kb.uploads.decisions import can_retry, discard, retry
from kb.uploads.reading_queue import read_next, take_up
from kb.uploads.shelf import Shelf
from kb.uploads.unpack import STAGE, unpack
from tests.builders import weekly
from tests.readers.making import zipped
from tests.uploads.conftest import BY, NOW, now_of, read_all, received

PACKED = zipped(
    {
        "第二周/青枫组.html": weekly(),
        "../../逃.txt": "外面的文字。".encode(),
        "说明.doc": b"doc",
        "图.jpg": b"jpg",
        "里.zip": zipped({"甲.txt": b"x"}),
    }
)
MEMBERS = {"青枫组.html": "queued", "逃.txt": "queued", "说明.doc": "failed", "里.zip": "failed"}


def names(kb: KnowledgeBase) -> dict[str, str]:
    """The names of all uploads that have not come to their end, with their states."""
    found = uploads.in_state(kb.home, *OPEN)
    assert len({upload.name for upload in found}) == len(found)
    return {upload.name: upload.state.value for upload in found}


def test_an_archive_becomes_its_members(kb: KnowledgeBase) -> None:
    archive = received(kb, PACKED, "一批.zip")
    assert names(kb) == {"一批.zip": "queued"}
    read_next(kb, read, NOW)
    assert names(kb) == MEMBERS
    assert now_of(kb, archive).state is UploadState.UNPACKED
    assert now_of(kb, archive).title == (
        "一批.zip：解出 4 份文件，其中 2 份不能读入；没有读入：不是简报的文件 1 个（“图.jpg”）"
    )
    assert not Shelf(kb.home).has_source(archive.id), "the archive itself is not kept"
    nested = next(u for u in uploads.in_state(kb.home, *OPEN) if u.name == "里.zip")
    assert nested.error.startswith("“一批.zip”里的文件：")
    assert "压缩包里还有压缩包" in nested.error
    assert not can_retry(kb.home, nested)
    read_all(kb)
    assert names(kb)["青枫组.html"] == "waiting"


def test_the_page_says_that_it_is_being_unpacked(kb: KnowledgeBase) -> None:
    received(kb, PACKED, "一批.zip")
    claimed = uploads.claim(kb.home, node_name(), NOW)
    assert claimed
    unpack(kb.home, claimed, NOW)
    assert now_of(kb, claimed).stage == STAGE == "正在解包"


def test_an_unpacking_that_was_cut_short_is_done_again_and_doubles_nothing(
    kb: KnowledgeBase,
) -> None:
    """As after a kill: some members have their rows, the archive is still being read."""
    archive = received(kb, PACKED, "一批.zip")
    claimed = uploads.claim(kb.home, node_name(), NOW)
    assert claimed
    unpack(kb.home, claimed, NOW)
    assert names(kb) == MEMBERS | {"一批.zip": "reading"}
    take_up(kb.home, NOW)
    assert now_of(kb, archive).state is UploadState.QUEUED
    read_next(kb, read, NOW)
    assert names(kb) == MEMBERS
    assert now_of(kb, archive).attempts == 2


def test_a_full_disk_fails_the_archive_and_a_retry_takes_the_rest(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = received(kb, PACKED, "一批.zip")
    durable = import_module("kb.uploads.shelf")
    writes = iter([True, False])

    def full(path: object, data: bytes) -> None:
        if not next(writes):
            raise KbError("写不进磁盘：磁盘已满")
        original(path, data)

    original = durable.write_durably
    monkeypatch.setattr(durable, "write_durably", full)
    read_next(kb, read, NOW)
    assert now_of(kb, archive).error == "写不进磁盘：磁盘已满"
    monkeypatch.setattr(durable, "write_durably", original)
    retry(kb.home, archive.id, BY)
    read_all(kb)
    assert now_of(kb, archive).state is UploadState.UNPACKED
    assert len(names(kb)) == len(MEMBERS)


def test_an_archive_that_is_given_up_while_it_is_unpacked(kb: KnowledgeBase) -> None:
    archive = received(kb, PACKED, "一批.zip")
    claimed = uploads.claim(kb.home, node_name(), NOW)
    assert claimed
    discard(kb.home, archive.id, BY)
    assert unpack(kb.home, claimed, NOW).files == 0
    assert names(kb) == {}
    assert [u.state for u in uploads.in_state(kb.home, *FINISHED)] == [UploadState.DISCARDED]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"x" * 200, "压缩格式已损坏"),
        (zipped({"图.jpg": b"x"}), "压缩包里没有可导入的文件"),
        (zipped({f"{n}.txt": b"x" for n in range(201)}), "压缩包里有 201 个可导入的文件"),
    ],
)
def test_an_archive_that_cannot_be_unpacked_says_why(
    kb: KnowledgeBase, data: bytes, error: str
) -> None:
    archive = received(kb, data, "一批.zip")
    read_all(kb)
    assert now_of(kb, archive).state is UploadState.FAILED
    assert error in now_of(kb, archive).error
    assert names(kb) == {"一批.zip": "failed"}


def test_an_archive_that_unpacks_to_too_much(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("kb.uploads.unpack"), "MAX_UNPACKED", 3000)
    packed = zipped({f"{n}.txt": str(n).encode() * 1000 for n in range(6)})
    received(kb, packed, "一批.zip")
    read_next(kb, read, NOW)
    assert list(names(kb).values()) == ["queued", "queued", "queued", "failed"]
