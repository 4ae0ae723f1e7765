"""Archives: their members are source files, their names are data."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import (
    EmptySource,
    EncryptedSource,
    SourceError,
    TooLargeSource,
    UnreadableSource,
    UnsupportedSource,
)
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus
from kb.intake.source_files import find_files
from kb.knowledge_base import KnowledgeBase
from kb.readers.archive import MAX_SOURCES, member_paths, passed_over, read_members
from kb.readers.read import expand, read, read_bytes
from tests.builders import weekly
from tests.readers.making import FORMATS, zipped


def archive(folder: Path, members: dict[str, bytes], name: str = "简报.zip") -> Path:
    path = folder / name
    path.write_bytes(zipped(members))
    return path


def labels(path: Path) -> list[str]:
    return [member.relative_to(path).as_posix() for member in expand(path)]


def test_the_files_in_an_archive_take_its_place(tmp_path: Path) -> None:
    members = {"第二周/b.md": b"b", "a.TXT": b"a", "图片/1.jpg": b"x", "c.doc": b"x"}
    path = archive(tmp_path, members)
    assert labels(path) == ["a.TXT", "c.doc", "第二周/b.md"]
    assert [read_bytes(member) for member in expand(path) if member.suffix != ".doc"] == [
        b"a",
        b"b",
    ]


def test_each_is_ingested_and_a_bad_one_passed_over(kb: KnowledgeBase, tmp_path: Path) -> None:
    bulletin = (FORMATS / "bulletin.docx").read_bytes()
    path = archive(
        tmp_path, {"三.html": weekly(), "二.docx": bulletin, "坏.pdf": b"%PDF-", "旧.doc": b"x"}
    )
    results = ingest(kb, find_files([path]), IngestOptions(date(2026, 11, 23)))
    assert [(result.file.name, result.status) for result in results] == [
        ("三.html", FileStatus.ADDED),
        ("二.docx", FileStatus.ADDED),
        ("坏.pdf", FileStatus.FAILED),
        ("旧.doc", FileStatus.FAILED),
    ]
    assert "另存为 docx" in str(results[3].error)
    assert len(kb.corpus.bulletin_ids()) == 2
    again = ingest(kb, find_files([path]), IngestOptions(date(2026, 11, 23)))
    assert [result.status for result in again[:2]] == [FileStatus.UNCHANGED] * 2


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../etc/甲.md", "etc/甲.md"),
        ("/etc/甲.md", "etc/甲.md"),
        ("C:\\Windows\\甲.md", "C：/Windows/甲.md"),
        ("./.././甲.md", "甲.md"),
    ],
)
def test_names_are_labels_and_lead_nowhere(tmp_path: Path, name: str, label: str) -> None:
    path = archive(tmp_path, {name: b"text"})
    assert labels(path) == [label]
    (member,) = expand(path)
    assert read_bytes(member) == b"text"
    assert list(tmp_path.iterdir()) == [path]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_name_leads_out_of_the_archive(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = archive(tmp_path_factory.mktemp("zip"), {f"{name}.md": b"text"})
    for member in expand(path):
        assert member == path or (path in member.parents and ".." not in member.parts)


def test_hidden_files_links_and_the_twins_of_macos_are_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path, {"甲.md": b"1", "__MACOSX/._甲.md": b"2", ".乙.md": b"3"})
    link = zipfile.ZipInfo("链接.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    assert labels(path) == ["甲.md"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_the_code_page_of_the_packer(tmp_path: Path, encoding: str) -> None:
    raw = "第二周简报.md".encode(encoding)
    data = zipped({"x" * len(raw) + ".md": b"text"}).replace(b"x" * len(raw) + b".md", raw + b".md")
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert labels(path) == ["第二周简报.md.md"]
    assert read_bytes(expand(path)[0]) == b"text"


def test_archives_within_archives_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"里.zip": zipped({"甲.md": b"1"}), "乙.md": b"2"})
    assert labels(path) == ["乙.md", "里.zip"]
    with pytest.raises(UnsupportedSource, match="压缩包里还有压缩包"):
        read_bytes(expand(path)[1])


def test_an_archive_that_cannot_be_opened_says_why_when_it_is_read(tmp_path: Path) -> None:
    broken = tmp_path / "坏.zip"
    broken.write_bytes(zipped({"甲.md": b"1"})[:40])
    assert expand(broken) == [broken]
    with pytest.raises(UnreadableSource, match="已损坏") as caught:
        read_bytes(broken)
    assert caught.value.where == str(broken)
    with pytest.raises(EmptySource, match="没有可导入的文件"):
        read_bytes(archive(tmp_path, {"1.jpg": b"x"}))
    with pytest.raises(UnreadableSource, match="没有这个文件"):
        read_bytes(archive(tmp_path, {"甲.md": b"1"}, "好.zip") / "乙.md")


def test_a_folder_named_like_an_archive_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "不是.zip"
    folder.mkdir()
    (folder / "甲.md").write_bytes(b"1")
    assert read_bytes(folder / "甲.md") == b"1"


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"甲.md": b"text"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(EncryptedSource, match="密码"):
        read_bytes(expand(path)[0])


def test_a_member_that_was_damaged_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"甲.md": b"text" * 100})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(SourceError):
        read_bytes(expand(path)[0])


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{number}.md": b"" for number in range(5001)})
    with pytest.raises(TooLargeSource, match="5001 个"):
        member_paths(path)


def test_a_directory_that_says_it_is_endless_is_refused(tmp_path: Path) -> None:
    """Its size is what zipfile would read at once."""
    path = tmp_path / "a.zip"
    data = bytearray(zipped({"甲.md": b"1"}))
    end = data.rindex(b"PK\x05\x06")
    padded = bytearray(3_000_000) + data
    padded[end + 3_000_000 + 12 : end + 3_000_000 + 16] = (2_900_000).to_bytes(4, "little")
    path.write_bytes(bytes(padded))
    with pytest.raises(TooLargeSource, match="目录过大"):
        member_paths(path)


def test_read_takes_a_member_as_any_file(tmp_path: Path) -> None:
    path = archive(tmp_path, {"周报/三.html": weekly()})
    (member,) = expand(path)
    assert read(read_bytes(member), member.name).blocks[0].text == "跟班学习活动第三周纪实"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as opened:
        assert opened.namelist() == ["周报/三.html"]


def test_an_archive_of_too_many_files_is_refused_as_a_whole(tmp_path: Path) -> None:
    packed = tmp_path / "一批.zip"
    packed.write_bytes(zipped({f"{number}.txt": b"x" for number in range(MAX_SOURCES + 1)}))
    with pytest.raises(TooLargeSource, match="一次最多"):
        list(read_members(packed))
    packed.write_bytes(zipped({f"{number}.txt": b"x" for number in range(MAX_SOURCES)}))
    assert len(list(read_members(packed))) == MAX_SOURCES


def test_members_of_one_name_are_all_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    names = {"1week.md": b"1", "2week.md": b"2", "3week.md": b"3", "周（2）.md": b"4"}
    data = zipped(names)
    for name in ("1week.md", "2week.md", "3week.md"):
        data = data.replace(name.encode(), b"aweek.md")
    path.write_bytes(data)
    assert labels(path) == ["aweek.md", "aweek（2）.md", "aweek（3）.md", "周（2）.md"]
    assert {read_bytes(member) for member in expand(path)} == {b"1", b"2", b"3", b"4"}


def test_what_is_passed_over_can_be_told(tmp_path: Path) -> None:
    members = {"a.md": b"1", "名单.xlsx": b"2", "图/1.jpg": b"3", "__MACOSX/._a.md": b"4"}
    path = archive(tmp_path, members)
    assert passed_over(path) == ["1.jpg", "名单.xlsx"]
    path.write_bytes(b"PK")
    assert passed_over(path) == []


def test_the_parts_of_a_saved_page_are_none_of_the_sources(tmp_path: Path) -> None:
    members = {
        "周.htm": b"1",
        "周.files/frame.htm": b"2",
        "周_files/1.png": b"3",
        "b_files/b.md": b"4",
    }
    path = archive(tmp_path, members)
    assert labels(path) == ["b_files/b.md", "周.htm"]
    assert passed_over(path) == []
