"""Reads everything in a knowledge base, says what is wrong, and repairs what is safe to repair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kb.corpus import By, Corpus, changes, history
from kb.errors import (
    CorpusError,
    EngineError,
    IndexDamaged,
    IndexMissing,
    IndexStale,
    KbError,
    NotFoundError,
    SourceError,
)
from kb.files import Home
from kb.identity import unplaced_digests
from kb.index import IndexChange, check_index, index_differences, update_index
from kb.intake import save_pictures
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.maintenance import backup, disk
from kb.maintenance.disk import REPAIR, Finding
from kb.meaning import has_model, installed_model, open_encoder
from kb.model import Bulletin, Entry, entry_id
from kb.remote import troubles
from kb.state import database, moving

__all__ = ["Finding", "check", "lost_corrections", "remarks", "repair"]

_UNREAD = "bulletin-unreadable"


def check(kb: KnowledgeBase) -> list[Finding]:
    """The problems found; an empty list means all is well.

    What can be checked only after another repair is left for the next check.
    """
    around = [*disk.surroundings(kb.home), *_remote(kb)]
    return around if backup.interrupted_restore(kb.home) else around + check_contents(kb)


def check_contents(kb: KnowledgeBase) -> list[Finding]:
    """The problems of corpus, history, vocabulary, state and index, without those of the machine."""
    state = list(_state(kb.home))
    try:
        practices = {practice.name for practice in kb.vocabulary.practices}
        kb.corpus.everyday()
    except KbError as error:
        return [*state, _of_error("vocabulary", error)]
    return state + _corpus_and_index(kb, practices)


def _corpus_and_index(kb: KnowledgeBase, practices: set[str]) -> list[Finding]:
    findings = [_stray(path) for path in kb.corpus.stray_files()]
    for bulletin_id in kb.corpus.bulletin_ids():
        try:
            findings += _bulletin(kb, kb.corpus.load_bulletin(bulletin_id), practices)
        except KbError as error:
            findings.append(_of_error(_UNREAD, error, f"kb history {bulletin_id}"))
    unread = [finding for finding in findings if finding.code == _UNREAD]
    if not unread:
        findings += _leftovers(kb)
    if len(findings) == len(unread):
        findings += _index(kb)
        findings += _meaning(kb)
    return findings


def lost_corrections(corpus: Corpus) -> Iterator[tuple[Bulletin, Entry, int]]:
    """The entries with corrections whose sentence is gone, and of how many sentences. Only files with
    corrections are read as bulletins."""
    for bulletin_id in corpus.bulletin_ids():
        text = corpus.read_markdown(bulletin_id) or b""
        if b"subjects=" in text or b"aspects=" in text:
            with suppress(CorpusError, NotFoundError):  # malformed, or removed just now
                bulletin = corpus.load_bulletin(bulletin_id)
                for entry in bulletin.entries:
                    if lost := unplaced_digests(entry):
                        yield bulletin, entry, len(lost)


def remarks(kb: KnowledgeBase) -> Iterator[str]:
    """What an editor should look at though nothing is wrong: corrections whose sentence is gone."""
    for bulletin, entry, count in lost_corrections(kb.corpus):
        yield (
            f"{entry_id(bulletin.id, entry.anchor)}：编者指定过的 {count} 处，句子找不到了，"
            "请在这一期的核对页上重新指定"
        )


def _remote(kb: KnowledgeBase) -> Iterator[Finding]:
    """What is wrong between the corpus and the git repository that it follows, if any."""
    if kb.settings.corpus:
        for message, command in troubles(kb.home, kb.settings.corpus):
            yield Finding("corpus-remote", message, str(kb.home.corpus), command)


def _state(home: Home) -> Iterator[Finding]:
    try:
        damaged = database.damage(home)
    except KbError as error:
        yield _of_error("state", error, "kb doctor")
        return
    if damaged:
        damage = "状态库损坏：账号、讲义、专题可能读不出"
        place = moving.place_of(home)
        yield Finding("state", damage, place, "kb restore 备份文件", damaged[0][:300])


def _stray(path: Path) -> Finding:
    reason = "不是简报：文件名不是简报编号，或不在它的年份文件夹里，或不是普通文件，没有读入"
    return Finding(
        "bulletin-misplaced", f"{reason}（应形如 bulletins/2018/2018-07-02-标题.md）", str(path)
    )


def _of_error(code: str, error: KbError, command: str = "") -> Finding:
    hint = f"（{error.hint}）" if error.hint else ""
    return Finding(code, f"{error.message}{hint}", error.where, command, error.original)


def _bulletin(kb: KnowledgeBase, bulletin: Bulletin, practices: set[str]) -> Iterator[Finding]:
    source = bulletin.source
    suffix = Path(source.name).suffix
    kept = kb.corpus.source_path(source.sha256, suffix)
    if not kb.corpus.has_source(source.sha256, suffix):
        wrong = "已损坏" if kept.is_file() else "不见了"
        message = f"来源文件 {kept.name} {wrong}，请重新导入“{source.name}”"
        yield Finding("source", message, bulletin.id, f"kb ingest {source.name}")
    for file in sorted(bulletin.picture_files):
        if not kb.corpus.has_picture(file):
            message = (
                f"图片 {file} 不见了或已损坏；修复时从来源文件“{source.name}”里再取，"
                "那里没有的，请从条目里删去"
            )
            yield Finding("picture", message, bulletin.id, REPAIR)
    groups = {group.name for group in bulletin.groups}
    for entry in bulletin.entries:
        where = entry_id(bulletin.id, entry.anchor)
        if entry.group and entry.group not in groups:
            yield Finding(
                "group-unknown",
                f"小组“{entry.group}”不在简报的小组之列，请在文件开头的 groups 里补上或改正条目",
                where,
                f"编辑 {kb.corpus.bulletin_path(bulletin.id)}",
            )
        for name in sorted(set(entry.practices or ()) - practices):
            yield Finding(
                "practice-unknown",
                f"做法“{name}”不在词表里",
                where,
                f"kb terms --accept {name} --as practice",
            )
    if _without_anchor(kb, bulletin):
        message = "有的条目还没有固定的编号，改动文字以后链接会失效"
        yield Finding("anchor-missing", message, bulletin.id, REPAIR)


def _without_anchor(kb: KnowledgeBase, bulletin: Bulletin) -> bool:
    """Did somebody add a block by hand, without its attribute line?"""
    markdown = (kb.corpus.read_markdown(bulletin.id) or b"").decode()
    return any(f"#{entry.anchor} " not in markdown for entry in bulletin.entries)


def _leftovers(kb: KnowledgeBase) -> Iterator[Finding]:
    yield from disk.vanished(kb.corpus)
    for path in disk.orphans(kb.corpus):
        if path.parent.name == "pictures":
            yield Finding(
                "picture-orphan", "没有简报用到这张图片（修复时移到回收站）", str(path), REPAIR
            )
        else:
            message = "没有简报出自这个来源文件（修复时移到回收站）"
            yield Finding("source-orphan", message, str(path), REPAIR)


def _index(kb: KnowledgeBase) -> Iterator[Finding]:
    try:
        messages = index_differences(kb)
    except (IndexMissing, IndexStale, IndexDamaged) as error:
        yield Finding("index", str(error), str(kb.home.index), REPAIR, error.original)
        return
    except EngineError as error:
        # A cluster that is away, or has another one's index: no repair helps.
        yield Finding("index", str(error), "", "", error.original)
        return
    for message in messages:
        yield Finding("index", message, str(kb.home.index), REPAIR)


def _meaning(kb: KnowledgeBase) -> Iterator[Finding]:
    """The problems of an installed embedding model; none without a model."""
    if not has_model(kb.home):
        return
    try:
        open_encoder(installed_model(kb.home))
    except KbError as error:
        message = f"{error.message}，现在只按字词检索（{error.hint}）"
        yield Finding("model", message, str(kb.home.model))
        return
    for message in kb.vectors.verify():
        yield Finding("vectors", message, str(kb.home.index), "kb index")


def repair(kb: KnowledgeBase, by: By) -> list[str]:
    """Repair what can be repaired without losing anything; say in Chinese what was done.

    An interrupted restore is finished, stray temporary files are removed, orphan sources and
    pictures go to the bin, entries get permanent ids, lost pictures are read from the source file
    again, and the index is updated. The caller holds the writer lock.
    """
    done = []
    if backup.interrupted_restore(kb.home):
        backup.finish_restore(kb.home)
        kb = open_knowledge_base(kb.home)
        done.append("做完了上次中断的恢复")
    for path in disk.stray_files(kb.home):
        disk.remove_stray(path)
        done.append(f"删除了临时文件 {path}")
    readable = list(kb.corpus.readable_bulletins())
    for bulletin in readable:
        if _without_anchor(kb, bulletin):
            present = kb.corpus.read_markdown(bulletin.id) or b""
            digest = history.digest(present)
            changes.edit(kb.corpus, bulletin.id, present.decode(), by, expected=digest)
            done.append(f"给“{bulletin.id}”的条目补上了编号")
        if restored := _restored_pictures(kb, bulletin):
            done.append(f"从“{bulletin.source.name}”取回了 {restored} 张图片")
    # Which files a bulletin uses that cannot be read is not known: then nothing is an orphan.
    whole = len(readable) == len(kb.corpus.bulletin_ids())
    for path in disk.orphans(kb.corpus) if whole else ():
        done.append(f"没有简报用到的文件移到了 {disk.put_away(kb.corpus, path)}")
    change = _mended_index(kb)
    if change.rebuilt or change.put or change.removed:
        done.append(f"更新了索引：共 {change.documents} 条")
    return done


def _restored_pictures(kb: KnowledgeBase, bulletin: Bulletin) -> int:
    """How many lost pictures of a bulletin could be read from its source file."""
    source = bulletin.source
    if not all(map(kb.corpus.has_picture, bulletin.picture_files)):
        kept = kb.corpus.source_path(source.sha256, Path(source.name).suffix)
        with suppress(SourceError, OSError):
            return save_pictures(kb.corpus, bulletin, kept.read_bytes())
    return 0


def _mended_index(kb: KnowledgeBase) -> IndexChange:
    try:
        damaged = bool(check_index(kb))
    except EngineError:
        damaged = True
    return update_index(kb, rebuild=damaged)
