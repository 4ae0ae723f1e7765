"""kb show, kb list, kb practices, kb remove."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from tests.cli.conftest import Run

ENTRY = {"id", "kind", "group", "bank", "title", "text", "practices"}


def test_list(sample: Run, sample_kb: KnowledgeBase) -> None:
    said = sample("list", "--json").json
    ids = [bulletin["id"] for bulletin in said["bulletins"]]
    assert ids == sample_kb.corpus.bulletin_ids()[::-1]
    assert said["bulletins"][0] == {
        "id": ids[0],
        "title": "云州农商银行系统跟班学习活动第十三周纪实",
        "period": {"start": "2026-01-26", "end": "2026-01-30", "year_inferred": True},
        "entries": len(sample_kb.corpus.load_bulletin(ids[0]).entries),
        "sample": True,
    }
    text = sample("list").out
    assert "2026-01-26 至 2026-01-30  云州农商银行系统跟班学习活动第十三周纪实（示例）" in text
    assert f"共 {len(ids)} 期" in text


def test_show_a_bulletin(sample: Run, sample_kb: KnowledgeBase) -> None:
    id_ = sample_kb.corpus.bulletin_ids()[0]
    bulletin = sample_kb.corpus.load_bulletin(id_)
    said = sample("show", "--json", id_).json
    assert {k: said[k] for k in ("id", "title", "subtitle", "series", "issue", "sample")} == {
        "id": id_,
        "title": bulletin.title,
        "subtitle": bulletin.subtitle,
        "series": bulletin.series,
        "issue": bulletin.issue,
        "sample": True,
    }
    assert said["groups"][0] == {"name": "青枫组", "bank": "青枫农商银行"}
    assert said["source"]["sha256"] == bulletin.source.sha256
    assert said["period"]["year_inferred"] is True
    assert said["period"]["evidence"]
    assert len(said["entries"]) == len(bulletin.entries)
    for shown, entry in zip(said["entries"], bulletin.entries, strict=True):
        assert set(shown) >= ENTRY
        assert shown["id"] == f"{id_}#{entry.anchor}"
        assert (shown["kind"], shown["text"]) == (entry.kind.value, entry.text)
        assert shown["practices"] == list(sample_kb.vocabulary.practices_of(entry))


def test_show_tells_who_learns_from_whom(kb_: Run, home: Home, source: Path) -> None:
    id_ = kb_("ingest", "--json", source).json["files"][0]["id"]
    assert kb_("show", "--json", id_).json["roles"] == []
    (file,) = (home.path / "corpus" / "bulletins").rglob("*.md")
    roles = "roles:\n- bank: 乙村农商银行\n  side: host\nsource:"
    file.write_text(file.read_text("utf-8").replace("source:", roles, 1), "utf-8")
    assert kb_("show", "--json", id_).json["roles"] == [{"bank": "乙村农商银行", "side": "host"}]


def test_show_names_the_pictures_beside_an_entry(sample: Run, sample_kb: KnowledgeBase) -> None:
    id_ = next(i for i in sample_kb.corpus.bulletin_ids() if i.startswith("2026-01-05"))
    said = sample("show", id_).out
    told = [p for e in sample("show", "--json", id_).json["entries"] for p in e["pictures"]]
    assert len(told) == 10
    for picture in told:
        assert (picture["file"] or picture["address"]) in said
    assert "图片在原网页：https://example.invalid/w10/qf01.jpg" in said


def test_show_as_a_person_reads_it(sample: Run, sample_kb: KnowledgeBase) -> None:
    id_ = sample_kb.corpus.bulletin_ids()[0]
    said = sample("show", id_).out
    bulletin = sample_kb.corpus.load_bulletin(id_)
    at = [said.index(entry.text) for entry in bulletin.entries if entry.kind is Kind.LESSON]
    assert at == sorted(at)
    assert "年份为推断" in said
    assert "青枫组：青枫农商银行" in said
    assert "## 一、青枫组学习情况" in said


def test_show_an_entry(sample: Run, sample_kb: KnowledgeBase) -> None:
    id_ = sample_kb.corpus.bulletin_ids()[0]
    entry = next(e for e in sample_kb.corpus.load_bulletin(id_).entries if e.kind is Kind.LESSON)
    said = sample("show", "--json", f"{id_}#{entry.anchor}").json
    assert set(said) >= ENTRY
    assert said["text"] == entry.text
    assert entry.text in sample("show", f"{id_}#{entry.anchor}").out


@pytest.mark.parametrize("id_", ["没有", "2018-07-02-没有", "../../kb.toml", "2018-07-02-x#y", ""])
def test_what_is_not_there(sample: Run, id_: str) -> None:
    for verb in (["show"], ["show", "--json"]):
        done = sample(*verb, id_)
        assert done.code == 1
        assert "没有编号为" in done.err
        assert "kb list" in done.err


def test_an_entry_that_is_not_there(sample: Run, sample_kb: KnowledgeBase) -> None:
    done = sample("show", f"{sample_kb.corpus.bulletin_ids()[0]}#没有")
    assert done.code == 1
    assert "没有编号为" in done.err


def test_practices(sample: Run, sample_kb: KnowledgeBase) -> None:
    said = sample("practices", "--json").json["practices"]
    assert [p["name"] for p in said] == [p.name for p in sample_kb.vocabulary.practices]
    keys = {"name", "aliases", "broader", "narrower", "related", "scope_note", "entries"}
    assert all(set(p) >= keys for p in said)
    assert f"共 {len(said)} 个做法" in sample("practices").out
    one = sample("practices", "CRM", "--json").json  # by an alias
    assert one["name"] == "客户关系管理"
    assert one in said
    entries = {
        f"{bulletin.id}#{entry.anchor}"
        for bulletin in sample_kb.corpus.bulletins()
        for entry in bulletin.entries
        if "客户关系管理" in sample_kb.vocabulary.practices_of(entry)
    }
    assert set(one["entries"]) == entries
    text = sample("practices", "整村授信").out
    assert "别名：" in text
    assert "上位：" in text
    missing = sample("practices", "点石成金")
    assert missing.code == 1
    assert "没有做法“点石成金”" in missing.err


def test_remove(kb_: Run, source: Path) -> None:
    id_ = kb_("ingest", "--json", source).json["files"][0]["id"]
    done = kb_("remove", id_)
    assert done.code == 0
    assert f"已移除“{id_}”" in done.out
    assert kb_("list", "--json").json == {"bulletins": [], "unread": []}
    assert kb_("search", "--json", "整村授信").json["total"] == 0
    again = kb_("remove", id_)
    assert again.code == 1
    assert "没有编号为" in again.err
    # It can be had again.
    assert kb_("ingest", "--json", source).json["files"][0]["status"] == "added"


# Advice of the learners in a section on 青枫农商银行.
ADVICE = "移植建议：先算人手再定村数"


def test_what_learners_advise_is_not_under_their_host(sample: Run) -> None:
    bulletin = "2025-11-24-云州农商银行系统跟班学习活动第四周简报-青枫专题"
    shown = sample("show", bulletin, "--json").json
    [advice] = [entry for entry in shown["entries"] if ADVICE in entry["title"]]
    assert (advice["bank"], advice["banks"]) == ("青枫农商银行", [])
    others = [entry for entry in shown["entries"] if entry["kind"] == "lesson" and entry != advice]
    assert all(entry["banks"] for entry in others)
    told = sample("show", advice["id"]).out
    assert f"#{advice['id'].split('#')[1]} · 青枫农商银行" not in told
    cited = sample("cite", "--style", "short", advice["id"]).out
    assert "青枫农商银行，" not in cited
