"""`kb check`: everything that is wrong, each with what to do about it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from kb.errors import EngineError, EngineUnavailable, IndexMissing
from kb.files.home import Home, init_home
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.maintenance import disk
from kb.maintenance.check import check
from kb.model import Bulletin
from kb.state import database
from kb.state.database import FILE
from kb.state.stores import close_store
from tests.builders import TODAY, weekly

# Of kb.toml: the state in a database, the index on a cluster.
STATE = 'state = "postgresql://kb@10.1.0.9/kb"\n'
CLUSTER = 'engine = "opensearch"\n[opensearch]\nhosts = ["https://10.1.0.1:9200"]\n'


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one bulletin and nothing wrong, to be copied."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "第三周.html").write_bytes(weekly())
    kb = open_knowledge_base(init_home(folder / "home"))
    ingest(kb, [folder / "第三周.html"], IngestOptions(TODAY))
    kb.engine.close()
    return kb.home


@pytest.fixture
def sound(prepared: Home, tmp_path: Path) -> KnowledgeBase:
    """The prepared knowledge base, to be spoilt."""
    shutil.copytree(prepared.path, tmp_path / "home")
    return open_knowledge_base(Home(tmp_path / "home"))


def only(kb: KnowledgeBase) -> Bulletin:
    (bulletin,) = kb.corpus.bulletins()
    return bulletin


def edit(kb: KnowledgeBase, old: str, new: str) -> None:
    path = kb.corpus.bulletin_path(kb.corpus.bulletin_ids()[0])
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def source_of(kb: KnowledgeBase) -> Path:
    return kb.corpus.source_path(only(kb).source.sha256, ".html")


def finding(kb: KnowledgeBase) -> str:
    (said,) = check(open_knowledge_base(kb.home))
    return str(said)


def test_all_is_well(sound: KnowledgeBase) -> None:
    assert check(sound) == []


def test_a_source_that_is_gone(sound: KnowledgeBase) -> None:
    source_of(sound).unlink()
    assert "不见了" in finding(sound)
    assert "重新导入“第三周.html”" in finding(sound)


def test_a_source_that_is_damaged(sound: KnowledgeBase) -> None:
    source_of(sound).write_bytes(b"x")
    assert "已损坏" in finding(sound)


def test_a_group_the_bulletin_has_not(sound: KnowledgeBase) -> None:
    edit(sound, "group=临海组", "group=路桥组")
    assert "小组“路桥组”不在" in finding(sound)
    assert only(sound).id in finding(sound)


def test_a_practice_the_vocabulary_has_not(sound: KnowledgeBase) -> None:
    edit(sound, "kind=lesson", 'kind=lesson practices="整村授信;点石成金"')
    assert "做法“点石成金”不在词表里" in finding(sound)


def test_a_bulletin_that_is_malformed(sound: KnowledgeBase) -> None:
    edit(sound, "kind=lesson", "kind=课程")
    assert "课程" in finding(sound)
    assert "第 " in finding(sound)


def test_a_file_that_is_no_bulletin(sound: KnowledgeBase) -> None:
    (sound.corpus.root / "bulletins/2018/笔记.md").write_text("x", "utf-8")
    assert "笔记.md" in finding(sound)


def test_a_vocabulary_that_is_wrong(sound: KnowledgeBase) -> None:
    (sound.corpus.root / "practices/坏.md").write_text("---\nname: 坏\nbroader: 无\n---\n", "utf-8")
    assert "做法“无”不存在" in finding(sound)


def test_organisations_that_are_wrong(sound: KnowledgeBase) -> None:
    (sound.corpus.root / "organisations.yml").write_text("- 甲", "utf-8")
    assert "organisations.yml" in finding(sound)


def test_an_index_that_is_behind(sound: KnowledgeBase) -> None:
    edit(sound, "先评议。", "先评议！")
    assert "有变 1 条" in finding(sound)
    assert "kb index" in finding(sound)


def test_an_index_that_is_missing(sound: KnowledgeBase) -> None:
    (sound.home.index / "whoosh/CURRENT").unlink()
    assert "还没有索引" in finding(sound)


def test_several_things_at_once(sound: KnowledgeBase) -> None:
    edit(sound, "group=临海组", "group=路桥组")
    source_of(sound).unlink()
    assert len(check(open_knowledge_base(sound.home))) == 2


def test_a_damaged_state_is_found(sound: KnowledgeBase) -> None:
    with database.connection(sound.home) as state:
        for number in range(200):
            state.execute(
                "INSERT INTO topic (urn, name, query, created, seen, known) VALUES (?, ?, ?, ?, ?, ?)",
                (f"u{number}", f"专题{number}", "签约" * 50, "", "", b""),
            )
    close_store(sound.home)
    assert check(sound) == []
    file = sound.home.state / FILE
    whole = file.read_bytes()
    page = 4096
    file.write_bytes(whole[: 3 * page] + b"\xff" * page * 3 + whole[6 * page :])
    close_store(sound.home)
    (finding,) = check(sound)
    assert finding.code == "state"
    assert "状态库" in finding.message


@pytest.mark.parametrize(
    ("more", "index", "found"),
    [
        ("", "", ["知识库在 nfs4"]),
        (STATE, "", ["知识库在 nfs4"]),
        (STATE, "/local/index", []),
        ("", "/local/index", ["知识库在 nfs4"]),
        (STATE, "/share/index", ["索引在 nfs4"]),
        (f"{STATE}{CLUSTER}", "", []),
        (CLUSTER, "", ["知识库在 nfs4"]),
        ("state = 1", "/local/index", ["知识库在 nfs4"]),
    ],
)
def test_a_shared_folder_is_no_problem_where_it_needs_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str, index: str, found: list[str]
) -> None:
    """What docs/scaling.md tells to do was a problem that could not be solved."""
    home = Home(tmp_path, Path(index) if index else None)
    home.config.write_text(more, "utf-8")
    monkeypatch.setattr(
        disk, "file_system", lambda path: "ext4" if path.is_relative_to("/local") else "nfs4"
    )
    told = [one.message for one in disk.surroundings(home) if one.code == "file-system"]
    assert [text.partition(" 文件")[0] for text in told] == found


@pytest.mark.parametrize(
    ("error", "mends"),
    [
        (EngineUnavailable("检索集群没有应答"), ""),
        (EngineError("检索集群上的索引是另一个知识库的"), ""),
        (IndexMissing("还没有索引"), "kb check --repair"),
    ],
)
def test_a_repair_is_offered_only_where_it_helps(
    sound: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, error: EngineError, mends: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(sys.modules["kb.maintenance.check"], "index_differences", fails)
    (finding,) = check(sound)
    assert (finding.code, finding.command) == ("index", mends)
    assert bool(finding.where) is bool(mends)
