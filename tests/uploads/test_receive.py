"""Files and texts that arrive."""

from __future__ import annotations

import io
from importlib import import_module

import pytest

from kb.errors import KbError
from kb.files.durable import write_durably
from kb.knowledge_base import KnowledgeBase
from kb.state import uploads
from kb.state.uploads import OPEN, UploadState
from kb.uploads.receive import is_web_address, plain_name, receive, receive_text
from kb.uploads.shelf import Shelf
from tests.builders import weekly
from tests.uploads.conftest import NOW, WEBSITE, checked, now_of, read_all, received


def names(kb: KnowledgeBase) -> dict[str, str]:
    """The names of all uploads, with their states."""
    return {upload.name: upload.state.value for upload in uploads.in_state(kb.home, *OPEN)[::-1]}


def test_a_file_is_kept_and_queued_and_nothing_else_happens(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())
    assert (upload.state, upload.who, upload.received) == (UploadState.QUEUED, "网站", NOW)
    assert Shelf(kb.home).source(upload.id) == weekly()
    assert kb.corpus.bulletin_ids() == []
    assert not (kb.corpus.root / "sources").exists()


def test_the_same_file_twice_is_one_upload(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())
    again = receive(kb.home, "另存.html", io.BytesIO(weekly()), WEBSITE, NOW)
    assert again.known
    assert again.upload.id == upload.id
    read_all(kb)
    waiting = receive(kb.home, "第三周.html", io.BytesIO(weekly()), WEBSITE, NOW)
    assert waiting.known
    assert len(list((kb.home.state / "uploads").iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("第三周.html", "第三周.html"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\简报\\第三周.docx", "第三周.docx"),
        ("换\n行\x00.md", "换行.md"),
        ("", "未命名"),
        ("/", "未命名"),
        ("  ", "未命名"),
        (".html", ".html"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_a_name_is_data_and_no_path(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_name_leads_nowhere(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly(), "../../../corpus/bulletins/x.html")
    assert upload.name == "x.html"
    files = [path for path in kb.home.path.rglob("*") if path.is_file()]
    written = [path for path in files if path.read_bytes() == weekly()]
    assert written == [kb.home.state / "uploads" / upload.id / "source"]


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("照片.jpg", "不支持的格式“.jpg”", "可导入"),
        ("第三周.doc", "不支持的格式“.doc”", "另存为 docx"),
        ("第三周", "无扩展名", "可导入"),
    ],
)
def test_what_cannot_be_taken_says_why(
    kb: KnowledgeBase, name: str, message: str, hint: str
) -> None:
    upload = received(kb, b"x" * 200, name)
    assert upload.state is UploadState.FAILED
    assert message in upload.error
    assert hint in upload.hint
    assert not Shelf(kb.home).has_source(upload.id)


def test_a_file_that_is_too_large(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("kb.uploads.receive"), "MAX_BYTES", 3 * 1024 * 1024)
    upload = received(kb, b"x" * (3 * 1024 * 1024 + 1), "大.txt")
    assert (upload.state, upload.error) == (UploadState.FAILED, "文件超过 3 MB")


def test_an_archive_is_queued_as_it_is(kb: KnowledgeBase) -> None:
    """The request does not wait for it to be unpacked, and not even learns that it is broken."""
    upload = received(kb, b"x" * 200, "一批.zip")
    assert (upload.state, upload.size) == (UploadState.QUEUED, 200)
    assert received(kb, b"x" * 200, "又一批.zip").id == upload.id


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("一段文字。", "", "粘贴的文字.txt"),
        ("一段文字。", "第三周纪实.txt", "第三周纪实.txt"),
        ("一段文字。", "../第三周", "第三周.txt"),
        ("<p>一段</p>", "第三周", "第三周.html"),
        ("\n<!DOCTYPE html><html><body>一段", "", "粘贴的文字.html"),
        ("<5% 的不良率。", "", "粘贴的文字.txt"),
    ],
)
def test_a_pasted_text_is_a_file(kb: KnowledgeBase, text: str, title: str, name: str) -> None:
    upload = receive_text(kb.home, text, title, WEBSITE, NOW).upload
    assert (upload.name, upload.state) == (name, UploadState.QUEUED)


def test_a_pasted_page_is_what_was_pasted_whatever_it_declares(kb: KnowledgeBase) -> None:
    """A page saved in GBK says so in its head; what the browser sends of it is UTF-8."""
    html = weekly().decode().replace('charset="utf-8"', 'charset="gb2312"')
    assert "gb2312" in html
    upload = receive_text(kb.home, html, "", WEBSITE, NOW).upload
    read_all(kb)
    assert now_of(kb, upload).title == "跟班学习活动第三周纪实"
    assert len(checked(kb, upload).bulletin.entries) == 6


def test_a_full_disk_is_said_and_leaves_no_row(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: object, data: bytes) -> None:
        raise KbError("写不进磁盘：磁盘已满")

    monkeypatch.setattr("kb.uploads.shelf.write_durably", full)
    with pytest.raises(KbError, match="磁盘已满"):
        received(kb, weekly())
    assert uploads.in_state(kb.home, *OPEN) == []
    monkeypatch.setattr("kb.uploads.shelf.write_durably", write_durably)
    assert received(kb, weekly()).state is UploadState.QUEUED


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("https://mp.example.cn/s/abc?x=1", True),
        ("mp.example.cn/s/abc 请看", True),
        ("【跟班学习第三周纪实】 https://mp.example.cn/s/abc", True),
        ("走访客户30户。详见 https://mp.example.cn/s/abc", False),
        ("信贷/零售部 2024.3/4", False),
        ("整村授信先评议", False),
        ("一" * 400 + " https://mp.example.cn/s/abc", False),
        ("", False),
    ],
)
def test_an_address_is_known_though_words_stand_around_it(text: str, refused: bool) -> None:
    assert is_web_address(text) is refused
